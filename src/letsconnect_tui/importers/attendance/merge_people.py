"""Rows of one person put together: by address, by name, and by a former name that the file states.

Two people of one name stay two where their addresses differ, or where one of them has an address and both are
there at once. Nobody is merged by likeness.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.attendance.display_names import DisplayName, display_name
from letsconnect_tui.importers.attendance.report import ReportedPerson, TimeInCall
from letsconnect_tui.people.names import bare_name, username

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.importers.attendance.report import Reading, ReportEntry

_ACCOUNT = "\0"
"""Before a username among addresses: no address begins with it."""
_FAR_FUTURE = datetime.max.replace(tzinfo=UTC)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class _Groups:
    """Numbers of entries that belong to one person (union-find)."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def of(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, numbers: Sequence[int]) -> None:
        for one, other in pairwise(numbers):
            first, second = sorted((self.of(one), self.of(other)))
            self._parent[second] = first


def merge_people(reading: Reading, *, rows_apart: bool = False) -> tuple[ReportedPerson, ...]:
    """Everybody in the entries that were read, in the order of the file; doubts are added to its notes.

    Args:
        reading: What was read.
        rows_apart: Whether equal rows without times are several people of one name.
    """
    entries = reading.entries
    shown = [display_name(entry.name) for entry in entries]
    names = _with_brackets_sorted_out(entries, shown)
    groups = _Groups(len(entries))
    by_email: dict[str, list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        by_name[_key(names[number].name)].append(number)
        account = username(entry.facts.get("username", ""))
        for key in (entry.email, account and f"{_ACCOUNT}{account}"):
            if key:
                by_email[key].append(number)
    for same in by_email.values():
        groups.join([one for one in same if not (rows_apart and _are_registrations([entries[one]]))])
    for same in by_name.values():
        if rows_apart and _are_registrations([entries[one] for one in same]):
            continue
        _join_namesakes(same, entries, groups, reading)
    for number, name in enumerate(names):
        namesakes = by_name.get(_key(name.in_brackets), []) if name.in_brackets else []
        if len({groups.of(one) for one in namesakes}) == 1:
            groups.join([number, namesakes[0]])
    members: dict[int, list[int]] = defaultdict(list)
    for number in range(len(entries)):
        members[groups.of(number)].append(number)
    return tuple(
        _attendee([entries[number] for number in own], [names[number] for number in own], reading)
        for own in members.values()
    )


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _with_brackets_sorted_out(
    entries: Sequence[ReportEntry], shown: Sequence[DisplayName]
) -> list[DisplayName]:
    """Brackets hold another name only if a row has it, or the file says so and no two people share it."""
    own = {_key(name.name) for name in shown}
    users: dict[str, set[str]] = defaultdict(set)
    for name in shown:
        if name.in_brackets:
            users[_key(name.in_brackets)].add(_key(name.name))
    sorted_out = []
    for entry, name in zip(entries, shown, strict=True):
        in_brackets = _key(name.in_brackets or "")
        is_name = in_brackets in own or (entry.states_original_name and len(users[in_brackets]) == 1)
        sorted_out.append(name if is_name or not in_brackets else DisplayName(name.with_brackets))
    return sorted_out


def _join_namesakes(
    same: Sequence[int], entries: Sequence[ReportEntry], groups: _Groups, reading: Reading
) -> None:
    """Join the rows of one name, unless their addresses or their times say that they are several people."""
    same = _one_of_each_registration(same, entries, groups)
    if not same:
        return
    emails = {entries[number].email for number in same} - {None}
    if len(emails) > 1:
        groups.join([number for number in same if entries[number].email is None])
        reading.notes.append(message("attendance-note-namesakes", entries[same[0]].name))
        return
    with_email = [number for number in same if entries[number].email]
    without = [number for number in same if not entries[number].email]
    groups.join(without)
    if with_email and without:
        if _are_there_at_once([entries[one] for one in with_email], [entries[one] for one in without]):
            reading.notes.append(message("attendance-note-namesakes", entries[same[0]].name))
        else:
            groups.join([with_email[0], without[0]])


def _one_of_each_registration(
    same: Sequence[int], entries: Sequence[ReportEntry], groups: _Groups
) -> Sequence[int]:
    """Those of one name that may be joined: of registrations only rows that say the same of the person."""
    if not _are_registrations([entries[one] for one in same]):
        return same
    by_facts: dict[object, list[int]] = defaultdict(list)
    for one in same:
        by_facts[tuple(sorted(entries[one].facts.items()))].append(one)
    if len(by_facts) == 1:
        return same
    for rows in by_facts.values():
        groups.join(rows)
    return ()


def _are_registrations(entries: Sequence[ReportEntry]) -> bool:
    return all(one.join is None and one.length_s is None for one in entries)


def _are_there_at_once(some: Sequence[ReportEntry], others: Sequence[ReportEntry]) -> bool:
    """True if an interval of one side overlaps one of the other."""
    sides = [union(_intervals(entries)) for entries in (some, others)]
    ends = sorted((one.join, one.leave or _FAR_FUTURE, side) for side, own in enumerate(sides) for one in own)
    latest = [_LONG_AGO, _LONG_AGO]
    for join, leave, side in ends:
        if join < latest[1 - side]:
            return True
        latest[side] = max(latest[side], leave)
    return False


def _intervals(entries: Sequence[ReportEntry]) -> list[TimeInCall]:
    return [TimeInCall(one.join, one.leave) for one in entries if one.join is not None]


def _attendee(
    entries: Sequence[ReportEntry], names: Sequence[DisplayName], reading: Reading
) -> ReportedPerson:
    renamed = [name for name in names if name.in_brackets]
    primary = _current_name(renamed[-1]) if renamed else names[0].name
    others = [other for name in names for other in (name.name, name.in_brackets) if other]
    others += [other for entry in entries for other in entry.also]
    aliases = dict.fromkeys(other for other in others if _key(other) != _key(primary))
    intervals = union(_intervals(entries))
    return ReportedPerson(
        primary,
        tuple(aliases),
        next((entry.email for entry in entries if entry.email), None),
        _minutes(entries, intervals),
        intervals,
        tuple(entry.line for entry in entries),
        {what: cell for entry in reversed(entries) for what, cell in entry.facts.items()},
    )


def _current_name(name: DisplayName) -> str:
    """The new name, unless it is the former one with something added: ``Ada - Igbo (Ada)`` is Ada."""
    former = name.in_brackets or ""
    return former if _key(bare_name(name.name)) == _key(former) else name.name


def union(intervals: Sequence[TimeInCall]) -> tuple[TimeInCall, ...]:
    """The moments covered by any interval; no gap is bridged, and one without an end has none."""
    merged: list[TimeInCall] = []
    for one in sorted(intervals, key=lambda interval: (interval.join, interval.leave or _FAR_FUTURE)):
        last = merged[-1] if merged else None
        if last is not None and last.leave is not None and one.join <= last.leave:
            leave = None if one.leave is None else max(last.leave, one.leave)
            merged[-1] = TimeInCall(last.join, leave)
        elif last is None or last.leave is not None:
            merged.append(one)
    return tuple(merged)


def _minutes(entries: Sequence[ReportEntry], intervals: Sequence[TimeInCall]) -> int | None:
    """Whole minutes, rounded up once; what the file says where that is less, or where it gives no times."""
    closed = sum(round((one.leave - one.join).total_seconds()) for one in intervals if one.leave is not None)
    lengths = [entry.length_s for entry in entries if entry.length_s is not None]
    without_times = [entry for entry in entries if entry.join is None]
    if not intervals:
        return -(-sum(lengths) // 60) if lengths else None
    if not any(one.leave is not None for one in intervals):
        return None
    if lengths:
        stated = sum(
            entry.length_s
            if entry.length_s is not None
            else round((entry.leave - entry.join).total_seconds())
            for entry in entries
            if entry.join is not None and entry.leave is not None
        )
        closed = min(closed, stated) + sum(entry.length_s or 0 for entry in without_times)
    return -(-closed // 60)
