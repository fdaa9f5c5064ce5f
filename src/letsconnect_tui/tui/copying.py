"""Everything that can be copied into the call: chat lines, essentials for latecomers, rooms, the next intro."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from letsconnect_tui.desk.texts import chat_key, chat_lines, next_chat_line
from letsconnect_tui.i18n import words
from letsconnect_tui.tui.draw.ink import GOOD, MUTED, STRONG, ink
from letsconnect_tui.tui.lines_view import LinesView
from letsconnect_tui.tui.panel import Panel, PanelKey

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from letsconnect_tui.desk.reply import Reply
    from letsconnect_tui.tui.look import Look

NAMED = ("essentials", "intro", "rooms", "people")
"""Texts besides the chat lines, by the name that ``copy`` knows."""


class CopyPanel(Panel):
    """Enter copies a line and leaves the list open for the next one."""

    PLACE = "copy-other"
    KEYS = (PanelKey("enter", "copy", "copy"),)

    def compose(self) -> ComposeResult:
        """The list."""
        yield LinesView(id="copy-lines")

    def look(self, look: Look) -> None:
        """Draw the list; only changed lines are painted."""
        first = not self.query_one(LinesView).keys
        self.query_one(LinesView).show([*_chat(look), *_named(look)])
        coming = next_chat_line(look.state)
        if first and coming is not None:
            self.query_one(LinesView).move_to_key(str(coming))

    @on(LinesView.Chosen)
    def copy(self, event: LinesView.Chosen) -> None:
        """Copy this line."""
        event.stop()
        self.say(f"copy {event.key}")

    def action_copy(self) -> None:
        """As Enter."""
        self.query_one(LinesView).action_choose()

    def answered(self, reply: Reply) -> None:
        """On to the next chat line."""
        self.query_one(LinesView).action_move(1)


def _chat(look: Look) -> list[tuple[str, Content]]:
    return [
        (
            str(number),
            _line(look, chat_key(look.state, number), f"{line.lang}  " if line.lang else "", line.text),
        )
        for number, line in enumerate(chat_lines(look.state), 1)
    ]


def _named(look: Look) -> list[tuple[str, Content]]:
    return [(name, _line(look, name, "", words(f"copied-{name}"))) for name in NAMED]


def _line(look: Look, key: str, language: str, text: str) -> Content:
    copied = look.state.copied.get(key)
    mark = words("tui-copied-at", look.time(copied)) if copied is not None else ""
    return (
        ink(f" {mark}", GOOD, width=9)
        + ink(language, MUTED)
        + ink(text, "" if copied is not None else STRONG)
    )
