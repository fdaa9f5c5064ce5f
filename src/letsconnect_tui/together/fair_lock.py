"""A lock that nobody is kept from for long by a thread that takes it again and again."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

PATIENCE_S = 0.02
"""Whoever has waited this long is the next to get it."""


class _Waiter:
    """A thread that waits for a lock."""

    def __init__(self) -> None:
        self.since = time.monotonic()
        self.is_handed_over = False
        self._wakes = threading.Semaphore(0)
        self.wait, self.wake = self._wakes.acquire, self._wakes.release


class FairLock:
    """A lock that is handed over to whoever has waited longest, once that is more than a moment.

    A thread that takes ``threading.Lock`` again and again keeps others from it for as long as it likes: one
    that writes thousands of entries would keep a command waiting for half a second. To change turns after
    every entry would be slow, as much has to be decided anew for a command after an entry.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._is_held = False
        self._queue: deque[_Waiter] = deque()

    def acquire(self, blocking: bool = True) -> bool:  # the signature that ``threading.Condition`` calls
        """Take it; False where it is held and ``blocking`` is false."""
        with self._guard:
            if self._take():
                return True
            if not blocking:
                return False
            waiter = _Waiter()
            self._queue.append(waiter)
        try:
            while True:
                waiter.wait()
                with self._guard:
                    if waiter.is_handed_over:
                        return True
                    if self._take():
                        self._queue.remove(waiter)
                        return True
        except BaseException:  # Ctrl+C while waiting
            self._stand_back(waiter)
            raise

    def release(self) -> None:
        """Give it back."""
        with self._guard:
            if not self._is_held:
                raise RuntimeError("release of a lock that nobody holds")
            if not self._queue:
                self._is_held = False
                return
            longest = self._queue[0]
            longest.is_handed_over = time.monotonic() - longest.since >= PATIENCE_S
            if longest.is_handed_over:
                self._queue.popleft()
            else:
                self._is_held = False
            longest.wake()

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _take(self) -> bool:
        was_free = not self._is_held
        self._is_held = True
        return was_free

    def _stand_back(self, waiter: _Waiter) -> None:
        with self._guard:
            if not waiter.is_handed_over:
                if waiter in self._queue:
                    self._queue.remove(waiter)
                if self._queue and not self._is_held:
                    self._queue[0].wake()  # the waking that this one got was meant for somebody
                return
        self.release()  # it was handed over a moment ago
