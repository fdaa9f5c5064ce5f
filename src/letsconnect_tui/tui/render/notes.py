"""Notes and chat lines of what is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.messages.call_texts import chat_item, chat_key, chat_lines, next_chat_line
from letsconnect_tui.text import cell_width
from letsconnect_tui.tui.actions import action_by_id
from letsconnect_tui.tui.render.agenda import KEYS as AGENDA_KEYS
from letsconnect_tui.tui.render.agenda import agenda
from letsconnect_tui.tui.render.status_bar import quiet_hints
from letsconnect_tui.tui.render.styles import ACCENT, GOOD, HEADING, MUTED, STRONG, styled, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot

KEYS = ("question", "notes", "hide-names")
"""Named behind the heading."""
HEADED = 4
"""Below this many rows a block has no heading."""
LEAST_AGENDA = 3
HEADINGS, HEADED_FROM = 2, 12
"""From this many rows on, chat and agenda have their headings also where notes are cut."""
CHAT_ROWS = 2
"""How many chat lines and rows of the agenda stay where there are not enough rows for all."""


def notes_and_chat(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    """Notes above chat lines, sharing the height; what does not fit is counted."""
    above, below = notes(snapshot, width), chat(snapshot, width)
    for_chat = min(len(below), max(height // 2, height - len(above)))
    if len(above) > height - for_chat < HEADED:
        above = above[1:]  # a heading over nothing but a count says nothing
    shown = _cut_notes(above, height - for_chat)
    return shown + _cut(below, height - len(shown))


def with_notes_to_come(snapshot: Snapshot, above: list[Content], width: int, height: int) -> list[Content]:
    """These rows, and below them the notes for later items where there is room for some."""
    gap = [styled("")] if above else []
    below = notes_to_come(snapshot, width, height - len(above) - len(gap))
    return above + gap + below if below else above


def notes_chat_agenda(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    """Notes, chat lines and the agenda under each other, for narrow screens; few rows have no headings."""
    above, below, line_up = notes(snapshot, width), chat(snapshot, width), agenda(snapshot, width, 1000)
    if above and height >= len(above) + len(below) + LEAST_AGENDA + 2:
        shown = above + below
        return shown + agenda(snapshot, width, height - len(shown))
    below = chat(snapshot, width, keys=KEYS)  # the heading of the notes, which names them else, is left out
    keys = AGENDA_KEYS if below else (*AGENDA_KEYS, *KEYS)
    headings = HEADINGS if height >= HEADED_FROM else 0
    below = [*below[: headings // 2], *_from_next(snapshot, below)]
    for_agenda = min(len(line_up), LEAST_AGENDA + 1) if headings else min(len(line_up) - 1, LEAST_AGENDA)
    for_chat = min(len(below), CHAT_ROWS + headings // 2)
    above, want = above[1:], len(above) - 1
    if want > height - for_agenda - for_chat and for_agenda == LEAST_AGENDA:
        for_agenda -= 1
    if want > height - for_agenda - for_chat and for_chat >= CHAT_ROWS:
        for_chat -= 1
    shown = _cut_notes(above, max(0, height - for_agenda - for_chat))
    shown += below[: max(0, height - len(shown) - for_agenda)]
    return shown + agenda(snapshot, width, height - len(shown), heading=headings > 0, keys=keys)


def keys_in_headings(height: int) -> tuple[str, ...]:
    """Ids of the actions that stand in headings of ``notes_chat_agenda``, whatever notes there are."""
    return (*KEYS, *AGENDA_KEYS, "copy") if height >= HEADED_FROM else ()


def _from_next(snapshot: Snapshot, rows: list[Content]) -> list[Content]:
    """Chat rows without their heading, from the line that is copied next on."""
    coming = next_chat_line(snapshot.state)
    return rows[coming:] if coming is not None else rows[1:]


def notes(snapshot: Snapshot, width: int, *, parked: bool = True) -> list[Content]:
    """The plan's notes for the item at hand, and ``parked`` questions."""
    item_id = chat_item(snapshot.state)
    rows = [] if item_id is None else _prepared(snapshot, item_id, width)
    if parked:
        rows += _parked(snapshot, width)
    title = _title("tui-notes", "", width)
    hints = quiet_hints(snapshot, KEYS if parked else (), width - title.cell_length - 1)
    return [title + hints, *rows] if rows else []


