"""The running item's sharer is not here: told at once, with ways out that each name the end they lead to."""

from __future__ import annotations

from letsconnect_tui.app.alerts import standing_alerts
from letsconnect_tui.app.recovery_options import options_for
from letsconnect_tui.session import commands as c
from tests.app.rehearsed import PLAN, rehearsed, said

WITH_PLAN_B = PLAN.replace(
    'title = "What reviewers look for"', 'title = "What reviewers look for"\nbackup_plan = "Chidi tells it"'
)


def alert_keys(session: object) -> list[str]:
    return [alert.text.key for alert in standing_alerts(session)]  # type: ignore[arg-type]


def test_a_sharer_who_was_never_marked_is_asked_for_when_the_item_begins() -> None:
    session, _ = rehearsed()
    said(session, "start", "next")
    assert alert_keys(session)[0] == "alert-speaker-missing"
    said(session, "here amaka")
    assert "alert-speaker-missing" not in alert_keys(session)


def test_a_sharer_who_leaves_while_speaking_is_asked_for() -> None:
    session, _ = rehearsed()
    said(session, "here amaka", "start", "next", "left amaka")
    assert alert_keys(session)[0] == "alert-speaker-left"


def test_plan_b_is_told_with_the_alert() -> None:
    session, _ = rehearsed(plan=WITH_PLAN_B)
    said(session, "start", "next")
    first = standing_alerts(session)[0].text
    assert first.key == "alert-backup-plan"
    assert first.values[1] == "Chidi tells it"


def test_every_way_out_can_be_taken_and_leads_to_the_end_it_named() -> None:
    session, _ = rehearsed()
    said(session, "here jose", "here chidi", "start", "next")
    ways = options_for(session, "amaka-share")
    assert [type(way.command) for way in ways] == [c.BeginInstead, c.BeginInstead, c.ChangeLead, c.ChangeLead]
    for way in ways:
        assert said(session, way.says).startswith("ok")
        assert session.moment().projected_end == way.end_at
        assert session.execute(c.Undo()).ok


def test_what_was_put_off_comes_back_with_the_rest_of_its_time() -> None:
    session, clock = rehearsed()
    said(session, "here jose", "start", "next")
    clock.advance(120_000)
    end = session.moment().projected_end
    assert said(session, "instead jose-share").startswith("ok")
    assert session.state.current == "jose-share"
    assert session.state.to_come[0] == "amaka-share"
    assert session.moment().projected_end == end
    said(session, "next")
    assert session.state.current == "amaka-share"
    assert session.state.remaining("amaka-share", session.now()) == 13 * 60_000


def test_beginning_instead_twice_begins_once() -> None:
    session, _ = rehearsed()
    said(session, "start", "next")
    command = c.BeginInstead("jose-share", from_item="amaka-share")
    assert session.execute(command).ok
    again = session.execute(command)
    assert again.ok
    assert again.outcome is not None
    assert again.outcome.record is None


def test_somebody_of_the_team_can_lead_the_running_item() -> None:
    session, _ = rehearsed()
    said(session, "here chidi", "start", "next")
    assert said(session, "lead chidi").startswith("ok")
    assert session.state.lead_of("amaka-share") == "chidi"
