"""How much a search may still do, and whether somebody asked it to stop."""

from __future__ import annotations

from collections.abc import Callable

from letsconnect_tui.errors import Cancelled
from letsconnect_tui.i18n.message import message

CancelCheck = Callable[[], bool]
"""Says whether a computation is to stop; asked from the thread that computes, many times a second."""

_CHECK_EVERY = 200
"""Units of work between two questions whether to stop: well under a hundredth of a second."""


def never() -> bool:
    """The check of a computation that nobody cancels."""
    return False


class WorkBudget:
    """Units of work left to one computation.

    A unit is one elementary step of a search: a swap judged, a kind of people compared with a language, a
    person compared with a room. Counting steps instead of seconds makes the same input give the same answer
    on every machine, and ends every loop that spends them.
    """

    def __init__(self, units: int, cancelled: CancelCheck = never) -> None:
        self.left = units
        self._cancelled = cancelled
        self._check_at = units

    def spend(self, units: int = 1) -> bool:
        """Take some units; whether any were left before.

        Raises:
            Cancelled: Somebody asked the computation to stop.
        """
        had_some = self.left > 0
        self.left -= units
        if self.left <= self._check_at:
            self._check_at = self.left - _CHECK_EVERY
            self.check()
        return had_some

    def fresh(self, units: int) -> WorkBudget:
        """Another budget for a part that is done whatever was spent before; stopped by the same check."""
        return WorkBudget(units, self._cancelled)

    def check(self) -> None:
        """Raise Cancelled if somebody asked the computation to stop; costs no unit."""
        if self._cancelled():
            raise Cancelled(message("refused-cancelled"))
