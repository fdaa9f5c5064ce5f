"""Every flipped bit, every cut, every zeroed block: kept whole, or told with the evidence, or refused."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.errors import FileDamaged, NewerFormat
from tests.crash.judge import PATH, open_file
from tests.crash.simulated_disk import SimulatedDisk

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARE = 23
"""One in so many for every push; prime, so that every bit and every kind of byte gets its turn."""


@cache
def a_file() -> tuple[bytes, list[dict[str, Any]]]:
    disk = SimulatedDisk()
    file = open_file(disk)
    for number in range(12):
        file.append({"kind": "k", "n": number, "text": "é" * number})
    file.rewrite()
    for number in range(4):
        file.append({"kind": "l", "n": number})
    file.close()
    return disk.read(PATH), list(file.documents())


def flips() -> Iterator[bytes]:
    raw = a_file()[0]
    for place in range(len(raw)):
        for bit in range(8):
            yield raw[:place] + bytes([raw[place] ^ (1 << bit)]) + raw[place + 1 :]


def cuts() -> Iterator[bytes]:
    raw = a_file()[0]
    for length in range(1, len(raw)):
        yield raw[:length]


def zeroed() -> Iterator[bytes]:
    raw = a_file()[0]
    for place in range(0, len(raw), 7):
        yield (raw[:place] + b"\0" * 64 + raw[place + 64 :])[: len(raw)]


def outcome(damaged: bytes) -> str:
    disk = SimulatedDisk({str(PATH): damaged})
    try:
        file = open_file(disk)
    except (FileDamaged, NewerFormat):
        assert disk.files() == {str(PATH): damaged}
        return "refused"
    keys = {notice.key for notice in file.notices}
    if list(file.documents()) == a_file()[1]:
        return "kept"
    assert keys, "something was lost without a word"
    copies = [
        content for name, content in disk.files().items() if ".damaged-" in name or ".unfinished-" in name
    ]
    still_there = disk.read(PATH).startswith(damaged[:-5])
    assert copies or still_there, "more than five bytes were lost without a copy"
    assert all(content in damaged for content in copies)
    return "reported"


KINDS = {"flips": flips, "cuts": cuts, "zeroed": zeroed}


@pytest.mark.parametrize("kind", KINDS)
def test_no_damage_in_a_sample_is_silent(kind: str) -> None:
    step = SHARE if kind == "flips" else 3
    outcomes = Counter(outcome(damaged) for count, damaged in enumerate(KINDS[kind]()) if count % step == 0)

    assert outcomes["kept"] + outcomes["reported"] > outcomes["refused"]


@pytest.mark.full
@pytest.mark.parametrize("kind", KINDS)
def test_no_damage_is_silent(kind: str) -> None:
    outcomes = Counter(outcome(damaged) for damaged in KINDS[kind]())
    print(kind, outcomes)

    assert outcomes["kept"] + outcomes["reported"] > outcomes["refused"]
