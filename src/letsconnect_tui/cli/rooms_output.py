"""Breakout rooms for a list of people, as ``letsconnect rooms`` prints them: for people and for programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.breakouts import Guest, Wishes, cannot_follow, least_repeats
from letsconnect_tui.exporters import room_lists as room_texts
from letsconnect_tui.exporters.room_files import rooms_data
from letsconnect_tui.i18n import words
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from letsconnect_tui.breakouts import RoomAssignment
    from letsconnect_tui.importers.people_list import ListedPeople


class RoomsInStyle(msgspec.Struct, frozen=True):
    """All rounds in one style, the repeats nobody can avoid, and how many people cannot follow."""

    proposals: tuple[RoomAssignment, ...]
    bound: int
    left_out: int

    @classmethod
    def of(
        cls, proposals: tuple[RoomAssignment, ...], guests: Sequence[Guest], wishes: Wishes
    ) -> RoomsInStyle:
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


def as_data(
    chosen: RoomsInStyle,
    other: RoomsInStyle | None,
    names: Mapping[str, str],
    seconds: float,
    listed: ListedPeople,
) -> dict[str, object]:
    """The answer for programs.

    Args:
        chosen: The rounds in the style that was asked for.
        other: The rounds in the other style, if there is one.
        names: Name by id.
        seconds: Processor time it took.
        listed: The people, with what was said about their file.
    """
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
    bound: int,
) -> str:
    """The answer for people, in the shape that was asked for.

    Args:
        shape: A word of ``--as``, except ``zoom``.
        proposals: The rounds.
        names: Name by id.
        bound: How often people must meet again at least.
    """
    rounds = [proposal.rooms for proposal in proposals]
    if shape == "cards":
        return room_texts.rotation_sheet(rounds, names)
    if shape == "tables":
        return room_texts.table_cards(rounds, names)
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
