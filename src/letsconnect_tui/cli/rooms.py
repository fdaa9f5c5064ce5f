"""``letsconnect rooms``: breakout rooms for a list of people, without a session.

What cannot be used raises InputError; nothing is written but the answer.
"""

from __future__ import annotations

import difflib
import json
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from letsconnect_tui.breakouts import Guest, Wishes, propose_in_styles
from letsconnect_tui.cli.console import deliver, is_standard_output
from letsconnect_tui.cli.options import (  # noqa: TC001 - typer reads them
    EncodingOption,
    ForceOption,
    OutputOption,
    UnusedFileOption,
)
from letsconnect_tui.cli.rooms_output import RoomsInStyle, as_data, as_text
from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.room_files import zoom_csv
from letsconnect_tui.i18n import Message, message, words
from letsconnect_tui.importers.people_list import ListedPeople, read_people
from letsconnect_tui.paths import user_path
from letsconnect_tui.people.names import search_key
from letsconnect_tui.plan.checks import group_faults
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from letsconnect_tui.breakouts import RoomAssignment
    from letsconnect_tui.importers.people_list import ListedPeople


RoomText = tuple[Path | None, str, tuple[Message, ...]]
"""Where a text goes, the text, and what to know about it."""
MOST_PEOPLE, MOST_ROUNDS, LONGEST_BUDGET_S = 5000, 50, 60.0
MOST_SEED = 2**63 - 1
_MIX = ("experience", "region", "topics")
_SHAPES = ("list", "chat", "people", "tags", "sheet", "wikitext", "cards", "tables", "zoom")
_STYLES = ("understand", "mix")
_BUDGET = re.compile(r"(\d+(?:[.,]\d+)?)\s*(ms|s)?")


def rooms(
    people: Annotated[
        Path,
        typer.Argument(
            parser=user_path, metavar="PEOPLE", help=words("rooms-cli-people"), show_default=False
        ),
    ],
    size: Annotated[
        int | None, typer.Option("--size", min=1, max=MOST_PEOPLE, help=words("rooms-cli-size"))
    ] = None,
    count: Annotated[
        int | None, typer.Option("--count", min=1, max=MOST_PEOPLE, help=words("rooms-cli-count"))
    ] = None,
    rounds: Annotated[
        int, typer.Option("--rounds", min=1, max=MOST_ROUNDS, help=words("rooms-cli-rounds"))
    ] = 1,
    min_size: Annotated[
        int, typer.Option("--min-size", min=1, max=MOST_PEOPLE, help=words("rooms-cli-min-size"))
    ] = 3,
    same: Annotated[str | None, typer.Option("--same", help=words("rooms-cli-same"))] = None,
    main_language: Annotated[str, typer.Option("--main", help=words("rooms-cli-main"))] = "en",
    style: Annotated[str | None, typer.Option("--style", help=words("rooms-cli-style"))] = None,
    mix: Annotated[str | None, typer.Option("--mix", help=words("rooms-cli-mix"))] = None,
    apart: Annotated[list[str] | None, typer.Option("--apart", help=words("rooms-cli-apart"))] = None,
    together: Annotated[
        list[str] | None, typer.Option("--together", help=words("rooms-cli-together"))
    ] = None,
    host: Annotated[list[str] | None, typer.Option("--host", help=words("rooms-cli-host"))] = None,
    seats: Annotated[int, typer.Option("--seats", min=0, max=10_000, help=words("rooms-cli-seats"))] = 0,
    seed: Annotated[
        int, typer.Option("--seed", min=-MOST_SEED, max=MOST_SEED, help=words("rooms-cli-seed"))
    ] = 1,
    budget: Annotated[str, typer.Option("--budget", help=words("rooms-cli-budget"))] = "1s",
    shape: Annotated[str, typer.Option("--as", help=words("rooms-cli-as"))] = "list",
    output: OutputOption = None,
    force: ForceOption = False,
    encoding: EncodingOption = None,
    as_json: Annotated[bool, typer.Option("--json", help=words("cli-json"))] = False,
    file: UnusedFileOption = None,
) -> None:
    """Make breakout rooms from a list of people."""
    if size is not None and count is not None:
        raise InputError(message("rooms-cli-size-and-count"))
    _one_of("--as", shape, _SHAPES)
    _one_of("--style", style, _STYLES)
    listed = read_people(people, encoding)
    if len(listed.people) > MOST_PEOPLE:
        raise InputError(
            message("rooms-cli-too-many", people.name, len(listed.people), MOST_PEOPLE),
            message("error-file-split"),
        )
    ids = ids_by_name(listed)
    hosts = {who for text in host or () for who in named(text, ids, "--host")}
    wishes = Wishes(
        size=size,
        count=count,
        min_size=min_size,
        same_language=_one_of("--same", same, ("language",)) != () or style == "understand",
        main_language=main_language,
        mix=_one_of("--mix", mix, _MIX),
        apart=tuple(named(text, ids, "--apart") for text in apart or ()),
        together=tuple(named(text, ids, "--together") for text in together or ()),
        seats=seats,
    )
    names = {str(number): person.name for number, person in enumerate(listed.people)}
    for fault in group_faults(wishes.apart, wishes.together):
        key = "rooms-cli-group-of-one" if fault.kind == "one-person" else "rooms-cli-apart-and-together"
        raise InputError(message(key, f"--{fault.key}", ", ".join(names[who] for who in fault.people)))
    guests = _guests(listed, hosts)
    started = time.process_time()
    made = propose_in_styles(guests, wishes, rounds, seed=seed, budget_s=_seconds(budget))
    seconds = time.process_time() - started
    found = [RoomsInStyle.of(proposals, guests, wishes) for proposals in made]
    chosen = found.pop(-1 if style == "mix" else 0)
    other = found[0] if found else None
    texts: list[RoomText]
    if as_json:
        data = as_data(chosen, other, names, seconds, listed)
        texts = [(output, json.dumps(data, ensure_ascii=False, indent=2) + "\n", ())]
    elif shape == "zoom":
        emails = {str(number): person.email or "" for number, person in enumerate(listed.people)}
        texts = _zoom(chosen.proposals, names, emails, output)
    else:
        text = as_text(shape, chosen.proposals, names, chosen.bound)
        if shape == "list" and other is not None:
            text += printable(other.in_words()) + "\n"
        texts = [(output, text, ())]
    for path, text, notes in texts:
        deliver(text, path, notes, names_of=None, force=force, file=file, owner_only=True, made_from=[people])
    if not as_json:  # there they stand in the answer
        for note in listed.notes:
            sys.stderr.write(printable(words(note)) + "\n")


