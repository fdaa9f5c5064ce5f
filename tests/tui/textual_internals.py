"""What tests need of Textual's internals, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.keys import _character_to_key

if TYPE_CHECKING:
    from textual.screen import Screen


def screen_lines(screen: Screen[Any]) -> list[str]:
    """A screen as text, one string a row, as the compositor would send it."""
    strips = screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def key_of(character: str) -> str:
    """Textual's name of the key that writes a character: ``plus`` for ``+``."""
    return _character_to_key(character)
