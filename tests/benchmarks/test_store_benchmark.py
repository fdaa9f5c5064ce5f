"""Saving one action and opening a long session, beside what the disk itself takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.store.event_file import EventFile
from letsconnect_tui.store.filesystem import FileSystem

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.bench

ROUNDS = 500
SIZES = (100, 100_000)


def action(number: int) -> dict[str, Any]:
    """About 230 bytes, as one action of a session takes."""
    return {
        "ts": 1_800_000_000_000 + number,
        "kind": "ItemStarted",
        "session": "2026-11-22-clinic",
        "data": {"item": f"item-{number % 40}", "who": f"person-{number % 300}", "note": "x" * 60},
    }


def filled(path: Path, count: int) -> EventFile:
    file = EventFile.open(path)
    file.rewrite(action(number) for number in range(count))
    return file


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def floor(path: Path, size: int) -> Callable[[bytes], None]:
    """Append the same bytes to a file of the same size and flush: what no store can beat."""
    filesystem = FileSystem()
    descriptor = filesystem.create(path)
    filesystem.write_at(descriptor, b"x" * size, 0)
    filesystem.sync(descriptor)
    end = size

    def append(data: bytes) -> None:
        nonlocal end
        end += filesystem.write_at(descriptor, data, end)
        filesystem.sync(descriptor)

    return append


@pytest.mark.parametrize("count", SIZES)
def test_an_append_beside_the_disk_itself(tmp_path: Path, count: int) -> None:
    file = filled(tmp_path / "lc.json", count)
    append = floor(tmp_path / "floor", (tmp_path / "lc.json").stat().st_size)
    line = b"x" * 280
    saves, floors = [], []
    for number in range(ROUNDS):
        saves.append(seconds(partial(file.append, action(number))))
        floors.append(seconds(partial(append, line)))
    ratio = median(saves) / median(floors)
    tail = quantiles(saves, n=100)[98] / quantiles(floors, n=100)[98]
    print(
        f"\nappend at {count:>7}: p50 {median(saves) * 1e3:.3f} ms, disk alone {median(floors) * 1e3:.3f} ms,"
        f" ratio {ratio:.2f} (goal 1.5), p99 ratio {tail:.2f} (goal 3)"
    )
    file.close()


@pytest.mark.parametrize("count", SIZES)
def test_an_append_without_the_flush(tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    file = filled(tmp_path / "lc.json", count)
    monkeypatch.setattr(FileSystem, "sync", lambda self, descriptor: None)
    saves = [seconds(partial(file.append, action(number))) for number in range(ROUNDS)]
    print(f"\nappend at {count:>7} without flush: p50 {median(saves) * 1e6:.0f} µs")
    file.close()


@pytest.mark.parametrize("count", [100, 10_000, 100_000])
def test_opening_and_rewriting(tmp_path: Path, count: int) -> None:
    filled(tmp_path / "lc.json", count).close()
    opened: list[EventFile] = []

    def open_again() -> None:
        if opened:
            opened.pop().close()
        opened.append(EventFile.open(tmp_path / "lc.json"))

    times = [seconds(open_again) for _ in range(4)][1:]  # the first makes the daily backup
    rewrite = seconds(opened[0].rewrite)
    erase = seconds(lambda: opened[0].rewrite(list(opened[0].documents()), erase=True))
    print(
        f"\nopen {count:>7}: {min(times) * 1e3:.1f} ms,"
        f" rewrite {rewrite * 1e3:.1f} ms, erase {erase * 1e3:.1f} ms"
    )
    opened[0].close()
