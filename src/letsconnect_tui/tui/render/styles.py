"""Small pieces that every part of a screen is drawn with: styles by meaning, rows put together from parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from letsconnect_tui.text import cell_width, fit

if TYPE_CHECKING:
    from collections.abc import Iterable

MUTED = "$text-muted"
STRONG = "bold"
HEADING = "bold $text-muted"
"""What names a part of a screen."""
ACCENT = "$text-accent"
GOOD = "$text-success"
WARN = "bold $text-warning"
BAD = "bold $text-error"
RULE = "$rule"
GAP = "   "
"""Between parts of a row."""


def styled(text: str, style: str = "", *, width: int | None = None) -> Content:
    """Text in a style, never markup; with ``width`` cut and padded to exactly so many columns."""
    if width is not None:
        text = fit(text, width)
        text += " " * (width - cell_width(text))
    return Content.styled(text, style) if style else Content(text)


def side_by_side(left: Content, right: Content, width: int) -> Content:
    """``left``, blanks, ``right`` at the right edge; ``left`` gives way."""
    room = width - right.cell_length - 1
    if left.cell_length > room:
        left = left.truncate(max(0, room), ellipsis=True)
    return left + Content(" " * (width - left.cell_length - right.cell_length)) + right


def joined(parts: Iterable[Content], gap: str = GAP) -> Content:
    """The parts that are not empty, with a gap between."""
    return Content(gap).join([part for part in parts if part.plain])


def rule(width: int) -> Content:
    """A thin line across."""
    return styled("─" * width, RULE)


def wrapped(text: str, width: int, style: str = "", *, indent: int = 1) -> list[Content]:
    """Text in as many rows as it needs, each indented."""
    rows = styled(text, style).wrap(max(1, width - indent)) if text else ()
    return [styled(" " * indent) + row for row in rows]
