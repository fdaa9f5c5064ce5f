"""What stands open, and the one word that settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.alerts import standing_alerts
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.i18n import words
from tests.app.rehearsed import rehearsed, said

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession

MINUTE = 60_000


def texts(session: LiveSession) -> list[str]:
    return [words(alert.text) for alert in standing_alerts(session)]


def test_nothing_stands_open_while_all_is_well() -> None:
    session, _ = rehearsed()
    said(session, "here chidi", "here amaka", "here jose", "start")

    assert texts(session) == []


def test_the_next_sharer_is_asked_for_from_ten_minutes_before_and_a_yes_marks_them() -> None:
    session, clock = rehearsed()
    said(session, "here amaka", "start", "next")
    quiet = texts(session)
    clock.advance(6 * MINUTE)
    (alert,) = standing_alerts(session)

    assert quiet == []
    assert words(alert.text) == "José Ñahui speaks in 9 minutes. Seen in the call?"
    said(session, str(alert.says))
    assert session.state.people["jose"].is_here
    assert texts(session) == []


def test_a_late_start_is_asked_about_first_as_forgotten_then_as_late() -> None:
    session, clock = rehearsed()
    said(session, "here amaka", "here jose")
    clock.advance(250_000)
    said(session, "start")
    before = texts(session)
    clock.advance(5 * MINUTE)
    said(session, "next")
    (alert,) = standing_alerts(session)

    assert before == ["Started 4:10 late. Did it really begin earlier?"]
    assert words(alert.text) == "Started 4:10 late. Keep the end, or move everything?"
    said(session, str(alert.says))
    assert session.state.end_to_keep == session.state.planned_start + 60 * MINUTE + 250_000
    assert texts(session) == []


def test_a_start_put_right_is_asked_about_no_more() -> None:
    session, clock = rehearsed()
    said(session, "here amaka", "here jose")
    clock.advance(250_000)
    said(session, "start", "started -4m")
    assert texts(session) == []


def test_several_without_a_room_are_one_alert_and_one_yes_seats_them() -> None:
    session, _ = rehearsed()
    said(session, "here amaka", "here jose", *(f"new {name} lang=en" for name in ("Ana", "Bo", "Cy", "Di")))
    said(session, "start", "next", "next", "next", "rooms count=2", "accept", "open")
    said(session, "new Zed lang=en", "new Yak lang=en")
    (alert,) = [one for one in standing_alerts(session) if one.text.key.startswith("alert-no-room")]
    assert words(alert.text) == "2 people have no room: Zed, Yak"
    held = session.state.round
    assert held is not None
    before = dict(held.seating)
    reply = perform_line(session, str(alert.says))
    assert reply.ok
    assert reply.done is not None
    held = session.state.round
    assert held is not None
    rooms = {one.facts.name: held.seating.get(one.id) for one in session.state.people.values()}
    assert words(reply.done) == f"Zed → room {rooms['Zed']}, Yak → room {rooms['Yak']}"
    assert set(held.seating) - set(before) == {
        one.id for one in session.state.people.values() if one.facts.name in ("Zed", "Yak")
    }
    assert all(held.seating[person] == room for person, room in before.items()), "nobody else moves"
    said(session, "undo")
    assert session.state.round is not None
    assert dict(session.state.round.seating) == before


def test_somebody_without_a_room_is_named_with_the_room_that_fits() -> None:
    session, _ = rehearsed()
    said(session, "here amaka", "here jose", "start", *(f"new {name} lang=en" for name in ("Ana", "Ben")))
    said(session, "rooms count=1", "accept", "open", "open", "new Eve lang=en")
    (alert,) = standing_alerts(session)

    assert words(alert.text) == "Eve has no room: Room 1 · English fits"
    assert said(session, str(alert.says)).startswith("ok 15:00:00 Eve → room 1.")


def test_a_sleep_is_told_counted_and_can_become_a_pause() -> None:
    session, clock = rehearsed()
    said(session, "here amaka", "here jose", "start")
    clock.advance(60_000)
    session.due_cues()
    clock.advance(492_000, asleep=True)
    sentences = [words(text) for cue, text in session.due_cues() if cue.kind == "clock"]
    elapsed = session.moment().elapsed
    said(session, "away")

    assert sentences == ["away 8:12, counted. To make that a pause: away"]
    assert elapsed == 552_000
    assert session.moment().elapsed == 60_000
    assert session.state.pauses[-1].length(0) == 492_000


@pytest.mark.parametrize(("step_ms", "direction"), [(3_599_990, "forward"), (-3_600_000, "back")])
def test_a_clock_that_is_set_changes_no_duration_and_is_told(step_ms: int, direction: str) -> None:
    session, clock = rehearsed()
    said(session, "start")
    clock.step(step_ms)
    sentences = [words(text) for cue, text in session.due_cues() if cue.kind == "notice"]

    assert sentences == [
        f"the wall clock was set {direction} by 1:00:00: times of day follow it, no duration changed"
    ]
    assert session.moment().elapsed == 0


def test_three_ways_out_are_previewed_with_their_end_when_a_sharer_is_missing() -> None:
    session, _ = rehearsed()
    said(session, "start", "here jose")

    reply = perform_line(session, "options")

    assert reply.preview == (
        "  swap-items amaka-share jose-share: swap with José Ñahui (QuickStatements), ends 15:55",
        "  forward draft: “Draft a paragraph” first, ends 15:55",
        "  backup amaka-share: José Ñahui takes over “What reviewers look for”, ends 15:55",
    )
    assert said(session, "backup amaka-share").startswith(
        "ok 15:00:00 José Ñahui leads What reviewers look for."
    )


def test_invented_people_are_nobody_s_to_undo() -> None:
    session, _ = rehearsed(people=12)
    said(session, "here chidi", "undo")

    assert said(session, "undo") == "no There is nothing to take back"
