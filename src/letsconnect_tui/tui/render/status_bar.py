"""The last rows: the alert that waits, what the last key did, and the keys of this moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from letsconnect_tui.i18n import words
from letsconnect_tui.tui.actions import FOOTER, LIVE, WATCHED, action
from letsconnect_tui.tui.render.styles import (
    ACCENT,
    BAD,
    GAP,
    GOOD,
    STRONG,
    WARN,
    ink,
    joined,
    side_by_side,
    wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.actions import Action
    from letsconnect_tui.tui.snapshot import Snapshot

ALOUD = "tui-say"
"""The key of what is to be read out: thanks and intro."""
_ALOUD_ROWS = 4
_INDENT = "   "
LEAST_UNDO = 8
"""With fewer letters of it what ``u`` takes back says nothing."""


def alert(look: Snapshot, width: int, height: int = 2) -> list[Content]:
    """The first alert and the keys that answer it; what does not fit its rows ends with an ellipsis."""
    rows = _whole_alert(look, width)
    if len(rows) > height:
        lines, hints = _alert_lines(look, width), _alert_keys(look)
        rest = ink(_INDENT + " ".join(line.plain.strip() for line in lines[height - 1 :]), STRONG)
        rows = [*lines[: height - 1], side_by_side(rest, hints, width) if hints.plain else rest]
        rows[0] = _signed(rows[0])
        rows[-1] = rows[-1].truncate(width, ellipsis=True)
    return [*rows, *[ink("")] * (height - len(rows))]


def alert_rows(look: Snapshot, width: int) -> int:
    """How many rows the first alert takes: two at most, more only for a text to be read out."""
    most = _ALOUD_ROWS if look.alerts and look.alerts[0].text.key == ALOUD else 2
    return min(most, len(_whole_alert(look, width)))


def _whole_alert(look: Snapshot, width: int) -> list[Content]:
    """All of the first alert; its keys at the right of the last row, or below where they do not fit."""
    if not look.alerts:
        return [ink("")]
    rows, hints = _alert_lines(look, width), _alert_keys(look)
    rows[0] = _signed(rows[0])
    if hints.plain and rows[-1].cell_length + hints.cell_length + len(_INDENT) <= width:
        return [*rows[:-1], side_by_side(rows[-1], hints, width)]
    return [*rows, side_by_side(ink(""), hints, width)] if hints.plain else rows


def _alert_lines(look: Snapshot, width: int) -> list[Content]:
    return wrapped(words(look.alerts[0].text), width - 1, STRONG, indent=len(_INDENT))


def _signed(row: Content) -> Content:
    return ink(" ! ", WARN) + row[len(_INDENT) :]


def _alert_keys(look: Snapshot) -> Content:
    """What answers it, and which of several it is."""
    first = look.alerts[0]
    keys = [_yes(first.says)] if first.says else []
    keys += [key_hint(action("times" if first.opens == "times" else "options"))] if first.opens else []
    if len(look.alerts) > 1:
        keys.append(hint(action("turn").key, words("tui-number-of", first.number, len(look.alerts))))
    return joined(keys, "  ") + ink(" ") if keys else ink("")


def _yes(says: str) -> Content:
    here = says.startswith("here ")
    return hint(action("yes").key, words("tui-key-yes-here" if here else "tui-key-yes"))


def key_hint(one: Action) -> Content:
    """``n next``: a key and its label."""
    return hint(one.key, words(f"tui-key-{one.id}"))


def hint(key: str, label: str) -> Content:
    """A key and what it does."""
    return ink(key, f"bold {ACCENT}") + ink(f" {label}")


def flash(said: Message | None, ok: bool, look: Snapshot, width: int) -> list[Content]:
    """One row: what the last key did, and at the right what ``u`` would take back."""
    text = ink("")
    if said is not None:
        text = ink(" ✓ " if ok else " ! ", GOOD if ok else BAD) + ink(words(said))
    undo = ink("")
    if look.undoes is not None:
        same = said == look.undoes
        undo = hint("u", words("tui-takes-it-back") if same else words("tui-takes-back", look.undoes))
    room = width - text.cell_length - 4
    if undo.cell_length > room:
        told = look.undoes is not None and room - hint("u", words("tui-takes-back", "")).cell_length
        undo = undo.truncate(room, ellipsis=True) if told and told > LEAST_UNDO else ink("")
    return [side_by_side(text, undo + ink(" "), width)]


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
    return [ink(" ") + Content(GAP).join([*kept, last])]


def live_hints(look: Snapshot) -> list[tuple[str, str]]:
    """The keys of this moment as key and label."""
    if look.read_only:
        looks = [one for name in WATCHED if look.place in (one := action(name)).places]
        return [*((one.key, words(f"tui-key-{one.id}")) for one in looks), ("?", words("tui-key-help"))]
    names = list(FOOTER[look.place])
    held = look.state.round
    if look.place == LIVE and held is not None and held.is_open:
        names.insert(1, "rooms")
    if look.place == LIVE and not look.state.to_come:
        names.insert(0, "end")
    now = [action(name) for name in names]
    shown = [(one.key, words(f"tui-key-{one.id}")) for one in now if one.when(look)]
    return [*shown, ("?", words("tui-key-help"))]
