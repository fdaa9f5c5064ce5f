"""How much of the file is read again, and what counts as lying beside it."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.store import EventFile, backups
from letsconnect_tui.store.backups import Keeper, is_kept_with
from letsconnect_tui.store.filesystem import FileSystem
from tests.store.files import NOW, STAMP, written

if TYPE_CHECKING:
    from pathlib import Path


class CountedReads(FileSystem):
    """The real disk; adds up what is read."""

    def __init__(self) -> None:
        self.bytes_read = 0

    def read(self, path: Path, offset: int = 0) -> bytes:
        data = super().read(path, offset)
        self.bytes_read += len(data)
        return data

    def since_last(self) -> int:
        count, self.bytes_read = self.bytes_read, 0
        return count


def test_an_onlooker_reads_what_was_added_and_not_what_it_knows(path: Path) -> None:
    disk = CountedReads()
    writer = EventFile.open(path)
    writer.append({"n": 0, "text": "x" * 10_000})
    looker = EventFile.open(path, read_only=True, fs=disk)
    assert disk.since_last() > 10_000

    for number in (1, 2, 3):
        writer.append({"n": number})
        assert looker.poll() == [{"n": number}]
        assert 0 < disk.since_last() < 200
    assert looker.poll() == []
    assert disk.since_last() < 200
    writer.close()


def test_an_onlooker_of_a_file_of_others_reads_it_again_only_when_it_changed(path: Path) -> None:
    path.write_text('{"events": {"1": {"n": 1}}}')
    disk = CountedReads()
    looker = EventFile.open(path, read_only=True, fs=disk)
    path.write_text("{}")
    looker.poll()
    disk.since_last()

    assert looker.poll() == []
    assert disk.since_last() == 0
    path.write_text('{"events": {"1": {"n": 2}}}')
    looker.poll()
    assert list(looker.documents()) == [{"n": 2}]


def test_a_writer_reads_nothing_while_nobody_else_writes(path: Path) -> None:
    disk = CountedReads()
    file = EventFile.open(path, fs=disk)
    file.append({"n": 1})
    path.write_bytes(b"theirs")
    file.append({"n": 2})
    disk.since_last()

    file.append({"n": 3})
    assert disk.since_last() == 0
    file.close()


def test_what_is_only_touched_is_read_once(path: Path) -> None:
    disk = CountedReads()
    file = EventFile.open(path, fs=disk)
    file.append({"n": 1})
    os.utime(path, (1, 1))
    disk.since_last()

    file.append({"n": 2})
    assert disk.since_last() > 0
    file.append({"n": 3})
    assert disk.since_last() == 0
    assert file.moved is None
    file.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody remove an open folder")
def test_a_rescued_copy_has_a_name_that_the_next_opening_looks_for(path: Path) -> None:
    folder, rescue = path.parent / "own", path.parent / "rescue"
    file = EventFile.open(folder / "lc.json", rescue=rescue, now=lambda: NOW)
    file.append({"n": 1})
    shutil.rmtree(folder)
    folder.write_text("in the way")
    file.append({"n": 2})

    assert file.path == rescue / f"lc.json.ours-{STAMP}-0"
    file.close()
    assert list(EventFile.open(file.path, read_only=True).documents()) == [{"n": 1}, {"n": 2}]


def test_copies_of_one_second_are_numbered_and_not_without_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_MOST_COPIES", 2)
    keeper = Keeper(path, FileSystem())

    assert keeper.keep(b"1", "damaged", NOW) == f"lc.json.damaged-{STAMP}-0"
    assert keeper.keep(b"2", "damaged", NOW) == f"lc.json.damaged-{STAMP}-1"
    with pytest.raises(OSError, match="too many copies") as caught:
        keeper.keep(b"3", "damaged", NOW)
    assert caught.value.errno == errno.EEXIST


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("lc.json", True),
        ("LC.JSON", True),
        ("lc.json.lock", True),
        ("lc.json.bak1", True),
        (f"lc.json.ours-{STAMP}-0", True),
        (".lc.json.tmp", True),
        ("lc.jso", False),
        ("lc.json2", False),
        ("tmp.lc.json", False),
        ("elsewhere/lc.json", False),
        ("elsewhere/../lc.json.lock", True),
        ("another name of it", True),
        ("notes.md", False),
    ],
)
def test_what_lies_beside_the_data_file_is_known_by_its_name(path: Path, name: str, kept: bool) -> None:
    written(path, {"n": 1})
    path.with_name("elsewhere").mkdir()
    os.link(path, path.with_name("another name of it"))

    assert is_kept_with(path.parent / name, path) == kept
