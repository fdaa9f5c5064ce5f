"""Notes and chat lines of what is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.messages.call_texts import chat_item, chat_key, chat_lines, next_chat_line
from letsconnect_tui.tui.actions import action
from letsconnect_tui.tui.render.agenda import agenda
from letsconnect_tui.tui.render.styles import ACCENT, GOOD, MUTED, STRONG, ink, wrapped

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot

HEADED = 4
"""Below so many rows a block has no heading."""
LEAST_AGENDA = 3
CHAT_ROWS = 2
"""So many chat lines and rows of the agenda are kept where the rows do not do for all."""


def texts(look: Snapshot, width: int, height: int) -> list[Content]:
    """Notes above chat lines, sharing the height; what does not fit is counted."""
    above, below = notes(look, width), chat(look, width)
    for_chat = min(len(below), max(height // 2, height - len(above)))
    shown = _cut_notes(above, height - for_chat)
    return shown + _cut(below, height - len(shown))


def stacked(look: Snapshot, width: int, height: int) -> list[Content]:
    """As ``texts``, with the agenda under them: for narrow screens. Where rows are dear, headings go."""
    above, below, line_up = notes(look, width), chat(look, width), agenda(look, width, 1000)
    if height >= len(above) + len(below) + LEAST_AGENDA + 2:
        shown = above + below
        return shown + agenda(look, width, height - len(shown))
    below = _from_next(look, below)
    for_agenda = min(len(line_up) - 1, LEAST_AGENDA)
    for_chat = min(len(below), CHAT_ROWS)
    above, want = above[1:], len(above) - 1
    if want > height - for_agenda - for_chat and for_agenda == LEAST_AGENDA:
        for_agenda -= 1
    if want > height - for_agenda - for_chat and for_chat == CHAT_ROWS:
        for_chat -= 1
    shown = _cut_notes(above, max(0, height - for_agenda - for_chat))
    shown += below[: max(0, height - len(shown) - for_agenda)]
    return shown + agenda(look, width, height - len(shown), heading=False)


def _from_next(look: Snapshot, rows: list[Content]) -> list[Content]:
    """Chat rows without their heading, from the line that is copied next on."""
    coming = next_chat_line(look.state)
    return rows[coming:] if coming is not None else rows[1:]


def notes(look: Snapshot, width: int) -> list[Content]:
    """The plan's notes for the item at hand, and what was parked or is to be done."""
    item_id = chat_item(look.state)
    rows: list[Content] = []
    if item_id is not None:
        item = look.state.item(item_id)
        for line in (item.notes or "").splitlines():
            rows += wrapped(line.strip().removeprefix("- "), width - 1)
        if item.breakout is not None and item.breakout.prompt:
            rows += wrapped(words("essentials-prompt", item.breakout.prompt), width - 1)
    rows += _parked(look, width)
    return [_title("tui-notes", "", width), *rows] if rows else []


def _parked(look: Snapshot, width: int) -> list[Content]:
    """Questions that wait come back when it is time for questions."""
    item = look.state.current_item
    waiting = [line for line in look.state.lines if line.kind == "question" and not line.answered]
    if not waiting:
        return []
    if item is not None and (item.kind in ("questions", "discussion") or item.questions_s):
        return [ink(" ? " + line.text, ACCENT).truncate(width, ellipsis=True) for line in waiting]
    return [ink(" " + words("tui-questions-wait", len(waiting)), MUTED)]


def chat(look: Snapshot, width: int) -> list[Content]:
    """Chat lines with the time at which each was copied."""
    lines = chat_lines(look.state)
    if not lines:
        return []
    coming = next_chat_line(look.state)
    rows = [_title("tui-chat", words("tui-chat-next", coming) if coming else words("tui-chat-done"), width)]
    for number, line in enumerate(lines, 1):
        copied = look.state.copied.get(chat_key(look.state, number))
        mark = words("tui-copied-at", look.time(copied)) if copied is not None else ""
        style = MUTED if copied is not None else STRONG if number == coming else ""
        prefix = (
            ink(f" {number} ", style) + ink(mark, GOOD, width=8)
            if copied is not None
            else ink(f" {number} ", style)
        )
        language = ink(f"{line.lang}  " if line.lang else "", MUTED)
        rows.append((prefix + language + ink(line.text, style)).truncate(width, ellipsis=True))
    return rows


def _title(key: str, extra: str, width: int) -> Content:
    return (ink(f" {words(key)}", MUTED) + ink(f"   {extra}" if extra else "", MUTED)).truncate(
        width, ellipsis=True
    )


def _cut(rows: list[Content], height: int) -> list[Content]:
    """As many rows as there is room for; where that is little, the heading goes first."""
    if len(rows) <= height or height <= 0:
        return rows[: max(0, height)]
    if height < HEADED:
        rows = rows[1:]
    if len(rows) <= height:
        return rows
    return [*rows[: height - 1], ink(" " + words("tui-more-lines", len(rows) - height + 1), MUTED)]


def _cut_notes(rows: list[Content], height: int) -> list[Content]:
    """As many rows of the notes as there is room for, and the key that shows all."""
    if len(rows) <= height or height <= 0:
        return rows[: max(0, height)]
    more = words("tui-more-notes", len(rows) - height + 1, action("notes").key)
    return [*rows[: height - 1], ink(f" {more}", MUTED)]
