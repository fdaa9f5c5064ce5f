"""People and rooms beside the agenda, on very wide screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.tui.render.agenda import agenda
from letsconnect_tui.tui.render.header import here
from letsconnect_tui.tui.render.styles import GOOD, MUTED, STRONG, WARN, ink, wrapped

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.session.state import Round
    from letsconnect_tui.tui.snapshot import Snapshot

LEAST_CROWD = 4
"""People are listed under the agenda when so many rows are free."""


def crowd(look: Snapshot, width: int, height: int) -> list[Content]:
    """Rooms while there are any, then who came last."""
    rows = _rooms(look, width)
    return (rows + _people(look, width, max(2, height - len(rows))))[:height]


def beside(look: Snapshot, width: int, height: int) -> list[Content]:
    """The agenda, and people and rooms in what it leaves free."""
    above = agenda(look, width, height)
    free = height - len(above) - 1
    return above if free < LEAST_CROWD else [*above, ink(""), *crowd(look, width, free)]


def _people(look: Snapshot, width: int, height: int) -> list[Content]:
    seen = look.moment.head
    rows = [ink(f" {words('tui-people')}   ", MUTED) + ink(here(look), STRONG)]
    counts = words("tui-crowd-counts", seen.registered_not_marked, seen.team_here, seen.peak)
    rows += wrapped(counts, width, MUTED)
    present = [one for one in look.state.people.values() if one.is_here and not one.is_team]
    present.sort(key=lambda one: -one.spans[-1].start)
    for person in present[: max(0, height - len(rows))]:
        came = look.time(person.spans[-1].start)
        languages = " ".join(person.facts.languages)
        line = ink(f" ✓ {came}  ", GOOD) + ink(languages, MUTED, width=10) + ink(look.names.of(person.id))
        rows.append(line.truncate(width, ellipsis=True))
    return rows


def _rooms(look: Snapshot, width: int) -> list[Content]:
    held = look.state.round
    if held is None or held.closed_at is not None:
        return []
    title = words("tui-rooms-title", held.number, len(held.rooms))
    return [ink(f" {title}", MUTED), *(_room(look, held, number, width) for number in held.rooms), ink("")]


def _room(look: Snapshot, held: Round, number: int, width: int) -> Content:
    from letsconnect_tui.app.breakout_rounds import sitting  # 60 ms, needed only once there are rooms
    from letsconnect_tui.exporters.room_lists import own_name

    room = held.rooms[number]
    called = room.name or (own_name(room.language) if room.language else "")
    status = held.status.get(number)
    style = WARN if status == "needs-help" else MUTED
    label = ink(f" {number:>2} ", STRONG) + ink(called, width=10)
    named = look.names.list(sitting(look.state, held, number))
    return (label + ink(words(f"room-{status}") if status else "·", style, width=12) + ink(named)).truncate(
        width, ellipsis=True
    )
