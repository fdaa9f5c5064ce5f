"""The screens of a session that several machines share."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.app.alerts import standing_alerts
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.i18n.message import message
from letsconnect_tui.messages.results import CLOCK_TAKEN
from letsconnect_tui.session.commands import AddTime
from letsconnect_tui.session.team_commands import JoinTeam, TakeClock
from letsconnect_tui.session.waiting import waiting_action
from letsconnect_tui.together.roles import may_say, moves_time
from letsconnect_tui.together.wire import ConnectedMachine
from letsconnect_tui.tui.actions import ACTIONS, ONLOOKER_ACTIONS, REQUESTS, actions_now, is_offered
from letsconnect_tui.tui.snapshot import FACILITATES, MOVES_TIME
from tests.tui.stage import Stage, a_desk, on_stage

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.clock import VirtualClock
    from letsconnect_tui.session.facts import TeamRole
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.waiting import WaitingAction

CODES = ("facilitator-aaaa", "helper-bbbb", "watcher-cccc")


class PretendedTeam:
    """A team of two, as one of their machines knows it."""

    address = "nats://engine:4222"
    corrected_ms: int | None = 3_000

    def __init__(
        self, session: LiveSession, machine: str, gone: tuple[str, ...] = (), since: int | None = None
    ) -> None:
        self.session, self.machine, self.gone = session, machine, gone
        self.since = session.state.opened_at if since is None else since
        self.watches = machine not in session.state.team
        self.is_connected = True
        self.others: list[Record] = []
        self.looking: tuple[str, ...] = ()
        """What watchers are called."""
        self.set_aside: tuple[WaitingAction, ...] = ()
        self.has_left = threading.Event()
        self.waiting = 0
        self.codes = CODES if machine == "chidix" else CODES[1:]

    @property
    def holds_clock(self) -> bool:
        return self.session.state.clock_holder == self.machine

    def present(self) -> tuple[ConnectedMachine, ...]:
        there = [one for one in self.session.state.team.values() if one.id not in self.gone]
        there.sort(key=lambda one: one.id != self.machine)
        looking = (ConnectedMachine(f"w{one}", one, "watcher", self.since, 1) for one in self.looking)
        return (*(ConnectedMachine(one.id, one.called, one.role, self.since, 1) for one in there), *looking)

    def aside(self) -> tuple[WaitingAction, ...]:
        return self.set_aside

    def take_notices(self) -> tuple[object, ...]:
        return ()

    def take_others(self, *, moves: bool = False) -> tuple[Record, ...]:
        others, self.others = self.others, []
        return tuple(others)


def shared(machine: str) -> tuple[LiveSession, VirtualClock]:
    """A session of Chidi, who holds the clock, and Ana, as one of them sees it."""
    session, clock = a_desk()
    people: tuple[tuple[str, str, TeamRole], ...] = (
        ("chidix", "Chidi", "facilitator"), ("anaxxx", "Ana", "helper"), ("ngozix", "Ngozi", "facilitator")
    )  # fmt: skip
    for one, called, role in people:
        assert session.execute(JoinTeam(one, called, role), by="together").ok
    session._recorder.team = PretendedTeam(session, machine)  # type: ignore[assignment]
    return session, clock


def sees_as(stage: Stage, machine: str) -> PretendedTeam:
    """From now on the window is another machine's."""
    team = PretendedTeam(stage.session, machine)
    stage.session._recorder.team = team  # type: ignore[assignment]
    return team


def footer_of(stage: Stage) -> str:
    return stage.lines[-1]


async def test_the_top_line_counts_machines_and_tells_when_the_network_is_away() -> None:
    async with on_stage("wait 600", "start", session=shared("chidix")) as stage:
        assert "3 together" in stage.lines[0]
        team: Any = stage.session.team
        team.is_connected, team.waiting = False, 2
        await stage.wait(1)

        assert "network away, 2 wait" in stage.lines[0]


