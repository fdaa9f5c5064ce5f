"""One window writes; others are told who, or look on."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.errors import FileLocked, ReadOnlyFile
from letsconnect_tui.store import EventFile
from letsconnect_tui.store.filesystem import FileSystem
from letsconnect_tui.store.lock import _computer, lock_path
from tests.store.files import beside, written

if TYPE_CHECKING:
    from pathlib import Path


def test_a_second_window_is_told_who_has_the_file_and_since_when(path: Path) -> None:
    first = EventFile.open(path, now=lambda: 1_800_000_000.0)

    with pytest.raises(FileLocked) as caught:
        EventFile.open(path)
    name, holder, since = caught.value.message.values
    assert name == "lc.json"
    assert getattr(holder, "key", None) == "store-holder"
    assert str(since).startswith("2027-01-1")
    first.close()
    EventFile.open(path).close()


def test_another_process_is_refused_too_and_the_lock_ends_with_its_holder(path: Path) -> None:
    holder = (
        "import sys, pathlib; from letsconnect_tui.store import EventFile;"
        "file = EventFile.open(pathlib.Path(sys.argv[1])); file.append({'n': 1}); print('open', flush=True);"
        "sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", holder, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"open"
    try:
        with pytest.raises(FileLocked):
            EventFile.open(path)
    finally:
        process.kill()
        process.communicate()
    file = EventFile.open(path)
    assert list(file.documents()) == [{"n": 1}]
    file.close()


def test_an_onlooker_reads_follows_and_changes_nothing(path: Path) -> None:
    writer = EventFile.open(path)
    writer.append({"n": 1})
    looker = EventFile.open(path, read_only=True)
    names = beside(path)

    assert list(looker.documents()) == [{"n": 1}]
    assert looker.poll() == []
    writer.append({"n": 2})
    writer.append({"n": 3})
    assert looker.poll() == [{"n": 2}, {"n": 3}]
    assert looker.poll() == []
    with pytest.raises(ReadOnlyFile):
        looker.append({"n": 4})
    with pytest.raises(ReadOnlyFile):
        looker.rewrite()
    looker.close()
    assert beside(path) == names
    writer.close()


def test_an_onlooker_copes_with_a_rewrite(path: Path) -> None:
    writer = EventFile.open(path)
    writer.append({"n": 1})
    looker = EventFile.open(path, read_only=True)
    writer.rewrite()
    writer.append({"n": 2})
    assert looker.poll() == [{"n": 2}]
    assert looker.generation == 0
    writer.rewrite([{"n": 1}, {"n": 0}, {"n": 3}])

    assert looker.poll() == [{"n": 3}]
    assert looker.generation == 1
    assert list(looker.documents()) == [{"n": 1}, {"n": 0}, {"n": 3}]
    writer.close()


def test_a_missing_file_reads_as_empty_and_is_not_made(path: Path) -> None:
    looker = EventFile.open(path, read_only=True)

    assert list(looker.documents()) == []
    assert not path.exists()
    written(path, {"n": 1})
    assert looker.poll() == [{"n": 1}]


def test_documents_can_be_read_while_another_thread_appends(path: Path) -> None:
    file = EventFile.open(path)

    def append() -> None:
        for number in range(100):
            file.append({"n": number})

    worker = threading.Thread(target=append)
    worker.start()
    while worker.is_alive():
        seen = [document["n"] for document in file.documents()]
        assert seen == list(range(len(seen)))
    worker.join()
    assert len(file.documents()) == 100
    file.close()


def test_an_onlooker_looks_again_while_a_line_is_half_written(path: Path) -> None:
    writer = EventFile.open(path)
    writer.append({"n": 1})
    looker = EventFile.open(path, read_only=True)
    before = path.read_bytes()
    writer.append({"n": 2})
    whole = path.read_bytes()
    half = whole[: len(before) + 3].ljust(len(whole), b"\0")
    path.write_bytes(half)
    assert looker.poll() == []
    path.write_bytes(whole)

    assert looker.poll() == [{"n": 2}]
    writer.close()


def test_an_onlooker_notices_a_line_that_was_taken_back(path: Path) -> None:
    """A write that failed after the onlooker had seen it is replaced by the next one."""
    writer = EventFile.open(path)
    writer.append({"n": 1})
    before = path.read_bytes()
    looker = EventFile.open(path, read_only=True)
    writer.append({"n": 2})
    assert looker.poll() == [{"n": 2}]
    writer.close()
    path.write_bytes(before)
    written(path, {"n": 3})

    assert looker.poll() == []
    assert looker.generation == 1
    assert list(looker.documents()) == [{"n": 1}, {"n": 3}]


class CountedLocks(FileSystem):
    """The real disk; counts attempts to lock."""

    locks = 0

    def lock(self, descriptor: int) -> None:
        self.locks += 1
        super().lock(descriptor)


@pytest.mark.parametrize("state", ["never written", "let go", "held", "killed"])
def test_an_onlooker_never_locks_anything(path: Path, state: str) -> None:
    """Not even for an instant: a writer that opens just then would be shut out."""
    writer = None if state == "never written" else EventFile.open(path)
    if writer is not None and state == "let go":
        writer.close()
    if state == "killed":
        note = json.dumps({"process": _dead_process(), "computer": _computer(), "since": "2027-01-01T00:00Z"})
        lock_path(path).write_text(note)
    disk = CountedLocks()

    looker = EventFile.open(path, read_only=True, fs=disk)
    looker.poll()
    holder = looker.holder()
    looker.health()
    looker.close()

    assert disk.locks == 0
    assert (holder is not None) == (state == "held")
    if writer is not None:
        writer.close()


def test_a_writer_opens_while_an_onlooker_asks_who_writes(path: Path) -> None:
    written(path, {"n": 1})
    looker = EventFile.open(path, read_only=True)
    asking = threading.Event()

    def ask() -> None:
        while not asking.is_set():
            looker.holder()

    worker = threading.Thread(target=ask)
    worker.start()
    try:
        for _ in range(200):
            EventFile.open(path).close()
    finally:
        asking.set()
        worker.join()


def test_a_note_from_another_computer_is_believed(path: Path) -> None:
    written(path, {"n": 1})
    note = {"process": _dead_process(), "computer": "elsewhere", "since": "2027-01-01T00:00:00+00:00"}
    lock_path(path).write_text(json.dumps(note))

    assert EventFile.open(path, read_only=True).holder() is not None


@pytest.mark.parametrize("note", ["", "{", "[]", "[1]", '{"process": "1"}', '{"process": true}', "\0" * 9])
def test_a_note_that_is_none_means_nobody(path: Path, note: str) -> None:
    written(path, {"n": 1})
    lock_path(path).write_text(note)

    assert EventFile.open(path, read_only=True).holder() is None


def _dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid
