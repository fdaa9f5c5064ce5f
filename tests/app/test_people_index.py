"""The index follows the session and prepares only who is new; marking somebody prepares nobody again."""

from __future__ import annotations

import gc
import weakref

from letsconnect_tui.app.people_lookup import PeopleIndex, index_of
from letsconnect_tui.commands.table import perform_line
from tests.tui.stage import a_desk


def test_marking_somebody_changes_nothing_that_a_search_could_find() -> None:
    session, _ = a_desk()
    index = PeopleIndex()
    index.follow(session.state.people)
    version = index.version
    perform_line(session, "here Amaka")
    index.follow(session.state.people)
    assert index.version == version


def test_somebody_added_described_or_taken_back_is_found_as_they_are() -> None:
    session, _ = a_desk()
    index = index_of(session)
    for line, found in (("new Zoë Quartey", ("p1",)), ("undo", ()), ("redo", ("p1",))):
        assert perform_line(session, line).ok
        index.follow(session.state.people)
        assert index.search("zoe q").people == found


def test_a_match_by_typo_only_says_so() -> None:
    session, _ = a_desk()
    index = index_of(session)
    index.follow(session.state.people)
    assert not index.search("amaka").by_typo
    assert index.search("amkaa").by_typo


def test_an_index_lives_as_long_as_its_session() -> None:
    session, _ = a_desk()
    index = index_of(session)
    assert index_of(session) is index
    gone = weakref.ref(index)
    del session, index
    gc.collect()
    assert gone() is None