async def test_the_panel_lists_machines_and_codes_and_copies_one() -> None:
    async with on_stage("wait 600", "start", session=shared("chidix")) as stage:
        await stage.press("J")
        assert "Chidi, facilitator" in stage.text
        assert "holds the clock" in stage.text
        assert "was 0:03 behind" in stage.text
        await stage.press("down", "down", "down", "down", "enter")

        assert "what a helper needs" in stage.text


@pytest.mark.parametrize(
    ("machine", "offered"), [("chidix", {"n next"}), ("ngozix", {"O take clock"}), ("anaxxx", set())]
)
async def test_the_footer_offers_only_what_this_machine_may(machine: str, offered: set[str]) -> None:
    async with on_stage(session=shared("chidix")) as stage:
        await stage.say("start")
        stage.session._recorder.team = PretendedTeam(stage.session, machine)  # type: ignore[assignment]
        await stage.wait(1)

        assert {one for one in ("n next", "O take clock") if one in footer_of(stage)} == offered
        assert "w who" in footer_of(stage)


async def test_codes_are_not_shown_while_names_are_hidden() -> None:
    async with on_stage("wait 600", "start", session=shared("chidix")) as stage:
        await stage.press("H", "J")

        assert "helper-bbbb" not in stage.text
        assert "to help" in stage.text


async def test_a_machine_that_takes_part_no_longer_is_not_said_to_be_without_a_network() -> None:
    async with on_stage("wait 600", "start", session=shared("chidix")) as stage:
        team: Any = stage.session.team
        team.is_connected = False
        team.has_left.set()
        await stage.wait(1)

        assert "no longer shared" in stage.lines[0]
        assert "no longer takes part" in stage.text


async def test_the_clock_is_offered_when_its_holder_is_gone_and_not_before_that_is_known() -> None:
    async with on_stage(session=shared("chidix")) as stage:
        await stage.say("start")
        team = PretendedTeam(stage.session, "ngozix", gone=("chidix",), since=stage.session.now())
        stage.session._recorder.team = team  # type: ignore[assignment]
        await stage.wait(3)
        assert "not connected" not in stage.text

        await stage.wait(6)

        assert "Chidi holds the clock and is not connected. Take it over?" in stage.text
        assert "y take over" in stage.text


async def test_taking_the_clock_offers_no_undo() -> None:
    session, _ = shared("ngozix")

    reply = session.execute(TakeClock("ngozix", "chidix"), by="together")

    assert reply.ok
    assert reply.message.key == "reply-for-good"


DONE_BY = {
    "start": ("start",),
    "next": ("start", "next"),
    "back": ("start", "next", "back"),
    "pause": ("start", "pause"),
    "resume": ("start", "pause", "resume"),
    "plus-1": ("start", "add 1m"),
    "minus-1": ("start", "add -1m"),
    "plus-5": ("start", "add 5m"),
    "minus-5": ("start", "add -5m"),
    "skip": ("start", "skip"),
    "drop": ("start", "drop jose-share"),
    "started": ("start", "started -30s"),
    "times": ("start", "rebalance end=+10m", "accept"),
    "end": ("start", "end"),
    "handoff": ("start", "backup amaka-share"),
    "recording-on": ("start", "recording on"),
    "recording-off": ("start", "recording on", "recording off"),
    "people": ("start", "here amaka"),
    "paste": ("start", "new Zoe"),
    "headcount": ("start", "headcount 12"),
    "copy": ("start", "copy"),
    "note": ("start", "note all is well"),
    "question": ("start", "ask why?"),
    "action": ("start", "todo write it down"),
}
"""Action → typed lines, of which the last one does what it is for."""
NOT_BY_ROLE = {"undo", "redo", "take-clock", "feedback"}
"""What these may do depends on something else than the code, or is copying once more."""


@pytest.mark.parametrize("action", sorted(DONE_BY))
def test_keys_are_offered_by_the_rules_by_which_actions_of_others_are_taken_or_refused(action: str) -> None:
    session, clock = a_desk()
    clock.advance(600_000)
    replies = [perform_line(session, line) for line in DONE_BY[action]]
    assert all(reply.ok for reply in replies), replies
    events = session.log.latest.events

    assert (action in MOVES_TIME) == moves_time(events)
    assert (action in FACILITATES) == (not may_say("helper", events, "anaxxx"))


