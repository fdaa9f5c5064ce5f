"""Proposals in words: one sentence that says that they wait, and the lines to look at before saying yes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from letsconnect_tui.exporters.room_lists import by_room
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.times import length, time_of_day

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import tzinfo

    from letsconnect_tui.breakouts import Move, Room, RoomAssignment
    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.people.match import NameMatch
    from letsconnect_tui.session.state import State
    from letsconnect_tui.timing.rebalance import Rebalance

_MOST_LINES = 12
Spans = Sequence[tuple[int, int]]
"""From when to when, in ms."""


def rooms_summary(plan: RoomAssignment, again_of: int | None = None) -> Message:
    """How many rooms for how many people, and who would meet again.

    Args:
        plan: The rooms; those that nobody is in are not counted.
        again_of: The number of the earlier round whose groups these are.
    """
    people = [room.people for room in plan.rooms if room.people]
    if again_of is not None:
        return message("proposal-rooms-again", len(people), sum(people), again_of)
    return message("proposal-rooms", len(people), sum(people), plan.repeats, plan.bound)


def room_lines(
    plan: RoomAssignment,
    names: Names,
    *,
    locks: Container[str],
    others: Sequence[RoomAssignment] = (),
    later: Sequence[int] = (),
) -> list[str]:
    """The rooms, what is to be said about them, and which other plans there are.

    Args:
        plan: The rooms.
        names: How people are called.
        locks: Who stays in their room whatever is proposed next.
        others: Plans in another style.
        later: Pairs that would meet again in each round planned behind this one.
    """
    lines = [_room_line(room, names, locks) for room in plan.rooms]
    for note in plan.notes:
        text = words(note.message)
        lines.append(words("preview-note", text, names.list(note.guests)) if note.guests else text)
    if later:
        lines.append(words("preview-ahead", len(later), ", ".join(str(repeats) for repeats in later)))
    lines += [words("preview-other-plan", words(f"style-{one.style}"), one.repeats) for one in others]
    return lines


def _room_line(room: Room, names: Names, locks: Container[str]) -> str:
    """One proposed room: number, language or name, who, how many seats."""
    called = {who: names.of(who) + (words("lock-mark") if who in locks else "") for who in room.members}
    return by_room([room], called).rstrip("\n")


def times_summary(
    state: State, zone: tzinfo | None, *, ends_at: int, end_at: int, late: Sequence[tuple[str, int]]
) -> Message:
    """When everything would end, and what would then not fit.

    Args:
        state: Knows the items.
        zone: Where times of day are told.
        ends_at: When everything would end, in ms.
        end_at: The end to keep, in ms.
        late: Items that would miss their clock time, and by how many ms.
    """
    ends = time_of_day(ends_at, zone)
    if late:
        item, late_ms = late[0]
        return message("proposal-rebalance-late", ends, state.item(item).title, length(late_ms))
    over = ends_at - end_at
    if over >= 1000:
        return message("proposal-rebalance-short", time_of_day(end_at, zone), length(over))
    return message("proposal-rebalance", ends)


def table_lines(table: Rebalance) -> list[str]:
    """Each item's time before and after, and what else could be done."""
    lines = []
    for line in table.lines:
        key = "preview-dropped" if line.dropped else "preview-time"
        lines.append(words(key, line.title, length(line.was_ms), length(line.becomes_ms), words(line.why)))
    for number, fix in enumerate(table.fixes, 1):
        lines.append(words("preview-fix", number, fix.say))
    return lines


def tidy_summary(moves: Sequence[Move]) -> Message:
    """How many people would move."""
    return message("proposal-tidy", len(moves))


def move_lines(moves: Sequence[Move], names: Names) -> list[str]:
    """Who would move from where to where."""
    return [words("preview-move", names.of(one.guest), one.from_room, one.to_room) for one in moves]


def paste_summary(matches: Sequence[NameMatch]) -> Message:
    """How many lines are sure, new and unsure."""
    counts = (sum(match.kind == kind for match in matches) for kind in ("sure", "new", "unsure"))
    return message("proposal-paste", *counts)


def match_lines(matches: Sequence[NameMatch], names: Names) -> list[str]:
    """Who each line is."""
    return [_match_line(match, names) for match in matches]


def _match_line(match: NameMatch, names: Names) -> str:
    if match.kind == "sure":
        return words("preview-sure", match.line, names.of(match.id))
    if match.same_as is not None:
        return words("preview-same", match.line)
    if match.kind == "new":
        return words("preview-new", match.line)
    return words("preview-unsure", match.line, names.list(match.suggestions))


def import_summary(what: str, matches: Sequence[NameMatch], dropped: int) -> Message:
    """How many people of a file are sure, new and not decided, and how many rows were left out."""
    counts = (sum(match.kind == kind for match in matches) for kind in ("sure", "new", "unsure"))
    return message("proposal-import", what, *counts, dropped)


def import_lines(
    notes: Sequence[Message],
    matches: Sequence[NameMatch],
    conflicts: Sequence[tuple[str, Spans, Spans]],
    names: Names,
    zone: tzinfo | None,
) -> list[str]:
    """What to look at before a file is taken in: doubts, who is not sure, who is new, where marks differ.

    Args:
        notes: What the reader doubts.
        matches: Who each person of the file is.
        conflicts: Who was marked by hand otherwise than the file says: when marked, when told (ms).
        names: How people are called.
        zone: Where times of day are told; None: this machine's zone.
    """
    lines = [words("import-note", note) for note in notes]
    lines += [_match_line(match, names) for match in matches if match.kind == "unsure"]
    new = [match for match in matches if match.kind == "new"]
    lines += [_match_line(match, names) for match in new[:_MOST_LINES]]
    if len(new) > _MOST_LINES:
        lines.append(words("import-more-new", len(new) - _MOST_LINES))
    for person, marked, from_file in conflicts[:_MOST_LINES]:
        times = [_times(spans, zone) for spans in (marked, from_file)]
        lines.append(
            words("import-conflict" if from_file else "import-conflict-missing", names.of(person), *times)
        )
    if len(conflicts) > _MOST_LINES:
        lines.append(words("import-more-conflicts", len(conflicts) - _MOST_LINES))
    return lines


def _times(spans: Spans, zone: tzinfo | None) -> str:
    return ", ".join(f"{time_of_day(start, zone)}–{time_of_day(end, zone)}" for start, end in spans)
