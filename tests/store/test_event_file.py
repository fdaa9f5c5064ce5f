"""One file: what is appended is there again, for this program and for plain TinyDB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from letsconnect_tui.errors import ExternallyChanged, FileDamaged, FileLocked, NewerFormat, ReadOnlyFile
from letsconnect_tui.store import EventFile
from letsconnect_tui.store.filesystem import FileSystem
from letsconnect_tui.store.layout import render
from tests.hostile import MARKUP, TERMINAL


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lc.json"


def keys(file: EventFile) -> list[str]:
    return [notice.key for notice in file.notices]


def beside(path: Path) -> list[str]:
    return sorted(found.name.removeprefix(path.name) for found in path.parent.iterdir())


def written(path: Path, *documents: dict[str, Any]) -> None:
    file = EventFile.open(path)
    for document in documents:
        file.append(document)
    file.close()


def test_appended_documents_are_there_again_in_order(path: Path) -> None:
    documents: list[dict[str, Any]] = [
        {"kind": "a", "n": 1},
        {},
        {"deep": [{"x": None}, 1.5, True]},
        {"n": 2**80},
    ]
    file = EventFile.open(path)

    assert [file.append(document) for document in documents] == [1, 2, 3, 4]
    assert list(file.documents()) == documents
    file.close()
    again = EventFile.open(path)
    assert list(again.documents()) == documents
    assert again.notices == ()
    again.close()


def test_plain_tinydb_reads_everything_between_actions(path: Path) -> None:
    file = EventFile.open(path)
    for number in range(5):
        file.append({"n": number, "text": "\n}\n}\n"})
        with TinyDB(path) as plain:
            found = plain.table("events").all()
        assert [document["n"] for document in found] == list(range(number + 1))
        assert [document.doc_id for document in found] == list(range(1, number + 2))
    file.close()


@pytest.mark.parametrize("text", [*MARKUP, *TERMINAL, "\ud800", '","_p":"000000000000","_h":"000000000000"}'])
def test_hostile_text_comes_back_as_it_went_in(path: Path, text: str) -> None:
    written(path, {text: text}, {"after": 1})

    again = EventFile.open(path)
    assert list(again.documents()) == [{text: text}, {"after": 1}]
    again.close()


@pytest.mark.parametrize("document", [{"_p": 1}, {"n": float("nan")}, {"n": b"bytes"}, {"n": {1, 2}}])
def test_what_json_cannot_hold_is_refused_and_nothing_changes(path: Path, document: dict[str, Any]) -> None:
    file = EventFile.open(path)
    before = path.read_bytes()

    with pytest.raises((ValueError, TypeError)):
        file.append(document)
    assert path.read_bytes() == before
    assert file.append({"n": 1}) == 1
    file.close()


def test_an_append_is_one_write_and_one_flush_whatever_the_size(path: Path) -> None:
    class Counting(FileSystem):
        def __init__(self) -> None:
            self.calls: list[str] = []

        def write_at(self, descriptor: int, data: bytes, offset: int) -> int:
            self.calls.append("write")
            return super().write_at(descriptor, data, offset)

        def sync(self, descriptor: int) -> None:
            self.calls.append("sync")
            super().sync(descriptor)

        def read(self, path: Path, offset: int = 0) -> bytes:
            self.calls.append("read")
            return super().read(path, offset)

    counting = Counting()
    file = EventFile.open(path, fs=counting)
    file.rewrite({"n": number} for number in range(2000))
    counting.calls.clear()
    file.append({"n": 1})

    assert counting.calls == ["write", "sync"]
    file.close()


# -- permissions


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_file_backups_and_folder_are_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "er" / "lc.json"
    file = EventFile.open(path)
    file.append({"n": 1})
    file.rewrite()
    file.close()

    assert {folder.stat().st_mode & 0o777 for folder in path.parents[:2]} == {0o700}
    assert {found.stat().st_mode & 0o777 for found in path.parent.iterdir()} == {0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_a_file_that_others_could_read_is_taken_from_them(path: Path) -> None:
    written(path, {"n": 1})
    path.chmod(0o644)
    EventFile.open(path).close()

    assert path.stat().st_mode & 0o777 == 0o600


def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    written(real, {"n": 1})
    try:
        link.symlink_to(real)
    except OSError:
        pytest.skip("this system makes no links")
    file = EventFile.open(link)
    file.rewrite([{"n": 2}])
    file.close()

    assert link.is_symlink()
    assert json.loads(real.read_bytes())["events"]["1"]["n"] == 2


# -- two windows


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


# -- other programs


def test_another_programs_write_is_noticed_and_both_versions_are_kept(path: Path) -> None:
    file = EventFile.open(path)
    file.append({"n": 1})
    with TinyDB(path) as other:
        other.table("people").insert({"name": "Ana"})
    theirs = path.read_bytes()

    with pytest.raises(ExternallyChanged) as caught:
        file.append({"n": 2})
    assert caught.value.hint is not None
    ours, changed = (path.with_name(str(name)) for name in caught.value.hint.values)
    assert changed.read_bytes() == theirs == path.read_bytes()
    assert json.loads(ours.read_bytes())["events"]["1"]["n"] == 1
    with pytest.raises(ExternallyChanged):
        file.append({"n": 2})
    file.close()
    again = EventFile.open(path)
    assert keys(again) == ["store-edited", "store-kept-copy"]
    assert list(again.documents()) == [{"n": 1}]
    assert again.tables() == {"people": {"1": {"name": "Ana"}}}
    again.close()


@pytest.mark.parametrize("how", ["replaced", "removed"])
def test_a_file_replaced_or_removed_under_us_is_noticed(path: Path, how: str) -> None:
    file = EventFile.open(path)
    file.append({"n": 1})
    if sys.platform == "win32":
        pytest.skip("Windows lets nobody replace an open file")
    if how == "replaced":
        copy = path.with_name("copy")
        copy.write_bytes(path.read_bytes())
        copy.replace(path)
    else:
        path.unlink()

    with pytest.raises(ExternallyChanged):
        file.append({"n": 2})
    assert any(name.startswith(".ours-") for name in beside(path))
    file.close()


def test_a_file_made_by_plain_tinydb_is_taken_over_with_a_copy(path: Path) -> None:
    with TinyDB(path) as plain:
        plain.table("events").insert_multiple([{"n": 1}, {"n": 2}])
        plain.table("other").insert({"x": 1})
    before = path.read_bytes()
    file = EventFile.open(path)

    assert list(file.documents()) == [{"n": 1}, {"n": 2}]
    assert keys(file) == ["store-adopted", "store-kept-copy"]
    assert next(path.parent.glob("lc.json.before-import-*")).read_bytes() == before
    file.append({"n": 3})
    file.close()
    with TinyDB(path) as plain:
        assert plain.table("other").all() == [{"x": 1}]


def test_a_file_that_is_no_session_file_is_refused_untouched(path: Path) -> None:
    path.write_text('{"_default": {"1": {"todo": "milk"}}}', "utf-8")

    with pytest.raises(FileDamaged):
        EventFile.open(path)
    assert path.read_text("utf-8") == '{"_default": {"1": {"todo": "milk"}}}'


@pytest.mark.parametrize("change", [(b'"schema":1', b'"schema":2'), (b'"format":1', b'"format":2')])
def test_a_newer_file_is_refused_untouched(path: Path, change: tuple[bytes, bytes]) -> None:
    written(path, {"n": 1})
    path.write_bytes(path.read_bytes().replace(*change))
    before, names = path.read_bytes(), beside(path)

    for read_only in (False, True):
        with pytest.raises(NewerFormat):
            EventFile.open(path, read_only=read_only)
    assert path.read_bytes() == before
    assert beside(path) == names


# -- rewriting


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


def test_a_closed_file_takes_nothing_and_closes_twice(path: Path) -> None:
    file = EventFile.open(path)
    file.close()
    file.close()

    with pytest.raises(ReadOnlyFile):
        file.append({"n": 1})


def test_health_tells_size_copies_and_permissions(path: Path) -> None:
    file = EventFile.open(path)
    file.append({"n": 1})
    health = file.health()

    assert health.size_bytes == path.stat().st_size
    assert (health.documents, health.backups, health.evidence, health.stopped) == (1, (), (), False)
    assert health.private
    assert health.free_bytes is None or health.free_bytes > 0
    file.close()


def test_importing_the_store_loads_neither_tinydb_nor_the_file() -> None:
    code = """
import sys, letsconnect_tui.store as store
print("json" in sys.modules)
store.EventFile
print("tinydb" in sys.modules)
"""
    source = str(Path(__file__).parents[2] / "src")
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": source},
    )
    assert done.stdout.split() == ["False", "False"], done.stderr


def test_trailing_spaces_are_part_of_a_whole_file(path: Path) -> None:
    path.write_bytes(render([{"n": 1}], {}, "id") + b" " * 500)
    file = EventFile.open(path)
    assert file.notices == ()
    file.append({"n": 2})
    file.close()

    assert [row["n"] for row in json.loads(path.read_bytes())["events"].values()] == [1, 2]
    again = EventFile.open(path)
    assert again.notices == ()
    again.close()


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
