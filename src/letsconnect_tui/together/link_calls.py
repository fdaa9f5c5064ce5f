"""What a link to a shared session needs of the recorder that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import threading

    from letsconnect_tui.clock import ClockReading
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.together.engine import StoredEntry
    from letsconnect_tui.together.roles import Role
    from letsconnect_tui.together.shared_log import SharedLog
    from letsconnect_tui.together.wire import ConnectedMachine, Sent


class LinkCalls(Protocol):
    """What a link needs of the recorder that it belongs to."""

    shared: SharedLog
    changed: threading.Condition
    """Held for every access to the log, and notified of every change."""

    def stamp(self) -> tuple[ClockReading, int]:
        """The clocks now, and the moment on the session's line."""

    def take_in(self, entry: StoredEntry, sent: tuple[Role, Sent] | None, *, more: bool = False) -> None:
        """The next entry of the order, and what it says; None where nobody of the session says it.

        Args:
            entry: The entry.
            sent: The role of who sent it, and its content.
            more: Whether another one follows at once, so that what waits need not be decided anew before.
        """

    def decide_anew(self) -> None:
        """Something was not stored and has to be decided anew; ``changed`` is held."""

    def notice(self, sentence: Message) -> None:
        """Something that somebody should know."""

    def own_presence(self) -> ConnectedMachine:
        """What this machine says of itself."""
