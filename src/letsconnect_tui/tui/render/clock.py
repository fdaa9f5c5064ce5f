"""How long is left, are we late, what is on: the part of the cockpit that one glance goes to first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.messages.times import behind, length, whole_seconds
from letsconnect_tui.tui.render.big_digits import digits
from letsconnect_tui.tui.render.styles import (
    ACCENT,
    BAD,
    GAP,
    GOOD,
    MUTED,
    RULE,
    STRONG,
    WARN,
    ink,
    joined,
    side_by_side,
)

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot

BAR_FULL, BAR_HALF, BAR_EMPTY = "━", "╸", "─"


def remaining_s(look: Snapshot) -> int:
    """Whole seconds left of the running item as a clock counts them; negative when over."""
    seen = look.moment
    return whole_seconds(seen.allotted + seen.added) - whole_seconds(seen.elapsed)


def mood(look: Snapshot) -> str:
    """How time stands: ``paused``, ``over``, ``warn``, ``break`` or ``left``."""
    item = look.state.current_item
    if look.state.phase == "paused":
        return "paused"
    left = remaining_s(look)
    if left < 0:
        return "over"
    if item is not None and item.warn_s and left <= max(item.warn_s):
        return "warn"
    return "break" if item is not None and item.kind == "break" else "left"


MOOD_STYLE = {"paused": MUTED, "over": BAD, "warn": WARN, "break": GOOD, "left": STRONG}
_SIGN = {"paused": "‖", "over": "!", "warn": "", "break": "", "left": ""}


def big_text(look: Snapshot) -> str:
    """What the big digits show: ``3:45``, ``+0:20`` when over."""
    left = remaining_s(look)
    text = length(abs(left) * 1000)
    return f"+{text}" if left < 0 else text


def clock(look: Snapshot, width: int, height: int = 3) -> list[Content]:
    """Three rows: digits, and beside them the word, the bar, and where the session stands."""
    style = MOOD_STYLE[mood(look)]
    shown = digits(big_text(look))
    side = max(width - len(shown[0]) - 6, 0)
    beside = (_word_and_bar(look, side), _standing(look, side), _limits(look, side))
    return [ink("  ") + ink(row, style) + ink("   ") + text for row, text in zip(shown, beside, strict=True)]


def _word_and_bar(look: Snapshot, width: int) -> Content:
    seen = look.moment
    now = mood(look)
    whole = length(seen.allotted + seen.added)
    if now == "paused":
        word = ink(words("tui-paused-for", length(seen.paused_for)), WARN)
    elif now == "over":
        word = ink(words("tui-over-of", whole), BAD)
    elif now == "break":
        word = ink(words("tui-break-until", look.time(seen.now + seen.remaining)), GOOD)
    else:
        word = ink(words("tui-left-of", whole), MOOD_STYLE[now])
    room = min(width - word.cell_length - 3, 40)
    return word + ink("   ") + bar(look, room) if room >= 6 else word


def bar(look: Snapshot, width: int) -> Content:
    """How much of the item's time is gone, half a column fine; full and marked when over."""
    seen = look.moment
    whole = max(1, seen.allotted + seen.added)
    halves = min(2 * width, max(0, round(2 * width * seen.elapsed / whole)))
    full = BAR_FULL * (halves // 2) + (BAR_HALF if halves % 2 else "")
    style = {"over": BAD, "warn": WARN, "paused": MUTED}.get(mood(look), ACCENT)
    return ink(full, style) + ink(BAR_EMPTY * (width - len(full)), RULE)


def _standing(look: Snapshot, width: int) -> Content:
    seen = look.moment
    late = seen.offset >= 1000
    sign = "" if abs(seen.offset) < 1000 else ("▼ " if late else "▲ ")
    said = ink(sign + words(behind(seen.offset)), WARN if late else GOOD if seen.offset <= -1000 else STRONG)
    end, planned = look.time(seen.projected_end), look.time(seen.planned_end)
    key = "tui-ends" if end == planned else "tui-ends-plan"
    ends = ink(words(key, end, planned), STRONG if end != planned else "")
    if said.cell_length + ends.cell_length + 3 > width:
        ends = ink(words("tui-ends-short", end, planned) if end != planned else words("tui-ends", end, ""))
    return joined((said, ends))


def _limits(look: Snapshot, width: int) -> Content:
    seen = look.moment
    if seen.latest_finish is None:
        return ink("")
    if not look.state.to_come:
        return ink(words("tui-last-item", look.time(look.state.end_to_keep)), STRONG)
    passed = seen.latest_finish < seen.now
    text = words("tui-latest-passed" if passed else "tui-latest", look.time(seen.latest_finish))
    return ink(text, WARN if passed else MUTED)


def signs(look: Snapshot, width: int, height: int = 1) -> list[Content]:
    """One row of what else is on: recording, rooms, time for questions; blank when nothing is."""
    left, rooms = joined((_recording(look), _questions(look))), _rooms(look)
    if left.cell_length + rooms.cell_length + len(GAP) + 2 <= width:
        return [ink("  ") + joined((left, rooms))]
    return [side_by_side(ink("  ") + left, rooms, width)]


def _recording(look: Snapshot) -> Content:
    state = look.state
    item = state.current_item
    if state.recording:
        return ink(words("tui-recording-since", look.time(state.recordings[-1].start)), BAD)
    if item is not None and item.record:
        return ink(words("tui-plan-record"), WARN)
    return ink("")


def _questions(look: Snapshot) -> Content:
    item = look.state.current_item
    if item is None or not item.questions_s:
        return ink("")
    left = remaining_s(look) - item.questions_s
    if left > 0:
        return ink(words("tui-questions-in", length(left * 1000)), MUTED)
    return ink(words("tui-questions-now"), ACCENT)


def _rooms(look: Snapshot) -> Content:
    from letsconnect_tui.session.cues import round_closes_at

    state = look.state
    held = state.round
    if held is None or not held.is_open:
        return ink("")
    closes_at = round_closes_at(state, held, look.moment.now)
    if closes_at is None:
        return ink(words("tui-rooms-open", held.number, len(held.rooms)), ACCENT)
    left = closes_at - look.moment.now
    key = "tui-rooms-left" if left >= 0 else "tui-rooms-over"
    return ink(words(key, held.number, len(held.rooms), length(abs(left))), ACCENT if left >= 0 else BAD)
