"""A disk that can lose power: at every call, every content that could legally be left.

The model is weaker than any real file system, so that nothing leans on one. Writes that were not flushed
may arrive not at all, wholly, cut at any byte, as any set of 512-byte sectors, or as a change of size
with zeros or rubbish in the new part; names that were not flushed may be lost in any combination. A flush
that fails drops what it should have written, and the next one reports success, as Linux does.
"""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from letsconnect_tui.store.filesystem import FileMark, FileSystem
from tests.crash.inode import Change, Inode, possible_contents

if TYPE_CHECKING:
    from random import Random

LOCK_DESCRIPTOR = -1
Files = dict[str, bytes]
Failure = int | Literal["short", "partial", "kill"]
FAILURES: tuple[Failure, ...] = (errno.EIO, errno.ENOSPC, errno.EACCES, "short", "partial")


class Killed(BaseException):
    """kill -9 at this very call: what was written stays in the system's memory, nothing else happens."""


Rename = tuple[str | None, str | None, int]
"""Old name, new name, inode; None where there is no such name."""


class SimulatedDisk(FileSystem):
    """Stands in for the real disk; ``after_call`` is told after every change."""

    def __init__(self, files: Files | None = None) -> None:
        self.inodes: dict[int, Inode] = {}
        self.names_now: dict[str, int] = {}
        self.names_on_disk: dict[str, int] = {}
        self.renames: list[Rename] = []
        self.open_files: dict[int, Inode] = {}
        self.calls = 0
        self.fail_at: int | None = None
        self.failure: Failure = errno.EIO
        self.fails_on = False
        """Whether every call from ``fail_at`` on fails, not only that one."""
        self.after_call: Callable[[str], None] = lambda _name: None
        for name, content in (files or {}).items():
            inode = self._new_inode(content)
            self.names_now[name] = self.names_on_disk[name] = inode.number

    def files(self) -> Files:
        """What every program sees now."""
        return {name: self.inodes[number].memory for name, number in self.names_now.items()}

    def _new_inode(self, content: bytes = b"") -> Inode:
        number = len(self.inodes) + 1
        self.inodes[number] = Inode(number, content, content)
        return self.inodes[number]

    def _call(self) -> Failure | None:
        self.calls += 1
        first = self.fail_at
        if first is None or self.calls < first or (self.calls > first and not self.fails_on):
            return None
        if self.failure == "kill":
            raise Killed
        if isinstance(self.failure, int):
            raise OSError(self.failure, os.strerror(self.failure))
        return self.failure

    def _inode(self, path: Path) -> Inode:
        if str(path) not in self.names_now:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return self.inodes[self.names_now[str(path)]]

    def _open(self, inode: Inode) -> int:
        descriptor = 100 + self.calls
        self.open_files[descriptor] = inode
        return descriptor

    # -- what the store calls

    def resolve(self, path: Path) -> Path:
        return path

    def read(self, path: Path, offset: int = 0) -> bytes:
        return self._inode(path).memory[offset:]

    def open_for_writing(self, path: Path) -> int:
        self._call()
        return self._open(self._inode(path))

    def create(self, path: Path, mode: int = 0o600) -> int:
        self._call()
        if str(path) in self.names_now:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        inode = self._new_inode()
        self._rename(None, str(path), inode.number, "create")
        return self._open(inode)

    def write_at(self, descriptor: int, data: bytes, offset: int) -> int:
        if descriptor == LOCK_DESCRIPTOR:
            return len(data)
        failure = self._call()
        if failure is not None:
            data = data[: max(1, len(data) // 2)]
        self.open_files[descriptor].change(Change(offset, data))
        self.after_call("write")
        if failure == "partial":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return len(data)

    def truncate(self, descriptor: int, size: int) -> None:
        if descriptor == LOCK_DESCRIPTOR:
            return
        self._call()
        self.open_files[descriptor].change(Change(size, None))
        self.after_call("truncate")

    def sync(self, descriptor: int) -> None:
        inode = self.open_files[descriptor]
        try:
            self._call()
        except OSError:
            inode.pending = []
            raise
        inode.flush()
        self.after_call("sync")

    def close(self, descriptor: int) -> None:
        self.open_files.pop(descriptor, None)

    def mark(self, path: Path) -> FileMark | None:
        number = self.names_now.get(str(path))
        return None if number is None else FileMark(1, number, len(self.inodes[number].memory))

    def make_folder(self, path: Path) -> None:
        pass

    def names(self, folder: Path) -> list[str]:
        return sorted(Path(name).name for name in self.names_now)

    def _rename(self, old: str | None, new: str | None, inode: int, name: str) -> None:
        self.renames.append((old, new, inode))
        _apply(self.names_now, (old, new, inode))
        self.after_call(name)

    def link(self, existing: Path, new: Path) -> None:
        self._call()
        if str(new) in self.names_now:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        self._rename(None, str(new), self._inode(existing).number, "link")

    def replace(self, source: Path, target: Path) -> None:
        self._call()
        if self.names_now.get(str(target)) == self._inode(source).number:
            return  # two names of one file: POSIX lets both stand
        self._rename(str(source), str(target), self._inode(source).number, "replace")

    def remove(self, path: Path) -> None:
        if str(path) in self.names_now:
            self._call()
            self._rename(str(path), None, self.names_now[str(path)], "remove")

    def sync_folder(self, folder: Path) -> None:
        self._call()
        self.names_on_disk, self.renames = dict(self.names_now), []
        self.after_call("sync_folder")

    def open_lock(self, path: Path) -> int:
        return LOCK_DESCRIPTOR

    def lock(self, descriptor: int) -> None:
        pass

    def modified_at(self, path: Path) -> float:
        return 0.0

    def mode(self, path: Path) -> int | None:
        return 0o600

    # -- the power goes

    def after_power_cut(self, random: Random, *, every_byte: bool) -> Iterator[Files]:
        """Every content the disk may have: one file varied, of the others nothing or all arrived."""
        for names in self._possible_names():
            numbers = sorted(set(names.values()))
            seen: set[tuple[bytes, ...]] = set()
            for number in numbers:
                for others in ("disk", "memory"):
                    around = {other: getattr(self.inodes[other], others) for other in numbers}
                    for content in possible_contents(self.inodes[number], random, every_byte=every_byte):
                        contents = around | {number: content}
                        key = tuple(contents[other] for other in numbers)
                        if key not in seen:
                            seen.add(key)
                            yield {name: contents[inode] for name, inode in names.items()}
            if not numbers:
                yield {}

    def _possible_names(self) -> list[dict[str, int]]:
        found: list[dict[str, int]] = []
        for count in range(len(self.renames) + 1):
            chosen = itertools.combinations(self.renames, count)
            for arrived in chosen if len(self.renames) <= 6 else [self.renames[:count]]:
                names = dict(self.names_on_disk)
                for rename in arrived:
                    _apply(names, rename)
                if names not in found:
                    found.append(names)
        return found


def _apply(names: dict[str, int], rename: Rename) -> None:
    old, new, inode = rename
    if old is not None and names.get(old) == inode:
        del names[old]
    if new is not None:
        names[new] = inode
