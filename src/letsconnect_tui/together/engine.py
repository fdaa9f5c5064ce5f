"""What a shared session needs of the engine that keeps the order of its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

from letsconnect_tui.errors import LetsConnectError
from letsconnect_tui.together.roles import Subject  # noqa: TC001 - msgspec reads the annotations

if TYPE_CHECKING:
    from collections.abc import Callable


class Unreachable(LetsConnectError):
    """The connection is lost or the answer did not come: nobody knows whether an entry was stored."""


class EngineRefused(LetsConnectError):
    """The engine does not let this happen, or is none that a session can be trusted to."""


class StaleExpectation(Exception):
    """The control subject has moved on; nothing was stored."""

    def __init__(self, last: int) -> None:
        super().__init__(last)
        self.last = last
        """The latest place of the control subject, or of the whole stream where that was expected."""


class StoredEntry(msgspec.Struct, frozen=True):
    """One entry as the engine keeps it."""

    seq: int
    """From 1, in the order of being stored."""
    entry: str
    """Its name, under which it is stored once."""
    subject: Subject
    payload: bytes
    stored_at: int
    """When, by the engine's clock, in ms since 1970."""


class Connection(Protocol):
    """A connection to one session's stream. Its calls block; they may come from several threads."""

    @property
    def is_connected(self) -> bool:
        """Whether the engine can be reached now."""

    @property
    def has_more(self) -> bool:
        """Whether more entries have arrived than were delivered."""

    def publish(
        self, entry: str, subject: Subject, payload: bytes, *, expected: int | None, timeout: float = 5
    ) -> int:
        """Store an entry; its place. Again under the same name it answers with the place that it has.

        Args:
            entry: Its name.
            subject: Where it goes.
            payload: Its bytes.
            expected: The latest place of the control subject; None: whatever that is.
            timeout: How many seconds to wait for the answer.

        Raises:
            StaleExpectation: Another entry has come to the control subject.
            Unreachable: Nobody knows whether it was stored.
            EngineRefused: It was not, and will not be.
        """

    def subscribe(self, after: int, deliver: Callable[[StoredEntry], None]) -> None:
        """Have every entry behind a place delivered, once and in order, also across lost connections."""

    def replace_stream(self, payload: bytes, entry: str, *, expected_last: int) -> int:
        """Store a snapshot as the first entry there is, in place of all before it; its place.

        Raises:
            StaleExpectation: The stream's last place is another one.
            Unreachable: Nobody knows whether it was stored.
            EngineRefused: It was not, and will not be.
        """

    def first(self) -> StoredEntry | None:
        """The first entry there is; None where there is none."""

    def announce(self, payload: bytes) -> None:
        """Tell everybody who is connected now something that nobody keeps."""

    def on_announcement(self, heard: Callable[[bytes], None]) -> None:
        """Call a function with what others announce."""

    def on_connection(self, changed: Callable[[bool], None]) -> None:
        """Call a function when the connection is lost or back."""

    def on_set_back(self, callback: Callable[[], None]) -> None:
        """Call a function when the engine has less than it once delivered: it was restored from a backup."""

    def delete_stream(self) -> None:
        """Take everything of the session from the engine."""

    def close(self) -> None:
        """Leave."""
