"""Sends what waits, one action after the other, from a thread of its own."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from letsconnect_tui.together.engine import EngineRefused, StaleExpectation, Unreachable
from letsconnect_tui.together.wire import SentRecord, encode

if TYPE_CHECKING:
    from letsconnect_tui.clock import ClockReading
    from letsconnect_tui.together.engine import Connection
    from letsconnect_tui.together.link_calls import LinkCalls
    from letsconnect_tui.together.order import Outgoing
    from letsconnect_tui.together.wire import Sealer

RETRY_S = 1.0
"""After this time sending is tried again, whatever happened meanwhile."""


class Sender:
    """Sends the waiting actions of a log.

    Args:
        connection: Where they are sent.
        sealer: Seals them.
        recorder: Whose actions they are.
    """

    def __init__(self, connection: Connection, sealer: Sealer, recorder: LinkCalls) -> None:
        self._connection, self._sealer, self._recorder = connection, sealer, recorder
        self._shared, self._changed = recorder.shared, recorder.changed
        self._is_closed = False
        self._sent: dict[str, tuple[ClockReading, ClockReading | None]] = {}
        threading.Thread(target=self._run, daemon=True, name="together-sender").start()

    def close(self) -> None:
        """Send nothing more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def when_sent(self, entry: str) -> tuple[ClockReading, ClockReading] | None:
        """The clocks before an entry was sent and after it was acknowledged, asked once it has arrived."""
        sent, answered = self._sent.pop(entry, (None, None))
        return None if sent is None else (sent, answered or self._recorder.stamp()[0])

    def _run(self) -> None:
        while True:
            with self._changed:
                outgoing = self._next()
                while outgoing is None and not self._is_closed:
                    self._changed.wait(RETRY_S)
                    outgoing = self._next()
                if outgoing is None:
                    return
                reading, now = self._recorder.stamp()
                payload = encode(SentRecord(now, outgoing.record))
                self._sent[outgoing.entry] = (reading, None)
            self._send(outgoing, self._sealer.seal(outgoing.entry, outgoing.subject, payload))

    def _next(self) -> Outgoing | None:
        if self._is_closed or not self._connection.is_connected:
            return None
        return self._shared.next_to_send()

    def _send(self, outgoing: Outgoing, payload: bytes) -> None:
        try:
            seq = self._connection.publish(
                outgoing.entry, outgoing.subject, payload, expected=outgoing.expected
            )
        except StaleExpectation as stale:
            self._not_sent(outgoing.entry, stale.last)
        except Unreachable:
            self._not_sent(outgoing.entry)
        except EngineRefused as error:
            self._recorder.notice(error.message)
            self._not_sent(outgoing.entry)
        else:
            with self._changed:
                sent, _ = self._sent.get(outgoing.entry, (None, None))
                if sent is not None:
                    self._sent[outgoing.entry] = (sent, self._recorder.stamp()[0])
                order = self._shared.order
                if seq <= order.last_seq and outgoing.entry not in order.names:
                    order.names.add(outgoing.entry)  # passed by before a restart, and counts on no machine
                    self._shared.not_sent(outgoing.entry)
                    self._recorder.decide_anew()

    def _not_sent(self, entry: str, last_control: int = 0) -> None:
        with self._changed:
            self._sent.pop(entry, None)
            self._shared.not_sent(entry, last_control)
            if not self._is_closed:
                self._changed.wait_for(lambda: 0 < last_control <= self._shared.order.last_seq, RETRY_S)
            self._recorder.decide_anew()
