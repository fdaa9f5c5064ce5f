"""A session that was held, with a little of everything, and golden files to hold its exports against."""

from __future__ import annotations

import os
from datetime import UTC
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace

from letsconnect_tui.exporters.formats import ExportSource, export, format_named
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import room_commands
from letsconnect_tui.session.attendee import Attendee
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.session.span import Span
from letsconnect_tui.session.vector import Vector
from tests.session.builders import MINUTE, a_plan, a_session, rooms, somebody

if TYPE_CHECKING:
    from collections.abc import Iterable

    from letsconnect_tui.app.recorder import RecordStore
    from letsconnect_tui.exporters.naming import NameLevel
    from letsconnect_tui.session.single_pass import FoldedSession
    from letsconnect_tui.session.state import State
    from tests.session.builders import Sitting

GOLDEN = Path(__file__).parent / "golden"
ITEMS: dict[str, Any] = {
    "welcome": 5,
    "first": {"duration": "10m", "kind": "share", "lead": "ana", "title": "Ana: a list of words"},
    "second": {"duration": "10m", "kind": "share", "lead": "bo", "title": "Maps | and more"},
    "game": {"duration": "5m", "kind": "icebreaker", "optional": True},
    "draft": {"duration": "20m", "kind": "breakout"},
    "close": {"duration": "5m", "kind": "close"},
}


def held_session(store: RecordStore | None = None) -> Sitting:
    """Held from 0:02 to 0:47: one item over, one skipped, one dropped, a pause, two recordings, a round."""
    sitting = a_session(a_plan(ITEMS), store=store)
    roster = (PersonFacts("Rita Roster", "Rita R", ("pt", "en"), "newcomer", "LAC", first_time=True),)
    sitting.give(c.LoadRoster((*roster, PersonFacts("Never Came"))))
    sitting.give(somebody("=SUM(A1)", languages=("en",), experience="experienced", first_time=False))
    sitting.at(2).give(c.Start(), c.MarkHere("ana"), c.MarkHere("flo"), c.MarkHere("ivo"))
    sitting.at(5).give(c.MarkHere(sitting.named("Rita Roster")), c.SayRecording(on=True))
    sitting.at(8).give(c.Next(), somebody("Quiet {{Person}}", private=True), c.TakeHeadcount(23))
    sitting.at(12).give(c.MarkLeft(sitting.named("Rita Roster")), c.Pause())
    sitting.at(14).give(c.MarkHere(sitting.named("Rita Roster")), c.Resume())
    sitting.at(22).give(c.Next(), somebody("Zoë [[Late]]", languages=("fr",)), c.SayRecording(on=False))
    sitting.at(23).give(c.TakeLine("note", "Rita cried"), c.TakeLine("question", "Who pays, Rita?"))
    sitting.give(c.TakeLine("action", "Write to Zoë"), c.Drop("close", "no time"))
    sitting.at(30).give(c.SayRecording(on=True), c.Next())
    sitting.at(31).give(c.Skip())
    three = tuple(sitting.named(name) for name in ("Rita Roster", "Quiet {{Person}}", "Zoë [[Late]]"))
    sitting.give(rooms(three), room_commands.OpenRooms())
    sitting.at(45).give(room_commands.CloseRooms(), c.MarkLeft(sitting.named("Quiet {{Person}}")))
    sitting.at(47).give(c.End())
    return sitting.at(50).give(c.EveryoneLeft())


def exported(state: State, what: str, form: str, level: NameLevel = "none", width: int = 80) -> str:
    """One export of a session as it ended up."""
    return export(format_named(what, form), source_of(state, level, width)).text


def source_of(state: State, level: NameLevel = "none", width: int = 80) -> ExportSource:
    """What an export of a session as it ended up is made of."""
    session = cast("FoldedSession", SimpleNamespace(state=state))
    return ExportSource(session, state.ended_at or state.planned_start, level, width, UTC)


def golden(name: str, text: str) -> bytes:
    """The bytes that were kept of an export; UPDATE_GOLDEN=1 keeps ``text`` instead."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(text.encode())
    return path.read_bytes()


def with_people(state: State, facts: Iterable[PersonFacts]) -> State:
    """The same session with these participants, all of them here for an hour."""
    start = state.planned_start
    came = {
        f"p{number}": Attendee(f"p{number}", one, spans=Vector([Span(start, start + 60 * MINUTE)]))
        for number, one in enumerate(facts, 1)
    }
    plan_people = {person: one for person, one in state.people.items() if one.source == "plan"}
    return replace(state, people={**plan_people, **came}, rounds=())
