"""People and rooms beside the agenda, on very wide screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.messages.presence import people_here
from letsconnect_tui.tui.render.agenda import agenda
from letsconnect_tui.tui.render.styles import GOOD, MUTED, STRONG, WARN, styled, wrapped

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.session.state import Round
    from letsconnect_tui.tui.snapshot import Snapshot

LEAST_PEOPLE = 4
"""People are listed under the agenda when so many rows are free."""


def people_and_rooms(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    """Rooms while there are any, then who came last."""
    rows = _rooms(snapshot, width)
    return (rows + _people(snapshot, width, max(2, height - len(rows))))[:height]


def side_column(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    """The agenda, and people and rooms in what it leaves free."""
    above = agenda(snapshot, width, height)
    free = height - len(above) - 1
    return above if free < LEAST_PEOPLE else [*above, styled(""), *people_and_rooms(snapshot, width, free)]


def _people(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    counts = snapshot.moment.head
    rows = [
        styled(f" {words('tui-people')}   ", MUTED) + styled(words(people_here(snapshot.moment.head)), STRONG)
    ]
    text = words("tui-crowd-counts", counts.registered_not_marked, counts.team_here, counts.peak)
    rows += wrapped(text, width, MUTED)
    present = [one for one in snapshot.state.people.values() if one.is_here and not one.is_team]
    present.sort(key=lambda one: -one.spans[-1].start)
    for person in present[: max(0, height - len(rows))]:
        came = snapshot.time(person.spans[-1].start)
        languages = " ".join(person.facts.languages)
        line = (
            styled(f" ✓ {came}  ", GOOD)
            + styled(languages, MUTED, width=10)
            + styled(snapshot.names.of(person.id))
        )
        rows.append(line.truncate(width, ellipsis=True))
    return rows


def _rooms(snapshot: Snapshot, width: int) -> list[Content]:
    held = snapshot.state.round
    if held is None or held.closed_at is not None:
        return []
    title = words("tui-rooms-title", held.number, len(held.rooms))
    return [
        styled(f" {title}", MUTED),
        *(_room(snapshot, held, number, width) for number in held.rooms),
        styled(""),
    ]


def _room(snapshot: Snapshot, held: Round, number: int, width: int) -> Content:
    from letsconnect_tui.exporters.room_lists import own_name
    from letsconnect_tui.session.seating import sitting

    room = held.rooms[number]
    called = room.name or (own_name(room.language) if room.language else "")
    status = held.status.get(number)
    style = WARN if status == "needs-help" else MUTED
    label = styled(f" {number:>2} ", STRONG) + styled(called, width=10)
    named = snapshot.names.list(sitting(snapshot.state, held, number))
    return (
        label + styled(words(f"room-{status}") if status else "·", style, width=12) + styled(named)
    ).truncate(width, ellipsis=True)
