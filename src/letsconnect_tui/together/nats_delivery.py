"""Delivers a stream's entries once and in order, also across restarts of the server.

The client's own ordered consumer was silent for seconds after a restart. This one begins anew behind the last
entry that arrived: at once when the connection is back, when something is missing, and when nothing is heard.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from nats import errors
from nats.js import errors as js_errors
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy, Header

from letsconnect_tui.together.engine import StoredEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from nats.aio.client import Client
    from nats.aio.msg import Msg

    from letsconnect_tui.together.nats_stream import SessionStream
    from letsconnect_tui.together.roles import Subject

HEARTBEAT_S = 2.0
"""So often the server says that there is nothing."""
SILENCE_S = 5.0
"""After this long without a message, delivery begins anew."""
RETRY_S = 0.5
FAILURES = (errors.Error, js_errors.APIError, OSError, asyncio.TimeoutError)


class OrderedDelivery:
    """The delivery of one stream, from behind a place on.

    Args:
        client: The connection.
        stream: The stream.
        after: The last place that is known already.
        hand_over: Takes each entry; must not block.
        set_back: Told that the stream ends before the last entry that arrived; nothing is delivered then.
    """

    def __init__(
        self,
        client: Client,
        stream: SessionStream,
        after: int,
        hand_over: Callable[[StoredEntry], None],
        set_back: Callable[[], None],
    ) -> None:
        self._client, self._stream, self._set_back = client, stream, set_back
        self.after = self.last = after
        self.places: dict[str, int] = {}
        """Entry → place, of what was delivered."""
        self._hand_over = hand_over
        self._is_heard = False
        self._task: asyncio.Task[None] | None = None

    def begin_anew(self) -> None:
        """Ask the server again for what comes behind the last entry."""
        self.end()
        self._task = asyncio.get_running_loop().create_task(self._run())

    def end(self) -> None:
        """Deliver nothing more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _run(self) -> None:
        while True:
            with contextlib.suppress(*FAILURES):
                if self._client.is_connected:
                    known = self.last  # before the question: entries may arrive while it is asked
                    if await self._stream.last() < known:
                        self._set_back()
                        return
                    await self._deliver()
            await asyncio.sleep(RETRY_S)

    async def _deliver(self) -> None:
        """Deliver until something is missing or nothing is heard any more."""
        delivered = 0
        missing = asyncio.Event()

        async def take(msg: Msg) -> None:
            nonlocal delivered
            self._is_heard = True
            if missing.is_set():
                return
            if (msg.headers or {}).get(Header.STATUS) is not None:
                if not await self._is_whole(msg, delivered):
                    missing.set()
            elif msg.metadata.sequence.consumer == delivered + 1:
                delivered += 1
                self._take(msg)
            else:
                missing.set()

        inbox = self._client.new_inbox()
        subscription = await self._client.subscribe(inbox, cb=take)
        try:
            await self._client.jetstream().add_consumer(self._stream.name, self._consumer(inbox), SILENCE_S)
            self._is_heard = True
            while self._is_heard and not missing.is_set():
                self._is_heard = False
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(missing.wait(), SILENCE_S)
        finally:
            with contextlib.suppress(*FAILURES):
                await subscription.unsubscribe()

    def _consumer(self, inbox: str) -> ConsumerConfig:
        return ConsumerConfig(
            deliver_subject=inbox,
            deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=self.last + 1,
            ack_policy=AckPolicy.NONE,
            max_deliver=1,
            flow_control=True,
            idle_heartbeat=HEARTBEAT_S,
            mem_storage=True,
            num_replicas=1,
        )

    async def _is_whole(self, msg: Msg, delivered: int) -> bool:
        """Answer a message about the delivery itself; whether all that was sent has arrived."""
        headers = msg.headers or {}
        reply = msg.reply or headers.get(Header.CONSUMER_STALLED)
        if reply:
            await self._client.publish(reply)
        return int(headers.get(Header.LAST_CONSUMER, delivered)) == delivered

    def _take(self, msg: Msg) -> None:
        found = msg.metadata
        seq = found.sequence.stream
        name = (msg.headers or {}).get(Header.MSG_ID, "")
        if seq <= self.last or not name:
            return
        self.last = self.places[name] = seq
        subject: Subject = "control" if msg.subject.endswith(".control") else "marks"
        stored_at = int(found.timestamp.timestamp() * 1000)
        self._hand_over(StoredEntry(seq, name, subject, msg.data, stored_at))