def test_every_key_that_acts_at_once_or_asks_for_a_line_is_held_against_the_rules() -> None:
    acting = {one.id for one in ACTIONS if one.id in REQUESTS or one.prompts}

    assert acting - NOT_BY_ROLE <= DONE_BY.keys()
    assert DONE_BY.keys() >= FACILITATES


async def test_a_watcher_is_offered_only_what_changes_nothing_and_no_key_changes_anything() -> None:
    async with on_stage(session=shared("chidix")) as stage:
        await stage.say("start")
        team = sees_as(stage, "wendyx")
        stage.app.read_only = True
        await stage.wait(1)
        snapshot = stage.app.snapshot()
        offered = {one.id for one in actions_now(snapshot) if is_offered(one, snapshot)}
        assert offered <= ONLOOKER_ACTIONS
        assert {"people", "team", "big-clock"} <= offered
        assert snapshot.team is not None
        assert not [one for one in FACILITATES if snapshot.team.may(one)]
        before = stage.session.log.latest

        for one in actions_now(snapshot):
            if one.id not in ONLOOKER_ACTIONS:
                await stage.press(one.key)
                assert "This window only looks" in stage.text, one.id

        assert team.watches
        assert stage.session.log.latest == before


async def test_why_a_session_cannot_be_ended_here_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage(session=shared("chidix")) as stage:
        await stage.say("start")
        refused = Reply(False, message("refused-clock-held", "Ngozi"))
        monkeypatch.setattr(stage.session, "perform", lambda request, **_: refused)
        await stage.press("E")
        await stage.press(*"end")
        await stage.rest()
        await stage.press("enter")

        assert stage.panel == "end", "a refusal is told only over the panel that it is about"
        assert "Ngozi holds the clock" in stage.text


async def test_undo_is_offered_only_to_who_may_take_it_back() -> None:
    async with on_stage(session=shared("chidix")) as stage:
        await stage.say("start")
        assert "u takes back" in stage.text
        assert stage.session.execute(TakeClock("ngozix", "chidix"), by="together").ok
        await stage.wait(6)

        assert "u takes back" not in stage.text


async def test_a_helper_is_told_what_stands_open_and_asked_nothing_that_is_not_theirs() -> None:
    session, clock = shared("chidix")
    clock.advance(600_000)
    for line in ("start", "next", "next", "add 50m"):
        assert perform_line(session, line).ok
    assert {"times", "handoff"} <= {one.opens for one in standing_alerts(session)}
    for machine, opened in (("anaxxx", {None}), ("ngozix", {None, "handoff"})):
        session._recorder.team = PretendedTeam(session, machine)  # type: ignore[assignment]
        alerts = standing_alerts(session)

        assert {one.opens for one in alerts} <= opened
        assert any("jose" in str(one.says) for one in alerts), "marking people is everybody's"


async def test_what_was_set_aside_names_the_key_that_shows_it() -> None:
    async with on_stage("wait 600", session=shared("chidix")) as stage:
        await stage.say("start")
        command = AddTime(60_000, "welcome")
        record = stage.session.execute(command).outcome.record  # type: ignore[union-attr]
        assert record is not None
        sees_as(stage, "chidix").set_aside = (waiting_action("chidix-9", record, command, about="", after=0),)
        await stage.wait(1)
        for _ in stage.app.snapshot().alerts:
            if "1 action is set aside" not in stage.text:
                await stage.press(";")
        assert "J together" in next(line for line in stage.lines if "set aside" in line)

        await stage.press("J")
        assert "set aside 1" in stage.text
        await stage.press("down", "down", "down")

        assert "enter do it" in footer_of(stage)
        assert "d drop" in footer_of(stage)


async def test_who_took_the_clock_while_the_network_was_away_is_told_with_the_latest_that_happened() -> None:
    async with on_stage("wait 600", session=shared("chidix")) as stage:
        await stage.wait(1)
        first = stage.session.log.latest.number
        stage.session.execute(TakeClock("ngozix", "chidix"), by="together")
        await stage.say("start", *["add 1m"] * 5, "next")
        team = sees_as(stage, "chidix")
        await stage.wait(600)

        team.others = [one for one in stage.session.log.records if one.number > first]
        await stage.wait(1)

        shown = [one.text.key for one in stage.app.snapshot().alerts]
        assert [one for one in shown if one.startswith("result-")] == [
            CLOCK_TAKEN,
            "result-time-added",
            "result-entered-with",
        ]


