"""One file: what is appended is there again, for this program and for plain TinyDB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tinydb import TinyDB

from letsconnect_tui.errors import ReadOnlyFile
from letsconnect_tui.store import EventFile
from letsconnect_tui.store.filesystem import FileSystem
from letsconnect_tui.store.layout import encode_document, render
from tests.hostile import MARKUP, TERMINAL
from tests.store.files import written


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


def test_importing_the_store_loads_neither_tinydb_nor_the_file() -> None:
    code = """
import sys, letsconnect_tui.store as store
print("json" in sys.modules)
store.EventFile
print("tinydb" in sys.modules)
"""
    source = str(Path(__file__).parents[2] / "src")
    libraries = str(Path(msgspec.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((source, libraries))},
    )
    assert done.stdout.split() == ["False", "False"], done.stderr


def test_trailing_spaces_are_part_of_a_whole_file(path: Path) -> None:
    path.write_bytes(render([encode_document({"n": 1})], {}, "id") + b" " * 500)
    file = EventFile.open(path)
    assert file.notices == ()
    file.append({"n": 2})
    file.close()

    assert [row["n"] for row in json.loads(path.read_bytes())["events"].values()] == [1, 2]
    again = EventFile.open(path)
    assert again.notices == ()
    again.close()


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
    assert (health.documents, health.backups, health.evidence, health.doubtful) == (1, (), (), False)
    assert health.private
    assert health.free_bytes is None or health.free_bytes > 0
    file.close()


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


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no permission bits")
def test_a_file_of_somebody_else_that_one_may_write_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept.json"
    EventFile.open(path).close()
    path.chmod(0o666)

    def refuse(self: FileSystem, path: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(FileSystem, "keep_to_owner", refuse)
    with_rights = EventFile.open(path)
    with_rights.append({"n": 1})
    with_rights.close()
    assert list(EventFile.open(path, read_only=True).documents()) == [{"n": 1}]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no permission bits")
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_everything_beside_the_data_file_is_private_at_any_umask(tmp_path: Path, mask: int) -> None:
    path = tmp_path / "folder" / "kept.json"
    before = os.umask(mask)
    try:
        for moment in (0.0, 100_000.0):
            file = EventFile.open(path, now=lambda moment=moment: moment)  # type: ignore[misc]
            file.append({"n": 1})
            file.rewrite()
            file.close()
        path.write_bytes(path.read_bytes()[:-20] + b"rubbish")
        EventFile.open(path).close()
    finally:
        os.umask(before)
    modes = {one.name: one.stat().st_mode & 0o077 for one in path.parent.iterdir()}
    assert len(modes) >= 4
    assert set(modes.values()) == {0}
