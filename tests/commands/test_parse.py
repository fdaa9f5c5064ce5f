"""What typed lines mean: commands that name their object, queries, requests for proposals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app import requests as r
from letsconnect_tui.commands.table import COMMANDS, parse
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.catalogue import catalogue
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import room_commands
from tests.app.rehearsed import rehearsed, said

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession

MINUTE = 60_000


@pytest.fixture
def live() -> LiveSession:
    """Amaka's item runs; four people sit in two open rooms."""
    session, clock = rehearsed()
    said(session, "start", *(f"new {name} lang=en" for name in ("Ana", "Ben", "Cai", "Dee")))
    said(session, "rooms count=2", "accept", "open")
    clock.advance(MINUTE)
    said(session, "next")
    return session


def test_a_command_without_what_it_needs_says_what_and_quotes_nothing(live: LiveSession) -> None:
    answers = {name: _refusal(name, live) for name in COMMANDS}
    assert {name: told for name, told in answers.items() if "“”" in told} == {}


def _refusal(line: str, session: LiveSession) -> str:
    try:
        parse(line, session)
    except CommandRefused as refused:
        return words(refused.message)
    return ""


def test_every_line_is_parsed_and_nothing_is_done(live: LiveSession) -> None:
    before = (live.log, live.proposal)
    for line in MEANINGS:
        parse(line, live)

    assert (live.log, live.proposal) == before


MEANINGS: dict[str, r.Request] = {
    "next": c.Next(from_item="amaka-share"),
    "handoff": c.Next(from_item="amaka-share"),
    "back": c.Back(from_item="amaka-share"),
    "pause": c.Pause(item="amaka-share"),
    "resume": c.Resume(item="amaka-share"),
    "skip": c.Skip(item="amaka-share"),
    "add 5m": c.AddTime(5 * MINUTE, item="amaka-share"),
    "add −90s": c.AddTime(-90_000, item="amaka-share"),
    "drop close": c.Drop("close"),
    "recording on": c.SayRecording(True),
    "forward draft": c.BringForward("draft"),
    "swap-items draft jose": c.SwapItems("draft", "jose-share", earlier="jose-share"),
    "undo 3": c.Undo(3),
    "here amaka": c.MarkHere("amaka"),
    "left everyone": c.EveryoneLeft(),
    "headcount 47": c.TakeHeadcount(47),
    "headcount ٤٧": c.TakeHeadcount(47),
    "headcount ４７": c.TakeHeadcount(47),
    "add ५m": c.AddTime(5 * MINUTE, item="amaka-share"),
    "ready Amaka slides": c.SetReadiness("amaka", "slides", True),
    "visit 1": room_commands.VisitRoom(1),
    "report 1 Ana": room_commands.ReportBack(1, "p1"),
    "room 2 done": room_commands.SetRoomStatus(2, "done"),
    "open": room_commands.OpenRooms(round=1),
    "close": room_commands.CloseRooms(round=1),
    "extend 1m": room_commands.ExtendRound(MINUTE, round=1),
    "late Ana": r.SeatLate("p1"),
    "move Ana 2": room_commands.SeatPerson("p1", 2),
    "copy": r.CopyText(),
    "copy rooms": r.CopyText("rooms"),
    "note hello there": c.TakeLine("note", "hello there"),
    "ask why?": c.TakeLine("question", "why?"),
    "todo write": c.TakeLine("action", "write"),
    "answered 2": c.AnswerQuestion(2),
    "done 3": c.AnswerQuestion(3),
    "notes": r.ShowNotes(),
    "roster people.csv": r.LoadRosterFile("people.csv"),
    "rooms size=5 seed=3": r.ProposeRooms(size=5, seed=3),
    "rebalance end=+10m drop=draft": r.ProposeRebalance(10 * MINUTE, ("draft",)),
    "rebalance fix=2": r.ProposeFix(2),
    "give-back": r.ProposeGiveBack(),
    "tidy": r.ProposeTidy(),
    "paste Ana, Ben": r.ProposePaste("Ana, Ben"),
    "status --json": r.ShowStatus(as_json=True),
    "rooms --json": r.ShowRooms(),
    "history": r.ShowHistory(),
    "timeline 200": r.ShowTimeline(200),
    "options": r.ShowOptions(),
    "quit": r.Quit(),
}


