"""The last rows: the alert that waits, what the last key did, and the keys of this moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from letsconnect_tui.app.alert_queue import READ_ALOUD
from letsconnect_tui.i18n import words
from letsconnect_tui.tui.actions import FOOTER, ONLOOKER_KEYS, OWN_KEY, action_by_id, is_offered
from letsconnect_tui.tui.render.styles import (
    ACCENT,
    BAD,
    GAP,
    GOOD,
    MUTED,
    STRONG,
    WARN,
    joined,
    side_by_side,
    styled,
    wrapped,
)
from letsconnect_tui.tui.snapshot import LIVE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.actions import Action
    from letsconnect_tui.tui.snapshot import Snapshot

_READ_ALOUD_ROWS = 4
_YES = ("here", "late", "answered", "later", "away", "accept", "take-clock")
"""Typed words of which a yes has a label of its own."""
_INDENT = "   "
COMING = "tui-coming"
"""The key of what a key will do in a moment, unless another key calls it off."""
FURTHER_KEYS = (
    *("back", "drop", "question", "notes", "copy", "hide-names"),
    *("times", "rooms", "note", "action", "headcount", "history", "recording-on", "recording-off"),
)
"""The most wanted first."""
LEAST_UNDO = 8
"""With fewer letters of it what ``u`` takes back says nothing."""


def alert(snapshot: Snapshot, width: int, height: int = 2) -> list[Content]:
    """The first alert and the keys that answer it; what does not fit its rows ends with an ellipsis."""
    rows = _whole_alert(snapshot, width)
    if snapshot.alerts and len(rows) > height > 0:
        lines, hints = _alert_lines(snapshot, width), _alert_keys(snapshot)
        rest = styled(_INDENT + " ".join(line.plain.strip() for line in lines[height - 1 :]), STRONG)
        rows = [*lines[: height - 1], side_by_side(rest, hints, width) if hints.plain else rest]
        rows[0] = _signed(rows[0])
        rows[-1] = rows[-1].truncate(width, ellipsis=True)
    return [*rows, *[styled("")] * (height - len(rows))][:height]


def alert_rows(snapshot: Snapshot, width: int) -> int:
    """How many rows the first alert takes: two at most, more only for a text to be read out."""
    most = _READ_ALOUD_ROWS if snapshot.alerts and snapshot.alerts[0].text.key == READ_ALOUD else 2
    return min(most, len(_whole_alert(snapshot, width)))


def _whole_alert(snapshot: Snapshot, width: int) -> list[Content]:
    """All of the first alert; its keys at the right of the last row, or below where they do not fit."""
    if not snapshot.alerts:
        return [styled("")]
    rows, hints = _alert_lines(snapshot, width), _alert_keys(snapshot)
    rows[0] = _signed(rows[0])
    if hints.plain and rows[-1].cell_length + hints.cell_length + len(_INDENT) <= width:
        return [*rows[:-1], side_by_side(rows[-1], hints, width)]
    return [*rows, side_by_side(styled(""), hints, width)] if hints.plain else rows


def _alert_lines(snapshot: Snapshot, width: int) -> list[Content]:
    return wrapped(words(snapshot.alerts[0].text), width - 1, STRONG, indent=len(_INDENT))


def _signed(row: Content, style: str = WARN) -> Content:
    return styled(" ! ", style) + row[len(_INDENT) :]


def _alert_keys(snapshot: Snapshot) -> Content:
    """What answers it, and which of several it is."""
    first, writes = snapshot.alerts[0], snapshot.writes
    keys = [_yes(first.says, writes=writes)] if first.says else []
    opens = action_by_id(first.opens if first.opens in OWN_KEY else "options") if first.opens else None
    if opens is not None and (len(opens.keys) > 1 or not writes):
        keys.append(hint(opens.key_where(writes=writes), words(f"tui-key-{opens.id}")))
    if len(snapshot.alerts) > 1:
        turn, of = action_by_id("next-alert").key, words("tui-number-of", first.number, len(snapshot.alerts))
        keys.append(styled(of) if writes else hint(turn, of))
    return joined(keys, "  ") + styled(" ") if keys else styled("")


def _yes(says: str, *, writes: bool) -> Content:
    """What a yes does, by the word of the typed line that does the same."""
    word = says.partition(" ")[0]
    label = f"tui-key-answer-yes-{word}" if word in _YES else "tui-key-answer-yes"
    return hint(action_by_id("answer-yes").key_where(writes=writes), words(label))


def action_hint(one: Action) -> Content:
    """``n next``: a key and its label."""
    return hint(one.key, words(f"tui-key-{one.id}"))


def quiet_hints(snapshot: Snapshot, names: Sequence[str], room: int) -> Content:
    """Keys that the footer has no room for, behind a heading: as many as ``room`` columns hold.

    Args:
        snapshot: The moment; onlookers are shown none, and none is shown while letters are written.
        names: Ids of actions, the most wanted first.
        room: Columns there are.
    """
    return _fitting(snapshot, names, room, before=GAP)[0]


def with_further_keys(
    snapshot: Snapshot, rows: Sequence[Content], width: int, named: Container[str]
) -> list[Content]:
    """The rows of the alert; where they are free at the left, keys for which a narrow footer has no room.

    Args:
        snapshot: The moment.
        rows: As ``alert`` has them.
        width: Columns there are.
        named: Ids of actions that stand in a heading.
    """
    opened = {one.opens for one in snapshot.alerts[:1]}
    left = [name for name in FURTHER_KEYS if name not in named and name not in opened]
    filled: list[Content] = []
    for row in rows:
        free = len(row.plain) - len(row.plain.lstrip()) if row.plain.strip() else width
        keys, over = _fitting(snapshot, left, free - len(GAP), before=" ")
        if keys.plain:
            left, row = over, side_by_side(keys, row[free:], width)
        filled.append(row)
    return filled


def _fitting(
    snapshot: Snapshot, names: Iterable[str], room: int, *, before: str
) -> tuple[Content, list[str]]:
    """Keys that act now, as many as there is room for behind ``before``, and the ids of those left over."""
    shown, left = styled(""), list[str]()
    if snapshot.mode != LIVE or snapshot.read_only or snapshot.writes:
        return shown, left
    for one in (action_by_id(name) for name in names):
        label = words(f"tui-key-{one.id}").rstrip("…")  # among titles that would look cut off
        more = styled(f"{'  ' if shown.plain else before}{one.key} {label}", MUTED)
        if not is_offered(one, snapshot):
            continue
        if shown.cell_length + more.cell_length <= room:
            shown += more
        else:
            left.append(one.id)
    return shown, left


def hint(key: str, label: str) -> Content:
    """A key and what it does."""
    return styled(key, f"bold {ACCENT}") + styled(f" {label}")


def flash(message_shown: Message | None, ok: bool, snapshot: Snapshot, width: int) -> list[Content]:
    """What the last key did, and at the right what ``u`` would take back; a long refusal has two rows."""
    above: list[Content] = []
    text = styled("")
    if message_shown is not None:
        text = _sign(message_shown, ok=ok) + styled(words(message_shown))
    if not ok and text.cell_length > width - 1:
        first, *others = wrapped(words(message_shown or ""), width - 1, indent=len(_INDENT))
        above = [_signed(first, BAD)]
        text = styled(_INDENT + " ".join(row.plain.strip() for row in others))
    undo = styled("")
    if snapshot.undoes is not None:
        what = "tui-takes-it-back" if message_shown == snapshot.undoes else "tui-takes-back"
        undo = _undo_hint(words(what, snapshot.undoes), writes=snapshot.writes)
    room = width - text.cell_length - 4
    if undo.cell_length > room and message_shown == snapshot.undoes:
        undo = _undo_hint(words("tui-key-undo"), writes=snapshot.writes)
        text = text.truncate(width - undo.cell_length - 4, ellipsis=True)  # the key matters more than its end
    elif undo.cell_length > room:
        named = room - _undo_hint(words("tui-takes-back", ""), writes=False).cell_length
        undo = undo.truncate(room, ellipsis=True) if named > LEAST_UNDO else styled("")
    return [*above, side_by_side(text, undo + styled(" "), width)]


def _sign(sentence: Message, *, ok: bool) -> Content:
    """A tick for what was done, ``!`` for what was not, neither for what is still to come."""
    if sentence.key == COMING:
        return styled("   ")
    return styled(" ✓ ", GOOD) if ok else styled(" ! ", BAD)


def _undo_hint(label: str, *, writes: bool) -> Content:
    return hint(action_by_id("undo").key_where(writes=writes), label)


def footer(hints: Sequence[tuple[str, str]], width: int) -> list[Content]:
    """One row of keys; those that do not fit are left out, the last (``? more``) never is."""
    *most, last = [hint(key, label) for key, label in hints]
    end = last.cell_length + len(GAP)
    kept: list[Content] = []
    used = 1
    for one in most:
        if used + one.cell_length + len(GAP) + end > width:
            break
        kept.append(one)
        used += one.cell_length + len(GAP)
    return [styled(" ") + Content(GAP).join([*kept, last])]


def live_hints(snapshot: Snapshot) -> list[tuple[str, str]]:
    """The keys of this moment as key and label."""
    if snapshot.read_only:
        looks = [one for one in map(action_by_id, ONLOOKER_KEYS) if snapshot.mode in one.modes]
        return [
            *((one.key, words(f"tui-key-{one.id}")) for one in looks if is_offered(one, snapshot)),
            (action_by_id("help").key, words("tui-key-help")),
        ]
    names = list(FOOTER[snapshot.mode])
    if snapshot.mode == LIVE and _rooms_matter(snapshot):
        names.remove("rooms")
        names.insert(1, "rooms")
    if snapshot.mode == LIVE and not snapshot.state.to_come:
        names.insert(0, "end")
    pairs = [[action_by_id(name) for name in names_of_one.split()] for names_of_one in names]
    shown = [
        (" ".join(one.key for one in pair), words(f"tui-key-{pair[0].id}"))
        for pair in pairs
        if is_offered(pair[0], snapshot)
    ]
    return [*shown, (action_by_id("help").key, words("tui-key-help"))]


def _rooms_matter(snapshot: Snapshot) -> bool:
    """Whether rooms are open, or the item at hand is for them or for what they report."""
    held, item = snapshot.state.round, snapshot.state.current_item
    return (held is not None and held.is_open) or (
        item is not None and item.kind in ("breakout", "report-back")
    )
