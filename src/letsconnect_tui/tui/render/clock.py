"""How long is left, are we late, what is on: the part of the cockpit that one glance goes to first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.messages.times import behind, length, seconds_left, time_left
from letsconnect_tui.tui.render.styles import (
    ACCENT,
    BAD,
    GAP,
    GOOD,
    MUTED,
    RULE,
    STRONG,
    WARN,
    joined,
    side_by_side,
    styled,
)

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot


BAR_FULL, BAR_HALF, BAR_EMPTY = "━", "╸", "─"


def remaining_s(snapshot: Snapshot) -> int:
    """Whole seconds left of the running item as a clock counts them; negative when over."""
    return seconds_left(snapshot.moment.remaining)


def time_state(snapshot: Snapshot) -> str:
    """How time stands: ``paused``, ``over``, ``warn``, ``break`` or ``left``."""
    item = snapshot.state.current_item
    if snapshot.state.phase == "paused":
        return "paused"
    left = remaining_s(snapshot)
    if left < 0:
        return "over"
    if item is not None and item.warn_s and left <= max(item.warn_s):
        return "warn"
    return "break" if item is not None and item.kind == "break" else "left"


TIME_STATE_STYLES = {"paused": MUTED, "over": BAD, "warn": WARN, "break": GOOD, "left": STRONG}
_SIGN = {"paused": "‖", "over": "!", "warn": "", "break": "", "left": ""}


def big_text(snapshot: Snapshot) -> str:
    """What the big digits show: ``3:45``, ``+0:20`` when over."""
    left = remaining_s(snapshot)
    text = time_left(snapshot.moment.remaining)
    return f"+{text}" if left < 0 else text


def clock(snapshot: Snapshot, width: int, height: int = 3) -> list[Content]:
    """Three rows: digits, and beside them the word, the bar, and where the session stands."""
    style = TIME_STATE_STYLES[time_state(snapshot)]
    shown = digits(big_text(snapshot))
    side = max(width - len(shown[0]) - 6, 0)
    beside = (_word_and_bar(snapshot, side), _offset_and_end(snapshot, side), _limits(snapshot, side))
    return [
        styled("  ") + styled(row, style) + styled("   ") + text
        for row, text in zip(shown, beside, strict=True)
    ]


def _word_and_bar(snapshot: Snapshot, width: int) -> Content:
    moment = snapshot.moment
    now = time_state(snapshot)
    whole = length(moment.allotted + moment.added)
    if now == "paused":
        word = styled(words("tui-paused-for", length(moment.paused_for)), WARN)
    elif now == "over":
        word = styled(words("tui-over-of", whole), BAD)
    elif now == "break":
        word = styled(words("tui-break-until", snapshot.time(moment.now + moment.remaining)), GOOD)
    else:
        word = styled(words("tui-left-of", whole), TIME_STATE_STYLES[now])
    room = min(width - word.cell_length - 3, 40)
    return word + styled("   ") + bar(snapshot, room) if room >= 6 else word


def bar(snapshot: Snapshot, width: int) -> Content:
    """How much of the item's time is gone, half a column fine; full and marked when over."""
    moment = snapshot.moment
    whole = max(1, moment.allotted + moment.added)
    halves = min(2 * width, max(0, round(2 * width * moment.elapsed / whole)))
    full = BAR_FULL * (halves // 2) + (BAR_HALF if halves % 2 else "")
    style = {"over": BAD, "warn": WARN, "paused": MUTED}.get(time_state(snapshot), ACCENT)
    return styled(full, style) + styled(BAR_EMPTY * (width - len(full)), RULE)


def _offset_and_end(snapshot: Snapshot, width: int) -> Content:
    moment = snapshot.moment
    late = moment.offset >= 1000
    sign = "" if abs(moment.offset) < 1000 else ("▼ " if late else "▲ ")
    offset = styled(
        sign + words(behind(moment.offset)), WARN if late else GOOD if moment.offset <= -1000 else STRONG
    )
    end, planned = snapshot.time(moment.projected_end), snapshot.time(moment.planned_end)
    key = "tui-ends" if end == planned else "tui-ends-plan"
    ends = styled(words(key, end, planned), STRONG if end != planned else "")
    if offset.cell_length + ends.cell_length + 3 > width:
        ends = styled(words("tui-ends-short", end, planned) if end != planned else words("tui-ends", end, ""))
    return joined((offset, ends))


def _limits(snapshot: Snapshot, width: int) -> Content:
    moment = snapshot.moment
    if moment.latest_finish is None:
        return styled("")
    if not snapshot.state.to_come:
        return styled(words("tui-last-item", snapshot.time(snapshot.state.end_to_keep)), STRONG)
    passed = moment.latest_finish < moment.now
    text = words("tui-latest-passed" if passed else "tui-latest", snapshot.time(moment.latest_finish))
    return styled(text, WARN if passed else MUTED)


def indicators(snapshot: Snapshot, width: int, height: int = 1) -> list[Content]:
    """One row of what else is on: recording, rooms, time for questions; blank when nothing is."""
    left, rooms = joined((_recording(snapshot), _questions(snapshot))), _rooms(snapshot)
    if left.cell_length + rooms.cell_length + len(GAP) + 2 <= width:
        return [styled("  ") + joined((left, rooms))]
    return [side_by_side(styled("  ") + left, rooms, width)]


def _recording(snapshot: Snapshot) -> Content:
    state = snapshot.state
    item = state.current_item
    if state.recording:
        return styled(words("tui-recording-since", snapshot.time(state.recordings[-1].start)), BAD)
    if item is not None and item.record:
        return styled(words("tui-plan-record"), WARN)
    return styled("")


def _questions(snapshot: Snapshot) -> Content:
    item = snapshot.state.current_item
    if item is None or not item.questions_s:
        return styled("")
    left = remaining_s(snapshot) - item.questions_s
    if left > 0:
        return styled(words("tui-questions-in", length(left * 1000)), MUTED)
    return styled(words("tui-questions-now"), ACCENT)


def _rooms(snapshot: Snapshot) -> Content:
    from letsconnect_tui.session.cues import round_closes_at

    state = snapshot.state
    held = state.round
    if held is None or not held.is_open:
        return styled("")
    closes_at = round_closes_at(state, held, snapshot.moment.now)
    if closes_at is None:
        return styled(words("tui-rooms-open", held.number, len(held.used)), ACCENT)
    left = closes_at - snapshot.moment.now
    over = seconds_left(left) < 0
    key = "tui-rooms-over" if over else "tui-rooms-left"
    return styled(words(key, held.number, len(held.used), time_left(left)), BAD if over else ACCENT)


_PIXELS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
    "+": ("   ", " # ", "###", " # ", "   "),
    "-": ("   ", "   ", "###", "   ", "   "),
}
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
HEIGHT = 5
"""Pixels from top to bottom; two of them share a row."""


def digits(text: str, scale: int = 1) -> tuple[str, ...]:
    """``text`` (digits, ``:``, ``+``, ``-``) as rows of equal width; ``scale`` pixels per pixel."""
    lines = [
        (" " * scale).join("".join(pixel * scale for pixel in _PIXELS[sign][y]) for sign in text)
        for y in range(HEIGHT)
        for _ in range(scale)
    ]
    if len(lines) % 2:
        lines.append(" " * len(lines[0]))
    return tuple(
        "".join(_HALVES[top == "#", bottom == "#"] for top, bottom in zip(upper, lower, strict=True))
        for upper, lower in zip(lines[::2], lines[1::2], strict=True)
    )


def width(text: str, scale: int = 1) -> int:
    """Columns that ``digits`` takes."""
    return len(digits(text, scale)[0])


def largest(text: str, columns: int, rows: int) -> int:
    """The largest scale that fits, at least 1."""
    scale = 1
    while width(text, scale + 1) <= columns and (HEIGHT * (scale + 1) + 1) // 2 <= rows:
        scale += 1
    return scale
