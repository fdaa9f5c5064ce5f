"""Logs of joining and leaving: one row for each event, and moves between channels.

Which word means joining is told by the order of events: nobody leaves first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.attendance.cell_kinds import is_nothing, kind_of
from letsconnect_tui.importers.attendance.report import DroppedRow, ReportEntry
from letsconnect_tui.importers.attendance.words import JOINED, LEFT
from letsconnect_tui.importers.people_columns import email_in
from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from letsconnect_tui.importers.attendance.report import Reading
    from letsconnect_tui.importers.attendance.tables import Table
    from letsconnect_tui.importers.people_columns import PeopleColumns

_MOST_ACTIONS = 8
_MOST = 0.9
_NEXT_MEETING = timedelta(hours=12)
"""Whoever joins again this much later without having left was in another meeting."""


class LogEvent(msgspec.Struct, frozen=True):
    """One row of a log: who, when, and its cells."""

    line: int
    name: str
    at: datetime
    cells: tuple[str, ...]


class LogColumns(msgspec.Struct, frozen=True):
    """The words for joining and leaving in a column, or two columns from where to where."""

    action: int | None = None
    joining: frozenset[str] = frozenset()
    leaving: frozenset[str] = frozenset()
    moved_from: int | None = None
    moved_to: int | None = None

    def enters(self, event: LogEvent) -> bool | None:
        """True for joining, False for leaving, None for anything else."""
        if self.action is not None:
            action = search_key(_cell(event.cells, self.action))
            return True if action in self.joining else False if action in self.leaving else None
        before, after = _cell(event.cells, self.moved_from), _cell(event.cells, self.moved_to)
        if is_nothing(before) != is_nothing(after):
            return is_nothing(before)
        return None


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def log_columns(events: Sequence[LogEvent], width: int, taken: Iterable[int]) -> LogColumns | None:
    """The columns that say what happened; None if the rows are no log.

    Args:
        events: The rows, in the order of time.
        width: The number of columns.
        taken: Columns that hold names and times.
    """
    others = [place for place in range(width) if place not in set(taken)]
    own = _by_name(events)
    for place in others:
        values = Counter(search_key(_cell(event.cells, place)) for event in events)
        if len(values) > _MOST_ACTIONS or any(kind_of(one) not in ("text", "empty") for one in values):
            continue
        joining = frozenset(one for one in values if one and JOINED.match(one) and not LEFT.fullmatch(one))
        leaving = frozenset(one for one in values if one and LEFT.match(one)) - joining
        if (
            joining
            and joining | leaving >= {one for one in values if one}
            and (leaving or len(own) < len(events))
        ):
            return LogColumns(place, joining, leaving)
        if joining and leaving:
            return LogColumns(place, joining, leaving)
    for place in others:
        if (found := _by_order(own, place)) is not None:
            return found
    for number, place in enumerate(others):
        for following in others[number + 1 :]:
            if _are_moves(own, place, following):
                return LogColumns(moved_from=place, moved_to=following)
    return None


def _by_name(events: Sequence[LogEvent]) -> dict[str, list[LogEvent]]:
    own: dict[str, list[LogEvent]] = defaultdict(list)
    for event in events:
        own[event.name].append(event)
    return own


def _by_order(own: dict[str, list[LogEvent]], place: int) -> LogColumns | None:
    """The words that always come first, and those that follow them turn by turn."""
    actions = [[search_key(_cell(event.cells, place)) for event in events] for events in own.values()]
    values = {one for words in actions for one in words}
    if not 2 <= len(values) <= 4 or "" in values or any(kind_of(one) != "text" for one in values):
        return None
    joining = frozenset(words[0] for words in actions)
    leaving = frozenset(values) - joining
    if not leaving:
        return None
    turns = [(before in joining, after in joining) for words in actions for before, after in pairwise(words)]
    alternating = sum(before != after for before, after in turns)
    return LogColumns(place, joining, leaving) if turns and alternating >= _MOST * len(turns) else None


def _are_moves(own: dict[str, list[LogEvent]], before: int, after: int) -> bool:
    """True if everybody comes from nowhere first, and then from where she went last."""
    firsts = [is_nothing(_cell(events[0].cells, before)) for events in own.values()]
    steps = [
        _cell(one.cells, after) == _cell(following.cells, before)
        for events in own.values()
        for one, following in pairwise(events)
    ]
    return bool(steps) and sum(firsts) >= _MOST * len(firsts) and sum(steps) >= _MOST * len(steps)


def log_events(
    table: Table, people: PeopleColumns, at: Sequence[datetime | None], session: int | None
) -> tuple[list[LogEvent], list[DroppedRow]]:
    """The rows of a log in the order of time, and those without a name or a time.

    Args:
        table: The table.
        people: The columns that name people.
        at: The moment of each row.
        session: The column that tells two devices of a person apart, if there is one.
    """
    events, dropped = [], []
    for row, moment in zip(table.rows, at, strict=True):
        name = people.name_in(row.cells)
        if not search_key(name) and people.email is not None:
            name = (email_in(_cell(row.cells, people.email)) or "").partition("@")[0]
        if not search_key(name):
            dropped.append(DroppedRow(row.line, message("attendance-why-no-name")))
        elif moment is None:
            dropped.append(DroppedRow(row.line, message("attendance-why-times")))
        else:
            device = _cell(row.cells, session)
            events.append(LogEvent(row.line, f"{name}\0{device}" if device else name, moment, row.cells))
    return sorted(events, key=lambda event: event.at), dropped


def entries_of_log(
    events: Sequence[LogEvent], columns: LogColumns, people: PeopleColumns, reading: Reading
) -> list[ReportEntry]:
    """From joining to leaving, person by person.

    Args:
        events: The rows in the order of time.
        columns: The columns that say what happened.
        people: The columns that name people.
        reading: Where events that fit nowhere are noted.
    """
    entries: list[ReportEntry] = []
    for key, own in _by_name(events).items():
        name = key.partition("\0")[0]
        current: ReportEntry | None = None
        second_devices = 0
        for event in own:
            enters = columns.enters(event)
            if enters is None:
                continue
            if enters and (
                current is None or current.leave is not None or event.at - _joined(current) > _NEXT_MEETING
            ):
                current = ReportEntry(event.line, name, email_in(_cell(event.cells, people.email)), event.at)
                entries.append(current)
                second_devices = 0
            elif enters:
                second_devices += 1
            elif current is None or (current.leave is not None and not second_devices):
                reading.dropped.append(DroppedRow(event.line, message("attendance-why-no-joining")))
            else:
                second_devices -= current.leave is not None
                current.leave = event.at
    return entries


def _joined(entry: ReportEntry) -> datetime:
    assert entry.join is not None
    return entry.join
