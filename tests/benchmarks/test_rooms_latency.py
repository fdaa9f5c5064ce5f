"""What a key waits for while rooms are searched in the session's thread, beside an idle program."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from contextlib import contextmanager
from statistics import median, quantiles
from typing import TYPE_CHECKING

import pytest

from tests.breakouts.crowds import crowd
from tests.breakouts.one_round import propose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.breakouts import Guest, Wishes

pytestmark = pytest.mark.bench

TICK_S, KEYS, GOAL_MS = 0.01, 300, 16
CROWDS = [(40, 8), (200, 40), (1000, 200)]


async def key_delays_ms() -> list[float]:
    """How late each of many keys is answered: the loop wakes, draws a little, writes it, and is woken again.

    The write lets other threads run, as a write to a terminal does.
    """
    delays, out = [], os.open(os.devnull, os.O_WRONLY)
    for _ in range(KEYS):
        due = time.perf_counter() + TICK_S
        await asyncio.sleep(TICK_S)
        text = "".join(f"\x1b[{row};1H{row * row:>40}" for row in range(40))
        os.write(out, text.encode())
        await asyncio.sleep(0)
        delays.append((time.perf_counter() - due) * 1000)
    os.close(out)
    return delays


def p99(delays: list[float]) -> float:
    return quantiles(delays, n=100)[-1]


@contextmanager
def searching(guests: list[Guest], wishes: Wishes) -> Iterator[list[float]]:
    """Rooms are searched in another thread, one proposal after the other; holds the seconds each took."""
    stop, made = threading.Event(), []

    def search() -> None:
        while not stop.is_set():
            start = time.thread_time()
            propose(guests, wishes, budget_s=0.3)
            made.append(time.thread_time() - start)

    thread = threading.Thread(target=search)
    thread.start()
    try:
        yield made
    finally:
        stop.set()
        thread.join()


@pytest.fixture
def switching() -> Iterator[None]:
    before = sys.getswitchinterval()
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("switching")
@pytest.mark.parametrize("interval_ms", [5, 1])
def test_keys_while_rooms_are_searched(interval_ms: int) -> None:
    sys.setswitchinterval(interval_ms / 1000)
    idle = asyncio.run(key_delays_ms())
    print(f"\nthreads change every {interval_ms} ms: idle p99 {p99(idle):.1f} ms")
    for people, rooms in CROWDS:
        guests, wishes = crowd(people, rooms)
        with searching(guests, wishes) as made:
            delays = asyncio.run(key_delays_ms())
        above = p99(delays) - p99(idle)
        print(
            f"  {people} people: median {median(delays):.1f} ms, p99 {above:+.1f} ms above idle"
            f" (goal ≤ {GOAL_MS}), a search {median(made) * 1000:.0f} ms"
        )
