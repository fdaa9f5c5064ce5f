"""Advice on an agenda, as an experienced facilitator would give it. It never makes a plan unclean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.checks import find_placeholders
from letsconnect_tui.plan.moments import clock
from letsconnect_tui.plan.occurrence import outline, starts
from letsconnect_tui.plan.problems import Path, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.plan.model import Item, Plan

SLACK = 0.05
"""Share of the session's length that should stay unplanned."""
CONTENT_WITHOUT_BREAK_S = 60 * 60
LONG_TALK_S = 15 * 60
SHORT_BREAK_S = 10 * 60
LONG_SESSION_S = 90 * 60
REPORT_PER_ROOM_S = 2 * 60
"""Seconds each room needs to report back: two minutes at least, three are usual."""
TALKS = frozenset({"share", "framing"})
INTERACTION = frozenset({"questions", "discussion", "breakout", "activity", "icebreaker", "report-back"})


def find_advice(plan: Plan, now: datetime | None = None) -> Iterator[Remark]:
    """All advice on a plan that has no errors; with ``now`` (aware) also that all its dates are past."""
    if now is not None and max(starts(plan)) < now:
        yield _advice(("session", "start"), message("plan-advice-past"))
    yield from _on_slack(plan)
    yield from _on_breaks(plan)
    yield from _on_talks(plan)
    yield from _on_report_backs(plan)
    yield from find_placeholders(plan)


def _on_slack(plan: Plan) -> Iterator[Remark]:
    ends_at = outline(plan)[-1].ends_at if plan.items else plan.session.starts_at
    slack = int((plan.session.ends_at - ends_at).total_seconds())
    if 0 <= slack < plan.session.length_s * SLACK:
        wanted = int(plan.session.length_s * SLACK)
        yield _advice(("session", "length"), message("plan-advice-slack", clock(slack), clock(wanted)))


def _on_breaks(plan: Plan) -> Iterator[Remark]:
    content = 0
    for index, item in enumerate(plan.items):
        if item.kind == "break":
            content = 0
            if item.duration_s < SHORT_BREAK_S and plan.session.length_s > LONG_SESSION_S:
                yield _advice(("item", index, "duration"), message("plan-advice-short-break"))
            continue
        before = content
        content += item.duration_s
        if before <= CONTENT_WITHOUT_BREAK_S < content:
            yield _advice(("item", index), message("plan-advice-no-break", CONTENT_WITHOUT_BREAK_S // 60))


def _on_talks(plan: Plan) -> Iterator[Remark]:
    for index, item in enumerate(plan.items):
        if item.kind not in TALKS or item.duration_s - item.questions_s <= LONG_TALK_S or item.questions_s:
            continue
        after = next((later for later in plan.items[index + 1 :] if later.kind != "break"), None)
        if after is None or after.kind not in INTERACTION:
            yield _advice(("item", index), message("plan-advice-long-talk", LONG_TALK_S // 60))


def _on_report_backs(plan: Plan) -> Iterator[Remark]:
    rooms = 0
    for index, item in enumerate(plan.items):
        if item.breakout is not None:
            rooms = _rooms_expected(item)
        elif item.kind == "report-back" and item.duration_s < rooms * REPORT_PER_ROOM_S:
            needed = clock(rooms * REPORT_PER_ROOM_S)
            yield _advice(("item", index, "duration"), message("plan-advice-report-back", rooms, needed))


def _rooms_expected(item: Item) -> int:
    """How many rooms the plan asks for; 0 when rooms are made by size, since nobody knows who will come."""
    rooms = item.breakout
    return 0 if rooms is None else max(rooms.count or 0, len(rooms.rooms))


def _advice(path: Path, reason: Message) -> Remark:
    return Remark("advice", path, reason)
