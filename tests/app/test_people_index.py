"""The index follows the session and prepares only who is new; marking somebody prepares nobody again."""

from __future__ import annotations

import gc
import weakref

from letsconnect_tui.app.people_lookup import PeopleIndex, index_of
from letsconnect_tui.commands.table import perform_line
from tests.tui.stage import a_desk


def test_marking_somebody_changes_nothing_that_a_search_could_find() -> None:
    desk, _ = a_desk()
    index = PeopleIndex()
    index.follow(desk.state.people)
    version = index.version
    perform_line(desk, "here Amaka")
    index.follow(desk.state.people)
    assert index.version == version


def test_somebody_added_described_or_taken_back_is_found_as_they_are() -> None:
    desk, _ = a_desk()
    index = index_of(desk)
    for line, found in (("new Zoë Quartey", ("p1",)), ("undo", ()), ("redo", ("p1",))):
        assert perform_line(desk, line).ok
        index.follow(desk.state.people)
        assert index.search("zoe q").people == found


def test_a_match_by_typo_only_says_so() -> None:
    desk, _ = a_desk()
    index = index_of(desk)
    index.follow(desk.state.people)
    assert not index.search("amaka").by_typo
    assert index.search("amkaa").by_typo


def test_an_index_lives_as_long_as_its_session() -> None:
    desk, _ = a_desk()
    index = index_of(desk)
    assert index_of(desk) is index
    gone = weakref.ref(index)
    del desk, index
    gc.collect()
    assert gone() is None