def _guests(listed: ListedPeople, hosts: set[str]) -> list[Guest]:
    return [
        Guest(
            str(number),
            person.languages,
            person.experience,
            person.region,
            person.topics,
            str(number) in hosts,
        )
        for number, person in enumerate(listed.people)
    ]


def _zoom(
    proposals: Sequence[RoomAssignment],
    names: Mapping[str, str],
    emails: Mapping[str, str],
    output: Path | None,
) -> list[RoomText]:
    """Each round as Zoom reads it: the file, its text, and whom it cannot hold.

    Raises:
        InputError: There are several rounds and one standard output.
    """
    sheets = [zoom_csv(proposal.rooms, emails, names) for proposal in proposals]
    if len(sheets) == 1:
        return [(output, sheets[0].text, sheets[0].notes)]
    if output is None or is_standard_output(output):
        raise InputError(message("rooms-zoom-rounds", len(sheets)), message("rooms-zoom-rounds-hint"))
    return [
        (output.with_name(f"{output.stem}-{number}{output.suffix}"), sheet.text, sheet.notes)
        for number, sheet in enumerate(sheets, 1)
    ]


def _one_of(option: str, asked: str | None, known: Sequence[str]) -> tuple[str, ...]:
    """The words asked for, with commas between; raises InputError for one that is unknown, or empty."""
    found = () if asked is None else tuple(word.strip() for word in asked.split(","))
    for word in found:
        if word not in known:
            raise InputError(message("rooms-cli-unknown", option, word, ", ".join(known)))
    return found


def _seconds(budget: str) -> float:
    """``1s``, ``0.3`` or ``500ms``, at most a minute; raises InputError for anything else."""
    found = _BUDGET.fullmatch(budget.strip())
    if found is None:
        raise InputError(message("rooms-cli-budget-unreadable", budget))
    amount = float(found[1].replace(",", "."))
    return min(LONGEST_BUDGET_S, amount / 1000 if found[2] == "ms" else amount)


_NEAREST = 3


def ids_by_name(listed: ListedPeople) -> dict[str, tuple[str, str]]:
    """Folded name → guest id (its place in the list) and the name as written; the first of equal ones."""
    known: dict[str, tuple[str, str]] = {}
    for number, person in enumerate(listed.people):
        known.setdefault(search_key(person.name), (str(number), person.name))
    return known


def named(text: str, known: Mapping[str, tuple[str, str]], option: str) -> tuple[str, ...]:
    """The ids of ``Ana, Ben``; raises InputError with the nearest names for one that is not in the list."""
    ids = []
    for name in [part.strip() for part in text.split(",") if part.strip()] or [""]:
        found = known.get(search_key(name))
        if found is None:
            near = difflib.get_close_matches(search_key(name), known, _NEAREST)
            hint = message("rooms-cli-nearest", ", ".join(known[key][1] for key in near)) if near else None
            raise InputError(message("rooms-cli-nobody", option, name), hint)
        ids.append(found[0])
    return tuple(ids)
