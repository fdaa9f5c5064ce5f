"""The last rows: the alert that waits, what the last key did, and the keys of this moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from letsconnect_tui.i18n import words
from letsconnect_tui.tui.actions import FOOTER, LIVE, action
from letsconnect_tui.tui.draw.ink import (
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
    from letsconnect_tui.tui.look import Look


def alert(look: Look, width: int, height: int = 2) -> list[Content]:
    """Two rows: the first alert and the keys that answer it."""
    if not look.alerts:
        return [ink("")] * height
    first = look.alerts[0]
    keys = [_yes(first.says)] if first.says else []
    keys += [key_hint(action("times" if first.opens == "times" else "options"))] if first.opens else []
    hints = joined(keys, "  ")
    count = len(look.alerts)
    sign = ink(f" !{count} " if count > 1 else " ! ", WARN)
    text = sign + ink(words(first.text), STRONG)
    if text.cell_length + hints.cell_length + 4 <= width:
        return [side_by_side(text, hints + ink(" "), width), *[ink("")] * (height - 1)][:height]
    if height == 1 or not hints.plain:
        rows = wrapped(words(first.text), width - 1, STRONG, indent=sign.cell_length)
        rows[0] = sign + rows[0][sign.cell_length :]
        one = side_by_side(text, hints + ink(" "), width) if hints.plain else rows[0]
        return ([one] if height == 1 else [*rows, ink("")])[:height]
    return [text.truncate(width, ellipsis=True), ink("   ") + hints]


def _yes(says: str) -> Content:
    here = says.startswith("here ")
    return hint(action("yes").key, words("tui-key-yes-here" if here else "tui-key-yes"))


def key_hint(one: Action) -> Content:
    """``n next``: a key and its label."""
    return hint(one.key, words(f"tui-key-{one.id}"))


def hint(key: str, label: str) -> Content:
    """A key and what it does."""
    return ink(key, f"bold {ACCENT}") + ink(f" {label}")


def flash(said: Message | None, ok: bool, look: Look, width: int) -> list[Content]:
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
        undo = undo.truncate(room, ellipsis=True) if room > 12 else ink("")
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


def live_hints(look: Look) -> list[tuple[str, str]]:
    """The keys of this moment as key and label."""
    names = list(FOOTER[look.place])
    held = look.state.round
    if look.place == LIVE and held is not None and held.is_open:
        names.insert(1, "rooms")
    if look.place == LIVE and not look.state.to_come:
        names.insert(0, "end")
    now = [action(name) for name in names]
    shown = [(one.key, words(f"tui-key-{one.id}")) for one in now if one.when(look)]
    return [*shown, ("?", words("tui-key-help"))]
