"""The big clock, for a shared screen: time, title, what comes next; no names and no notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.messages.times import time_left
from letsconnect_tui.text import fit
from letsconnect_tui.tui.render.clock import TIME_STATE_STYLES, bar, big_text, digits, largest, time_state
from letsconnect_tui.tui.render.styles import MUTED, STRONG, styled

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot

_FOR_WORDS = 8
"""Rows kept for title, word, bar, what comes next and the blanks between."""


def big_clock(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    """The whole screen, everything in the middle."""
    text, style, word = _time(snapshot)
    scale = largest(text, width - 4, max(3, height - _FOR_WORDS))
    shown = digits(text, scale)
    rows = [styled(fit(_title(snapshot), width - 2), STRONG), styled("")]
    rows += [styled(row, style) for row in shown]
    rows += [styled(""), styled(word, style)]
    if snapshot.moment.item is not None:
        rows.append(bar(snapshot, min(width - 8, 60)))
    rows += [styled(""), styled(fit(_next(snapshot), width - 2), MUTED)]
    rows = [_centred(row, width) for row in rows]
    above = max(0, (height - len(rows)) // 2)
    return [*[styled("")] * above, *rows][:height]


def _time(snapshot: Snapshot) -> tuple[str, str, str]:
    """The digits, their style, and the word under them."""
    moment = snapshot.moment
    if moment.phase == "ready":
        left = snapshot.state.planned_start - moment.now
        if left < 0:
            return "0:00", STRONG, words("tui-big-soon")
        return time_left(left), STRONG, words("tui-starts-in")
    if moment.item is None:
        return "0:00", MUTED, words("tui-title-ended")
    now = time_state(snapshot)
    return big_text(snapshot), TIME_STATE_STYLES[now], words(f"tui-big-{now}")


def _title(snapshot: Snapshot) -> str:
    item = snapshot.state.current_item
    return snapshot.state.plan.session.title if item is None else item.title


def _next(snapshot: Snapshot) -> str:
    coming = snapshot.moment.coming
    if not coming:
        return ""
    return words("tui-big-next", snapshot.time(coming[0].start_at), snapshot.state.item(coming[0].item).title)


def _centred(row: Content, width: int) -> Content:
    return row.pad_left(max(0, (width - row.cell_length) // 2))
