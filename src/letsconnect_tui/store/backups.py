"""What is kept beside the file: backups of it, and evidence of everything that was found wrong."""

from __future__ import annotations

import errno
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from letsconnect_tui.store.durable import write_new
from letsconnect_tui.store.layout import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from letsconnect_tui.store.filesystem import FileSystem


BACKUPS = 3
BACKUP_EVERY_S = 20 * 3600
"""A little less than a day, so that a session at the same hour each day gets its own backup."""

Evidence = Literal["damaged", "unfinished", "before-import", "changed", "ours"]
_EVIDENCE: tuple[Evidence, ...] = ("damaged", "unfinished", "before-import", "changed", "ours")
_MOST_COPIES = 1000


def is_kept_with(path: Path, data_file: Path) -> bool:
    """Whether a path is the data file, or the name of something that is or may be kept beside it.

    Those are its lock, backups, evidence copies and the temporary file of a new version.
    """
    try:
        if path.samefile(data_file):
            return True
    except OSError:  # one of them is not there yet
        pass
    name, own = path.name.casefold(), data_file.name.casefold()
    is_named_so = name in (own, f".{own}.tmp") or name.startswith(f"{own}.")
    return is_named_so and path.parent.resolve() == data_file.parent.resolve()


class Keeper(msgspec.Struct, frozen=True):
    """Makes, finds and removes the copies of one file. Every method raises OSError."""

    path: Path
    filesystem: FileSystem

    @property
    def temporary(self) -> Path:
        """Where a new version is written before it takes the file's name."""
        return self.path.with_name(f".{self.path.name}.tmp")

    @property
    def backups(self) -> tuple[Path, ...]:
        """Where backups lie when there are any, newest first."""
        return tuple(self.path.with_name(f"{self.path.name}.bak{age}") for age in range(1, BACKUPS + 1))

    def found(self) -> tuple[list[Path], list[Path]]:
        """The backups and the evidence copies there are."""
        names = self.filesystem.names(self.path.parent)
        beginnings = tuple(f"{self.path.name}.{word}-" for word in _EVIDENCE)
        evidence = [self.path.with_name(name) for name in names if name.startswith(beginnings)]
        return [path for path in self.backups if path.name in names], evidence

    def keep(self, data: bytes, word: Evidence, now: float) -> str:
        """Put bytes aside, durably and under a new name; the name."""
        moment = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
        for count in range(_MOST_COPIES):
            copy = self.path.with_name(f"{self.path.name}.{word}-{moment}-{count}")
            try:
                write_new(self.filesystem, copy, data)
            except FileExistsError:
                continue
            self.filesystem.sync_folder(self.path.parent)
            return copy.name
        raise OSError(errno.EEXIST, "too many copies")

    def rotate(self) -> None:
        """Make room for a newest backup."""
        for older, newer in zip(reversed(self.backups), reversed(self.backups[:-1]), strict=False):
            if self.filesystem.mark(newer) is not None:
                self.filesystem.replace(newer, older)

    def back_up_before_rewrite(self, data: Callable[[], bytes]) -> None:
        """Give the file as it is a second name: its bytes are never written again after the rewrite.

        Where a rewrite stopped between this and the file's replacement, the file has its second name already.
        Rotating again would push out an older backup, and cannot move a name onto another of the same file.
        """
        own, newest = self.filesystem.mark(self.path), self.filesystem.mark(self.backups[0])
        if own is not None and newest is not None and own[:2] == newest[:2]:
            return
        self.rotate()
        try:
            self.filesystem.link(self.path, self.backups[0])
        except OSError:  # no second names on this drive (FAT, some network drives)
            write_new(self.filesystem, self.backups[0], data())

    def back_up_when_due(self, data: bytes, now: float) -> bool:
        """Copy a file that was just verified, if the newest backup is old and different; whether it did."""
        newest = self.backups[0]
        mark = self.filesystem.mark(newest)
        if mark is not None:
            age_s = now - self.filesystem.modified_at(newest)
            if mark.size == len(data) or 0 <= age_s < BACKUP_EVERY_S:
                return False
        self.back_up(data)
        return True

    def back_up(self, data: bytes) -> None:
        """A new newest backup, whole on the disk before an older one goes."""
        self.filesystem.remove(self.temporary)
        write_new(self.filesystem, self.temporary, data)
        self.rotate()
        self.filesystem.replace(self.temporary, self.backups[0])
        self.filesystem.sync_folder(self.path.parent)

    def remove_all(self) -> None:
        """No backup and no evidence stays, for erasure."""
        for copies in self.found():
            for path in copies:
                self.filesystem.remove(path)
        self.filesystem.sync_folder(self.path.parent)


def save_beside(keeper: Keeper, data: bytes, now: float, *, rescue: Path | None) -> Keeper:
    """Keep a window's own version of a file that another program changed or removed.

    Args:
        keeper: The copies of the file that was left.
        data: All that the window knows.
        now: Seconds since 1970, for the copy's name.
        rescue: Where the copy goes when the file's own folder cannot take it.

    Returns:
        The keeper of the copy.

    Raises:
        OSError: Neither folder takes it.
    """
    filesystem = keeper.filesystem
    try:
        filesystem.make_folder(keeper.path.parent)
        name = keeper.keep(data, "ours", now)
    except OSError:
        if rescue is None:
            raise
        filesystem.make_folder(rescue)
        keeper = Keeper(rescue / keeper.path.name, filesystem)
        name = keeper.keep(data, "ours", now)
    return Keeper(keeper.path.with_name(name), filesystem)


class FileHealth(msgspec.Struct, frozen=True):
    """One look at the file and what lies beside it."""

    path: Path
    size_bytes: int | None
    """None: there is no file yet."""
    documents: int
    schema: int
    mode: int | None
    """Permission bits; None where there are none, or no file."""
    free_bytes: int | None
    """Room left on the drive; None where it cannot be asked."""
    backups: tuple[Path, ...]
    """Newest first."""
    evidence: tuple[Path, ...]
    """Copies of what was found damaged, unfinished or changed."""
    doubtful: bool
    """Whether a flush failed, so that all of it is written anew before the next action."""

    @property
    def private(self) -> bool:
        """Whether nobody but the owner may read it, as far as the system tells."""
        return self.mode is None or not self.mode & 0o077


def file_health(keeper: Keeper, documents: int, *, doubtful: bool) -> FileHealth:
    """Ask the system; raises OSError."""
    mark = keeper.filesystem.mark(keeper.path)
    backups, evidence = keeper.found()
    return FileHealth(
        path=keeper.path,
        size_bytes=None if mark is None else mark.size,
        documents=documents,
        schema=SCHEMA,
        mode=None if mark is None else keeper.filesystem.mode(keeper.path),
        free_bytes=keeper.filesystem.free_bytes(keeper.path.parent),
        backups=tuple(backups),
        evidence=tuple(evidence),
        doubtful=doubtful,
    )
