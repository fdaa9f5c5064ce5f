"""What one run of keys has done so far, so that it can be taken back as one if it was a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letsconnect_tui.app.proposals import Proposal
    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.tui.host import OpenPanel

_ALWAYS = float("-inf")


@dataclass(frozen=True, slots=True)
class ScreensBefore:
    """How the screens stood before a key.

    Attributes:
        at: When it was pressed, in seconds.
        panel: What was open under the clock.
        depth: How many screens there were.
        names_hidden: Whether names were hidden.
        proposal: What waited for a yes.
    """

    at: float
    panel: OpenPanel | None
    depth: int
    names_hidden: bool
    proposal: Proposal | None


@dataclass(slots=True)
class KeyRun:
    """The commands one run gave, and how the screens stood before each of its keys."""

    number: int = 0
    before: list[ScreensBefore] = field(default_factory=list)
    adjusted: bool = False
    """Whether it changed what is only proposed or shown."""
    acting_at: float = 0.0
    """When the key was pressed that is carried out now, in seconds."""
    records: list[tuple[int, float]] = field(default_factory=list)
    """Numbers of the records its commands made, and when their keys were pressed."""
    taken_back: bool = False

    def note(self, reply: Reply) -> None:
        """A command of this run was carried out."""
        if reply.outcome is not None and reply.outcome.record is not None:
            self.records.append((reply.outcome.record.number, self.acting_at))

    def records_since(self, at: float = _ALWAYS) -> list[int]:
        """Numbers of the records whose keys were pressed from this moment on."""
        return [number for number, pressed_at in self.records if pressed_at >= at]

    def before_since(self, at: float = _ALWAYS) -> ScreensBefore | None:
        """How the screens stood before the first key from this moment on."""
        return next((one for one in self.before if one.at >= at), None)
