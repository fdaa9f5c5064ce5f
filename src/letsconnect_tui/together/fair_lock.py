"""A lock that threads get in the order in which they asked for it."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType


class FairLock:
    """A lock whose release hands it to whoever has waited longest.

    A thread that takes ``threading.Lock`` again and again keeps others from it for as long as it likes: one
    that writes thousands of entries would keep a command waiting for half a second.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._is_held = False
        self._queue: deque[threading.Lock] = deque()

    def acquire(self, blocking: bool = True) -> bool:  # the signature that ``threading.Condition`` calls
        """Take it; False where it is held and ``blocking`` is false."""
        with self._guard:
            if not self._is_held:
                self._is_held = True
                return True
            if not blocking:
                return False
            handed_over = threading.Lock()
            handed_over.acquire()
            self._queue.append(handed_over)
        try:
            handed_over.acquire()
        except BaseException:  # Ctrl+C while waiting
            self._stand_back(handed_over)
            raise
        return True

    def release(self) -> None:
        """Give it to the next one that waits."""
        with self._guard:
            if not self._is_held:
                raise RuntimeError("release of a lock that nobody holds")
            if self._queue:
                self._queue.popleft().release()
            else:
                self._is_held = False

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _stand_back(self, handed_over: threading.Lock) -> None:
        with self._guard:
            if handed_over in self._queue:
                self._queue.remove(handed_over)
                return
        self.release()  # it was handed over a moment ago
