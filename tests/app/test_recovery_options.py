"""What is offered and never done by itself; and names that mean one person."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from letsconnect_tui.app.alerts import standing_alerts
from letsconnect_tui.app.library import Library
from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.app.recovery_options import options_for
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.i18n import words
from tests.app.rehearsed import PLAN, rehearsed, said, transcript

if TYPE_CHECKING:
    from pathlib import Path

MINUTE = 60_000
GROWING = PLAN.replace('id = "draft"', 'id = "draft"\nmax = "30m"')


def test_a_whole_name_is_never_taken_for_a_part_of_another() -> None:
    session, _ = rehearsed()
    said(session, "new Ana", "new Anabel", "left ana")

    assert said(session, "left ana") == "no Ana is not marked here; nothing changed"


def test_two_of_one_name_are_told_apart_by_ids_that_can_be_typed() -> None:
    session, _ = rehearsed()
    said(session, "new Ana", "new Ana")

    assert said(session, "left ana").startswith("no “ana” means several: Ana (@p1), Ana (@p2).")
    assert said(session, "left @p2").startswith("ok 15:00:00 Ana has left.")


def test_no_more_is_given_back_than_was_won() -> None:
    session, clock = rehearsed(plan=GROWING)
    said(session, "start")
    clock.advance(2 * MINUTE)
    said(session, "next")

    assert said(session, "give-back") == "ok Ends 15:55 with these times. accept or reject"
    said(session, "accept")
    assert session.state.allotted("draft") == 18 * MINUTE
    assert said(session, "give-back") == "no No time was won that an item could have; nothing changed"


def test_a_proposal_says_when_everything_would_really_end() -> None:
    session, _ = rehearsed()

    assert said(session, "rebalance drop=draft") == "ok Ends 15:40 with these times. accept or reject"


def test_a_missed_clock_time_is_named_as_such() -> None:
    anchored = PLAN.replace('id = "draft"', 'id = "draft"\nstart = "15:40"')
    session, clock = rehearsed(plan=anchored)
    said(session, "here amaka", "start", "next")
    clock.advance(36 * MINUTE)

    assert "“Draft a paragraph” begins" in said(session, "rebalance")
    assert words(standing_alerts(session)[0].text).startswith("“Draft a paragraph” will begin 3:30 late")


def test_the_alarm_comes_with_its_ways_out() -> None:
    written = transcript("here amaka\nhere jose\nstart\nnext\nwait 26m")

    (alarm,) = [line for line in written if "too long to end" in line]
    assert alarm.endswith("rebalance keeps 16:00; later 1m lets it end 16:01")


def test_parked_questions_come_back_where_there_is_room_for_them() -> None:
    talk = PLAN.replace('kind = "close"', 'kind = "discussion"')
    session, _ = rehearsed(plan=talk)
    said(session, "here amaka", "here jose", "start", "ask Who pays?", "next", "next", "next")
    before = [words(alert.text) for alert in standing_alerts(session) if "Parked" in words(alert.text)]
    said(session, "next")
    (alert,) = [alert for alert in standing_alerts(session) if "Parked" in words(alert.text)]

    assert before == []
    assert words(alert.text) == "Parked: “Who pays?”. Answered now?"
    assert said(session, str(alert.says)).startswith("ok 15:00:00 Question 1 answered.")


def test_a_late_start_is_offered_in_plain_lines_with_the_words_that_say_yes() -> None:
    written = transcript("wait 250s\nhere amaka\nhere jose\nstart\nnext")

    assert "! 15:04:10 Started 4:10 late. Keep the end, or move everything? (yes: later 4m10s)" in written


def test_rounds_made_by_other_rules_are_not_planned_ahead_by_these() -> None:
    second = PLAN[PLAN.index('[[item]]\nid = "draft"') : PLAN.index('[[item]]\nid = "close"')]
    unlike = second.replace('id = "draft"', 'id = "draft-2"').replace('same = ["language"]\n', "")
    session, _ = rehearsed(plan=PLAN.replace('[[item]]\nid = "close"', unlike + '[[item]]\nid = "close"'))
    said(session, *(f"new {name} lang=en" for name in ("Ana", "Ben", "Cai", "Dee")))

    assert not [line for line in perform_line(session, "rooms").preview if "planned ahead" in line]


def test_opened_again_the_time_since_is_told_and_can_become_a_pause(tmp_path: Path) -> None:
    first, _ = rehearsed()
    clock = VirtualClock(first.state.planned_start)
    with Library.open(tmp_path / "db.json") as library:
        library.begin(first.state.plan, "small.toml", clock)
        said(LiveSession(library.resume("small.1", clock)), "start")
    clock.advance(492_000)
    with Library.open(tmp_path / "db.json") as library:
        session = LiveSession(library.resume("small.1", clock), zone=UTC)
        texts = [words(text) for cue, text in session.due_cues() if cue.kind == "clock"]
        said(session, "away")

    assert texts == [
        "opened again 8:12 after the latest action; the time was counted. To make that a pause: away"
    ]
    assert session.moment().elapsed == 0


def test_rooms_are_not_accepted_once_somebody_in_them_has_left() -> None:
    session, _ = rehearsed()
    said(session, "start", "new Ana", "new Ben", "new Cai", "rooms", "left Ben")

    assert said(session, "accept").startswith("no Things have changed since this was proposed.")


def test_rubbish_for_rooms_and_languages_is_refused() -> None:
    session, _ = rehearsed()
    said(session, "new Ana")

    for line in (
        "rooms size=0",
        "rooms count=0",
        "rooms size=100000",
        "new X lang=klingon",
        "new X lang=xx!",
    ):
        assert said(session, line).startswith("no "), line


def test_a_region_of_two_words_is_no_part_of_the_name() -> None:
    session, _ = rehearsed()
    said(session, "new Ana Lima region=South America first")
    facts = session.state.people["p1"].facts

    assert (facts.name, facts.region, facts.first_time) == ("Ana Lima", "South America", True)


def test_earlier_may_be_said_with_or_without_a_sign() -> None:
    for typed in ("started -90s", "started 90s"):
        session, clock = rehearsed()
        clock.advance(2 * MINUTE)
        said(session, "start", typed)

        assert session.moment().elapsed == 90_000


def test_what_was_written_down_is_hidden_with_the_names() -> None:
    session, _ = rehearsed()
    said(session, "note thank Amaka", "ask why Amaka?")
    session.names_hidden = True

    assert "Amaka" not in "".join(perform_line(session, "history").preview)


def test_nobody_invented_is_called_like_somebody_of_the_plan() -> None:
    session, _ = rehearsed(people=60, plan=PLAN.replace("Amaka Ụzọma", "Kofi Mensah"))
    names = [person.facts.name for person in session.state.people.values()]

    assert names.count("Kofi Mensah") == 1


def test_nothing_is_offered_for_an_item_that_is_over_meanwhile() -> None:
    session, _ = rehearsed()
    said(session, "start", "next", "next", "drop draft")

    for item in ("welcome", "amaka-share", "draft"):
        assert options_for(session, item) == ()
