"""People and rooms beside the agenda, on very wide screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.messages.display_names import people_here
from letsconnect_tui.tui.render.agenda import whole_agenda
from letsconnect_tui.tui.render.styles import GOOD, HEADING, MUTED, STRONG, WARN, joined, styled

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.session.state import Round
    from letsconnect_tui.tui.snapshot import Snapshot

LEAST_PEOPLE = 6
"""The fewest free rows in which people are listed."""


def people_and_rooms(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    """Rooms while there are any, then who came last."""
    rows = _rooms(snapshot, width)
    return (rows + _people(snapshot, width, max(2, height - len(rows))))[:height]


def side_column(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    """The agenda, and people and rooms in what it leaves free."""
    above = whole_agenda(snapshot, width, height)
    free = height - len(above) - 1
    return above if free < LEAST_PEOPLE else [*above, styled(""), *people_and_rooms(snapshot, width, free)]


def has_people(snapshot: Snapshot, width: int, height: int) -> bool:
    """Whether people and rooms stand in a side column of that size."""
    return height - len(whole_agenda(snapshot, width, height)) - 1 >= LEAST_PEOPLE


def with_people_below(snapshot: Snapshot, above: list[Content], width: int, height: int) -> list[Content]:
    """These rows, and below them people and rooms where there is room for some."""
    free = height - len(above) - 1
    return above if free < LEAST_PEOPLE else [*above, styled(""), *people_and_rooms(snapshot, width, free)]


def _people(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    counts = snapshot.moment.head
    counts_shown = [(words(people_here(counts)), STRONG)]
    if counts.registered_not_marked:
        counts_shown.append((words("tui-people-registered", counts.registered_not_marked), MUTED))
    if counts.team_here:
        counts_shown.append((words("tui-people-team", counts.team_here), MUTED))
    if counts.peak > counts.here:
        counts_shown.append((words("tui-after-peak", counts.peak), MUTED))
    heading = styled(f" {words('tui-people')}   ", HEADING) + joined(styled(*one) for one in counts_shown)
    rows = [heading.truncate(width, ellipsis=True)]
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
    held = snapshot.state.unclosed_round
    if held is None:
        return []
    title = words("tui-rooms-title", held.number, len(held.used))
    return [
        styled(f" {title}", HEADING),
        *(_room(snapshot, held, number, width) for number in held.rooms),
        styled(""),
    ]


def _room(snapshot: Snapshot, held: Round, number: int, width: int) -> Content:
    from letsconnect_tui.exporters.room_lists import own_name
    from letsconnect_tui.session.meetings import seated_here

    room = held.rooms[number]
    called = room.name or (own_name(room.language) if room.language else "")
    status = held.status.get(number)
    style = WARN if status == "needs-help" else MUTED
    label = styled(f" {number:>2} ", STRONG) + styled(called, width=10)
    named = snapshot.names.list(seated_here(snapshot.state, held, number))
    return (
        label + styled(words(f"room-{status}") if status else "·", style, width=12) + styled(named)
    ).truncate(width, ellipsis=True)
