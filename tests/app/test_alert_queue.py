"""The alert line: what is to be said aloud stands for a while, in front of what stands open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.alert_queue import NOTICE_MS, READ_ALOUD, READ_ALOUD_MS, AlertQueue, open_alerts
from letsconnect_tui.app.alerts import Alert
from letsconnect_tui.app.library import Library
from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.cues import Cue
from tests.app.rehearsed import PLAN, said

if TYPE_CHECKING:
    from pathlib import Path

OPEN = (Alert(message("alert-away", "5:00"), "away"), Alert(message("alert-late-start", "2:00"), "later 2m"))


def keys(queue: AlertQueue, at: int) -> list[str]:
    return [alert.text.key for alert in queue.now(at)]


def test_a_cue_to_say_stands_first_for_a_while() -> None:
    queue = AlertQueue()
    queue.open_alerts = OPEN
    queue.add_cue(Cue(1000, "time-left"), message("cue-time-left", "5", "Welcome"))

    assert keys(queue, 1000) == ["cue-time-left", "alert-away", "alert-late-start"]
    assert keys(queue, 1000 + READ_ALOUD_MS - 1)[0] == "cue-time-left"
    assert keys(queue, 1000 + READ_ALOUD_MS)[0] == "alert-away"


def test_a_cue_that_stands_open_anyway_is_not_said_twice() -> None:
    queue = AlertQueue()
    queue.add_cue(Cue(0, "sharer-missing"), message("cue-sharer-missing", "Amaka", "5", "Talk"))
    assert keys(queue, 0) == []


def test_what_was_done_by_itself_is_told_behind_what_is_urgent_for_a_while() -> None:
    queue = AlertQueue()
    queue.open_alerts = (Alert(message("alert-speaker-left", "Amaka"), is_urgent=True), *OPEN)
    queue.add_cue(Cue(1000, "notice"), message("plan-edited-taken", 2))

    assert keys(queue, 1000)[:3] == ["alert-speaker-left", "plan-edited-taken", "alert-away"]
    assert "plan-edited-taken" not in keys(queue, 1000 + NOTICE_MS)


def test_of_notices_that_say_the_same_only_the_latest_stands() -> None:
    queue = AlertQueue()
    for number in range(5):
        queue.add_cue(Cue(number, "notice"), message("together-aside", str(number)))
        queue.add_cue(Cue(number, "notice"), message("plan-edited-taken", number))

    assert [alert.text.values for alert in queue.now(5)] == [("4",), (4,)]


def test_what_was_to_be_read_out_gives_way_to_the_next_key_and_stays_reachable() -> None:
    queue = AlertQueue()
    queue.open_alerts = OPEN
    queue.show_to_read_aloud(message(READ_ALOUD, "Thank you, Chidi!"), 0)
    assert keys(queue, 0)[0] == READ_ALOUD
    queue.key_pressed()
    assert keys(queue, 0)[-1] == READ_ALOUD
    assert keys(queue, READ_ALOUD_MS * 3)[-1] == READ_ALOUD
    queue.clear()
    queue.open_alerts = ()
    assert keys(queue, 0) == []


def test_what_was_to_be_said_of_an_item_is_told_while_that_runs() -> None:
    queue = AlertQueue()
    queue.show_to_read_aloud(message(READ_ALOUD, "Thank you, Chidi!"), 0, "talk")
    assert [one.text.key for one in queue.now(0, "talk")] == [READ_ALOUD]
    assert queue.now(0, "welcome") == ()
    assert [one.text.key for one in queue.now(READ_ALOUD_MS, "talk")] == [READ_ALOUD]

    queue.add_cue(Cue(0, "time-up", "talk"), message("cue-time-up", "Talk"))
    assert queue.now(0, "welcome") == ()
    queue.add_cue(Cue(0, "broadcast", "rooms"), message("cue-broadcast", "Back soon"))
    assert len(queue.now(0, "welcome")) == 1


def test_a_cue_stays_when_a_key_is_pressed() -> None:
    queue = AlertQueue()

    queue.add_cue(Cue(0, "time-up"), message("cue-time-up", "Welcome"))
    queue.key_pressed()
    assert keys(queue, 0) == ["cue-time-up"]


def test_alerts_keep_their_numbers_while_another_stands_first() -> None:
    queue = AlertQueue()
    queue.open_alerts = OPEN
    queue.show_next()
    assert [alert.number for alert in queue.now(0)] == [1, 2]  # they have just come
    queue.show_next()
    assert [alert.number for alert in queue.now(0)] == [2, 1]
    queue.open_alerts = OPEN[:1]
    assert [alert.number for alert in queue.now(0)] == [1]


def test_an_onlooker_sees_who_runs_it_and_has_nothing_to_answer(tmp_path: Path) -> None:
    plan = plan_of_text(PLAN)
    clock = VirtualClock(int(plan.session.starts_at.timestamp()) * 1000)
    written = Library.open(tmp_path / "all.json")
    writer = LiveSession(written.begin(plan, "plan.toml", clock))
    with Library.open(tmp_path / "all.json", read_only=True) as followed:
        onlooker = LiveSession(followed.resume(followed.find("last"), clock), followed=followed)
        said(writer, "ask why?", "start", "next", "next", "next")
        onlooker.follow()
        alerts = open_alerts(onlooker)

        assert alerts[0].text.key == "tui-watching"
        assert not any(one.says or one.command or one.opens for one in alerts)
        written.close()
        assert open_alerts(onlooker)[0].text.key == "tui-watching-free"
