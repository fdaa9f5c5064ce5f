"""The one window that writes: append in place, replace in one step, stop when the disk cannot be trusted."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from letsconnect_tui.errors import ExternallyChanged, NotSaved, ReadOnlyFile, StoreError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.store.durable import reason, write_all, write_new
from letsconnect_tui.store.layout import CLOSING
from letsconnect_tui.store.lock import WriterLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from letsconnect_tui.store.backups import Keeper
    from letsconnect_tui.store.filesystem import FileMark, FileSystem


class Writer:
    """Bytes to the disk, for the one who holds the lock. It knows where the file ends, not what it means."""

    def __init__(self, keeper: Keeper, lock: WriterLock, now: Callable[[], float]) -> None:
        self.locked = lock.works
        self.stopped: StoreError | None = None
        """Why this writer takes no more changes."""
        self._keeper = keeper
        self._path: Path = keeper.path
        self._filesystem: FileSystem = keeper.filesystem
        self._lock = lock
        self._now = now
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
        return cls(keeper, lock, now)

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

    def append(self, line: bytes, end: int, ours: Callable[[], bytes]) -> None:
        """Put a line at the end of the documents; durable when it returns.

        ``ours`` gives the whole file as this window knows it, asked only when another program changed it.
        Raises NotSaved and its kin.
        """
        descriptor = self._writable()
        left = self._refuse_when_changed(ours)
        data = line + CLOSING
        try:
            write_all(self._filesystem, descriptor, data, end)
        except OSError as error:
            self._put_back(end)
            raise NotSaved(
                message("store-not-saved", reason(error)), message("store-not-saved-hint")
            ) from error
        try:
            self._filesystem.sync(descriptor)
        except OSError as error:
            self._stop_after(error)
        self._left = left._replace(size=max(left.size, end + len(data)))

    def replace(self, data: bytes, ours: Callable[[], bytes] | None, *, erase: bool = False) -> None:
        """Give the file's name to new bytes in one step; durable when it returns.

        The old file becomes the newest backup; not with ``erase``, which leaves no old copy, and not when
        ``ours`` is None, for a file that is made or repaired. Raises NotSaved and its kin.
        """
        if ours is not None:
            self._writable()
            self._refuse_when_changed(ours)
        try:
            self._prepare(data, backup=ours, erase=erase)
            self._close_file()  # Windows cannot rename over a file that is open
            self._filesystem.replace(self._keeper.temporary, self._path)
        except OSError as error:
            self._go_on_with_old()
            raise NotSaved(
                message("store-not-saved", reason(error)), message("store-not-saved-hint")
            ) from error
        try:
            self._filesystem.sync_folder(self._path.parent)
            self._descriptor = self._filesystem.open_for_writing(self._path)
            self._look(len(data))
        except OSError as error:
            self._stop_after(error)

    def close(self) -> None:
        """Let the next window write. May be called twice."""
        self.stopped = self.stopped or ReadOnlyFile(message("store-closed", self._path.name))
        try:
            self._close_file()
        finally:
            self._lock.release()

    # -- steps

    def _look(self, size: int) -> None:
        """What the file must look like at the next append."""
        mark = self._filesystem.mark(self._path)
        if mark is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        self._left = mark._replace(size=size)

    def _writable(self) -> int:
        if self.stopped is not None:
            raise type(self.stopped)(self.stopped.message, self.stopped.hint)
        assert self._descriptor is not None
        return self._descriptor

    def _prepare(self, data: bytes, *, backup: Callable[[], bytes] | None, erase: bool) -> None:
        self._filesystem.remove(self._keeper.temporary)
        write_new(self._filesystem, self._keeper.temporary, data)
        if erase:
            self._keeper.remove_all()
        elif backup is not None:
            self._keeper.back_up_before_rewrite(backup)

    def _put_back(self, end: int) -> None:
        """After a failed write the old closing bytes come back; they need no new room on the disk."""
        descriptor, size = self._writable(), end + len(CLOSING)
        try:
            write_all(self._filesystem, descriptor, CLOSING, end)
            self._filesystem.truncate(descriptor, size)
            self._filesystem.sync(descriptor)
            self._look(size)
        except OSError as error:
            self._stop_after(error)

    def _go_on_with_old(self) -> None:
        """After a failed replacement the old file is still whole and still ours."""
        with suppress(OSError):  # it is in nobody's way: the next replacement or opening removes it
            self._filesystem.remove(self._keeper.temporary)
        if self._descriptor is None and self._left is not None:
            try:
                self._descriptor = self._filesystem.open_for_writing(self._path)
            except OSError as error:
                self._stop_after(error)

    def _close_file(self) -> None:
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            self._filesystem.close(descriptor)

    def _stop_after(self, error: OSError) -> NoReturn:
        """Nothing is certain any more: asking again may report success for bytes the system has dropped."""
        self._stop(NotSaved(message("store-disk-failed", reason(error)), message("store-disk-failed-hint")))

    def _stop(self, error: NotSaved) -> NoReturn:
        self.stopped = error
        raise error

    def _refuse_when_changed(self, ours: Callable[[], bytes]) -> FileMark:
        """Compare the file with how it was left: one question to the system."""
        try:
            theirs = self._filesystem.mark(self._path)
        except OSError as error:
            raise NotSaved(
                message("store-not-saved", reason(error)), message("store-not-saved-hint")
            ) from error
        if theirs is None or theirs != self._left:
            try:
                hint = self._keep_both(ours(), there_is_theirs=theirs is not None)
            except OSError:
                hint = message("store-disk-failed-hint")
            self._stop(ExternallyChanged(message("store-changed", self._path.name), hint))
        return theirs

    def _keep_both(self, ours: bytes, *, there_is_theirs: bool) -> Message:
        our_copy = self._keeper.keep(ours, "ours", self._now())
        if not there_is_theirs:
            return message("store-removed-hint", our_copy)
        their_copy = self._keeper.keep(self._filesystem.read(self._path), "changed", self._now())
        return message("store-changed-hint", our_copy, their_copy)
