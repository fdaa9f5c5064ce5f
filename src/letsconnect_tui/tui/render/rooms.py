"""Rooms as lines: number, label, how the room is doing, and its people, wrapped between names only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from textual.content import Content

from letsconnect_tui.i18n import words
from letsconnect_tui.text import cell_width, fit
from letsconnect_tui.tui.render.styles import ACCENT, MUTED, STRONG, styled

if TYPE_CHECKING:
    from letsconnect_tui.app.proposals import RoomsProposal
    from letsconnect_tui.session.state import Round, State
    from letsconnect_tui.tui.snapshot import Snapshot

NEW, MOVED, LOCKED, SPEAKER = "+", "→", "=", "»"
"""Before a name: came later, sits elsewhere than accepted, stays where they are, spoke for the room."""
_LABELS = 14
_NUMBER = 4
_GAP = 2
_STATUS = {"fine": ("✓", MUTED), "needs-help": ("!", STRONG), "done": ("■", MUTED)}


class RoomRow(msgspec.Struct, frozen=True):
    """One room as it is drawn."""

    number: int
    label: str
    people: tuple[str, ...]
    host: str | None = None
    seats: int = 0
    signs: Mapping[str, str] = msgspec.field(default_factory=dict)
    status: str = ""
    mark: str = " "
    colour: str = ""


class RoomLine(msgspec.Struct, frozen=True):
    """One line of a room: its first has number and label, the last has the seats."""

    key: str
    room: RoomRow
    people: tuple[str, ...]
    first: bool
    last: bool


def proposed_rows(proposal: RoomsProposal, labels: Mapping[str, str]) -> list[RoomRow]:
    """The rooms of a proposal."""
    locks = proposal.wishes.locks
    return [
        RoomRow(
            room.number,
            _label(room.name, room.language, labels),
            _host_first(room.members, room.host),
            room.host,
            room.seats,
            {person: LOCKED for person in room.members if person in locks},
        )
        for room in proposal.plan.rooms
    ]


def held_rows(state: State, held: Round, labels: Mapping[str, str]) -> list[RoomRow]:
    """The rooms of a round with those who are here, new, moved and locked people marked."""
    accepted = {person: room.number for room in held.rooms.values() for person in room.members}
    people: dict[int, list[str]] = {number: [] for number in held.rooms}
    for person, number in held.seating.items():
        if state.people[person].is_here:
            people[number].append(person)
    rows = []
    for room in held.rooms.values():
        signs = {person: _sign(held, accepted, person) for person in people[room.number]}
        status, mark, colour = _doing(held, room.number, is_empty=not (people[room.number] or room.seats))
        rows.append(
            RoomRow(
                room.number,
                _label(room.name, room.language, labels),
                _host_first(people[room.number], room.host),
                room.host,
                room.seats,
                signs,
                status,
                mark,
                colour,
            )
        )
    return rows


def _label(name: str | None, language: str | None, labels: Mapping[str, str]) -> str:
    return name or (labels.get(language, language) if language else "")


def _host_first(members: Sequence[str], host: str | None) -> tuple[str, ...]:
    return tuple(sorted(members, key=lambda person: person != host))


def _sign(held: Round, accepted: Mapping[str, int], person: str) -> str:
    if held.closed_at is not None:
        return SPEAKER if person in held.reports.values() else ""
    if person in held.locked:
        return LOCKED
    if person in held.late or person not in accepted:
        return NEW
    return MOVED if accepted[person] != held.seating[person] else ""


def _doing(held: Round, number: int, *, is_empty: bool) -> tuple[str, str, str]:
    """The word, sign and colour of how a room is doing; after the close, whether it reported."""
    if held.closed_at is not None:
        reported = number in held.reports
        if is_empty and not reported:
            return "", " ", ""
        return (words("tui-rooms-told"), "✓", MUTED) if reported else ("", "·", MUTED)
    if held.opened_at is None:
        return "", " ", ""
    mark, colour = _STATUS.get(held.status.get(number, ""), ("·", MUTED))
    known = [words(f"room-{held.status[number]}")] if number in held.status else []
    known += [words("tui-rooms-seen")] if held.visits.get(number) else []
    return ", ".join(known), mark, colour


def filtered(rows: Sequence[RoomRow], snapshot: Snapshot, query: str) -> list[RoomRow]:
    """The rooms with somebody whose name has ``query`` in it; all of them without a query."""
    from letsconnect_tui.people.names import search_key

    wanted = search_key(query)
    if not wanted:
        return list(rows)
    return [
        row for row in rows if any(wanted in search_key(snapshot.names.of(person)) for person in row.people)
    ]


class RoomColumns(msgspec.Struct, frozen=True):
    """How wide each part of a line is."""

    label: int
    status: int
    names: int

    @property
    def before_names(self) -> int:
        """RoomColumns left of the names."""
        return (
            3
            + _NUMBER
            + (self.label + _GAP if self.label else 0)
            + (self.status + _GAP if self.status else 0)
        )


def columns_for(rows: Sequence[RoomRow], width: int) -> RoomColumns:
    """The widths that suit all rooms."""
    label = min(_LABELS, width // 4, max((cell_width(row.label) for row in rows), default=0))
    status = min(width // 4, max((cell_width(row.status) for row in rows), default=0))
    taken = RoomColumns(label, status, 0).before_names
    return RoomColumns(label, status, max(8, width - taken))


def split(rows: Sequence[RoomRow], snapshot: Snapshot, columns: RoomColumns) -> list[RoomLine]:
    """Each room in as many lines as its names need."""
    lines = []
    for row in rows:
        parts = _wrapped(row, snapshot, columns.names)
        for number, people in enumerate(parts):
            key = str(row.number) if number == 0 else f"{row.number}.{number}"
            lines.append(RoomLine(key, row, people, number == 0, number == len(parts) - 1))
    return lines


def _wrapped(row: RoomRow, snapshot: Snapshot, width: int) -> list[tuple[str, ...]]:
    parts: list[tuple[str, ...]] = []
    line: list[str] = []
    used = 0
    for person in row.people:
        wide = min(width, cell_width(called(snapshot, row, person)))
        if line and used + _GAP + wide > width:
            parts.append(tuple(line))
            line, used = [], 0
        used += wide + (_GAP if line else 0)
        line.append(person)
    seats = cell_width(_seats(row))
    if line and seats and used + _GAP + seats > width:
        parts.append(tuple(line))
        line = []
    return [*parts, tuple(line)]


def called(snapshot: Snapshot, row: RoomRow, person: str) -> str:
    """A name with its sign, and that it is the host's."""
    name = snapshot.names.of(person)
    return row.signs.get(person, "") + (words("rooms-host", name) if person == row.host else name)


