"""The lock of a shared session: nobody who takes it again and again keeps others from it."""

from __future__ import annotations

import ctypes
import threading
import time

import pytest

from letsconnect_tui.together.fair_lock import PATIENCE_S, FairLock
from tests.together.servers import wait_for


def in_queue(lock: FairLock) -> int:
    return len(lock._queue)


def test_those_who_have_waited_for_a_moment_get_it_in_the_order_in_which_they_asked() -> None:
    lock, order = FairLock(), list[int]()

    def take(number: int) -> None:
        with lock:
            order.append(number)

    threads = [threading.Thread(target=take, args=(number,)) for number in range(20)]
    with lock:
        for number, thread in enumerate(threads):
            thread.start()
            wait_for(lambda number=number: in_queue(lock) == number + 1)  # type: ignore[misc]
        time.sleep(2 * PATIENCE_S)
    for thread in threads:
        thread.join()

    assert order == list(range(20))


def test_one_that_takes_it_again_and_again_lets_another_in_after_a_moment() -> None:
    """In turns of a fifth of a moment: of so few in a row that no command waits."""
    lock, turns, ends = FairLock(), [0], threading.Event()

    def again_and_again() -> None:
        while not ends.is_set():
            with lock:
                turns[0] += 1
                time.sleep(PATIENCE_S / 5)

    greedy = threading.Thread(target=again_and_again)
    greedy.start()
    waited = []
    try:
        for _ in range(20):
            before = turns[0]
            with lock:
                waited.append(turns[0] - before)
    finally:
        ends.set()
        greedy.join()

    assert max(waited) <= 8


def test_at_most_one_has_it() -> None:
    lock, inside, most, total = FairLock(), 0, 0, 0

    def work() -> None:
        nonlocal inside, most, total
        for _ in range(300):
            with lock:
                inside += 1
                most = max(most, inside)
                total += 1
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (most, total) == (1, 2400)


def test_one_that_is_interrupted_while_it_waits_keeps_nobody_from_it() -> None:
    lock = FairLock()
    stopped = threading.Event()

    def wait() -> None:
        try:
            lock.acquire()
        except KeyboardInterrupt:
            stopped.set()

    with lock:
        waiting = threading.Thread(target=wait)
        waiting.start()
        wait_for(lambda: in_queue(lock) == 1)
        assert waiting.ident is not None
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(waiting.ident), ctypes.py_object(KeyboardInterrupt)
        )
    waiting.join(10)
    assert not waiting.is_alive()
    if not stopped.is_set():
        lock.release()  # it was handed over before the interrupt came

    assert lock.acquire(blocking=False)


def test_it_serves_a_condition() -> None:
    lock = FairLock()
    changed = threading.Condition(lock)  # type: ignore[arg-type]
    found: list[bool] = []

    def wait() -> None:
        with changed:
            found.append(changed.wait_for(lambda: bool(found), 10))

    threads = [threading.Thread(target=wait) for _ in range(3)]
    for thread in threads:
        thread.start()
    with changed:
        found.append(True)
        changed.notify_all()
    for thread in threads:
        thread.join(10)

    assert found == [True] * 4


def test_what_nobody_holds_cannot_be_released() -> None:
    with pytest.raises(RuntimeError):
        FairLock().release()
