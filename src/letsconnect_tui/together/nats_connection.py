"""A connection to one session's stream on a NATS server: calls block, the network has its own thread."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import re
import threading
from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

from nats import errors
from nats.js import errors as js_errors

from letsconnect_tui.crash import keep_crash_report
from letsconnect_tui.together.loop_thread import LoopClosed, LoopThread
from letsconnect_tui.together.nats_check import demand_trustworthy
from letsconnect_tui.together.nats_client import CheckedClient
from letsconnect_tui.together.nats_delivery import OrderedDelivery
from letsconnect_tui.together.nats_refusals import not_permitted, refusal, silent, unreachable
from letsconnect_tui.together.nats_stream import SessionStream

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from nats.aio.msg import Msg

    from letsconnect_tui.errors import LetsConnectError
    from letsconnect_tui.together.engine import StoredEntry
    from letsconnect_tui.together.nats_address import EngineAddress
    from letsconnect_tui.together.roles import Subject

LEAVING_S = 0.5
TIMEOUT_S = 5.0
FAILURES = (errors.Error, js_errors.Error, OSError)
_Answer = TypeVar("_Answer")


class NatsConnection:
    """What ``engine.Connection`` asks for.

    Args:
        address: The engine's.
        hash_: The session's, in the names of its stream and subjects.
        create: Whether the stream is made where it is not there.
        timeout: How many seconds that may take.

    Raises:
        Unreachable: No server answers there.
        EngineRefused: There is no such session, or the engine is none that a session can be trusted to.
    """

    def __init__(self, address: EngineAddress, hash_: str, *, create: bool, timeout: float) -> None:
        self._shown = address.shown
        self._client = CheckedClient(address)
        self._stream = SessionStream(self._client, hash_)
        self._delivery: OrderedDelivery | None = None
        self._under_way: set[asyncio.Future[None]] = set()
        self._heard: list[Callable[[bytes], None]] = []
        self._changed: list[Callable[[bool], None]] = []
        self._callbacks: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._set_back: list[Callable[[], None]] = []
        self._undelivered: deque[StoredEntry] = deque()
        self._is_closed = False
        self._loop = LoopThread("together-network")
        self._callback_thread = threading.Thread(
            target=self._run_callbacks, daemon=True, name="together-delivery"
        )
        self._callback_thread.start()
        try:
            self._call(self._open(create), timeout)
        except BaseException:
            self.close()
            raise

    @property
    def is_connected(self) -> bool:
        """Whether the engine can be reached now."""
        return self._client.is_connected and not self._is_closed

    @property
    def has_more(self) -> bool:
        """Whether more entries have arrived than were delivered."""
        return bool(self._undelivered)

    def publish(
        self,
        entry: str,
        subject: Subject,
        payload: bytes,
        *,
        expected: int | None,
        timeout: float = TIMEOUT_S,
    ) -> int:
        """Store an entry; its place. Again under the same name it answers with the place that it has."""
        delivery = self._delivery
        known = 0
        if delivery is not None:
            if (seq := delivery.places.get(entry)) is not None:
                return seq
            if delivery.after <= (expected or 0):
                known = delivery.last
        stream = self._stream
        return self._call(
            self._answered(lambda: stream.publish(entry, subject, payload, expected, known, timeout)), timeout
        )

    def subscribe(self, after: int, deliver: Callable[[StoredEntry], None]) -> None:
        """Have every entry behind a place delivered, once and in order, also across lost connections."""

        def hand_over(entry: StoredEntry) -> None:
            self._undelivered.append(entry)
            self._callbacks.put(lambda: deliver(self._undelivered.popleft()))

        def set_back() -> None:
            for callback in self._set_back:
                self._callbacks.put(callback)

        async def begin() -> None:
            if self._delivery is not None:
                self._delivery.end()
            self._delivery = OrderedDelivery(self._client, self._stream, after, hand_over, set_back)
            self._delivery.begin_anew()

        self._call(begin(), TIMEOUT_S)

    def replace_stream(self, payload: bytes, entry: str, *, expected_last: int) -> int:
        """Store a snapshot as the first entry there is, in place of all before it; its place."""
        stream = self._stream
        replacing = self._answered(lambda: stream.replace(entry, payload, expected_last, TIMEOUT_S))
        return self._call(replacing, TIMEOUT_S)

    def first(self) -> StoredEntry | None:
        """The first entry there is; None where there is none."""
        return self._call(self._answered(self._stream.first), TIMEOUT_S)

    def announce(self, payload: bytes) -> None:
        """Tell everybody who is connected now something that nobody keeps."""

        async def publish() -> None:
            if self._client.is_connected:
                with contextlib.suppress(*FAILURES):
                    await self._client.publish(self._stream.presence, payload)

        self._loop.start(publish())

    def on_announcement(self, heard: Callable[[bytes], None]) -> None:
        """Call a function with what others announce."""
        self._heard.append(heard)

    def on_connection(self, changed: Callable[[bool], None]) -> None:
        """Call a function when the connection is lost or back."""
        self._changed.append(changed)

    def on_set_back(self, callback: Callable[[], None]) -> None:
        """Call a function when the engine has less than it once delivered: it was restored from a backup."""
        self._set_back.append(callback)

    def delete_stream(self) -> None:
        """Take everything of the session from the engine."""
        self._call(self._answered(self._stream.delete), TIMEOUT_S)

    def close(self) -> None:
        """Leave; nothing is delivered afterwards."""
        if self._is_closed:
            return
        self._is_closed = True
        with contextlib.suppress(TimeoutError, LoopClosed):
            self._loop.call(self._leave(), LEAVING_S)
        self._loop.close()
        self._callbacks.put(None)
        if threading.current_thread() is not self._callback_thread:
            self._callback_thread.join(LEAVING_S)

    def _call(self, work: Coroutine[Any, Any, _Answer], timeout: float) -> _Answer:
        try:
            return self._loop.call(work, timeout)
        except (TimeoutError, errors.TimeoutError, LoopClosed):
            raise (silent if self.is_connected else unreachable)(self._shown) from None
        except FAILURES as error:
            raise refusal(error, self._shown) from None

    async def _open(self, create: bool) -> None:
        await self._client.open(self._failed, self._lost, self._back)
        await demand_trustworthy(self._client)
        await self._answered(self._stream.make if create else self._stream.demand)
        await self._client.subscribe(self._stream.presence, cb=self._announced)

    async def _leave(self) -> None:
        if self._delivery is not None:
            self._delivery.end()
        await self._client.leave()

    async def _answered(self, request: Callable[[], Coroutine[Any, Any, _Answer]]) -> _Answer:
        """What a request answers, unless the connection is lost or a permission is missing meanwhile."""
        if not self._client.is_connected:
            raise unreachable(self._shown)
        answer = asyncio.ensure_future(request())
        trouble: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._under_way.add(trouble)
        try:
            await asyncio.wait((answer, trouble), return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                return answer.result()
            trouble.result()
            raise unreachable(self._shown)
        finally:
            self._under_way.discard(trouble)
            trouble.cancel()
            answer.cancel()

    def _end_requests(self, error: LetsConnectError) -> None:
        for trouble in self._under_way:
            if not trouble.done():
                trouble.set_exception(error)

    def _failed(self, error: Exception) -> None:
        """A missing permission is told here alone; the request itself would only time out."""
        missing = re.search(r"permissions violation for (\w+ to .+)", str(error))
        if missing and self._stream.presence not in missing[1]:  # nobody waits for an announcement
            self._end_requests(not_permitted(self._shown, missing[1]))

    async def _lost(self) -> None:
        self._end_requests(unreachable(self._shown))
        self._report_connection(False)

    async def _back(self) -> None:
        if self._delivery is not None:
            self._delivery.begin_anew()
        self._report_connection(True)

    async def _announced(self, msg: Msg) -> None:
        for heard in self._heard:
            self._callbacks.put(lambda heard=heard: heard(msg.data))  # type: ignore[misc]

    def _report_connection(self, connected: bool) -> None:
        for changed in self._changed:
            self._callbacks.put(lambda changed=changed: changed(connected))  # type: ignore[misc]

    def _run_callbacks(self) -> None:
        while (callback := self._callbacks.get()) is not None and not self._is_closed:
            try:
                callback()
            except Exception as error:  # one that fails must not keep the next ones from being told
                keep_crash_report(error)
