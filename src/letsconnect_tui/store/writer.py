"""The one window that writes: append in place, replace in one step, and start afresh after a failed flush."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from letsconnect_tui.errors import NotSaved, ReadOnlyFile, StoreError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.store.durable import reason, write_all, write_new
from letsconnect_tui.store.layout import CLOSING
from letsconnect_tui.store.lock import WriterLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from letsconnect_tui.store.backups import Keeper
    from letsconnect_tui.store.filesystem import FileMark, FileSystem


Condition = Literal["ours", "doubtful", "changed", "removed"]


class Writer:
    """Bytes to the disk, for the one who holds the lock. It knows where the file ends, not what it means."""

    def __init__(self, keeper: Keeper, lock: WriterLock) -> None:
        self.locked = lock.works
        self.closed: StoreError | None = None
        """Why this writer takes no more changes."""
        self.doubtful = False
        """Whether a flush failed: asking again may report success for bytes the system has dropped, so the
        file counts only once all of it was written under its name anew."""
        self._keeper = keeper
        self._path: Path = keeper.path
        self._filesystem: FileSystem = keeper.filesystem
        self._locks = [lock]
        self._descriptor: int | None = None
        self._left: FileMark | None = None
        """The file as this writer left it."""

    @classmethod
    def start(cls, keeper: Keeper, now: Callable[[], float]) -> Writer:
        """Take the lock and clear what a crash left half made; raises FileLocked, OSError."""
        filesystem = keeper.filesystem
        filesystem.make_folder(keeper.path.parent)
        lock = WriterLock.take(keeper.path, filesystem, now())
        try:
            filesystem.remove(keeper.temporary)
        except OSError:
            lock.release()
            raise
        return cls(keeper, lock)

    def take_up(self, size: int, last: bytes, start: int, *, torn: bool) -> None:
        """Go on with a file of ``size`` bytes that was just read; raises OSError.

        ``last`` is its last line with the closing bytes, from ``start``. It is written once more, and all
        that is trusted is flushed before anybody acts on it: a writer that was killed may have left it in
        memory only, and after a failed flush the system shows it but will not write it by itself. A torn
        end is cut off.
        """
        filesystem = self._filesystem
        descriptor = self._descriptor = filesystem.open_for_writing(self._path)
        with suppress(PermissionError):  # on a shared folder somebody else may own a file that one may write
            filesystem.keep_to_owner(self._path)
        write_all(filesystem, descriptor, last, start)
        if torn:
            size = start + len(last)
            filesystem.truncate(descriptor, size)
        filesystem.sync(descriptor)
        filesystem.sync_folder(self._path.parent)
        self._look(size)

    def condition(self, is_ours: Callable[[bytes], bool]) -> Condition:
        """Compare the file with how it was left: one question to the system, and its bytes where in doubt.

        Args:
            is_ours: Whether bytes are the file as this window knows it.

        Raises:
            NotSaved: The system does not answer.
        """
        try:
            found = self._filesystem.mark(self._path)
            if found is None:
                return "removed"
            if self.doubtful and (self._left is None or found[:2] == self._left[:2]):
                return "doubtful"  # the end of the file may be what a failed write left
            if found != self._left:
                if not is_ours(self._filesystem.read(self._path)):
                    return "changed"
                self._take_as_ours(found)
        except NotADirectoryError:
            return "removed"
        except OSError as error:
            raise _not_saved(error) from error
        return "ours" if self._descriptor is not None else "doubtful"

    def append(self, line: bytes, end: int) -> None:
        """Put a line at the end of the documents; durable when it returns. Raises NotSaved."""
        descriptor = self._writable()
        try:
            write_all(self._filesystem, descriptor, line + CLOSING, end)
        except OSError as error:
            self._take_back(descriptor, end)
            raise _not_saved(error) from error
        try:
            self._filesystem.sync(descriptor)
            self._look(end + len(line) + len(CLOSING))
        except OSError as error:
            self.doubtful = True
            self._take_back(descriptor, end)
            raise _disk_failed(error) from error

    def replace(self, data: bytes, *, backup: Callable[[], bytes] | None, erase: bool = False) -> None:
        """Give the file's name to new bytes in one step; durable when it returns.

        Args:
            data: The new file.
            backup: The file as this window knows it. The old file becomes the newest backup; not with None,
                for a file that is made or repaired.
            erase: Leave no old copy.

        Raises:
            NotSaved: The old file is as before, or the new one not certain and to be written again.
        """
        if self.closed is not None:
            self._writable()
        try:
            self._prepare(data, backup=backup, erase=erase)
            self._close_file()  # Windows cannot rename over a file that is open
            self._filesystem.replace(self._keeper.temporary, self._path)
        except OSError as error:
            self._go_on_with_old()
            raise _not_saved(error) from error
        try:
            self._filesystem.sync_folder(self._path.parent)
            self._descriptor = self._filesystem.open_for_writing(self._path)
            self._look(len(data))
        except OSError as error:
            self.doubtful, self._left = True, None
            with suppress(OSError):
                self._look(len(data))
            raise _disk_failed(error) from error
        self.doubtful = False

    def move_to(self, keeper: Keeper, size: int, now: float) -> None:
        """Go on with a copy of ``size`` bytes, just made; raises OSError and StoreError.

        The lock of the file that was left is held on, so that nobody begins anew in its place unnoticed.
        """
        filesystem = self._filesystem
        lock = WriterLock.take(keeper.path, filesystem, now)
        try:
            descriptor = filesystem.open_for_writing(keeper.path)
        except OSError:
            lock.release()
            raise
        with suppress(OSError):  # it belongs to a file that is gone
            self._close_file()
        self._locks.append(lock)
        self._keeper, self._path, self._descriptor = keeper, keeper.path, descriptor
        self.doubtful = False
        self._look(size)

    def close(self) -> None:
        """Let the next window write. May be called twice."""
        self.closed = self.closed or ReadOnlyFile(message("store-closed", self._path.name))
        try:
            self._close_file()
        finally:
            for lock in self._locks:
                lock.release()

    # -- steps

    def _look(self, size: int) -> None:
        """What the file must look like at the next append."""
        mark = self._filesystem.mark(self._path)
        if mark is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        self._left = mark._replace(size=size)

    def _take_as_ours(self, found: FileMark) -> None:
        """The bytes are ours all the same: a sync client gave the file back, or its time was set later."""
        if self._left is None or found[:2] != self._left[:2]:
            self._close_file()
            self._descriptor = self._filesystem.open_for_writing(self._path)
        self._left = found

    def _writable(self) -> int:
        if self.closed is not None:
            raise type(self.closed)(self.closed.message, self.closed.hint)
        assert self._descriptor is not None
        return self._descriptor

    def _prepare(self, data: bytes, *, backup: Callable[[], bytes] | None, erase: bool) -> None:
        self._filesystem.remove(self._keeper.temporary)
        write_new(self._filesystem, self._keeper.temporary, data)
        if erase:
            self._keeper.remove_all()
        elif backup is not None:
            self._keeper.back_up_before_rewrite(backup)

    def _take_back(self, descriptor: int, end: int) -> None:
        """After a failed write the old closing bytes come back; they need no new room on the disk."""
        size = end + len(CLOSING)
        try:
            write_all(self._filesystem, descriptor, CLOSING, end)
            self._filesystem.truncate(descriptor, size)
            self._filesystem.sync(descriptor)
            self._look(size)
        except OSError:
            self.doubtful = True

    def _go_on_with_old(self) -> None:
        """After a failed replacement the old file is still whole and still ours."""
        with suppress(OSError):  # it is in nobody's way: the next replacement or opening removes it
            self._filesystem.remove(self._keeper.temporary)
        if self._descriptor is None and self._left is not None:
            with suppress(OSError):  # then all of it is written anew before the next action
                self._descriptor = self._filesystem.open_for_writing(self._path)

    def _close_file(self) -> None:
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            self._filesystem.close(descriptor)


def _not_saved(error: OSError) -> NotSaved:
    return NotSaved(message("store-not-saved", reason(error)), message("store-not-saved-hint"))


def _disk_failed(error: OSError) -> NotSaved:
    return NotSaved(message("store-disk-failed", reason(error)), message("store-disk-failed-hint"))
