"""Changes the code in small ways and counts how many changes the tests notice, place by place.

    python tests/mutants/run.py [--sample N] [--only PLACE ...] [--jobs N] [--keep]

mutmut makes the changes ("mutants") and runs, for each, the tests that reach the changed function. A change
that no test notices survived: a test is missing, or the change makes no difference. accepted.toml holds the
reasons, by function and by a pattern of the change. They excuse nothing: the exit code is 1 when less than
85 % of the changes are noticed in any place.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[2]
COPY = ROOT / "mutants"
ACCEPTED = Path(__file__).with_name("accepted.toml")
PLACES = {
    "timing": "letsconnect_tui.timing.",
    "session": "letsconnect_tui.session.",
    "people/match": "letsconnect_tui.people.match.",
    "breakouts/seat_late": "letsconnect_tui.breakouts.seat_late.",
    "store": "letsconnect_tui.store.",
}
LEAST_NOTICED = 0.85
Fate = Literal["noticed", "endless", "survived", "untested"]


@dataclass
class Result:
    """What became of the mutants of one place."""

    fates: Counter[Fate] = field(default_factory=Counter)
    survivors: list[Survivor] = field(default_factory=list)

    @property
    def noticed(self) -> float:
        """The share of mutants that made a test fail or run without end."""
        return (self.fates["noticed"] + self.fates["endless"]) / max(1, self.fates.total())


@dataclass(frozen=True, order=True)
class Survivor:
    """A change that no test noticed: the function, its line before, and its line after."""

    function: str
    before: str
    after: str
    name: str = field(compare=False)


def main() -> int:
    """Run the mutants and print what became of them; 0 when enough are noticed everywhere."""
    options = _options()
    if not options.keep:
        shutil.rmtree(COPY, ignore_errors=True)
    _mutmut("no-such-mutant", quiet=True)  # makes the mutants and learns which test reaches which function
    accepted = _accepted()
    results = {place: _run(place, options.sample, options.jobs) for place in options.only or PLACES}
    for place, result in results.items():
        print(f"\n{place}: survivors" if result.survivors else f"\n{place}: no survivors")
        for one in result.survivors:
            reason = _reason(one, accepted)
            print(f"  {one.name}\n    - {one.before}\n    + {one.after}")
            print(f"    accepted: {reason}" if reason else "    no reason yet")
    print(f"\n{'place':<20} {'mutants':>8} {'noticed':>8} {'endless':>8} {'survived':>9} {'untested':>9}")
    for place, result in results.items():
        count = result.fates
        print(
            f"{place:<20} {count.total():>8} {count['noticed']:>8} {count['endless']:>8}"
            f" {count['survived']:>9} {count['untested']:>9}  {result.noticed:.1%}"
        )
    weak = [place for place, result in results.items() if result.noticed < LEAST_NOTICED]
    if weak:
        print(f"Below {LEAST_NOTICED:.0%}: {', '.join(weak)}")
    return 1 if weak else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Count how many small changes of the code the tests notice.")
    sample = os.environ.get("MUTANTS_SAMPLE", "")
    parser.add_argument("--sample", type=int, default=int(sample or 0), help="mutants a place; 0: all")
    parser.add_argument("--only", action="append", choices=PLACES, help="this place only")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", action="store_true", help="keep what mutmut learnt about the tests")
    return parser.parse_args()


def _mutmut(*names: str, jobs: int = 1, quiet: bool = False) -> None:
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "mutants"}
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", "run", "--max-children", str(jobs), *names],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode and not (quiet and "nothing matches" in done.stdout):
        raise SystemExit(f"mutmut stopped:\n{done.stdout[-4000:]}")


def _fates(place: str) -> dict[str, int | None]:
    """mutmut's exit code of each mutant of a place; None: not run."""
    fates: dict[str, int | None] = {}
    for file in sorted(COPY.glob("src/**/*.meta")):
        codes = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
        fates |= {name: code for name, code in codes.items() if name.startswith(PLACES[place])}
    return fates


def _run(place: str, sample: int, jobs: int) -> Result:
    names = list(_fates(place))
    chosen = names
    if 0 < sample < len(names):
        chosen = random.Random(place).sample(names, sample)
    print(f"{place}: {len(chosen)} of {len(names)} mutants", flush=True)
    _mutmut(*(chosen if len(chosen) < len(names) else [f"{PLACES[place]}*"]), jobs=jobs)
    result, fates = Result(), _fates(place)
    for name in chosen:
        fate = _fate(fates[name])
        result.fates[fate] += 1
        if fate in ("survived", "untested"):
            result.survivors.append(_survivor(name))
    result.survivors.sort()
    return result


def _fate(code: int | None) -> Fate:
    from mutmut.stats import status_by_exit_code

    status = status_by_exit_code[code]
    if status in ("killed", "segfault"):
        return "noticed"
    if status == "timeout":
        return "endless"
    if status == "survived":
        return "survived"
    if status == "no tests":
        return "untested"
    raise SystemExit(f"mutmut left a mutant {status}")


def _survivor(name: str) -> Survivor:
    from mutmut.mutation.diff_apply import find_mutant, get_diff_for_mutant

    os.chdir(ROOT)
    lines = get_diff_for_mutant(name, path=find_mutant(name).path).splitlines()
    changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    before, after = (" ".join(line[1:].strip() for line in changed if line[0] == sign) for sign in "-+")
    function = name.rpartition("__mutmut_")[0].replace(".xǁ", ".").replace(".x_", ".").replace("ǁ", ".")
    return Survivor(function.removeprefix("letsconnect_tui."), before, after, name)


def _accepted() -> list[dict[str, str]]:
    with ACCEPTED.open("rb") as file:
        return list(tomllib.load(file).get("accepted", ()))


def _reason(one: Survivor, accepted: list[dict[str, str]]) -> str | None:
    """Why a change may go unnoticed; None where nobody gave a reason."""
    change = f"{one.before} → {one.after}"
    for entry in accepted:
        if fnmatch(one.function, entry["function"]) and re.search(entry["change"], change):
            return entry["reason"]
    return None


if __name__ == "__main__":
    raise SystemExit(main())
