"""Before the start: the countdown, who is ready with what, who is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.readiness import awaited
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import utc
from letsconnect_tui.messages.display_names import people_here
from letsconnect_tui.messages.times import length, seconds_left, time_left, time_of_day
from letsconnect_tui.tui.render.clock import digits
from letsconnect_tui.tui.render.header import presence_mark
from letsconnect_tui.tui.render.notes import notes_and_chat
from letsconnect_tui.tui.render.styles import BAD, GOOD, MUTED, STRONG, styled

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot

READY = ("confirmed", "slides", "interpreters", "sound", "screen", "cohost")
"""What a sharer is ready with, in the order in which it falls due."""


def before(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    """Countdown, who is ready and here, then what is at hand for the first item, as far as it fits."""
    rows = [
        *countdown(snapshot, width),
        styled(""),
        *readiness(snapshot, width),
        styled(""),
        *counts(snapshot, width),
    ]
    free = height - len(rows) - 1
    if free >= 2:
        rows += [styled(""), *notes_and_chat(snapshot, width, free)]
    return rows[: max(height, 0)]


DAY_S = 86_400
MOST_DAYS_IN_HOURS = 2
"""From this many days on the countdown counts days: nobody reads 2111 hours."""


def countdown(snapshot: Snapshot, width: int) -> list[Content]:
    """Three rows: big digits, and beside them when it starts, here and in UTC."""
    left = snapshot.state.planned_start - snapshot.moment.now
    late = seconds_left(left) < 0
    days = 0 if late else seconds_left(left) // DAY_S
    shown = digits(("+" if late else "") + time_left(left))
    start = snapshot.state.planned_start
    word = styled(words("tui-start-late" if late else "tui-starts-in"), BAD if late else STRONG)
    if days >= MOST_DAYS_IN_HOURS:
        shown = digits(str(days))
        word = styled(words("tui-starts-in-days", days), STRONG)
    local, zulu = snapshot.time(start), time_of_day(start, utc(start).tzinfo)
    at = styled(words("tui-starts-at-utc", zulu) if local == zulu else words("tui-starts-at", local, zulu))
    until = styled(
        words("tui-plan-of", len(snapshot.state.order), length(snapshot.state.plan.session.length_s * 1000)),
        MUTED,
    )
    style = BAD if late else STRONG
    return [
        (styled("  ") + styled(row, style) + styled("   ") + text).truncate(width, ellipsis=True)
        for row, text in zip(shown, (word, at, until), strict=True)
    ]


def readiness(snapshot: Snapshot, width: int) -> list[Content]:
    """One row per person named in the plan: marked here or not, how much is ready, the name last."""
    rows = []
    for person in snapshot.state.plan.people:
        if person.id not in snapshot.state.people:
            continue
        done = snapshot.state.readiness.get(person.id, frozenset())
        ready = styled("", width=14)
        if person.role == "sharer":
            needed = awaited(snapshot.state, person.id)
            text = words("tui-before-ready", len(done & needed), len(needed))
            ready = styled(text, GOOD if done >= needed else MUTED, width=14)
        role = styled(words(f"role-{person.role}"), MUTED, width=16)
        mark = presence_mark(snapshot, person.id)
        mark = mark.pad_right(max(1, 14 - mark.cell_length))
        name = styled(snapshot.names.of(person.id), STRONG)
        rows.append((styled(" ") + role + mark + ready + name).truncate(width, ellipsis=True))
    return rows


def counts(snapshot: Snapshot, width: int) -> list[Content]:
    """Who is here of who registered."""
    counts = snapshot.moment.head
    here = words(people_here(counts))
    registered = sum(person.source == "roster" for person in snapshot.state.people.values())
    text = words("tui-before-people", here, registered) if registered else here
    rows = [styled(f" {text}", STRONG)]
    if not counts.crowd:
        rows.append(styled(f" {words('tui-before-mark')}", MUTED))
    return rows
