"""What a command loads is a budget: starting must stay quick, and the faces must stay apart."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

HEAVY = ("textual", "icalendar", "pydantic", "babel", "nats", "nacl")


def modules_after(*arguments: str) -> set[str]:
    """The modules loaded once ``letsconnect`` with these arguments is done."""
    code = (
        "import sys\n"
        f"sys.argv = ['letsconnect', *{list(arguments)!r}]\n"
        "from letsconnect_tui.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "sys.stderr.write(' '.join(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("argument", ["--version", "--help"])
@pytest.mark.parametrize("module", HEAVY)
def test_what_a_first_look_does_not_load(argument: str, module: str) -> None:
    loaded = {name.partition(".")[0] for name in modules_after(argument)}

    assert module not in loaded


def test_version_is_answered_before_the_command_library_loads() -> None:
    assert "typer" not in modules_after("--version")


def test_a_rehearsal_in_plain_lines_loads_no_screens() -> None:
    loaded = {name.partition(".")[0] for name in modules_after("demo")}

    assert not loaded & {"textual", "icalendar", "pydantic", "nats", "nacl"}


@pytest.mark.bench
def test_version_costs_little_more_than_python_itself() -> None:
    def best(*command: str) -> float:
        times = []
        for _ in range(15):
            began = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times.append(time.perf_counter() - began)
        return min(times)

    nothing = best(sys.executable, "-c", "pass")
    version = best(sys.executable, "-m", "letsconnect_tui", "--version")
    print(f"\n--version: {version / nothing:.2f} × python -c pass (goal 6)")

    assert version <= 6 * nothing
