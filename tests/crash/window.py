"""A window in a process of its own, which holds a session in either face; for POSIX systems.

Children are forked from this process, which costs milliseconds.
"""

from __future__ import annotations

import errno
import os
import random
import select
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, NoReturn

from letsconnect_tui.app.bootstrap import open_plan
from letsconnect_tui.app.library import Library
from letsconnect_tui.i18n import words
from letsconnect_tui.plain.live import run_in_real_time
from letsconnect_tui.store import event_file
from letsconnect_tui.store.filesystem import FileSystem
from letsconnect_tui.tui.app import LiveApp

if TYPE_CHECKING:
    from pathlib import Path

FAILING_SHARE = 0.03
LONGEST_ANSWER_S = 60.0


class FailingDisk(FileSystem):
    """Every call that changes something fails now and then, some after half of the work."""

    random = random.Random(1)
    share = 0.0
    """How many of the calls fail; none while the file is opened."""

    def _fails(self) -> bool:
        return self.random.random() < self.share

    def _fail(self) -> NoReturn:
        raise OSError(self.random.choice((errno.EIO, errno.ENOSPC, errno.EDQUOT)), "planted")

    def write_at(self, descriptor: int, data: bytes, offset: int) -> int:
        if self._fails():
            super().write_at(descriptor, data[: len(data) // 2], offset)
            self._fail()
        return super().write_at(descriptor, data, offset)

    def sync(self, descriptor: int) -> None:
        super().sync(descriptor)
        if self._fails():
            self._fail()

    def create(self, path: Path, mode: int = 0o600) -> int:
        if self._fails():
            self._fail()
        return super().create(path, mode)

    def replace(self, source: Path, target: Path) -> None:
        if self._fails():
            self._fail()
        super().replace(source, target)


def hold(face: str, file: Path, plan: Path, accident: str, seed: int) -> None:
    """One window, from opening to ``quit`` or the kill; standard input and output are pipes."""
    if accident == "failing":
        FailingDisk.random = random.Random(seed)
        vars(event_file)["FileSystem"] = FailingDisk
    with Library.open(file) as library:
        session = open_plan(library, plan)
        FailingDisk.share = FAILING_SHARE
        if face == "plain":
            run_in_real_time(session)
            return
        app = LiveApp(session, library=library)

        def acknowledge(reply: Any) -> None:
            if session.kept_elsewhere is not None:
                sys.stdout.write(f"! {words(session.kept_elsewhere)}\n")
            sys.stdout.write(f"{'ok' if reply.ok else 'no'} {words(reply.message)}\n")
            sys.stdout.flush()
            if reply.leaves:
                app.exit(0)

        def pass_on() -> None:
            while not app.is_running:
                time.sleep(0.01)
            for line in sys.stdin:
                app.call_from_thread(app.execute_line, line.strip(), acknowledge)

        threading.Thread(target=pass_on, daemon=True).start()
        app.run(headless=True)


class Window:
    """A child that holds a session, and its two pipes."""

    def __init__(self, face: str, file: Path, plan: Path, accident: str, seed: int) -> None:
        lines_out, self._lines = os.pipe()
        self._answers, answers_in = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._lines)
            os.close(self._answers)
            os.dup2(lines_out, 0)
            os.dup2(answers_in, 1)
            sys.stdin, sys.stdout = os.fdopen(0, "r"), os.fdopen(1, "w")
            code = 1
            try:
                hold(face, file, plan, accident, seed)
                code = 0
            except BaseException as error:
                sys.stdout.write(f"failed {type(error).__name__} {error}\n")
                sys.stdout.flush()
            finally:
                os._exit(code)
        os.close(lines_out)
        os.close(answers_in)
        self._read = b""

    def type(self, line: str) -> None:
        """Type a line; nobody may be there to read it any more."""
        try:
            os.write(self._lines, line.encode() + b"\n")
        except BrokenPipeError:
            return

    def line(self, seconds: float = LONGEST_ANSWER_S) -> str | None:
        """The next line that was written; None at the end."""
        until = time.monotonic() + seconds
        while b"\n" not in self._read:
            ready, _, _ = select.select([self._answers], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise SystemExit("no answer came")
            got = os.read(self._answers, 65536)
            if not got:
                return None
            self._read += got
        line, _, self._read = self._read.partition(b"\n")
        return line.decode()

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> int:
        """Wait until it is gone; its exit code, negative for a signal."""
        os.close(self._lines)
        os.close(self._answers)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
