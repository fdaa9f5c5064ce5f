"""``letsconnect rooms``: breakout rooms for a list of people, without a session.

What cannot be used raises InputError; nothing is written but the answer.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path  # noqa: TC003 - typer reads the annotation when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from letsconnect_tui.breakouts import Guest, Wishes, cannot_follow, least_repeats, propose_in_styles
from letsconnect_tui.cli.options import EncodingOption, UnusedFileOption  # noqa: TC001 - typer reads them
from letsconnect_tui.cli.rooms_people import ids_by_name, named
from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters import room_lists as room_texts
from letsconnect_tui.exporters.room_files import rooms_data, zoom_csv
from letsconnect_tui.i18n import message, words
from letsconnect_tui.importers.people_list import ListedPeople, read_people
from letsconnect_tui.plan.pair_rules import group_faults
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from letsconnect_tui.breakouts import RoomAssignment

MOST_PEOPLE, MOST_ROUNDS, LONGEST_BUDGET_S = 5000, 50, 60.0
_MIX = ("experience", "region", "topics")
_SHAPES = ("list", "chat", "people", "tags", "sheet", "wikitext", "cards", "tables", "zoom")
_STYLES = ("understand", "mix")
_BUDGET = re.compile(r"(\d+(?:[.,]\d+)?)\s*(ms|s)?")


def rooms(
    people: Annotated[Path, typer.Argument(help=words("rooms-cli-people"), show_default=False)],
    size: Annotated[int | None, typer.Option("--size", min=1, help=words("rooms-cli-size"))] = None,
    count: Annotated[int | None, typer.Option("--count", min=1, help=words("rooms-cli-count"))] = None,
    rounds: Annotated[
        int, typer.Option("--rounds", min=1, max=MOST_ROUNDS, help=words("rooms-cli-rounds"))
    ] = 1,
    min_size: Annotated[int, typer.Option("--min-size", min=1, help=words("rooms-cli-min-size"))] = 3,
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
    seed: Annotated[int, typer.Option("--seed", help=words("rooms-cli-seed"))] = 1,
    budget: Annotated[str, typer.Option("--budget", help=words("rooms-cli-budget"))] = "1s",
    shape: Annotated[str, typer.Option("--as", help=words("rooms-cli-as"))] = "list",
    encoding: EncodingOption = None,
    as_json: Annotated[bool, typer.Option("--json", help=words("cli-json"))] = False,
    file: UnusedFileOption = None,
) -> None:
    """Make breakout rooms from a list of people."""
    if size is not None and count is not None:
        raise InputError(message("rooms-cli-size-and-count"))
    _one_of("--as", [shape], _SHAPES)
    _one_of("--style", [style or ""], _STYLES)
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
        same_language=_one_of("--same", [same] if same else [], ("language",)) != () or style == "understand",
        main_language=main_language,
        mix=_one_of("--mix", (mix or "").replace(" ", "").split(","), _MIX),
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
    found = [Way.of(proposals, guests, wishes) for proposals in made]
    chosen = found.pop(-1 if style == "mix" else 0)
    other = found[0] if found else None
    if as_json:
        data = as_data(chosen, other, names, seconds, listed)
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        emails = {guest.id: person.email or "" for guest, person in zip(guests, listed.people, strict=True)}
        sys.stdout.write(as_text(shape, chosen.proposals, names, emails, chosen.bound))
        if shape == "list" and other is not None:
            sys.stdout.write(printable(other.in_words()) + "\n")
        _say([words(note) for note in listed.notes])


@dataclass(frozen=True, slots=True)
class Way:
    """All rounds in one style, the repeats nobody can avoid, and how many people cannot follow."""

    proposals: tuple[RoomAssignment, ...]
    bound: int
    left_out: int

    @classmethod
    def of(cls, proposals: tuple[RoomAssignment, ...], guests: Sequence[Guest], wishes: Wishes) -> Way:
        """The way with its figures."""
        asked = wishes if proposals[0].style == "understand" else replace(wishes, same_language=False)
        left_out = sum(cannot_follow(p.rooms, guests, wishes.main_language) for p in proposals)
        return cls(proposals, least_repeats(proposals, guests, asked), left_out)

    @property
    def repeats(self) -> int:
        """Pairs who meet again, over all rounds."""
        return sum(proposal.repeats for proposal in self.proposals)

    def in_words(self) -> str:
        """One sentence, with the option that asks for this way."""
        style = self.proposals[0].style
        return words("rooms-cli-other", words(f"style-{style}"), self.left_out, self.repeats, style)

    def as_data(self, names: Mapping[str, str]) -> dict[str, object]:
        """The rounds and their figures; ``hard`` counts over all rounds."""
        hard: Counter[str] = Counter()
        for proposal in self.proposals:
            hard.update(proposal.violations)
        return {
            "rounds": rooms_data([proposal.rooms for proposal in self.proposals], names),
            "style": self.proposals[0].style,
            "repeats": self.repeats,
            "bound": self.bound,
            "cannot_follow": self.left_out,
            "hard": dict(hard),
        }


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


def as_data(
    chosen: Way, other: Way | None, names: Mapping[str, str], seconds: float, listed: ListedPeople
) -> dict[str, object]:
    """The answer for programs: ``other`` is the second way or null, ``seconds`` is processor time."""
    return {
        **chosen.as_data(names),
        "seconds": round(seconds, 4),
        "method": chosen.proposals[0].method,
        "seed": chosen.proposals[0].seed,
        "notes": [words(note) for note in listed.notes]
        + [
            words("rooms-cli-in-round", number + 1, sentence)
            for number, proposal in enumerate(chosen.proposals)
            for sentence in _sentences(proposal, names)
        ],
        "other": other.as_data(names) if other is not None else None,
    }


def as_text(
    shape: str,
    proposals: Sequence[RoomAssignment],
    names: Mapping[str, str],
    emails: Mapping[str, str],
    bound: int,
) -> str:
    """The answer for people, in the shape that was asked for."""
    rounds = [proposal.rooms for proposal in proposals]
    if shape == "cards":
        return room_texts.rotation_sheet(rounds, names)
    if shape == "tables":
        return room_texts.table_cards(rounds, names)
    if shape == "zoom":
        return _zoom(proposals, names, emails)
    texts = []
    for number, proposal in enumerate(proposals):
        if len(proposals) > 1:
            texts.append(words("rooms-round", number + 1) + "\n")
        texts.append(_one_round(shape, proposal, names))
    if shape == "list":
        repeats = sum(proposal.repeats for proposal in proposals)
        texts.append(words("rooms-cli-summary", repeats, bound) + "\n")
    return printable("".join(texts), lines=True)


def _one_round(shape: str, proposal: RoomAssignment, names: Mapping[str, str]) -> str:
    write = {
        "chat": room_texts.chat_text,
        "people": room_texts.by_person,
        "tags": room_texts.rename_tags,
        "sheet": room_texts.run_sheet,
        "wikitext": room_texts.wikitext_table,
    }
    if shape in write:
        return write[shape](proposal.rooms, names)
    notes = "".join(f"  {sentence}\n" for sentence in _sentences(proposal, names))
    return room_texts.by_room(proposal.rooms, names) + notes + "\n"


def _sentences(proposal: RoomAssignment, names: Mapping[str, str]) -> list[str]:
    """Each note with the names it concerns before it."""
    return [
        words("rooms-cli-note", ", ".join(names[who] for who in note.guests), words(note.message))
        if note.guests
        else words(note.message)
        for note in proposal.notes
    ]


def _zoom(proposals: Sequence[RoomAssignment], names: Mapping[str, str], emails: Mapping[str, str]) -> str:
    """The first round as Zoom reads it; what it cannot hold is said on standard error."""
    sheet = zoom_csv(proposals[0].rooms, emails)
    _say([words(note) for note in sheet.notes] + [names[who] for who in sheet.without_email])
    return sheet.text


def _say(lines: Sequence[str]) -> None:
    for line in lines:
        sys.stderr.write(printable(line) + "\n")


def _one_of(option: str, asked: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The words asked for; raises InputError for one that is unknown."""
    for word in asked:
        if word and word not in known:
            raise InputError(message("rooms-cli-unknown", option, word, ", ".join(known)))
    return tuple(word for word in asked if word)


def _seconds(budget: str) -> float:
    """``1s``, ``0.3`` or ``500ms``, at most a minute; raises InputError for anything else."""
    found = _BUDGET.fullmatch(budget.strip())
    if found is None:
        raise InputError(message("rooms-cli-budget-unreadable", budget))
    amount = float(found[1].replace(",", "."))
    return min(LONGEST_BUDGET_S, amount / 1000 if found[2] == "ms" else amount)