async def test_what_happened_before_a_window_was_opened_is_not_told_as_news() -> None:
    session, clock = shared("chidix")
    perform_line(session, "start")
    team = PretendedTeam(session, "ngozix")
    team.others = list(session.log.records[1:])
    session._recorder.team = team  # type: ignore[assignment]
    async with on_stage(session=(session, clock)) as stage:
        await stage.wait(1)

        assert not [one for one in stage.app.snapshot().alerts if one.text.key.startswith("result-")]


async def test_a_machine_that_takes_part_no_longer_gives_out_no_codes() -> None:
    async with on_stage("wait 600", "start", session=shared("chidix")) as stage:
        team: Any = stage.session.team
        team.has_left.set()
        await stage.press("J")

        assert "helper-bbbb" not in stage.text
        assert not perform_line(stage.session, "code helper").ok


async def test_whoever_came_back_as_another_machine_is_listed_once() -> None:
    async with on_stage("wait 600", "start", session=shared("chidix")) as stage:
        assert stage.session.execute(JoinTeam("anayyy", "Ana", "helper"), by="together").ok
        team: Any = stage.session.team
        team.gone = ("anaxxx", "ngozix")
        await stage.press("J")

        assert stage.text.count("Ana, helper") == 1
        assert "Ngozi, facilitator, not connected" in stage.text


async def test_a_screen_for_the_room_is_listed_as_one() -> None:
    async with on_stage("wait 600", "start", session=shared("chidix")) as stage:
        team: Any = stage.session.team
        team.looking = ("Wendy", "")
        await stage.press("J")

        assert "Wendy, watcher, since" in stage.text
        assert "a screen for the room, since" in stage.text


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("nats://a:b@host:4222", "letsconnect join helper-bbbb@nats://a:b@host:4222"),
        ("nats://host?trust-sync=yes", 'letsconnect join "helper-bbbb@nats://host?trust-sync=yes"'),
    ],
)
def test_the_line_to_join_with_means_the_same_in_every_shell(address: str, typed: str) -> None:
    session, _ = shared("chidix")
    team: Any = session.team
    team.address = address

    assert perform_line(session, "code helper").copied == typed


async def test_without_a_network_nobody_is_said_not_to_be_connected() -> None:
    async with on_stage("wait 600", "start", session=shared("ngozix")) as stage:
        team: Any = stage.session.team
        team.gone, team.is_connected = ("anaxxx", "chidix"), False
        await stage.press("J")

        assert "Ana, helper" in stage.text
        assert "Chidi, facilitator, holds the clock" in stage.text
        assert "not connected" not in stage.text


@pytest.mark.parametrize("width", [40, 66, 80, 120])
async def test_the_panel_says_in_full_how_it_stands_with_the_network(width: int) -> None:
    async with on_stage("wait 600", "start", session=shared("chidix"), size=(width, 24)) as stage:
        team: Any = stage.session.team
        team.is_connected, team.waiting = False, 2
        await stage.press("J")

        left_half = (line.partition("│")[0] for line in stage.lines)
        shown = " ".join(" ".join(left_half).split())
        assert "The network is away. Everything goes on here; 2 actions wait to be shared." in shown
        assert "This machine’s clock was 0:03 behind and is corrected here" in shown


async def test_quitting_says_what_happens_to_what_waits() -> None:
    async with on_stage("wait 600", "start", session=shared("chidix")) as stage:
        team: Any = stage.session.team
        await stage.press("ctrl+q")
        assert "in the file" not in stage.text
        await stage.press("escape")
        team.is_connected, team.waiting = False, 2
        await stage.press("ctrl+q")

        said = " ".join(stage.text.split())
        assert "2 actions wait in the file and are shared when the session is opened again" in said