def notes_to_come(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    """The plan's notes for the items after the running one, each whole, as far as the rows do."""
    rows: list[Content] = []
    for item_id in snapshot.state.to_come if snapshot.state.current else ():
        prepared = _prepared(snapshot, item_id, width - 2)
        if not prepared:
            continue
        title = styled(f" {snapshot.state.item(item_id).title}", MUTED).truncate(width, ellipsis=True)
        block = [title, *(styled("  ") + row.stylize(MUTED) for row in prepared)]
        if 1 + len(rows) + len(block) > height:
            break
        rows += block
    return [styled(f" {words('tui-notes-to-come')}", HEADING), *rows] if rows else []


def _prepared(snapshot: Snapshot, item_id: str, width: int) -> list[Content]:
    """What the plan has ready for an item: its notes, the prompt of its rooms, what it needs."""
    item = snapshot.state.item(item_id)
    rows: list[Content] = []
    for line in (item.notes or "").splitlines():
        rows += wrapped(line.strip().removeprefix("- "), width - 1)
    if item.breakout is not None and item.breakout.prompt:
        rows += wrapped(words("essentials-prompt", item.breakout.prompt), width - 1)
    return rows + item_needs(snapshot, item_id, width)


def item_needs(snapshot: Snapshot, item_id: str, width: int) -> list[Content]:
    """One row for each that the plan names; what is needed first, then what helps if that is missing."""
    item = snapshot.state.item(item_id)
    fields = (
        ("needs", ", ".join(item.needs)),
        ("slides", item.slides),
        ("pad", item.pad),
        ("backup-plan", item.backup_plan),
    )
    return [
        (styled(f" {words(f'tui-item-{key}')}  ", MUTED) + styled(text)).truncate(width, ellipsis=True)
        for key, text in fields
        if text
    ]


def taken_lines(snapshot: Snapshot, width: int) -> list[tuple[int, Content]]:
    """Everything written down, by its number: what is dealt with has a tick."""
    rows = []
    kinds = {line.kind: words(f"note-kind-{line.kind}") for line in snapshot.state.lines}
    widest = max((cell_width(kind) for kind in kinds.values()), default=0)
    for line in snapshot.state.lines:
        tick = styled(" ✓ " if line.answered else " · ", GOOD if line.answered else MUTED)
        number = styled(f"{line.number:>3}  ", STRONG)
        about = styled(f"{snapshot.time(line.at)}  ", MUTED) + styled(
            kinds[line.kind], MUTED, width=widest + 2
        )
        text = styled(line.text, MUTED if line.answered else "")
        rows.append((line.number, (tick + number + about + text).truncate(width, ellipsis=True)))
    return rows


def _parked(snapshot: Snapshot, width: int) -> list[Content]:
    """Questions that wait come back when it is time for questions."""
    item = snapshot.state.current_item
    waiting = [line for line in snapshot.state.lines if line.kind == "question" and not line.answered]
    if not waiting:
        return []
    if item is not None and (item.kind in ("questions", "discussion") or item.questions_s):
        return [
            styled(f" ? {line.number}  {line.text}", ACCENT).truncate(width, ellipsis=True)
            for line in waiting
        ]
    return [styled(" " + words("tui-questions-wait", len(waiting)), MUTED)]


def chat(snapshot: Snapshot, width: int, *, keys: Sequence[str] = ()) -> list[Content]:
    """Chat lines with the time at which each was copied, and ``keys`` behind the heading."""
    lines = chat_lines(snapshot.state)
    if not lines:
        return []
    coming = next_chat_line(snapshot.state)
    title = _title("tui-chat", words("tui-chat-next", coming) if coming else words("tui-chat-done"), width)
    rows = [title + quiet_hints(snapshot, keys, width - title.cell_length - 1)]
    for number, line in enumerate(lines, 1):
        copied = snapshot.state.copied.get(chat_key(snapshot.state, number))
        mark = words("tui-copied-at", snapshot.time(copied)) if copied is not None else ""
        style = MUTED if copied is not None else STRONG if number == coming else ""
        prefix = (
            styled(f" {number} ", style) + styled(mark, GOOD, width=8)
            if copied is not None
            else styled(f" {number} ", style)
        )
        language = styled(f"{line.lang}  " if line.lang else "", MUTED)
        rows.append((prefix + language + styled(line.text, style)).truncate(width, ellipsis=True))
    return rows


def _title(key: str, extra: str, width: int) -> Content:
    return (styled(f" {words(key)}", HEADING) + styled(f"   {extra}" if extra else "", MUTED)).truncate(
        width, ellipsis=True
    )


def _cut(rows: list[Content], height: int) -> list[Content]:
    """As many rows as there is room for; where that is little, the heading goes first."""
    if len(rows) <= height or height <= 0:
        return rows[: max(0, height)]
    if height < HEADED:
        rows = rows[1:]
    if len(rows) <= height or height == 1:
        return rows[:height]
    return [*rows[: height - 1], styled(" " + words("tui-more-lines", len(rows) - height + 1), MUTED)]


def _cut_notes(rows: list[Content], height: int) -> list[Content]:
    """As many rows of the notes as there is room for, and the key that shows all."""
    if len(rows) <= height or height <= 0:
        return rows[: max(0, height)]
    more = words("tui-more-notes", len(rows) - height + 1, action_by_id("notes").key)
    return [*rows[: height - 1], styled(f" {more}", MUTED)]
