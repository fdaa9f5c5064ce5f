"""One file of the simulated disk, and what a power cut may leave of it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

SECTOR = 512


@dataclass(frozen=True)
class Change:
    """A write, or with no bytes a new size."""

    offset: int
    data: bytes | None

    def to(self, before: bytes) -> bytes:
        if self.data is None:
            return before[: self.offset].ljust(self.offset, b"\0")
        return (
            before.ljust(self.offset, b"\0")[: self.offset]
            + self.data
            + before[self.offset + len(self.data) :]
        )


@dataclass
class Inode:
    number: int
    memory: bytes = b""
    """What every program sees."""
    disk: bytes = b""
    """What a power cut surely leaves."""
    pending: list[Change] = field(default_factory=list)

    def change(self, change: Change) -> None:
        self.memory = change.to(self.memory)
        self.pending.append(change)

    def flush(self) -> None:
        for change in self.pending:
            self.disk = change.to(self.disk)
        self.pending = []


def possible_contents(inode: Inode, random: Random, *, every_byte: bool) -> set[bytes]:
    found = {inode.disk}
    before = inode.disk
    for change in inode.pending:
        if change.data is not None:
            found |= _torn(before, change.offset, change.data, random, every_byte=every_byte)
        before = change.to(before)
        found.add(before)
    for count in range(2, len(inode.pending)):
        for arrived in itertools.islice(itertools.combinations(inode.pending, count), 20):
            content = inode.disk
            for change in arrived:
                content = change.to(content)
            found.add(content)
    return found


def _torn(before: bytes, offset: int, data: bytes, random: Random, *, every_byte: bool) -> set[bytes]:
    found: set[bytes] = set()
    end = offset + len(data)
    grown = before.ljust(end, b"\0")
    rubbish = before + random.randbytes(max(0, end - len(before)))
    cuts = range(len(data) + 1) if every_byte and len(data) <= 600 else _some_cuts(offset, len(data), random)
    for cut in cuts:
        first, rest = Change(offset, data[:cut]), Change(offset + cut, data[cut:])
        found |= {first.to(before), first.to(grown), rest.to(grown), first.to(rubbish)}
    borders = [offset, *range((offset // SECTOR + 1) * SECTOR, end, SECTOR), end]
    sectors = list(itertools.pairwise(borders))
    if 1 < len(sectors) <= 6:
        for arrived in itertools.product((False, True), repeat=len(sectors)):
            content = grown
            for (low, high), here in zip(sectors, arrived, strict=True):
                if here:
                    content = Change(low, data[low - offset : high - offset]).to(content)
            found.add(content)
    return found


def _some_cuts(offset: int, length: int, random: Random) -> list[int]:
    edges = {0, 1, 2, length // 2, length - 6, length - 5, length - 1, length}
    edges |= {border - offset for border in range((offset // SECTOR + 1) * SECTOR, offset + length, SECTOR)}
    edges |= {random.randrange(length + 1) for _ in range(8)}
    return sorted(cut for cut in edges if 0 <= cut <= length)
