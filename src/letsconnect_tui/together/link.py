"""A machine's link to a shared session: what it sends, what it takes in, and who else is there."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import message
from letsconnect_tui.together.presence import Presence
from letsconnect_tui.together.sender import Sender
from letsconnect_tui.together.wire import SentClosed, SentSnapshot, encode, unsealed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from letsconnect_tui.clock import ClockReading
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.together.engine import Connection, StoredEntry
    from letsconnect_tui.together.link_calls import LinkCalls
    from letsconnect_tui.together.wire import ConnectedMachine, Sealer

END_STANDS_S = 0.5
"""How long the end of a stream stands before the stream is gone."""

MOST_AT_ONCE = 50
"""Of so many entries that come at once, or as many as wait, only the last has what waits decided anew."""


class Link:
    """A link, from the moment on when it is made.

    Args:
        connection: The connection.
        sealer: Seals and opens what goes over it.
        recorder: Whose link it is.
    """

    def __init__(self, connection: Connection, sealer: Sealer, recorder: LinkCalls) -> None:
        self._connection, self._sealer, self._recorder = connection, sealer, recorder
        self._at_once = 0
        connection.on_connection(lambda _: self._wake())
        self._is_made = threading.Event()
        connection.on_set_back(lambda: threading.Thread(target=self._give_up, daemon=True).start())
        connection.subscribe(recorder.shared.order.last_seq, self._deliver)
        self._sender = Sender(connection, sealer, recorder)
        self._presence = Presence(connection, sealer, recorder.own_presence, time.monotonic)
        self._is_made.set()

    @property
    def is_connected(self) -> bool:
        """Whether the engine can be reached."""
        return self._connection.is_connected

    def others(self) -> tuple[ConnectedMachine, ...]:
        """Who else is connected."""
        return self._presence.others()

    def when_sent(self, entry: str) -> tuple[ClockReading, ClockReading] | None:
        """The clocks before an entry was sent and after it was acknowledged."""
        return self._sender.when_sent(entry)

    def publish_whole_log(self, name: str, records: Iterable[Record], after: int) -> int:
        """Put a whole log in the place of the stream; its place in the order.

        Args:
            name: A name for the entry that holds it.
            records: The log.
            after: The last place in the order that it takes in.

        Raises:
            StaleExpectation: More has come since.
            Unreachable: Nobody knows whether it was stored.
            EngineRefused: It was not.
        """
        content = SentSnapshot(self._recorder.stamp()[1], tuple(records))
        payload = self._sealer.seal(name, "control", encode(content))
        return self._connection.replace_stream(payload, name, expected_last=after)

    def end_stream(self, name: str, *, codes_replaced: bool) -> None:
        """Tell everybody that this is the end, and take all of it from the engine; raises as above."""
        content = SentClosed(self._recorder.stamp()[1], self._recorder.shared.machine, codes_replaced)
        payload = self._sealer.seal(name, "control", encode(content))
        self._connection.publish(name, "control", payload, expected=None)
        time.sleep(END_STANDS_S)
        self._connection.delete_stream()

    def reached(self, machine: str) -> int | None:
        """How far in the order a machine said that it is; None: it was never heard."""
        return self._presence.reached(machine)

    def close(self) -> None:
        """Send and take in nothing more."""
        self._sender.close()
        self._presence.leave()
        self._connection.close()

    def _give_up(self) -> None:
        """The engine was restored from an older backup: places in it mean something else from now on."""
        self._is_made.wait()
        self._recorder.notice(message("together-set-back"))
        self.close()

    def _deliver(self, entry: StoredEntry) -> None:
        """Called by the connection, with one entry at a time."""
        most = max(MOST_AT_ONCE, len(self._recorder.shared.waiting))
        self._at_once = self._at_once + 1 if self._connection.has_more and self._at_once < most else 0
        self._recorder.take_in(entry, unsealed(self._sealer, entry), more=self._at_once > 0)

    def _wake(self) -> None:
        with self._recorder.changed:
            self._recorder.changed.notify_all()
