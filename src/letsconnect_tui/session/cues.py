"""What falls due as time passes with no command given: warnings, time's up, missing sharers, broadcast lines.

Between two commands every due moment is fixed, so cues are computed, never counted down.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import msgspec

from letsconnect_tui.session.moment import due_at, ends_at, slots_to_come
from letsconnect_tui.timing.projection import fit, project

if TYPE_CHECKING:
    from letsconnect_tui.session.state import Round, State

CueKind = Literal[
    "time-left",
    "time-up",
    "questions",
    "sharer-missing",
    "tight",
    "cannot-fit",
    "broadcast",
    "rooms-due",
    "planned-start",
    "clock",
    "notice",
]

MISSING_AT_MS = (10 * 60_000, 5 * 60_000)
"""How long before a slot its sharer, if not marked here, is asked for."""
ROOMS_DUE_MS = (5 * 60_000, 60_000, 0)
"""How long before the rooms close a line is due, unless the plan has one of its own then."""
SAME_LINE_MS = 45_000


class Cue(msgspec.Struct, frozen=True):
    """Something to say or do at ``at``; what the values are depends on the kind.

    time-left, questions, sharer-missing: ``ms`` to go; broadcast: ``text`` to send; the others none.
    """

    at: int
    kind: CueKind
    item: str | None = None
    person: str | None = None
    ms: int = 0
    text: str = ""


def cues_between(state: State, after: int, until: int) -> tuple[Cue, ...]:
    """The cues due in ``(after, until]`` if no command is given, in the order in which they fall due."""
    due = [cue for cue in _all(state, after) if after < cue.at <= until]
    return tuple(sorted(due, key=lambda cue: cue.at))


def missed_by_clock(state: State, after: int, ms: int) -> tuple[Cue, ...]:
    """The cues due at a clock time that was passed over when the wall clock was put forward.

    What falls due so long before or after something that runs moves with it, and is not missed.

    Args:
        state: The session after it.
        after: Until when cues were looked for, by the clock as it was.
        ms: How far the clock was put forward.
    """
    kinds = {"planned-start", "sharer-missing"} if state.phase == "ready" else {"tight", "cannot-fit"}
    return tuple(cue for cue in cues_between(state, after, after + ms) if cue.kind in kinds)


def next_auto_advance(state: State, now: int) -> int | None:
    """When the running item goes on by itself; None unless the plan says so and there is a next one."""
    item = state.current_item
    if item is None or not item.auto or state.phase != "live" or not state.to_come:
        return None
    return now + max(0, state.remaining(item.id, now))


def _all(state: State, now: int) -> Iterator[Cue]:
    """Every cue; each moment is the same whatever ``now`` is, as long as no command is given."""
    if state.phase == "ready":
        yield Cue(state.planned_start, "planned-start")
    if state.phase == "live" and state.current is not None:
        yield from _running(state, state.current, now)
    if state.phase in ("ready", "live"):
        yield from _missing(state, ends_at(state, now))
    if state.phase in ("live", "paused") and state.current is not None:
        yield from _alarm(state, state.current, now)
    if state.round is not None and state.round.is_open:
        yield from _rooms(state, state.round, now)


def _running(state: State, item_id: str, now: int) -> Iterator[Cue]:
    item = state.item(item_id)
    end = ends_at(state, now)
    for left in state.warn_ms(item_id):
        yield Cue(end - left, "time-left", item_id, state.lead_of(item_id), left)
    if item.questions_s:
        left = item.questions_s * 1000
        yield Cue(end - left, "questions", item_id, state.lead_of(item_id), left)
    yield Cue(end, "time-up", item_id, state.lead_of(item_id))


def _missing(state: State, end: int) -> Iterator[Cue]:
    """Sharers of items to come who are not marked here.

    Once the running item is over its time, every start behind it moves with the clock and comes no nearer:
    what lies further from its due ``end`` than the cue is not asked for before the next command.
    """
    slots = slots_to_come(state)
    behind_ms = 0
    for row, slot in zip(project(end, slots), slots, strict=True):
        lead = state.people.get(state.lead_of(row.id) or "")
        if lead is not None and state.item(row.id).kind == "share" and not lead.is_here:
            for ms in MISSING_AT_MS:
                if behind_ms <= ms:
                    yield Cue(row.start_at - ms, "sharer-missing", row.id, lead.id, ms)
        behind_ms += slot.allotted_ms


def _alarm(state: State, item_id: str, now: int) -> Iterator[Cue]:
    """The first whole second at which what is to come no longer fits: as allotted, and at its floors.

    A pause pushes the end along from its first second; a running item only once it is over its time.
    """
    fits = fit(due_at(state, now), slots_to_come(state), state.end_to_keep)
    kept_ms = max(0, state.remaining(item_id, now)) if state.phase == "paused" else 0
    due = 0 if state.phase == "paused" else ends_at(state, now)
    limits: list[tuple[CueKind, int]] = [("cannot-fit", fits.latest_floor_at)]
    if fits.latest_allotted_at < fits.latest_floor_at:
        limits.insert(0, ("tight", fits.latest_allotted_at))
    for kind, latest in limits:
        if latest >= due:
            yield Cue(((latest - kept_ms) // 1000 + 1) * 1000, kind, item_id)


def round_closes_at(state: State, held: Round, now: int) -> int | None:
    """When the rooms are due to close: with their item while it runs, else so long after opening.

    None before the rooms are opened and while the session is paused.
    """
    if held.opened_at is None or state.phase == "paused":
        return None
    if held.item == state.current:
        return now + state.remaining(held.item, now)
    return held.opened_at + state.allotted(held.item) + state.runs[held.item].added_ms + held.added_ms


def _rooms(state: State, held: Round, now: int) -> Iterator[Cue]:
    closes_at = round_closes_at(state, held, now)
    if closes_at is None:
        return
    breakout = state.item(held.item).breakout
    planned = [line.at_s * 1000 for line in breakout.broadcast] if breakout else []
    for line in breakout.broadcast if breakout else ():
        yield Cue(closes_at + line.at_s * 1000, "broadcast", held.item, text=line.text)
    for left in ROOMS_DUE_MS:
        if all(abs(left + at) > SAME_LINE_MS for at in planned):
            yield Cue(closes_at - left, "rooms-due", held.item, ms=left)
