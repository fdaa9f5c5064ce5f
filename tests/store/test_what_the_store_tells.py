"""Every error of the store, word by word: what, where, what to do, and who has the file."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.errors import ExternallyChanged, FileLocked, NotSaved, ReadOnlyFile, StoreError
from letsconnect_tui.store import EventFile
from letsconnect_tui.store.filesystem import FileSystem
from letsconnect_tui.store.lock import _computer, lock_path
from tests.store.files import NOW, STAMP, as_text, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HERE = datetime.fromtimestamp(NOW, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


class BrokenDisk(FileSystem):
    """The real disk until one step breaks; ``broken`` names it."""

    broken = ""

    def _step(self, name: str) -> None:
        if name == self.broken:
            raise OSError(errno.ENOSPC, "no room")

    def write_at(self, descriptor: int, data: bytes, offset: int) -> int:
        self._step("write")
        return super().write_at(descriptor, data, offset)

    def sync(self, descriptor: int) -> None:
        self._step("sync")
        super().sync(descriptor)

    def create(self, path: Path, mode: int = 0o600) -> int:
        self._step("create")
        return super().create(path, mode)

    def lock(self, descriptor: int) -> None:
        self._step("lock")
        super().lock(descriptor)


def refused(action: Callable[[], object], kind: type[StoreError]) -> tuple[str, str]:
    """What a refusal says, and what to do."""
    with pytest.raises(kind) as caught:
        action()
    return as_text(caught.value.message), as_text(caught.value.hint) if caught.value.hint is not None else ""


def test_a_drive_without_locks_and_a_backup_that_fails_are_told(path: Path) -> None:
    written(path, {"n": 1})
    disk = BrokenDisk()
    for disk.broken, notice in (("create", "store-no-backup(no room)"), ("lock", "store-no-lock(lc.json)")):
        file = EventFile.open(path, fs=disk)
        file.close()
        assert [as_text(one) for one in file.notices] == [notice]


@pytest.mark.parametrize(
    ("broken", "says"), [("write", "store-not-saved(no room)"), ("sync", "store-disk-failed(no room)")]
)
def test_a_refused_action_says_why_and_the_next_one_is_saved(path: Path, broken: str, says: str) -> None:
    disk = BrokenDisk()
    file = EventFile.open(path, fs=disk)
    disk.broken = broken
    assert refused(lambda: file.append({"n": 1}), NotSaved) == (says, says.partition("(")[0] + "-hint")
    assert file.health().doubtful
    disk.broken = ""

    assert file.append({"n": 2}) == 1
    assert not file.health().doubtful
    file.close()
    assert list(EventFile.open(path, read_only=True).documents()) == [{"n": 2}]


def test_who_may_not_write_is_told_so(path: Path) -> None:
    written(path, {"n": 1})
    looker, file = EventFile.open(path, read_only=True), EventFile.open(path)
    file.close()

    assert refused(lambda: looker.append({}), ReadOnlyFile) == (
        "store-read-only(lc.json)",
        "store-read-only-hint",
    )
    assert refused(lambda: file.append({}), ReadOnlyFile)[0] == "store-closed(lc.json)"


def test_what_cannot_be_opened_is_named(path: Path) -> None:
    path.mkdir()
    assert refused(lambda: EventFile.open(path), StoreError) == (
        f"store-no-regular-file({path}, store-kind-folder)",
        "store-no-regular-file-hint",
    )
    path.rmdir()
    path.write_bytes(b"rubbish")
    assert refused(lambda: EventFile.open(path), StoreError) == (
        "store-unreadable(lc.json)",
        "store-unreadable-hint",
    )
    inside = path / "lc.json"
    says, hint = refused(lambda: EventFile.open(inside), StoreError)
    assert (says.partition(",")[0], hint) == (f"store-cannot-open({inside}", "store-cannot-open-hint")
    path.unlink()
    written(path, {"n": 1})
    path.write_bytes(path.read_bytes().replace(b'"schema":1', b'"schema":7'))
    assert refused(lambda: EventFile.open(path), StoreError) == (
        "store-newer(lc.json, 7, 1)",
        "store-newer-hint",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody remove an open file")
def test_a_window_that_moved_says_from_where_to_where(path: Path) -> None:
    path = path.parent / "own" / "lc.json"
    file = EventFile.open(path, now=lambda: NOW)
    file.append({"n": 1})
    path.write_bytes(path.read_bytes().replace(b'"n":1', b'"n":7'))
    assert refused(lambda: file.rewrite(erase=True), ExternallyChanged) == (
        "store-changed(lc.json)",
        "store-changed-hint",
    )
    file.append({"n": 2})
    first = path.with_name(f"lc.json.ours-{STAMP}-0")
    assert as_text(file.moved) == f"store-moved-changed({path}, {first})"
    assert b'"n":7' in path.with_name(f"lc.json.changed-{STAMP}-0").read_bytes()
    first.unlink()
    file.append({"n": 3})
    second = path.with_name(f"{first.name}.ours-{STAMP}-0")
    assert as_text(file.moved) == f"store-moved-removed({first}, {second})"
    shutil.rmtree(path.parent)
    path.parent.write_text("in the way")

    assert refused(lambda: file.append({"n": 4}), NotSaved)[1] == "store-not-saved-hint"
    assert file.path == second
    file.close()


WHOLE_NOTE = {"process": os.getpid(), "computer": _computer(), "since": "2027-01-15T08:00:00+00:00"}
NOTES = {
    "whole": (WHOLE_NOTE, f"store-holder({os.getpid()}, {_computer()})", HERE),
    "no time": (
        WHOLE_NOTE | {"since": "noon"},
        f"store-holder({os.getpid()}, {_computer()})",
        "store-unknown",
    ),
    "no computer": (
        {"process": 12, "since": WHOLE_NOTE["since"]},
        "store-holder(12, store-unknown)",
        HERE,
    ),
}


@pytest.mark.parametrize("which", NOTES)
def test_the_writer_is_named_with_process_computer_and_time(path: Path, which: str) -> None:
    note, who, since = NOTES[which]
    file = EventFile.open(path, now=lambda: NOW)
    lock_path(path).write_text(json.dumps(note))
    looker = EventFile.open(path, read_only=True)
    holder = looker.holder()

    assert holder is not None
    assert (as_text(holder[0]), as_text(holder[1])) == (who, since)
    assert refused(lambda: EventFile.open(path), FileLocked) == (
        f"store-locked(lc.json, {who}, {since})",
        "store-locked-hint",
    )
    file.close()
    assert looker.holder() is None


def test_a_writer_signs_with_process_computer_and_time(path: Path) -> None:
    file = EventFile.open(path, now=lambda: NOW)

    assert json.loads(lock_path(path).read_text()) == WHOLE_NOTE
    file.close()
    assert lock_path(path).read_text() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_health_tells_the_mode_the_layout_and_every_copy(path: Path) -> None:
    written(path, {"n": 1})
    path.write_bytes(path.read_bytes()[:-3] + b"and more than a piece of the end")
    file = EventFile.open(path, now=lambda: NOW)
    file.rewrite()
    file.rewrite()
    path.chmod(0o640)
    health = file.health()

    assert (health.path, health.schema, health.mode, health.private) == (path, 1, 0o640, False)
    assert [one.name for one in health.backups] == ["lc.json.bak1", "lc.json.bak2"]
    assert [one.name for one in health.evidence] == [f"lc.json.unfinished-{STAMP}-0"]
    path.chmod(0o600)
    assert file.health().private
    file.close()
    nothing = EventFile.open(path.with_name("none"), read_only=True).health()
    assert (nothing.size_bytes, nothing.mode, nothing.documents) == (None, None, 0)
