"""TinyDB with our storage: the same file through its own door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tinydb import Query, TinyDB

from letsconnect_tui.errors import NotSaved
from letsconnect_tui.store import EventFile, EventStorage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "lc.json"
    file = EventFile.open(path)
    file.append({"kind": "open", "tags": ["a"]})
    file.close()
    return path


def test_tinydb_reads_and_inserts_events(path: Path) -> None:
    with TinyDB(path, storage=EventStorage) as database:
        events = database.table("events")
        assert events.insert({"kind": "join"}) == 2
        assert events.insert_multiple([{"n": 1}, {"n": 2}]) == [3, 4]
        assert events.search(Query().kind == "join") == [{"kind": "join"}]
        assert database.tables() == {"events"}

    file = EventFile.open(path)
    assert list(file.documents()) == [{"kind": "open", "tags": ["a"]}, {"kind": "join"}, {"n": 1}, {"n": 2}]
    assert file.notices == ()
    file.close()


def test_tinydb_cannot_change_or_remove_what_happened(path: Path) -> None:
    with TinyDB(path, storage=EventStorage) as database:
        events = database.table("events")
        changes: tuple[Callable[[], object], ...] = (
            lambda: events.update({"kind": "never"}),
            lambda: events.remove(doc_ids=[1]),
            events.truncate,
            database.drop_tables,
            lambda: database.table("people").insert({"name": "Ana"}),
        )
        for change in changes:
            with pytest.raises(NotSaved):
                change()
        assert events.all() == [{"kind": "open", "tags": ["a"]}]


def test_a_changed_result_changes_nothing_in_the_store(path: Path) -> None:
    with TinyDB(path, storage=EventStorage) as database:
        database.table("events", cache_size=0).all()[0]["tags"].append("b")

        assert database.table("events", cache_size=0).all()[0]["tags"] == ["a"]


def test_options_reach_the_file(path: Path) -> None:
    with TinyDB(path, storage=EventStorage, read_only=True) as database:
        assert len(database.table("events")) == 1