@pytest.mark.parametrize("line", MEANINGS)
def test_a_line_means(live: LiveSession, line: str) -> None:
    assert parse(line, live) == MEANINGS[line]


NAMING = ("from_item", "item", "round", "began_at", "from_end", "earlier", "rooms", "number")
"""Fields with which a command names what it is about."""


@pytest.mark.parametrize(
    "line",
    [
        *("next", "handoff", "back", "pause", "resume", "skip", "add 5m", "started 9s", "later 5m", "undo"),
        *("swap-items draft jose", "open", "close", "extend 1m"),
    ],
)
def test_what_depends_on_now_names_it(live: LiveSession, line: str) -> None:
    """So that the same line given by two people acts once."""
    command = parse(line, live)
    named = [getattr(command, field) for field in NAMING if hasattr(command, field)]

    assert named
    assert None not in named


def test_two_people_who_swap_the_same_seats_swap_them_once(live: LiveSession) -> None:
    held = live.state.rounds[-1]
    one = next(iter(held.seating))
    other = next(person for person in held.seating if held.seating[person] != held.seating[one])
    command = parse(f"swap @{one} @{other}", live)
    live.perform(command)
    live.perform(command)

    assert live.state.rounds[-1].seating[one] == held.seating[other]


def test_accept_names_the_proposal_that_is_open(live: LiveSession) -> None:
    said(live, "rebalance")
    assert live.proposal is not None
    assert parse("accept", live) == r.Accept(live.proposal.id)
    assert parse("reject", live) == r.Reject(live.proposal.id)
    live.discard_proposal()
    with pytest.raises(CommandRefused, match="refused-nothing-to-accept"):
        parse("accept", live)


_OPTION = re.compile(r"[\[| ]([a-z]+)=")


@pytest.mark.parametrize("empty", ["", ",", '""'])
def test_no_option_may_stand_without_a_value(live: LiveSession, empty: str) -> None:
    """Every option of a usage line, behind whatever else the command needs."""
    needs = {"new": "Zoe ", "roster": "people.csv ", "import": "people.csv "}
    lines = [
        f"{name} {needs.get(name, '')}{option}={empty}"
        for name, command in COMMANDS.items()
        for option in dict.fromkeys(_OPTION.findall(command.usage))
    ]
    answers = {line: _refusal(line, live) for line in lines}

    assert len(lines) > 10
    for line, told in answers.items():
        assert told.startswith(f"Nothing stands behind {line.split()[-1].partition('=')[0]}="), line


def test_every_command_has_a_sentence_and_begins_its_usage() -> None:
    for name, command in COMMANDS.items():
        assert command.name == name == command.usage.split()[0]
        assert f"help-{name}" in catalogue("en")


def test_the_backup_of_an_item_leads_it() -> None:
    session, _ = rehearsed()
    assert parse("backup", session) == c.ChangeLead("amaka-share", "jose")
    with pytest.raises(CommandRefused, match="refused-item-not-now"):
        parse("backup jose", session)


@pytest.mark.parametrize("line", ["", "  ", "nextt", "next please", "add", "move Ana", "ready Amaka x"])
def test_what_means_nothing_is_refused(live: LiveSession, line: str) -> None:
    with pytest.raises(CommandRefused):
        parse(line, live)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("headcount -3", "refused-number-range"),
        ("headcount 99999999999", "refused-number-range"),
        ("undo -1", "refused-number-range"),
        (f"headcount {'9' * 5000}", "refused-number-range"),
        ("headcount many", "refused-number"),
        ("add 999h", "refused-duration-range"),
        ("timeline 0", "refused-number-range"),
        ("timeline 900", "refused-number-range"),
        ("rebalance end=0", "refused-end-zero"),
        ("rooms style=xyz", "refused-style"),
        ("rooms size=0", "refused-number-range"),
        ("drop welcome", "refused-item-not-now"),
        ("forward welcome", "refused-item-not-now"),
        ("instead welcome", "refused-item-not-now"),
        ("add later", "refused-duration"),
    ],
)
def test_what_is_out_of_range_is_told_its_limits(live: LiveSession, line: str, key: str) -> None:
    with pytest.raises(CommandRefused, match=rf"{key}(?!-)"):
        parse(line, live)
