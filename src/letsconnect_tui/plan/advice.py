"""Advice on an agenda, as an experienced facilitator would give it. It never makes a plan unclean.

Each piece gives its numbers and, in brackets, whose experience it is; ``docs/preparing.md`` has the sources.
"""

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
    from letsconnect_tui.plan.model import Breakout, Plan

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


INTERPRETED_ALONE_S = 60 * 60
"""Up to this length one interpreter a language is enough; beyond, two take turns."""


def find_advice(plan: Plan, now: datetime | None = None, turnout: int | None = None) -> Iterator[Remark]:
    """All advice on a plan that has no errors.

    Args:
        plan: The plan.
        now: The present moment, aware; None: nothing is said of dates that are past.
        turnout: How many people are expected; None: nobody knows.
    """
    if now is not None and max(starts(plan)) < now:
        yield _advice(("session", "start"), message("plan-advice-past"))
    yield from _on_slack(plan)
    yield from _on_breaks(plan)
    yield from _on_talks(plan)
    yield from _on_report_backs(plan, turnout)
    yield from _on_interpretation(plan)
    if turnout is not None:
        yield from _on_rooms(plan, turnout)
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
                yield _advice(
                    ("item", index, "duration"), message("plan-advice-short-break", clock(item.duration_s))
                )
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
            lasts = clock(item.duration_s)
            yield _advice(("item", index), message("plan-advice-long-talk", LONG_TALK_S // 60, lasts))


def _on_report_backs(plan: Plan, turnout: int | None) -> Iterator[Remark]:
    rooms = 0
    for index, item in enumerate(plan.items):
        if item.breakout is not None:
            rooms = _rooms_expected(item.breakout, turnout)
        elif item.kind == "report-back" and item.duration_s < rooms * REPORT_PER_ROOM_S:
            needed = clock(rooms * REPORT_PER_ROOM_S)
            yield _advice(("item", index, "duration"), message("plan-advice-report-back", rooms, needed))


def _rooms_expected(rooms: Breakout, turnout: int | None) -> int:
    """How many rooms there will be; 0 where they are made by size and nobody knows who will come."""
    asked_for = max(rooms.count or 0, len(rooms.rooms))
    if rooms.count is not None or turnout is None or rooms.size is None:
        return asked_for
    return max(asked_for, -(-turnout // rooms.size))


def _on_rooms(plan: Plan, turnout: int) -> Iterator[Remark]:
    """Rooms that would be too small for those expected, by their number or by the languages spoken."""
    languages = 1 + len(plan.session.interpretation)
    for index, item in enumerate(plan.items):
        rooms = item.breakout
        if rooms is None:
            continue
        path: Path = ("item", index, "breakout")
        if rooms.count is not None and turnout < rooms.count * rooms.min_size:
            fit = max(1, turnout // rooms.min_size)
            yield _advice(path, message("plan-advice-rooms", turnout, rooms.count, rooms.min_size, fit))
        elif "language" in rooms.same and languages > 1 and turnout < languages * rooms.min_size:
            text = message("plan-advice-room-languages", turnout, languages, rooms.min_size)
            yield _advice(path, text)


def _on_interpretation(plan: Plan) -> Iterator[Remark]:
    """Languages that one interpreter, or nobody, would have to carry for over an hour."""
    if plan.session.length_s <= INTERPRETED_ALONE_S:
        return
    interpreters = [person for person in plan.people if person.role == "interpreter"]
    for index, language in enumerate(plan.session.interpretation):
        named = sum(language in person.languages for person in interpreters)
        if named < 2:
            text = message("plan-advice-interpreters", language, clock(plan.session.length_s), named)
            yield _advice(("session", "interpretation", index), text)


def _advice(path: Path, reason: Message) -> Remark:
    return Remark("advice", path, reason)
