"""What is decided about each line of a pasted list: that it means somebody known, somebody new, or nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from letsconnect_tui.app.proposals import PasteProposal
from letsconnect_tui.people.match import NameMatch

if TYPE_CHECKING:
    from typing import Literal

NEW = "+new"
"""The line is somebody new; no person's id has a plus."""
OUT = "+left-out"
"""The line is left out."""
_ORDER = ("unsure", "new", "sure")


@dataclass(frozen=True, slots=True)
class PasteChoices:
    """A pasted list and the decisions made about it so far, by the place of the line."""

    matches: tuple[NameMatch, ...]
    decided: Mapping[int, str] = field(default_factory=dict)

    @property
    def places(self) -> tuple[int, ...]:
        """All lines, what has to be decided first."""
        return tuple(
            sorted(range(len(self.matches)), key=lambda at: (_ORDER.index(self.matches[at].kind), at))
        )

    @property
    def open_places(self) -> tuple[int, ...]:
        """Unsure lines not yet decided."""
        return tuple(at for at in self.places if self.meaning(at) is None)

    def options(self, place: int) -> tuple[str, ...]:
        """What the digits from 1 on choose for a line; 0 always leaves it out."""
        match = self.matches[place]
        if match.kind == "sure":
            return (str(match.id), NEW)
        return (*match.suggestions, NEW)

    def meaning(self, place: int) -> str | None:
        """A person's id, NEW or OUT; None: not decided, and left out so far."""
        match = self.matches[place]
        own: str | None = {"sure": match.id, "new": NEW, "unsure": None}[match.kind]
        return self.decided.get(place, own)

    def choose(self, place: int, digit: int) -> PasteChoices:
        """The same with one line decided; a digit without an option changes nothing."""
        options = (OUT, *self.options(place))
        if not 0 <= digit < len(options):
            return self
        return replace(self, decided={**self.decided, place: options[digit]})

    def count(self, what: Literal["here", "new", "open", "out"]) -> int:
        """How many lines are somebody known, somebody new, not decided, or left out."""
        kinds = {None: "open", NEW: "new", OUT: "out"}
        return sum(kinds.get(self.meaning(at), "here") == what for at in range(len(self.matches)))

    @property
    def proposal(self) -> PasteProposal:
        """What Enter carries out: lines left out and not decided are not in it."""
        kept = []
        for at, match in enumerate(self.matches):
            meaning = self.meaning(at)
            if meaning == NEW:
                kept.append(NameMatch(match.line, "new"))
            elif meaning is not None and meaning != OUT:
                kept.append(NameMatch(match.line, "sure", meaning))
        return PasteProposal(tuple(kept))
