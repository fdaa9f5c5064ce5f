"""The desk's own thread: commands run there in order, so that a slow disk never stops the clock."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump


PATIENCE_S = 2.0
"""How long a key waits for the commands before it."""


class Done(Message):
    """Work of the desk's thread is finished; ``then`` takes its result on the screen's thread."""

    def __init__(self, finished: Future[Any], on_result: Callable[[Any], None] | None) -> None:
        super().__init__()
        self.finished = finished
        self.on_result = on_result


class CommandThread:
    """Runs work in order, one piece at a time, and posts ``Done`` to its owner."""

    def __init__(self, owner: MessagePump) -> None:
        self._owner = owner
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._closed = False
        self._latest: Future[Any] | None = None
        self.waiting = 0
        """Pieces of work whose result has not been handled yet."""

    def do(self, work: Callable[[], Any], on_result: Callable[[Any], None] | None = None) -> None:
        """Queue a piece of work; after ``close`` nothing begins any more."""
        if self._closed:
            return
        self.waiting += 1
        future = self._latest = self._pool.submit(work)
        future.add_done_callback(lambda finished: self._owner.post_message(Done(finished, on_result)))

    async def caught_up(self) -> None:
        """Wait until what was queued so far is carried out, but not for a disk that hangs."""
        if self._latest is not None and not self._latest.done():
            await asyncio.wait([asyncio.wrap_future(self._latest)], timeout=PATIENCE_S)

    def finish(self, done: Done) -> None:
        """Hand a result on; raises what the work raised."""
        self.waiting -= 1
        result = done.finished.result()
        if done.on_result is not None:
            done.on_result(result)

    def close(self) -> None:
        """Finish what was begun, begin nothing more."""
        self._closed = True
        self._pool.shutdown(wait=True)
