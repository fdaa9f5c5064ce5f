"""Rewriting, backups, erasing, and drives that lack something."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.errors import NotSaved
from letsconnect_tui.store import EventFile
from letsconnect_tui.store.filesystem import FileSystem
from tests.store.files import keys, written

if TYPE_CHECKING:
    from pathlib import Path


def test_rewriting_keeps_the_documents_and_rotates_three_backups(path: Path) -> None:
    file = EventFile.open(path)
    for number in range(5):
        file.append({"n": number})
        file.rewrite()
    file.append({"n": 5})

    assert len(file.documents()) == 6
    backups = [path.with_name(f"lc.json.bak{age}") for age in (1, 2, 3)]
    assert [len(json.loads(backup.read_bytes())["events"]) for backup in backups] == [5, 4, 3]
    assert list(file.health().backups) == backups
    file.close()


def test_rewrites_that_stop_half_way_cost_no_older_backup_and_stand_in_no_way(path: Path) -> None:
    """Each time the file had its second name already, and its replacement did not come."""

    class Stopping(FileSystem):
        stops = 0

        def replace(self, source: Path, target: Path) -> None:
            if target == path and self.stops:
                self.stops -= 1
                raise OSError(5, "held by another program")
            super().replace(source, target)

    disk = Stopping()
    file = EventFile.open(path, fs=disk)
    for number in range(3):
        file.append({"n": number})
        file.rewrite()
    backups = [path.with_name(f"lc.json.bak{age}") for age in (1, 2, 3)]
    older = [backup.read_bytes() for backup in backups]
    disk.stops = 5
    for _ in range(5):
        with pytest.raises(NotSaved):
            file.rewrite()
    file.rewrite()
    file.append({"n": 3})

    assert len(file.documents()) == 4
    assert [backup.read_bytes() for backup in backups[1:]] == older[:2]
    file.close()


def test_erasing_leaves_no_old_copy_anywhere(path: Path) -> None:
    written(path, {"name": "Erased Person"})
    path.write_bytes(path.read_bytes() + b"unfinished: Erased Person")
    file = EventFile.open(path)
    file.rewrite()
    assert file.health().evidence
    file.rewrite([{"name": "somebody"}], erase=True)
    file.close()

    left = {found.name: found.read_bytes() for found in path.parent.iterdir()}
    assert sorted(left) == ["lc.json", "lc.json.bak1", "lc.json.lock"]
    assert not any(b"Erased" in content for content in left.values())
    assert json.loads(left["lc.json.bak1"])["events"]["1"]["name"] == "somebody"


def test_a_day_later_opening_makes_a_backup(path: Path) -> None:
    written(path, {"n": 1})
    EventFile.open(path).close()
    first = path.with_name("lc.json.bak1").stat()
    soon, next_day = first.st_mtime + 60, first.st_mtime + 86_400
    for moment, expected in ((soon, 1), (next_day, 2)):
        file = EventFile.open(path, now=lambda moment=moment: moment)  # type: ignore[misc]
        file.append({"n": 2})
        assert len(file.health().backups) == expected, moment
        file.close()


def test_a_drive_without_second_names_gets_copies_as_backups(path: Path) -> None:
    class NoLinks(FileSystem):
        def link(self, existing: Path, new: Path) -> None:
            raise OSError(1, "no links here")

    file = EventFile.open(path, fs=NoLinks())
    file.append({"n": 1})
    file.rewrite([{"n": 2}])

    assert json.loads(path.with_name("lc.json.bak1").read_bytes())["events"]["1"]["n"] == 1
    file.close()


def test_a_drive_without_locks_opens_with_a_warning(path: Path) -> None:
    class NoLocks(FileSystem):
        def lock(self, descriptor: int) -> None:
            raise OSError(95, "not supported")

    file = EventFile.open(path, fs=NoLocks())

    assert keys(file) == ["store-no-lock"]
    file.close()
