"""What stands around the editor's tables: header, sums, lateness, problems and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.style import Style

from letsconnect_tui.i18n import key_name, words
from letsconnect_tui.i18n.dates import short_date_of_year
from letsconnect_tui.plan.moments import clock
from letsconnect_tui.tui.render.styles import (
    ACCENT,
    BAD,
    GOOD,
    MUTED,
    STRONG,
    WARN,
    joined,
    side_by_side,
    styled,
    wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from textual.content import Content

    from letsconnect_tui.app.plan_agenda import AgendaSums
    from letsconnect_tui.i18n import Message
    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.plan.problems import Problem
    from letsconnect_tui.timing.whatif import WhatIf

SIGNS = {"error": ("!", BAD), "warning": ("!", WARN), "advice": ("·", MUTED)}
"""What stands beside a problem, by its level."""
KeyHint = tuple[str, str, str]
"""Word key of what it does, the bindings it names with their usual keys, and the action of a click."""
AGENDA_KEYS: tuple[KeyHint, ...] = (
    ("edit-open", "edit-open:enter", "open"), ("edit-add", "edit-add:a", "add"),
    ("edit-length", "edit-longer:+ edit-shorter:-", "lengthen(1)"),
    ("edit-move", "edit-up:K edit-down:J", "move(1)"), ("edit-copy", "edit-copy:d", "duplicate"),
    ("edit-split", "edit-split:s", "split"), ("edit-merge", "edit-merge:m", "merge"),
    ("edit-remove", "edit-remove:x", "remove"), ("edit-undo", "edit-undo:u", "undo"),
    ("edit-redo", "edit-redo:U", "redo"), ("edit-people", "edit-people:p", "people"),
    ("edit-session", "edit-session:t", "session"), ("edit-late", "edit-late:l", "later"),
    ("edit-save", "edit-save:ctrl+s", "save"), ("edit-close", "edit-close:q", "close"),
)  # fmt: skip
PEOPLE_KEYS: tuple[KeyHint, ...] = (
    ("edit-open", "edit-open:enter", "open"), ("edit-add", "edit-add:a", "add"),
    ("edit-remove", "edit-remove:x", "remove"), ("edit-undo", "edit-undo:u", "undo"),
    ("edit-redo", "edit-redo:U", "redo"), ("edit-agenda", "edit-people:p", "people"),
    ("edit-session", "edit-session:t", "session"), ("edit-save", "edit-save:ctrl+s", "save"),
    ("edit-close", "edit-close:q", "close"),
)  # fmt: skip
FORM_KEYS: tuple[KeyHint, ...] = (
    ("edit-field-next", ":tab", "next_field(1)"), ("edit-undo", ":ctrl+z", "take_back"),
    ("edit-redo", ":ctrl+y", "do_again"), ("edit-save", "edit-save:ctrl+s", "save"),
    ("edit-back", "edit-back:escape", "leave_form"),
)  # fmt: skip
ACTION = "action"
"""What the style of a key names its action by, for clicks; Textual's own ``@click`` would underline it."""
_KEY_GAP = "  "


def header(plan: Plan, *, unsaved: bool, width: int) -> Content:
    """Title, whether there is something to save, and when it is."""
    mark = styled(f"{words('edit-unsaved')}  ", WARN) if unsaved else styled("")
    session = plan.session
    when = f"{short_date_of_year(session.start.date())} {session.start:%H:%M} {session.timezone} "
    return side_by_side(styled(f" {session.title}", STRONG), mark + styled(when, MUTED), width)


def sums(total: AgendaSums, late: WhatIf | None, late_s: int, width: int) -> list[Content]:
    """Where it ends, what is spare, where the floors end, and what a late start would do."""
    end = words("edit-sum-ends", _time(total.ends_at), _time(total.slot_ends_at))
    spare = words("edit-sum-over" if total.spare_s < 0 else "edit-sum-spare", clock(abs(total.spare_s)))
    style = BAD if total.spare_s < 0 else GOOD if total.spare_s else MUTED
    parts = [styled(end, STRONG), styled(spare, style)]
    if total.floors_end_at is not None:
        parts.append(styled(words("edit-sum-floors", _time(total.floors_end_at)), MUTED))
    first = styled(" ") + joined(parts)
    late_start = if_it_begins_late(late, late_s)
    if first.cell_length + late_start.cell_length + 3 <= width:
        return [first + styled("   ") + late_start]
    return [first, styled(" ") + late_start]


