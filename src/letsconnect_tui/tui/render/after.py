"""After the end: how it ended, who came, what sharers were given and took, what is left to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from letsconnect_tui.app.session_views import timeline_bars
from letsconnect_tui.exporters.timing_facts import shares
from letsconnect_tui.i18n import words
from letsconnect_tui.messages.results import HIDDEN
from letsconnect_tui.messages.times import length
from letsconnect_tui.text import cell_width
from letsconnect_tui.timing.timeline import OVER, WITHIN
from letsconnect_tui.tui.actions import action_by_id
from letsconnect_tui.tui.render.styles import ACCENT, GOOD, HEADING, MUTED, STRONG, WARN, joined, styled

if TYPE_CHECKING:
    from letsconnect_tui.session.moment import Moment
    from letsconnect_tui.session.state import State, TakenLine
    from letsconnect_tui.tui.snapshot import Snapshot


TWO_COLUMNS = 104
"""From this many columns on, what to do next stands beside what was."""
STEPS = ("people", "export", "timeline", "report", "feedback", "undo", "close")
"""What is left to do, in the order in which it is usually done."""
LEAST_FACTS = 3
"""With fewer rows than these, what is open is only counted."""


def after(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    """What was, then what to do next; where rows are few, only how it ended and who came."""
    top = [
        ending(snapshot).truncate(width, ellipsis=True),
        attendance_line(snapshot).truncate(width, ellipsis=True),
    ]
    if height <= len(top) + 2:
        return top[:height]
    if width >= TWO_COLUMNS:
        half = width // 2
        left = [*top, styled(""), *facts(snapshot, half - 2, height - len(top) - 1)]
        rows = _beside(left, steps(snapshot, width - half), half)
    else:
        below = steps(snapshot, width)
        fact_rows = facts(snapshot, width, height - len(top) - len(below) - 2)
        rows = [*top, styled(""), *([*fact_rows, styled("")] if fact_rows else []), *below]
    return [*rows, *_bars(snapshot, width, height - len(rows))][:height]


def ending(snapshot: Snapshot) -> Content:
    """``Ended 12:01 (plan 12:00), 1:04 late``."""
    state, moment = snapshot.state, snapshot.moment
    ended = state.ended_at if state.ended_at is not None else moment.now
    at, planned = snapshot.time(ended), snapshot.time(moment.planned_end)
    headline = styled(" " + words("tui-after-ended", at) + "  ", STRONG)
    if abs(moment.offset) < 1000:
        return headline + styled(words("on-time"), GOOD)
    late = moment.offset > 0
    how = words("tui-after-late" if late else "tui-after-early", length(abs(moment.offset)))
    plan = words("tui-after-plan", planned) if planned != at else ""
    return headline + styled(how, WARN if late else GOOD) + styled(f"  {plan}", MUTED)


def attendance_line(snapshot: Snapshot) -> Content:
    """How many came, were there at once, and came for the first time."""
    people = [one for one in snapshot.state.people.values() if one.spans and not one.is_team]
    first = sum(bool(one.facts.first_time) for one in people)
    counts = snapshot.moment.head
    parts = [styled(words("tui-after-came", counts.unique), STRONG)]
    if counts.headcount is not None and counts.headcount > counts.peak:
        parts.append(styled(words("tui-after-counted", counts.headcount)))
    if counts.unique:
        parts.append(styled(words("tui-after-peak", counts.peak)))
    if first:
        parts.append(styled(words("tui-after-first-time", first)))
    return styled(" ") + joined(parts)


def facts(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    """Sharers' times and what is still open, sharing the height; what does not fit is counted."""
    given, left = _sharers(snapshot, width), _open(snapshot, width)
    if height < LEAST_FACTS:
        return [_open_counted(snapshot)] if left and height > 0 else []
    if not given or not left:
        return _cut(given or left, height)
    gap = 1
    for_open = min(len(left), max(height // 2, height - len(given) - gap))
    above = _cut(given, height - for_open - gap)
    if not above:  # so few rows that one list can only be counted
        return (
            [*_cut(given, height - 1), _open_counted(snapshot)]
            if height > LEAST_FACTS
            else _cut(left, height)
        )
    return [*above, styled(""), *_cut(left, height - len(above) - gap)]


def _bars(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    """The timeline, where there is room for all of it."""
    rows = timeline_rows(snapshot.state, snapshot.moment, width)
    return (
        [styled(""), styled(f" {words('report-timeline')}", HEADING), *rows]
        if rows and len(rows) + 2 <= height
        else []
    )


def _sharers(snapshot: Snapshot, width: int) -> list[Content]:
    rows = []
    for who, (given, took) in shares(snapshot.state, snapshot.moment.now).items():
        times = styled(f"{length(given):>9}", MUTED)
        times += styled(f"{'–' if took is None else length(took):>9}")
        over = 0 if took is None else took - given
        sign = "" if not over else f"{'+' if over > 0 else '−'}{length(abs(over))}"
        times += styled(f"{sign:>9}", WARN if over > 0 else GOOD)
        rows.append((times + styled("   ") + styled(snapshot.names.of(who))).truncate(width, ellipsis=True))
    if not rows:
        return []
    heads = (words(f"tui-after-{one}") for one in ("given", "took"))
    heading = "".join(f"{head:>9}" for head in heads)
    return [
        styled(heading + " " * 12 + words("tui-after-sharer"), MUTED).truncate(width, ellipsis=True),
        *rows,
    ]


def _left_open(snapshot: Snapshot) -> list[TakenLine]:
    """Parked questions nobody has answered, then what is still to be done."""
    questions = [one for one in snapshot.state.lines if one.kind == "question" and not one.answered]
    return questions + [one for one in snapshot.state.lines if one.kind == "action" and not one.answered]


def _open_counted(snapshot: Snapshot) -> Content:
    return styled(f" {words('tui-after-open-counted', len(_left_open(snapshot)))}", STRONG)


def _open(snapshot: Snapshot, width: int) -> list[Content]:
    rows = [
        (
            styled(f"  {words(f'tui-after-{one.kind}')}", MUTED, width=14)
            + styled(HIDDEN if snapshot.names.hidden else one.text)
        ).truncate(width, ellipsis=True)
        for one in _left_open(snapshot)
    ]
    return [styled(f" {words('tui-after-open')}", HEADING), *rows] if rows else []


def steps(snapshot: Snapshot, width: int) -> list[Content]:
    """What to do next: key, what it is called, what is known of it."""
    rows = [styled(f" {words('tui-after-next')}", HEADING)]
    called = {
        name: words(f"tui-after-step-{name}") for name in STEPS if action_by_id(name).is_available(snapshot)
    }
    widest = max(cell_width(label) for label in called.values())
    for name, label in called.items():
        row = styled(f"  {action_by_id(name).key}  ", f"bold {ACCENT}") + styled(label, width=widest + 2)
        rows.append((row + styled(_about(snapshot, name), MUTED)).truncate(width, ellipsis=True))
    return rows


def _about(snapshot: Snapshot, name: str) -> str:
    if name == "people":
        waiting = snapshot.moment.head.registered_not_marked
        return words("tui-after-about-people", waiting) if waiting else words("tui-after-about-people-none")
    if name == "undo" and snapshot.undoes is not None:
        return words("tui-takes-back", snapshot.undoes)
    if name == "close" and snapshot.kept_elsewhere is not None:
        return words("tui-after-about-close-elsewhere", Path(str(snapshot.kept_elsewhere.values[-1])).name)
    if name == "close" and not snapshot.keeps:
        return words("tui-after-about-close-kept-not")
    return words(f"tui-after-about-{name}")


def _cut(rows: list[Content], height: int) -> list[Content]:
    """As many rows as there is room for, the rest counted; a heading alone says nothing."""
    if len(rows) <= height:
        return rows
    if height < 3:
        return []
    return [*rows[: height - 1], styled("  " + words("tui-after-more", len(rows) - height + 1), MUTED)]


def _beside(left: list[Content], right: list[Content], at: int) -> list[Content]:
    """Two columns, the second from column ``at`` on."""
    rows = []
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else styled("")
        other = right[number] if number < len(right) else styled("")
        rows.append(one.truncate(at, ellipsis=True) + Content(" " * max(0, at - one.cell_length)) + other)
    return rows


NARROWEST, WIDEST = 60, 200
MARGIN = 2
"""One column at the left, one for a scroll bar."""


def timeline_rows(state: State, moment: Moment, width: int) -> list[Content]:
    """Two rows an item: the plan, which is quiet, and what ran, with time beyond the plan marked."""
    columns = max(NARROWEST, min(WIDEST, width - MARGIN))
    lines = timeline_bars(state, moment, columns)
    return [_ran(line) if number % 2 else styled(f" {line}", MUTED) for number, line in enumerate(lines)]


def _ran(line: str) -> Content:
    """What ran within the plan, beyond it, and how long it took."""
    bar, mark, beyond = line.partition(OVER)
    if mark:
        over = len(beyond) - len(beyond.lstrip(OVER))
        return styled(f" {bar}", ACCENT) + styled(mark + beyond[:over], WARN) + styled(beyond[over:])
    end = line.rfind(WITHIN) + 1
    return styled(f" {line[:end]}", ACCENT) + styled(line[end:])
