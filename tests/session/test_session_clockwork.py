"""Items, pauses, Back and corrected starts: what the session's clocks say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.plan.preparation import known_steps
from letsconnect_tui.session import commands as c
from tests.session.builders import HOUR, MINUTE, Sitting, a_plan, a_session

if TYPE_CHECKING:
    from letsconnect_tui.session.facts import Command


def refusal(session: Sitting, command: Command) -> str:
    """The key of the sentence that refuses a command, which then changed nothing."""
    before = session.recorder.log
    with pytest.raises(CommandRefused) as no:
        session.give(command)
    assert session.recorder.log is before
    return no.value.message.key


def test_remaining_is_allotted_and_added_without_what_ran() -> None:
    session = a_session().started().at(2).give(c.AddTime(90_000)).at(3)

    assert session.seen.remaining == (5 + 1.5 - 3) * MINUTE
    assert session.seen.allotted == 5 * MINUTE
    assert session.seen.added == 1.5 * MINUTE


def test_time_counts_up_behind_zero() -> None:
    assert a_session().started().at(7).seen.remaining == -2 * MINUTE


def test_a_pause_is_no_part_of_the_item() -> None:
    session = a_session().started().at(2).give(c.Pause()).at(9).give(c.Resume()).at(10)

    assert session.minutes("welcome") == 3
    assert [pause.length(session.now) for pause in session.state.pauses] == [7 * MINUTE]


def test_item_and_session_are_both_paused() -> None:
    session = a_session().started().give(c.Pause()).at(2)

    assert (session.state.phase, session.run("welcome").phase) == ("paused", "paused")
    assert session.seen.paused_for == 2 * MINUTE
    assert session.seen.lines[0].end_at is None


@pytest.mark.parametrize(
    "command", [c.Next(), c.Back(), c.Skip(), c.Pause(), c.CorrectStart(1000), c.PauseAway(0, 1)]
)
def test_nothing_moves_on_while_paused(command: Command) -> None:
    assert refusal(a_session().started().give(c.Pause()), command) == "refused-paused"


def test_an_item_begun_instead_goes_before_the_one_that_ran_which_waits_with_what_it_had() -> None:
    session = a_session().started().at(5).give(c.Next()).at(7).give(c.BeginInstead("draft"))

    assert session.state.order == ("welcome", "draft", "ana", "bo", "close")
    assert session.state.current == "draft"
    assert (session.run("ana").phase, session.minutes("ana")) == ("pending", 2)


@pytest.mark.parametrize("command", [c.Next(), c.Skip()])
def test_the_last_item_has_no_next(command: Command) -> None:
    session = a_session(a_plan({"only": 5})).started()
    assert refusal(session, command) == "refused-last-item"


def test_back_goes_on_from_the_time_the_item_had() -> None:
    session = a_session().started().at(4).give(c.Next()).at(6).give(c.Back()).at(7)

    assert session.state.current == "welcome"
    assert session.minutes("welcome") == 5
    assert session.minutes("ana") == 2
    assert session.run("ana").phase == "pending"


def test_both_items_keep_their_intervals_through_back_and_next() -> None:
    session = a_session().started().at(4).give(c.Next()).at(6).give(c.Back()).at(7).give(c.Next()).at(9)

    spans = {
        item: [
            (session.clock_minutes(span.start), span.end and session.clock_minutes(span.end)) for span in run
        ]
        for item, run in ((item, session.run(item).spans) for item in ("welcome", "ana"))
    }
    assert spans == {"welcome": [(0, 4), (6, 7)], "ana": [(4, 6), (7, None)]}


def test_an_item_left_by_back_still_needs_only_what_is_left_of_it() -> None:
    session = a_session().started().at(5).give(c.Next()).at(8).give(c.Back())

    assert session.seen.coming[0].item == "ana"
    coming = session.seen.coming[0]
    assert coming.end_at is not None
    assert coming.end_at - coming.start_at == 7 * MINUTE


def test_a_rebalance_gives_an_item_left_by_back_its_time_from_here_on() -> None:
    session = a_session().started().at(5).give(c.Next()).at(7).give(c.AddTime(MINUTE)).at(8).give(c.Back())
    given = dict.fromkeys(session.state.to_come, 4 * MINUTE)
    session.give(c.AcceptRebalance(given, session.state.end_to_keep)).at(9).give(c.Next())

    assert session.seen.remaining == 4 * MINUTE
    assert session.minutes("ana") == 3


def test_back_skips_what_was_dropped_and_returns_to_what_was_skipped() -> None:
    session = a_session().give(c.Drop("bo")).started().at(1).give(c.Next()).at(2).give(c.Skip())
    assert session.state.current == "draft"

    session.at(3).give(c.Back())
    assert session.state.current == "ana"
    assert session.minutes("ana") == 1


def test_the_first_item_has_nothing_to_go_back_to() -> None:
    assert refusal(a_session().started(), c.Back()) == "refused-first-item"


def test_a_start_corrected_takes_its_time_from_the_item_before() -> None:
    session = a_session().started().at(5).give(c.Next()).at(6).give(c.CorrectStart(90_000))

    assert session.minutes("welcome") == 3.5
    assert session.minutes("ana") == 2.5


def test_the_first_start_corrected_moves_the_sessions_start() -> None:
    session = a_session().at(2).started().at(3).give(c.CorrectStart(90_000))

    assert session.clock_minutes(session.state.started_at) == 0.5
    assert session.minutes("welcome") == 2.5


def test_a_start_corrected_after_a_pause_moves_the_entry_and_not_the_resume() -> None:
    session = a_session().started().at(5).give(c.Next()).at(6).give(c.Pause()).at(8).give(c.Resume()).at(9)
    session.give(c.CorrectStart(MINUTE))

    assert session.minutes("welcome") == 4
    assert session.minutes("ana") == 3
    assert session.state.pauses[0].length(session.now) == 2 * MINUTE


def test_a_start_corrected_after_back_shortens_the_item_that_was_left() -> None:
    session = (
        a_session().started().at(4).give(c.Next()).at(8).give(c.Back()).at(9).give(c.CorrectStart(MINUTE))
    )

    assert session.minutes("welcome") == 6
    assert session.minutes("ana") == 3


def test_a_start_is_not_corrected_to_before_the_item_before_began() -> None:
    session = a_session().started().at(1).give(c.Next()).at(2)
    assert refusal(session, c.CorrectStart(61_000)) == "refused-start-too-early"


def test_a_start_is_not_corrected_into_a_pause() -> None:
    session = a_session().started().at(3).give(c.Pause()).at(4).give(c.Resume()).at(5).give(c.Next())
    assert refusal(session, c.CorrectStart(90_000)) == "refused-start-too-early"


def test_items_left_at_the_moment_they_began_do_not_confuse_a_corrected_start() -> None:
    session = a_session().started().at(5).give(c.Next(), c.Next()).at(6)
    assert refusal(session, c.CorrectStart(1000)) == "refused-start-too-early"


def test_skipped_items_are_neither_done_nor_to_come() -> None:
    session = a_session().started().at(1).give(c.Skip())
    assert session.run("welcome").phase == "skipped"
    assert "welcome" not in session.state.to_come


def test_time_asleep_can_become_a_pause() -> None:
    session = a_session().started().at(2)
    session.clock.advance(8 * MINUTE, asleep=True)
    assert session.minutes("welcome") == 10

    session.give(c.PauseAway(session.now - 8 * MINUTE, session.now)).wait(1)
    assert session.minutes("welcome") == 3
    assert session.state.pauses[0].length(session.now) == 8 * MINUTE


def test_time_asleep_before_the_item_began_is_no_pause_of_it() -> None:
    session = a_session().started().at(4).give(c.Next()).at(5)
    assert refusal(session, c.PauseAway(session.zero, session.now)) == "refused-away-gone"


def test_time_cannot_be_taken_below_nothing() -> None:
    assert refusal(a_session().started(), c.AddTime(-6 * MINUTE)) == "refused-below-zero"


@pytest.mark.parametrize(
    "command",
    [
        c.Start(),
        c.Next(),
        c.Pause(),
        c.Resume(),
        c.AddTime(1000),
        c.Drop("close"),
        c.SwapItems("draft", "close"),
        c.BringForward("close"),
        c.ChangeLead("close", "flo"),
        c.SayRecording(True),
        c.End(),
    ],
)
def test_an_ended_session_goes_on_with_nothing(command: Command) -> None:
    session = a_session().started().at(1).give(c.End())
    assert refusal(session, command) in ("refused-ended", "refused-not-paused")


def test_an_ended_session_stands_still() -> None:
    session = a_session().started().at(7).give(c.End())
    ended = session.seen
    session.wait(60)

    assert session.seen.projected_end == ended.projected_end
    assert session.seen.lines == ended.lines
    assert session.seen.coming == ()
    assert session.seen.item is None


def test_the_end_closes_pause_and_recording() -> None:
    session = a_session().started().give(c.SayRecording(True)).at(2).give(c.Pause()).at(3).give(c.End())

    assert session.state.pauses[0].length(session.now + 9) == MINUTE
    assert not session.state.recording


def test_items_brought_forward_come_next_and_swapped_ones_change_places() -> None:
    session = a_session().started().give(c.BringForward("draft"), c.SwapItems("ana", "close"))
    assert session.state.order == ("welcome", "draft", "close", "bo", "ana")


def test_all_items_cannot_be_dropped_before_the_start() -> None:
    session = a_session(a_plan({"one": 5, "two": 5})).give(c.Drop("one"))
    assert refusal(session, c.Drop("two")) == "refused-only-item"
    assert refusal(session, c.AcceptRebalance({}, session.state.end_to_keep, ("two",))) == "refused-only-item"


@pytest.mark.parametrize("pause_s", [0, 90])
def test_as_much_as_a_refused_start_tells_is_taken(pause_s: int) -> None:
    session = a_session().started().at(3)
    if pause_s:
        session = session.give(c.Pause()).at(3 + pause_s / 60).give(c.Resume())
    session = session.at(6).give(c.Next()).at(7)
    with pytest.raises(CommandRefused) as no:
        session.give(c.CorrectStart(10 * MINUTE))
    most_ms = int(str(no.value.message.values[0]).removesuffix("s")) * 1000

    assert most_ms == (90_000 if pause_s else 6 * MINUTE)
    session.give(c.CorrectStart(most_ms))


def test_steps_of_the_preparation_are_ticked_side_by_side() -> None:
    session = a_session(early_ms=HOUR)
    first, second, third, *_ = known_steps(session.state.plan)
    session.give(*map(c.TickStep, (first, second, third)))
    assert session.state.steps == {first, second, third}
    session.give(c.TickStep(second, done=False))
    assert session.state.steps == {first, third}
