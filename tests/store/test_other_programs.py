"""What other programs and other versions do to the file."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from letsconnect_tui.errors import ExternallyChanged, FileDamaged, NewerFormat
from letsconnect_tui.store import EventFile
from tests.store.files import beside, keys, written

if TYPE_CHECKING:
    from pathlib import Path


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
