"""An asyncio loop in a thread of its own, for calls that block elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeout
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

CLOSING_S = 1.0
"""How long closing waits for what is under way."""
_Answer = TypeVar("_Answer")


class LoopClosed(Exception):
    """Nothing runs here any more."""


class LoopThread:
    """Runs coroutines; the thread does not keep the program from ending."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda _loop, _context: None)  # nobody reads a log on a live screen
        self._thread = threading.Thread(target=self._run, daemon=True, name=name)
        self._is_closed = False
        self._closing = threading.Lock()
        self._thread.start()

    def call(self, work: Coroutine[Any, Any, _Answer], timeout: float) -> _Answer:
        """What a coroutine answers.

        Raises:
            TimeoutError: It has not answered after ``timeout`` seconds, and was cancelled.
            LoopClosed: It was not even started, or closing ended it.
        """
        with self._closing:
            if self._is_closed:
                work.close()
                raise LoopClosed
            future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(timeout)
        except FutureTimeout:
            future.cancel()
            raise TimeoutError from None
        except CancelledError:
            raise LoopClosed from None

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin something that nobody waits for; nothing happens once it is closed."""
        with self._closing:
            if self._is_closed:
                work.close()
            else:
                asyncio.run_coroutine_threadsafe(work, self._loop)

    def close(self) -> None:
        """Cancel what is under way and end the thread."""
        with self._closing:
            if self._is_closed:
                return
            self._is_closed = True
            self._loop.call_soon_threadsafe(self._loop.stop)
        if threading.current_thread() is not self._thread:
            self._thread.join(CLOSING_S)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        with contextlib.suppress(Exception):
            self._loop.run_until_complete(asyncio.wait(tasks, timeout=CLOSING_S) if tasks else _nothing())
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()


async def _nothing() -> None:
    """Let what was called last happen."""
