"""Taking back, giving again, and what the state is then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.refuse import EventMismatch
from tests.session.builders import MINUTE, Kept, Sitting, a_session, rooms, somebody

if TYPE_CHECKING:
    from letsconnect_tui.session.facts import Command


def number_of(session: Sitting, command: str) -> int:
    """The number of the first command of that name."""
    return next(one.number for one in session.recorder.log.records if one.command == command)


def refusal(session: Sitting, command: Command) -> str:
    before = session.recorder.log
    with pytest.raises(CommandRefused) as no:
        session.give(command)
    assert session.recorder.log is before
    return no.value.message.key


def test_undo_of_next_lets_the_earlier_item_run_on_for_the_time_since() -> None:
    session = a_session().started().at(5).give(c.Next()).at(8).give(c.Undo())

    assert session.state.current == "welcome"
    assert session.minutes("welcome") == 8
    assert session.run("ana").spans == ()


def test_undo_of_pause_counts_the_time_since() -> None:
    session = a_session().started().at(2).give(c.Pause()).at(5).give(c.Undo())
    assert (session.state.phase, session.minutes("welcome")) == ("live", 5)


def test_redo_gives_again_at_the_moment_it_was_given() -> None:
    session = a_session().started().at(5).give(c.Next())
    after = session.state
    session.at(8).give(c.Undo()).at(9).give(c.Redo())

    assert session.state == after
    assert session.minutes("ana") == 4


def test_redo_is_open_until_a_new_command() -> None:
    session = a_session().started().give(c.Pause(), c.Undo(), c.Next())
    assert refusal(session, c.Redo()) == "refused-nothing-to-redo"


def test_a_wish_already_fulfilled_keeps_redo_open() -> None:
    session = a_session().give(c.MarkHere("ana")).started().give(c.Undo(), c.MarkHere("ana"), c.Redo())
    assert session.state.phase == "live"


def test_what_was_taken_back_last_is_given_again_first() -> None:
    session = a_session().started().give(c.AddTime(1000), c.AddTime(2000), c.Undo(), c.Undo(), c.Redo())
    assert session.run("welcome").added_ms == 1000


def test_there_is_nothing_to_undo_before_the_first_command() -> None:
    assert refusal(a_session(), c.Undo()) == "refused-nothing-to-undo"


def test_an_earlier_command_can_be_taken_back_alone() -> None:
    session = a_session().started().at(1).give(c.AddTime(MINUTE)).at(5).give(c.Next())
    session.give(c.Undo(number_of(session, "AddTime")))

    assert session.run("welcome").added_ms == 0
    assert session.state.current == "ana"


@pytest.mark.parametrize("earlier", ["Start", "Drop", "Next"])
def test_what_later_commands_rest_on_stays(earlier: str) -> None:
    session = a_session().give(c.Drop("ana")).started().give(c.Next(), c.AddTime(MINUTE))
    assert refusal(session, c.Undo(number_of(session, earlier))) == "refused-rests-on"


def test_time_that_was_taken_again_is_not_undone_away() -> None:
    session = a_session().started().give(c.AddTime(5 * MINUTE), c.AddTime(-8 * MINUTE))
    assert refusal(session, c.Undo(number_of(session, "AddTime"))) == "refused-rests-on"


def test_a_start_that_moved_the_plan_moves_it_back_when_undone() -> None:
    session = a_session().at(180).started().give(c.Undo())
    assert session.clock_minutes(session.state.planned_start) == 0
    assert session.state.moved_ms == 0


def test_what_was_given_again_by_its_number_stands_again() -> None:
    session = a_session().started().give(c.AddTime(1000), c.AddTime(2000), c.Undo(2), c.Undo(), c.Redo(2))
    assert session.run("welcome").added_ms == 1000
    assert refusal(session, c.Redo(1)) == "refused-nothing-to-redo"


def test_a_person_who_was_seated_is_not_undone_away() -> None:
    session = a_session().give(somebody("Zoe")).started()
    session.give(rooms((session.named("Zoe"),)))
    assert refusal(session, c.Undo(1)) == "refused-rests-on"


def test_a_command_is_taken_back_only_once() -> None:
    session = a_session().give(c.TakeHeadcount(3), c.TakeHeadcount(4), c.Undo(1))
    assert refusal(session, c.Undo(1)) == "refused-no-such-action"


def test_an_answer_stays_with_its_question_when_an_earlier_one_is_taken_back() -> None:
    session = a_session()
    for text in ("first", "second", "third"):
        session.give(c.TakeLine("question", text))
    session.give(c.AnswerQuestion(2), c.Undo(1))

    assert [(line.text, line.answered) for line in session.state.lines] == [
        ("second", True),
        ("third", False),
    ]


def test_a_new_line_never_takes_the_number_of_an_older_one() -> None:
    session = a_session().give(c.TakeLine("note", "a"), c.TakeLine("note", "b"), c.Undo(1))
    session.give(c.TakeLine("note", "c"))
    assert [line.number for line in session.state.lines] == [2, 3]


def test_the_effect_of_an_undo_is_known_before() -> None:
    session = a_session().started().at(5).give(c.Next()).at(6)
    target, then = session.recorder.effect_of_undoing()

    assert target.command == "Next"
    session.give(c.Undo())
    assert session.state == then


def test_what_somebody_else_gave_is_not_the_facilitators_to_undo() -> None:
    session = a_session().started()
    session.recorder.record(somebody("Zoe"), by="rehearsal")
    session.give(c.Undo())
    assert session.state.phase == "ready"
    assert refusal(session, c.Undo()) == "refused-nothing-to-undo"


def test_undo_survives_a_restart() -> None:
    kept = Kept()
    session = a_session(store=kept).started().at(5).give(c.Next()).at(6).give(c.Undo(), c.AddTime(1000))
    session.give(c.Undo())
    again = replay(kept.records, plan_of_text)

    assert again.state == session.state
    assert again.redo_stack == session.recorder.log.redo_stack
    assert again.taken_back == session.recorder.log.taken_back


def test_a_lost_record_leaves_out_only_what_rests_on_it() -> None:
    kept = Kept()
    a_session(store=kept).started().at(1).give(c.Next()).at(2).give(c.AddTime(MINUTE), c.TakeHeadcount(7))
    lost = [record for record in kept.records if record.command != "Next"]
    log = replay(lost, plan_of_text)

    assert log.unfit == {3}
    assert log.state.current == "welcome"
    assert log.state.headcount == 7
    assert [record.number for record in log.undoable] == [1, 4]


@pytest.mark.parametrize("records", [[], "without-opening"])
def test_a_story_without_its_opening_is_none(records: object) -> None:
    kept = Kept()
    a_session(store=kept).started()
    with pytest.raises(EventMismatch):
        replay(kept.records[1:] if records else [], plan_of_text)
