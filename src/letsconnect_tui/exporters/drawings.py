"""Drawings for HTML files as inline SVG; each shows figures that stand in a table too.

Widths are in units of the drawing, which the page scales.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from letsconnect_tui.text import clean, fit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WIDTH = 720
_LABEL, _ROW, _BAR = 230, 22, 12
_LETTERS = 32
"""How many columns of a label fit beside the bars."""


def _svg(height: int, about: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{html.escape(clean(about))}" '
        f'xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(parts) + "\n</svg>"
    )


def _label(text: str, y: float, x: float = 0, kind: str = "") -> str:
    style = f' class="{kind}"' if kind else ""
    return f'<text x="{x:g}" y="{y:g}"{style}>{html.escape(fit(clean(text), _LETTERS))}</text>'


def _rect(x: float, y: float, width: float, kind: str, height: float = _BAR) -> str:
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:g}" width="{max(0.5, width):.1f}" height="{height:g}"/>'


def bar_rows(rows: Sequence[tuple[str, int, int]], about: str) -> str:
    """A bar for each row, part of which is drawn darker; the figures stand behind it.

    Args:
        rows: A label, the length of the bar, and how much of it is the darker part.
        about: What a reader who sees no drawing is told.
    """
    longest = max((value for _, value, _ in rows), default=0) or 1
    room = WIDTH - _LABEL - 70
    parts = []
    for place, (label, value, part) in enumerate(rows):
        top = place * _ROW
        parts += [
            _label(label, top + 14),
            _rect(_LABEL, top + 4, room * value / longest, "plan"),
            _rect(_LABEL, top + 4, room * part / longest, "real") if part else "",
            _label(
                f"{value}" if not part else f"{value} ({part})", top + 14, _LABEL + room * value / longest + 6
            ),
        ]
    return _svg(len(rows) * _ROW + 4, about, [part for part in parts if part])


def planned_and_actual(
    rows: Sequence[tuple[str, tuple[int, int], Sequence[tuple[int, int]]]],
    about: str,
    format_moment: Callable[[int], str],
) -> str:
    """Two bars for each row over one line of time: above as planned, below when it really ran.

    Args:
        rows: A label, the planned start and end, and the stretches that ran; all in ms.
        about: What a reader who sees no drawing is told.
        format_moment: Writes a moment (ms) under the line of time.
    """
    moments = [one for _, planned, ran in rows for span in (planned, *ran) for one in span]
    begin, end = min(moments), max(moments)
    scale = (WIDTH - _LABEL) / max(1, end - begin)
    parts = []
    for place, (label, planned, ran) in enumerate(rows):
        top = place * (_ROW + 4)
        bars = [(*planned, "plan", 3), *((*span, "real", 12) for span in ran)]
        bars += [(max(span[0], planned[1]), span[1], "late", 12) for span in ran if span[1] > planned[1]]
        parts.append(_label(label, top + 16))
        parts += [
            _rect(_LABEL + (since - begin) * scale, top + down, (until - since) * scale, kind, 7)
            for since, until, kind, down in bars
        ]
    bottom = len(rows) * (_ROW + 4) + 2
    parts.append(f'<line class="axis" x1="{_LABEL}" y1="{bottom}" x2="{WIDTH}" y2="{bottom}"/>')
    parts.append(_label(format_moment(begin), bottom + 16, _LABEL, "soft"))
    parts.append(_label(format_moment(end), bottom + 16, WIDTH, "soft end"))
    return _svg(bottom + 22, about, parts)


def steps(points: Sequence[tuple[int, int]], end: int, about: str) -> str:
    """How a number changed over time, as a line of steps.

    Args:
        points: A moment (ms) and the number from then on, in order.
        end: The moment (ms) at which the line ends.
        about: What a reader who sees no drawing is told.
    """
    height, left, bottom = 160, 34, 140
    most = max((value for _, value in points), default=0) or 1
    begin = points[0][0] if points else end
    across = (WIDTH - left - 10) / max(1, end - begin)
    up = (bottom - 14) / most
    path, last = [], None
    for moment, value in points:
        x, y = left + (min(moment, end) - begin) * across, bottom - value * up
        path.append(f"M{x:.1f} {y:.1f}" if last is None else f"H{x:.1f}V{y:.1f}")
        last = value
    path.append(f"H{WIDTH - 10}")
    parts = [
        f'<line class="axis" x1="{left}" y1="{bottom}" x2="{WIDTH - 10}" y2="{bottom}"/>',
        _label(str(most), 18, 4, "soft"),
        _label("0", bottom + 4, 4, "soft"),
    ]
    if points:
        parts.append(f'<path class="line" d="{"".join(path)}"/>')
    return _svg(height, about, parts)
