"""The big clock, for a shared screen: time, title, what comes next; no names and no notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.messages.times import length
from letsconnect_tui.text import fit
from letsconnect_tui.tui.render.big_digits import digits, largest
from letsconnect_tui.tui.render.clock import MOOD_STYLE, bar, big_text, mood
from letsconnect_tui.tui.render.styles import MUTED, STRONG, ink

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot

_FOR_WORDS = 8
"""Rows kept for title, word, bar, what comes next and the blanks between."""


def big_clock(look: Snapshot, width: int, height: int) -> list[Content]:
    """The whole screen, everything in the middle."""
    text, style, word = _time(look)
    scale = largest(text, width - 4, max(3, height - _FOR_WORDS))
    shown = digits(text, scale)
    rows = [ink(fit(_title(look), width - 2), STRONG), ink("")]
    rows += [ink(row, style) for row in shown]
    rows += [ink(""), ink(word, style)]
    if look.moment.item is not None:
        rows.append(bar(look, min(width - 8, 60)))
    rows += [ink(""), ink(fit(_next(look), width - 2), MUTED)]
    rows = [_centred(row, width) for row in rows]
    above = max(0, (height - len(rows)) // 2)
    return [*[ink("")] * above, *rows][:height]


def _time(look: Snapshot) -> tuple[str, str, str]:
    """The digits, their style, and the word under them."""
    seen = look.moment
    if seen.phase == "ready":
        left = look.state.planned_start - seen.now
        if left < 0:
            return "0:00", STRONG, words("tui-big-soon")
        return length(-(-left // 1000) * 1000), STRONG, words("tui-starts-in")
    if seen.item is None:
        return "0:00", MUTED, words("tui-title-ended")
    now = mood(look)
    return big_text(look), MOOD_STYLE[now], words(f"tui-big-{now}")


def _title(look: Snapshot) -> str:
    item = look.state.current_item
    return look.state.plan.session.title if item is None else item.title


def _next(look: Snapshot) -> str:
    coming = look.moment.coming
    if not coming:
        return ""
    return words("tui-big-next", look.time(coming[0].start_at), look.state.item(coming[0].item).title)


def _centred(row: Content, width: int) -> Content:
    return row.pad_left(max(0, (width - row.cell_length) // 2))
