"""What other programs and other versions do to the file."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from letsconnect_tui.errors import FileDamaged, NewerFormat
from letsconnect_tui.store import EventFile
from tests.store.files import beside, keys, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_another_programs_write_is_noticed_and_the_session_goes_on_in_a_copy(path: Path) -> None:
    file = EventFile.open(path)
    file.append({"n": 1})
    with TinyDB(path) as other:
        other.table("people").insert({"name": "Ana"})
    theirs = path.read_bytes()

    assert file.append({"n": 2}) == 2
    assert file.append({"n": 3}) == 3
    assert file.moved is not None
    assert file.moved.key == "store-moved-changed"
    assert str(file.path) == file.moved.values[1]
    assert path.read_bytes() == theirs
    file.close()
    copy = EventFile.open(file.path, read_only=True)
    assert list(copy.documents()) == [{"n": 1}, {"n": 2}, {"n": 3}]


def test_the_copy_is_named_when_the_changed_file_is_opened_again(path: Path) -> None:
    file = EventFile.open(path)
    file.append({"n": 1})
    with TinyDB(path) as other:
        other.table("people").insert({"name": "Ana"})
    file.append({"n": 2})
    file.close()

    again = EventFile.open(path)
    saved = next(one for one in again.notices if one.key == "store-saved-beside")
    assert saved.values == (path.name, file.path.name, 1)
    assert list(again.documents()) == [{"n": 1}]
    assert again.tables() == {"people": {"1": {"name": "Ana"}}}
    again.close()


def test_an_edit_of_the_same_size_is_noticed(path: Path) -> None:
    file = EventFile.open(path)
    file.append({"n": 1})
    edited = path.read_bytes().replace(b'"n":1', b'"n":7')
    path.write_bytes(edited)
    os.utime(path, ns=(1, 1))

    file.append({"n": 2})
    assert file.moved is not None
    assert path.read_bytes() == edited
    file.close()


def test_a_file_given_back_with_the_same_bytes_is_gone_on_with(path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows lets nobody replace an open file")
    file = EventFile.open(path)
    file.append({"n": 1})
    copy = path.with_name("copy")
    copy.write_bytes(path.read_bytes())
    copy.replace(path)

    file.append({"n": 2})
    assert file.moved is None
    file.close()
    assert list(EventFile.open(path, read_only=True).documents()) == [{"n": 1}, {"n": 2}]


ACCIDENTS: dict[str, Callable[[Path], object]] = {
    "removed": lambda path: path.unlink(),
    "emptied": lambda path: path.write_bytes(b""),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:40]),
    "folder removed": lambda path: shutil.rmtree(path.parent),
    "folder renamed": lambda path: path.parent.rename(path.parent.with_name("elsewhere")),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody remove an open file")
@pytest.mark.parametrize("accident", ACCIDENTS)
def test_after_any_accident_the_session_goes_on_and_is_found_at_the_next_opening(
    path: Path, accident: str
) -> None:
    path = path.parent / "own folder" / path.name
    file = EventFile.open(path)
    file.append({"n": 1})
    ACCIDENTS[accident](path)

    file.append({"n": 2})
    file.append({"n": 3})
    assert file.moved is not None
    file.close()

    if accident == "cut short":
        assert list(EventFile.open(file.path).documents()) == [{"n": 1}, {"n": 2}, {"n": 3}]
        return
    again = EventFile.open(path)
    assert keys(again)[0] == "store-took-saved"
    assert list(again.documents()) == [{"n": 1}, {"n": 2}, {"n": 3}]
    again.append({"n": 4})
    again.close()
    assert keys(EventFile.open(path, read_only=True)) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody remove an open folder")
def test_a_copy_goes_to_the_rescue_folder_when_its_own_can_not_be_made(path: Path) -> None:
    folder, rescue = path.parent / "own folder", path.parent / "rescue"
    file = EventFile.open(folder / "lc.json", rescue=rescue)
    file.append({"n": 1})
    shutil.rmtree(folder)
    folder.write_text("in the way")

    file.append({"n": 2})
    assert file.path.parent == rescue
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
