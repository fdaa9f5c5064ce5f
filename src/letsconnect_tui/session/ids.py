"""Ids that were given in a session: none is given twice, also not after undo.

A screen, a proposal or a second person may still hold an id whose making was taken back; if it were given
again, it would mean somebody else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.session import events as e

if TYPE_CHECKING:
    from letsconnect_tui.session.record import Record


@dataclass(frozen=True, slots=True)
class UsedIds:
    """The highest number given of each kind; 0 where none was."""

    people: int = 0
    """Of ids such as ``p12``."""
    rounds: int = 0
    lines: int = 0

    def after(self, records: Iterable[Record]) -> UsedIds:
        """With what these records gave, whether they stand or were taken back."""
        giving = [event for record in records for event in record.events if type(event) in _GIVING]
        if not giving:
            return self
        people, rounds, lines = self.people, self.rounds, self.lines
        for event in giving:
            if isinstance(event, e.PersonAdded):
                people = max(people, _person_number(event.person))
            elif isinstance(event, e.LineTaken):
                lines = max(lines, event.number)
            elif isinstance(event, e.RoundAccepted):
                rounds = max(rounds, event.id, event.round)
        return UsedIds(people, rounds, lines)


NO_IDS_USED = UsedIds()
_GIVING = frozenset((e.PersonAdded, e.LineTaken, e.RoundAccepted))


def _person_number(person: str) -> int:
    """The number in ``p12``; 0 for any other id, and for one with more digits than were ever counted."""
    digits = person[1:]
    counted = person[:1] == "p" and digits.isascii() and digits.isdecimal() and len(digits) <= 9
    return int(digits) if counted else 0
