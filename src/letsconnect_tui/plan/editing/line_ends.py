"""Takes the byte order mark and the ends of lines off a text, and puts them back after an edit."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

import msgspec

_END = re.compile(r"\r\n|\r|\n")
_MARK = "\ufeff"


class LineEnds(msgspec.Struct, frozen=True):
    """How the lines of a text end, and whether it begins with a byte order mark."""

    mark: str
    ends: tuple[str, ...]
    """One for each line that has an end."""

    @property
    def usual(self) -> str:
        """What most lines end with."""
        return Counter(self.ends).most_common(1)[0][0] if self.ends else "\n"

    def put_back(self, before: str, after: str) -> str:
        """The text as its file has it.

        Args:
            before: The text that these ends were taken off.
            after: The same after an edit; lines that stay keep their ends, new ones get the usual.
        """
        if len(set(self.ends)) < 2:
            return self.mark + after.replace("\n", self.usual)
        old, new = before.split("\n"), after.split("\n")
        ends = [self.usual] * len(new)
        for old_at, new_at, length in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            kept = self.ends[old_at : old_at + length]
            ends[new_at : new_at + len(kept)] = kept
        return self.mark + "".join(map("".join, zip(new, [*ends[: len(new) - 1], ""], strict=True)))


def without_line_ends(text: str) -> tuple[str, LineEnds]:
    """The text with LF alone and without a mark, and what was taken off."""
    mark = _MARK if text.startswith(_MARK) else ""
    body = text.removeprefix(_MARK)
    return _END.sub("\n", body), LineEnds(mark, tuple(_END.findall(body)))
