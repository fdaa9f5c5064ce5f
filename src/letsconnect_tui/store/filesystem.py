"""Everything the store asks of the operating system, in one small object that tests replace."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_OPEN_FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_LOCK_OFFSET = 1 << 30
"""Windows locks bytes, not files: one byte far past the end leaves the text before it readable."""
_REPLACE_WAITS_S = (0.0, 0.05, 0.1, 0.2, 0.4, 0.8)
"""On Windows virus scanners and sync clients hold files open for a moment."""


FileKind = Literal["folder", "pipe", "device", "other"]


class FileMark(NamedTuple):
    """What tells whether a file is still the one that was left, and as it was left."""

    device: int
    inode: int
    size: int
    modified_ns: int = 0
    """Nanoseconds since 1970: an edit of the same size shows only here."""


class FileSystem:
    """The real disk. Every method raises OSError as the system gives it."""

    # -- files

    def resolve(self, path: Path) -> Path:
        """The path with links followed, so that a linked file stays a link when it is replaced."""
        return path.expanduser().resolve()

    def read(self, path: Path, offset: int = 0) -> bytes:
        """All bytes from ``offset`` on."""
        with path.open("rb") as file:
            file.seek(offset)
            return file.read()

    def open_for_writing(self, path: Path) -> int:
        """A descriptor of a file that exists."""
        return os.open(path, os.O_RDWR | _OPEN_FLAGS)

    def create(self, path: Path, mode: int = 0o600) -> int:
        """A descriptor of a new file, by default its owner's alone; FileExistsError when there is one."""
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINKS | _OPEN_FLAGS, mode)

    def write_at(self, descriptor: int, data: bytes, offset: int) -> int:
        """Write at a place in the file; may write less than asked and says how much."""
        if sys.platform == "win32":
            os.lseek(descriptor, offset, os.SEEK_SET)
            return os.write(descriptor, data)
        else:  # noqa: RET505 - a type checker reads either branch by platform
            return os.pwrite(descriptor, data, offset)

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut the file off."""
        os.ftruncate(descriptor, size)

    def sync(self, descriptor: int) -> None:
        """Return when the file's bytes and size would survive a power cut."""
        if hasattr(os, "fdatasync"):
            os.fdatasync(descriptor)
        else:
            _flush(descriptor)

    def close(self, descriptor: int) -> None:
        """Give the descriptor back."""
        os.close(descriptor)

    def mark(self, path: Path) -> FileMark | None:
        """Identity and size of a file; None when there is none."""
        try:
            found = os.stat(path)  # noqa: PTH116 - on the path of every append; Path.stat is slower
        except FileNotFoundError:
            return None
        return FileMark(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)

    def kind(self, path: Path) -> FileKind | None:
        """What stands at the path when it is no regular file; None for a regular file and for nothing."""
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            return None
        if stat.S_ISREG(mode):
            return None
        if stat.S_ISDIR(mode):
            return "folder"
        if stat.S_ISFIFO(mode):
            return "pipe"
        return "device" if stat.S_ISCHR(mode) or stat.S_ISBLK(mode) else "other"

    # -- names

    def make_folder(self, path: Path) -> None:
        """The folder and those above it, for the owner alone and durable when made here."""
        if path.is_dir():
            return
        self.make_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)
        with suppress(PermissionError):  # a folder that one may enter but not list cannot be flushed
            self.sync_folder(path.parent)

    def names(self, folder: Path) -> list[str]:
        """The names in a folder, sorted; [] when there is no folder."""
        try:
            return sorted(os.listdir(folder))  # noqa: PTH208 - names are wanted, not paths
        except (FileNotFoundError, NotADirectoryError):
            return []

    def link(self, existing: Path, new: Path) -> None:
        """A second name for the same bytes; FileExistsError when the name is taken."""
        os.link(existing, new)

    def replace(self, source: Path, target: Path) -> None:
        """Rename over whatever is there, in one step."""
        for wait_s in _REPLACE_WAITS_S:
            time.sleep(wait_s)
            try:
                source.replace(target)
            except PermissionError:
                if sys.platform != "win32" or wait_s == _REPLACE_WAITS_S[-1]:
                    raise
            else:
                return

    def remove(self, path: Path) -> None:
        """Take a name away; no error when it is gone already."""
        path.unlink(missing_ok=True)

    def sync_folder(self, folder: Path) -> None:
        """Return when new, renamed and removed names in the folder would survive a power cut."""
        if os.name == "nt":
            return  # NTFS keeps its own journal of names; a folder cannot be flushed
        descriptor = os.open(folder, os.O_RDONLY | _OPEN_FLAGS)
        try:
            _flush(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network drives cannot
                raise
        finally:
            os.close(descriptor)

    # -- the lock file

    def open_lock(self, path: Path) -> int:
        """A descriptor of the lock file, made when there is none."""
        return os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINKS | _OPEN_FLAGS, 0o600)

    def lock(self, descriptor: int) -> None:
        """Hold the file alone until it is closed or the process ends; BlockingIOError when another does."""
        if sys.platform == "win32":
            os.lseek(descriptor, _LOCK_OFFSET, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError as error:
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from error
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def process_lives(self, process: int) -> bool:
        """Whether a process of this computer still runs."""
        if sys.platform == "win32":
            return _windows_process_lives(process)
        else:  # noqa: RET505 - a type checker reads either branch by platform
            try:
                os.kill(process, 0)
            except ProcessLookupError:
                return False
            except (OSError, OverflowError):  # it runs for somebody else
                return process > 0
            return True

    # -- what `doctor` and the owner want to know

    def modified_at(self, path: Path) -> float:
        """Seconds since 1970 of the last change."""
        return path.stat().st_mtime

    def mode(self, path: Path) -> int | None:
        """Permission bits; None where the system has no such thing."""
        return None if sys.platform == "win32" else stat.S_IMODE(path.stat().st_mode)

    def keep_to_owner(self, path: Path) -> None:
        """Take the file from group and others; a stricter mode stays."""
        mode = self.mode(path)
        if mode is not None and mode & 0o077:
            path.chmod(mode & 0o700)

    def free_bytes(self, folder: Path) -> int | None:
        """Room left for this user; None where it cannot be asked."""
        import shutil  # 6 ms, and only `doctor` asks

        try:
            return shutil.disk_usage(folder).free
        except OSError:
            return None


if sys.platform == "win32":

    def _windows_process_lives(process: int) -> bool:
        """Asked by a handle; ``os.kill(process, 0)`` would send it Ctrl+C."""
        import ctypes

        query_limited_information, still_active, access_denied = 0x1000, 259, 5
        kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel32.OpenProcess.restype = ctypes.c_void_p
        handle = kernel32.OpenProcess(query_limited_information, False, ctypes.c_uint32(process))
        if not handle:
            return ctypes.get_last_error() == access_denied
        code = ctypes.c_ulong()
        asked = kernel32.GetExitCodeProcess(ctypes.c_void_p(handle), ctypes.byref(code))
        kernel32.CloseHandle(ctypes.c_void_p(handle))
        return bool(asked) and code.value == still_active


def _flush(descriptor: int) -> None:
    """fsync; on macOS that would leave the bytes in the drive's own memory."""
    if sys.platform == "darwin":
        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOTTY):
                raise  # only a drive that does not know the call (network drives) is asked another way
        else:
            return
    os.fsync(descriptor)
