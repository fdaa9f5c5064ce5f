"""What commands are answered with, from values alone."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.i18n import words
from letsconnect_tui.messages.display_names import Names
from letsconnect_tui.messages.results import already, answer, record_message, what_was_done
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.moment import moment
from tests.app.rehearsed import rehearsed, said
from tests.session.builders import Sitting, a_session

if TYPE_CHECKING:
    from letsconnect_tui.session.facts import Command


def answer_to(session: Sitting, command: Command) -> str:
    outcome = session.given(command)
    assert outcome.record is not None
    done = what_was_done(outcome.record, outcome.events, outcome.after, Names(outcome.after))
    return words(answer(done, moment(outcome.after, outcome.at), UTC))


def test_an_answer_has_time_deed_standing_and_the_way_back() -> None:
    session = a_session().started().at(5)
    assert answer_to(session, c.Next()) == "14:05:00 Ana, Ana. on time, ends 14:50. Undo: undo"


def test_what_is_taken_back_and_given_again_is_named() -> None:
    session = a_session().started().at(5).give(c.Next())
    assert "Taken back: Ana, Ana" in answer_to(session, c.Undo())
    assert "Given again: Ana, Ana" in answer_to(session, c.Redo())


def test_a_second_next_says_what_runs() -> None:
    session = a_session().started().give(c.Next(from_item="welcome"))
    again = c.Next(from_item="welcome")
    assert session.given(again).record is None
    assert words(already(again, session.state)) == "That is so already, and Ana is running; nothing changed"


def test_every_record_of_a_log_is_told_but_time_that_was_kept() -> None:
    session = a_session().started()
    session.clock.step(3_600_000)
    session.recorder.keep_time()
    session.give(c.Next(), c.Undo())
    log = session.recorder.log
    lines = [record_message(record, log, Names(log.state)) for record in log.records[1:]]

    assert [None if line is None else words(line) for line in lines] == [
        "Started with Welcome",
        None,
        "Ana, Ana",
        "Taken back: Ana, Ana",
    ]


def test_a_headcount_below_those_marked_tells_both_numbers() -> None:
    session, _ = rehearsed()
    said(session, "new Ana", "new Bo")

    assert "One person counted, fewer than the 2 marked here." in words(
        perform_line(session, "headcount 1").message
    )
    assert "2 people counted." in words(perform_line(session, "headcount 2").message)