def _seats(row: RoomRow) -> str:
    if not row.seats:
        return ""
    return words("rooms-seats" if row.people else "rooms-only-seats", row.seats)


def draw_line(
    snapshot: Snapshot,
    line: RoomLine,
    columns: RoomColumns,
    *,
    on: bool,
    person: str | None,
    wanted: str = "",
) -> Content:
    """One line; ``on``: the cursor is on it, so it has no colours of its own and marks ``person``."""
    row = line.room

    def style(name: str) -> str:
        return "" if on else name

    parts = [styled(f" {row.mark if line.first else ' '} ", style(row.colour))]
    parts.append(styled(f"{row.number:>{_NUMBER - 1}} " if line.first else " " * _NUMBER, style(STRONG)))
    if columns.status:
        parts.append(styled(row.status if line.first else "", style(row.colour), width=columns.status))
        parts.append(styled(" " * _GAP))
    if columns.label:
        parts.append(
            styled(row.label if line.first else "", style(ACCENT), width=columns.label) + styled(" " * _GAP)
        )
    names = [
        _name(snapshot, row, one, columns.names, on=on, person=person, wanted=wanted) for one in line.people
    ]
    if line.last and row.seats:
        names.append(styled(_seats(row), style(MUTED)))
    if not row.people and not row.seats:
        names.append(styled(words("tui-rooms-nobody"), style(MUTED)))
    return Content("").join([*parts, Content(" " * _GAP).join(names)])


def _name(
    snapshot: Snapshot, row: RoomRow, one: str, width: int, *, on: bool, person: str | None, wanted: str
) -> Content:
    text = fit(called(snapshot, row, one), width)
    if on and one == person:
        return styled(text, "reverse")
    if on:
        return styled(text)
    from letsconnect_tui.people.names import search_key

    if wanted and search_key(wanted) in search_key(snapshot.names.of(one)):
        return styled(text, STRONG)
    sign = row.signs.get(one, "")
    return styled(text, STRONG if sign in (NEW, MOVED, SPEAKER) else "")
