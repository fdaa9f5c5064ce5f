"""Twenty sudden moments of a live session: each is met with few keys, from the screen as it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from letsconnect_tui.tui.input.keyboard import Keyboard
from tests.tui.clinic import CLINIC
from tests.tui.stage import Stage, on_stage

MOST_KEYS = 6
"""Besides the letters of a name or a text."""
PEOPLE = (
    *("here amaka", "here chidi", "new Ana lang=en", "new Bo lang=en", "new Cy lang=en", "new Di lang=es"),
    *("new Ed lang=es", "new Fe lang=es"),
)
START = ("wait 600", "start", *PEOPLE)
SPEAKING = (*START, "wait 300", "next")
IN_ROOMS = (*SPEAKING, "next", "next", "next", "rooms count=2", "accept", "open")
REPORTING = (*IN_ROOMS, "close")


@dataclass(frozen=True)
class Sudden:
    """What happened before, what is pressed (a text of several letters is written), and what it leads to."""

    before: tuple[str, ...]
    keys: tuple[str, ...]
    holds: Callable[[Stage], object]
    size: tuple[int, int] = (80, 24)


def seen(stage: Stage, name: str) -> bool:
    return any(one.facts.name == name and one.is_here for one in stage.session.state.people.values())


def called(stage: Stage, name: str) -> int:
    return sum(one.facts.name.casefold() == name for one in stage.session.state.people.values())


def rooms_of(stage: Stage, *names: str) -> list[int | None]:
    state = stage.session.state
    ids = {one.facts.name: one.id for one in state.people.values()}
    return [state.round.seating.get(ids.get(name, "")) if state.round is not None else None for name in names]


def added(stage: Stage, item: str) -> int:
    return stage.session.state.runs[item].added_ms


EVENTS = {
    "the sharer is silent": Sudden(
        SPEAKING, ("o", "2"), lambda on: on.session.state.lead_of("reviewers") != "amaka"
    ),
    "the next sharer is absent": Sudden(
        (*SPEAKING, "wait 400"), ("o", "1"), lambda on: on.session.state.to_come[0] != "statements"
    ),
    "three come late into open rooms": Sudden(
        IN_ROOMS,
        ("v", "Zed, Yak, Xip", "enter", "enter", "y"),
        lambda on: None not in rooms_of(on, "Zed", "Yak", "Xip"),
    ),
    "three who were expected come late": Sudden(
        (*SPEAKING, "left Ana", "left Bo", "left Di", *IN_ROOMS[len(SPEAKING) :]),
        ("w", "ana", "enter", "bo", "enter", "di", "enter", "ctrl+y"),
        lambda on: None not in rooms_of(on, "Ana", "Bo", "Di"),
    ),
    "somebody is out of the call for six minutes": Sudden(
        SPEAKING,
        ("w", "ana", "ctrl+d", "wait", "ana", "enter"),
        lambda on: (
            seen(on, "Ana")
            and len(next(one for one in on.session.state.people.values() if one.facts.name == "Ana").spans)
            == 2
        ),
    ),
    "somebody is removed": Sudden(SPEAKING, ("w", "ana", "ctrl+d"), lambda on: not seen(on, "Ana")),
    "next was wrong two minutes ago": Sudden(
        (*SPEAKING, "wait 100", "next", "wait 120"),
        ("b",),
        lambda on: on.session.state.current == "reviewers",
    ),
    "the start was forgotten": Sudden(
        ("wait 900", "start"),
        ("s", "5m", "enter"),
        lambda on: on.session.state.started_at == on.session.state.planned_start,
    ),
    "it has to end ten minutes early": Sudden(
        SPEAKING,
        ("t", "E", "E", "enter"),
        lambda on: on.session.state.end_to_keep == on.session.state.planned_start + 80 * 60_000,
    ),
    "two sharers swap": Sudden(
        (*START, "here jose"),
        ("h", "1"),
        lambda on: on.session.state.to_come.index("statements") < on.session.state.to_come.index("reviewers"),
    ),
    "the round needs five more minutes": Sudden(
        IN_ROOMS, ("]",), lambda on: added(on, "draft") == 5 * 60_000
    ),
    "two rooms report": Sudden(
        REPORTING, ("r", "enter", "enter"), lambda on: len(on.session.state.rounds[-1].reports) == 2
    ),
    "47 are there, few are marked": Sudden(
        SPEAKING, ("#", "47", "enter"), lambda on: on.session.state.headcount == 47
    ),
    "the rooms go to the chat": Sudden(
        IN_ROOMS[:-1], ("r", "c"), lambda on: "rooms" in on.session.state.copied
    ),
    "a name is misspelt": Sudden(
        SPEAKING,
        ("w", "ana", "tab", "up", "up", "end", "+Silva", "enter"),
        lambda on: called(on, "anasilva") == 1,
    ),
    "the break is dropped": Sudden(
        SPEAKING, ("d", "stretch", "enter"), lambda on: on.session.state.runs["stretch"].phase == "dropped"
    ),
    "there are two of one name": Sudden(
        SPEAKING, ("w", "ana", "down", "enter", "enter"), lambda on: called(on, "ana") == 2
    ),
    "interpretation fails": Sudden(SPEAKING, ("p",), lambda on: on.session.state.phase == "paused"),
    "a question is parked": Sudden(
        SPEAKING,
        ("q", "who pays?", "enter"),
        lambda on: [one.text for one in on.session.state.lines] == ["who pays?"],
    ),
    "the parked question comes back": Sudden(
        (*SPEAKING, "ask who pays?"), ("N", "space"), lambda on: on.session.state.lines[-1].answered
    ),
    "the screen is shared": Sudden(SPEAKING, ("H",), lambda on: "Amaka" not in on.text),
}
NAMED = {"escape", "enter", "space", "tab", "up", "down", "end"}


def is_key(pressed: str) -> bool:
    return len(pressed) == 1 or pressed in NAMED or pressed.startswith("ctrl+")


@pytest.mark.parametrize("size", [(80, 24), (66, 30)], ids=str)
@pytest.mark.parametrize("name", EVENTS)
async def test_it_is_met_with_few_keys(name: str, size: tuple[int, int]) -> None:
    event = EVENTS[name]
    counted = [one for one in event.keys if is_key(one)]
    assert len(counted) <= MOST_KEYS
    async with on_stage(*event.before, plan=CLINIC, size=size) as stage:
        await stage.wait(1)
        assert not event.holds(stage)
        for pressed in event.keys:
            stage.seconds += 1
            if pressed == "wait":
                await stage.wait(360)
            elif is_key(pressed):
                await stage.press(pressed, gap=1.0)
            else:
                await stage.type(pressed.removeprefix("+"), gap=0.2)
            await stage.rest()
        assert event.holds(stage)


async def test_a_sentence_typed_here_changes_nothing() -> None:
    async with on_stage(*SPEAKING, plan=CLINIC) as stage:
        before = stage.session.state
        await stage.type("can everybody hear me", gap=0.2)
        await stage.press("enter", gap=0.2)
        await stage.rest()
        assert stage.session.state == before
        assert isinstance(stage.app.keyboard, Keyboard)
