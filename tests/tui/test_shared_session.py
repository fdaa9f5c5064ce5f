"""The screens of a session that several machines share."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.session.team_commands import JoinTeam, TakeClock
from letsconnect_tui.together.wire import ConnectedMachine
from tests.tui.stage import Stage, a_desk, on_stage

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.clock import VirtualClock
    from letsconnect_tui.session.facts import TeamRole

CODES = ("facilitator-aaaa", "helper-bbbb", "watcher-cccc")


class PretendedTeam:
    """A team of two, as one of their machines knows it."""

    address = "nats://engine:4222"
    watches = False
    corrected_ms: int | None = 3_000

    def __init__(
        self, session: LiveSession, machine: str, gone: tuple[str, ...] = (), since: int | None = None
    ) -> None:
        self.session, self.machine, self.gone = session, machine, gone
        self.since = session.state.opened_at if since is None else since
        self.is_connected = True
        self.has_left = threading.Event()
        self.waiting = 0
        self.codes = CODES if machine == "chidix" else CODES[1:]

    @property
    def holds_clock(self) -> bool:
        return self.session.state.clock_holder == self.machine

    def present(self) -> tuple[ConnectedMachine, ...]:
        there = [one for one in self.session.state.team.values() if one.id not in self.gone]
        there.sort(key=lambda one: one.id != self.machine)
        return tuple(ConnectedMachine(one.id, one.called, one.role, self.since, 1) for one in there)

    def aside(self) -> tuple[object, ...]:
        return ()

    def take_notices(self) -> tuple[object, ...]:
        return ()

    def take_others(self, *, moves: bool = False) -> tuple[object, ...]:
        return ()


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


async def test_taking_the_clock_offers_no_undo() -> None:
    session, _ = shared("ngozix")

    reply = session.execute(TakeClock("ngozix", "chidix"), by="together")

    assert reply.ok
    assert reply.message.key == "reply-for-good"
