from __future__ import annotations

from letsconnect_tui.app.take_back import done_by, take_back
from letsconnect_tui.i18n import words
from tests.app.rehearsed import rehearsed, said


def said_of(messages: object) -> list[str]:
    return [words(one) for one in messages]  # type: ignore[attr-defined]


def test_commands_are_taken_back_as_one_and_named() -> None:
    session, _ = rehearsed()
    said(session, "start")
    before = session.state
    said(session, "next", "recording on", "add 1m")
    numbers = [one.number for one in session.log.undoable[-3:]]
    named = said_of(done_by(session, numbers))
    taken = take_back(session, numbers)
    assert said_of(taken.commands) == named
    assert [name.split()[0] for name in named] == ["1:00", "You", "What"]
    assert (session.state.current, session.state.recording) == (before.current, False)
    assert taken.stayed == ()


def test_an_undo_is_given_again_and_a_redo_taken_back() -> None:
    session, _ = rehearsed()
    said(session, "start", "next")
    state = session.state
    said(session, "undo")
    assert take_back(session, [session.log.latest.number]).stayed == ()
    assert session.state == state
    said(session, "undo")
    before = session.state
    said(session, "redo")
    assert said_of(take_back(session, [session.log.latest.number]).commands)[0].startswith("Given again")
    assert session.state == before


def test_what_others_rest_on_stays_and_is_named_with_the_reason() -> None:
    session, _ = rehearsed()
    said(session, "start", "new Ana")
    added = session.log.latest.number
    said(session, "left Ana")
    taken = take_back(session, [added])
    assert taken.commands == ()
    assert len(taken.stayed) == 1
    assert taken.why is not None


def test_a_mark_that_something_was_copied_is_taken_back_too() -> None:
    session, _ = rehearsed()
    said(session, "start")
    before = session.state
    said(session, "copy")
    assert session.state != before
    assert take_back(session, [session.log.latest.number]).stayed == ()
    assert session.state == before


def test_numbers_of_no_command_are_passed_over() -> None:
    session, _ = rehearsed()
    assert take_back(session, [999]).commands == ()
