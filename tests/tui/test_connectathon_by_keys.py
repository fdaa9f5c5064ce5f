"""A whole Connectathon by keys: two rounds, 40 people, 6 come late, 5 leave, nobody moved unasked."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from letsconnect_tui.app.proposals import RoomsProposal
from letsconnect_tui.app.rehearsal import INVENTED
from letsconnect_tui.commands.table import perform_line
from tests.tui.stage import Stage, a_desk, on_stage

if TYPE_CHECKING:
    from letsconnect_tui.session.state import Round

PLAN = (Path(__file__).parents[2] / "sessions" / "connectathon.toml").read_text("utf-8")
ON_TIME, LATE, LEAVING = 34, 6, 5


async def go_on_to_the_next_round(stage: Stage) -> None:
    """``n`` until the next breakout runs."""
    for _ in range(len(stage.session.state.order)):
        await stage.wait(120)
        await stage.press("n")
        item = stage.session.state.current_item
        if item is not None and item.kind == "breakout":
            return
    raise AssertionError("no breakout came")


async def hold_a_round(stage: Stage) -> tuple[Round, int]:
    """Propose, accept, copy, open: four keys; the round, and how many pairs it said would meet again."""
    await stage.press("r")
    proposal = stage.session.proposal
    assert isinstance(proposal, RoomsProposal)
    await stage.press("enter")
    await stage.press("c")
    await stage.press("o")
    held = stage.session.state.round
    assert held is not None
    assert held.is_open
    return held, proposal.plan.repeats


def pairs(held: Round) -> set[tuple[str, str]]:
    return {pair for number in held.rooms for pair in combinations(sorted(held.members(number)), 2)}


async def test_two_rounds_by_keys() -> None:
    session, clock = a_desk(PLAN)
    for name, spoken in INVENTED[:ON_TIME]:
        assert perform_line(session, f"new {name} lang={spoken}").ok
    clock.advance(600_000)
    assert perform_line(session, "start").ok
    async with on_stage(session=(session, clock)) as stage:
        await go_on_to_the_next_round(stage)
        first, _ = await hold_a_round(stage)
        seated = dict(first.seating)
        assert len(seated) >= ON_TIME

        await stage.say(*(f"new {name} lang={spoken}" for name, spoken in INVENTED[ON_TIME:][:LATE]))
        for _ in range(LATE):
            await stage.press("y")
        held = session.state.round
        assert held is not None
        assert len(held.late) == LATE
        assert {person: held.seating[person] for person in seated} == seated

        leaving = [person for person in seated if not session.state.people[person].is_team][::7][:LEAVING]
        await stage.say(*(f"left @{person}" for person in leaving))
        await stage.press("t")
        if stage.app.session_screen and "Enter moves them" in stage.text:
            await stage.press("enter")
        await stage.press("z")
        await stage.press("escape")
        assert not session.state.round.is_open  # type: ignore[union-attr]

        await go_on_to_the_next_round(stage)
        second, repeats = await hold_a_round(stage)
        here = {one.id for one in session.state.people.values() if one.is_here and not one.is_team}
        assert len(here) == ON_TIME + LATE - LEAVING
        assert here <= set(second.seating)
        again = pairs(session.state.rounds[0]) & pairs(second)
        assert len(again) == repeats
        await stage.press("z")
        assert "report back" in stage.text or "is over" in stage.text
