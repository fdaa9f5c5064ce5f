"""Names as platforms show them: without the marks behind them, with the former name where one is stated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.importers.attendance.words import MARKS, PRONOUNS
from letsconnect_tui.people.names import search_key
from letsconnect_tui.text import clean_name, unguarded

if TYPE_CHECKING:
    from collections.abc import Sequence

_BEHIND = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*$")
_ADDRESS = re.compile(r"\s*[<(]?(?:mailto:)?[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+[>)]?")
_ORIGINAL_IN_HEADER = re.compile(r"[(（][^()（）]+[)）]\s*$")
_LONGEST = 400


class DisplayName(msgspec.Struct, frozen=True):
    """A name without marks, and what stands in brackets behind it: perhaps another name of the person."""

    name: str
    in_brackets: str | None = None

    @property
    def with_brackets(self) -> str:
        """The name as it was shown, marks left out."""
        return f"{self.name} ({self.in_brackets})" if self.in_brackets else self.name


def display_name(raw: str) -> DisplayName:
    """A shown name: ``Ada (Host)`` is Ada, ``New (Old)`` keeps what is in brackets apart."""
    name = clean_name(unguarded(_ADDRESS.sub("", raw[:_LONGEST]).strip() or raw[:_LONGEST]))
    in_brackets = None
    while (behind := _BEHIND.search(name)) and search_key(name[: behind.start()]):
        behind_name = behind[1].strip()
        if not is_mark(behind_name):
            if in_brackets is not None or PRONOUNS.fullmatch(behind_name):
                break
            in_brackets = behind_name
        name = name[: behind.start()].strip()
    return DisplayName(name, in_brackets if in_brackets and search_key(in_brackets) else None)


def is_mark(text: str) -> bool:
    """True for what a platform puts behind names: host, guest, external, in languages that are known."""
    parts = [search_key(part) for part in re.split(r"[,;/]", text)]
    return all(part in MARKS or not part or part.split()[-1] in MARKS for part in parts)


def states_original_name(heading: str) -> bool:
    """True for a heading as ``Name (original name)`` in any language: brackets behind a word."""
    return bool(_ORIGINAL_IN_HEADER.search(heading.strip()))


def column_states_original_name(header: Sequence[str], place: int | None) -> bool:
    """Whether the heading at a place does; there may be none."""
    return place is not None and place < len(header) and states_original_name(header[place])
