"""The line the cursor is on: drawn without colours of its own, which would vanish on the cursor's colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from letsconnect_tui.tui.widgets.line_list import LineList

    Lines = Sequence[tuple[str, Content]]


def plain_at(lines: Lines, cursor: str | None) -> list[tuple[str, Content]]:
    """The lines, the one with the key ``cursor`` without styles."""
    return [(key, Content(line.plain) if key == cursor else line) for key, line in lines]


def show_lines(view: LineList, draw: Callable[[str | None], Lines]) -> None:
    """Show what ``draw`` makes for the key the cursor is on, also when showing it moves the cursor."""
    cursor = view.cursor_key
    view.show(draw(cursor))
    if view.cursor_key != cursor:
        view.show(draw(view.cursor_key))