def if_it_begins_late(late: WhatIf | None, late_s: int) -> Content:
    """One sentence: whether the end holds, and who gives up how much in all."""
    if late is None:
        return styled("")
    minutes = late_s // 60
    if not late.rebalance.fits:
        short = clock(late.rebalance.short_by_ms // 1000)
        return styled(words("edit-late-cannot", minutes, short), WARN)
    given = sum(line.was_ms - line.becomes_ms for line in late.rebalance.lines) // 1000
    items = sum(line.was_ms > line.becomes_ms for line in late.rebalance.lines)
    key = "edit-late-holds" if given else "edit-late-nothing"
    return styled(words(key, minutes, clock(given), items), MUTED)


def with_turnout(rows: list[Content], turnout: int | None, width: int) -> list[Content]:
    """The sums, with how many people the advice expects, in two rows at most."""
    key = "edit-turnout-unknown" if turnout is None else "edit-turnout"
    turnout_text = styled(words(key, turnout or 0), MUTED)
    last = rows[-1] + styled("   ") + turnout_text
    if last.cell_length <= width:
        return [*rows[:-1], last]
    return rows if len(rows) > 1 else [*rows, styled(" ") + turnout_text]


def _time(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def problem_rows(own: Sequence[Problem], others: Sequence[Problem], width: int, height: int) -> list[Content]:
    """The problems of what is selected, then the others, as many as fit; the rest are counted."""
    rows: list[Content] = []
    for problem in own:
        sign, style = SIGNS[problem.level]
        text_rows = styled(words(problem.message)).wrap(max(10, width - 4))
        rows += [styled(f" {sign if not at else ' '} ", style) + row for at, row in enumerate(text_rows)]
    for problem in others:
        sign, style = SIGNS[problem.level]
        where = f"{problem.where}: " if problem.where else ""
        row = styled(f" {sign} ", style) + styled(where, MUTED) + styled(words(problem.message), MUTED)
        rows.append(row.truncate(width, ellipsis=True))
    if len(rows) > height:
        rows = [
            *rows[: height - 1],
            styled(f"   {words('edit-more-problems', len(rows) - height + 1)}", MUTED),
        ]
    if not rows:
        rows = [styled(f" ✓ {words('edit-no-problems')}", GOOD)]
    return rows


def note(outcome: Message, *, good: bool, width: int) -> list[Content]:
    """What the last key did, or why it could not."""
    sign, style = ("✓", GOOD) if good else ("!", BAD)
    rows = wrapped(words(outcome), width - 1, indent=3)
    return [styled(f" {sign} ", style) + rows[0][3:], *rows[1:]]


def key_rows(keys: Sequence[KeyHint], width: int) -> list[Content]:
    """The keys of the place in as many rows as they need; a click on one acts as the key."""
    rows: list[Content] = [styled(" ")]
    for word, bindings, action in keys:
        names = [key_name(*one.split(":", 1)) for one in bindings.split()]
        hint = styled(" ".join(names), f"bold {ACCENT}") + styled(f" {words(f'{word}-key')}")
        hint = hint.stylize(Style.from_meta({ACTION: action}))
        if rows[-1].cell_length + hint.cell_length + len(_KEY_GAP) > width:
            rows.append(styled(" "))
        gap = styled(_KEY_GAP) if rows[-1].cell_length > 1 else styled("")
        rows[-1] = rows[-1] + gap + hint
    return rows


def rooms_expected(sizes: Sequence[int], people: int, *, key: bool) -> Content:
    """The rooms that so many people would make; with the key for more of them where it acts."""
    size_list = " ".join(map(str, sizes[:30]))
    return styled(" ") + styled(
        words("edit-rooms-expected" if key else "edit-rooms-made", people, len(sizes), size_list), ACCENT
    )
