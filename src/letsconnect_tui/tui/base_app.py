"""The base of this program's apps: themes, harmless output, and orderly exits."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.app import App
from textual.filter import LineFilter

from letsconnect_tui.i18n import words
from letsconnect_tui.text import printable
from letsconnect_tui.tui.exit_signals import SIGNALLED, leave_on_signals, watch_terminal
from letsconnect_tui.tui.textual_compat import CompatApp
from letsconnect_tui.tui.themes import DARK, TERMINAL, THEMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.color import Color


TITLE_BACK = "\x1b[23;2t"


class ControlCharacterFilter(LineFilter):
    """Takes everything out of drawn text that a terminal would obey, last before it is written."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments with printable text only."""
        return [
            segment
            if segment.control or (segment.text.isprintable() and segment.text.isascii())
            else Segment(printable(segment.text), segment.style, segment.control)
            for segment in segments
        ]


class BaseApp(CompatApp):
    """An app that looks like ours and leaves the terminal clean however it ends."""

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "styles/base.tcss"
    AUTO_FOCUS = None

    def __init__(self) -> None:
        no_color = bool(os.environ.pop("NO_COLOR", ""))
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        if no_color:
            self.theme = TERMINAL.name
        else:
            self._begin_in(os.environ.get("LETSCONNECT_THEME") or DARK.name)
        self._harmless = ControlCharacterFilter()
        self._title_kept = False

    def _begin_in(self, theme: str) -> None:
        """Have this theme from the first style on: a theme set later has all of them read again, 25 ms."""
        if theme not in self.available_themes or self.available_themes[theme].ansi:
            self.theme = theme
            return
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own filters, and ours behind them."""
        return [*super().get_line_filters(), self._harmless]

    def on_mount(self) -> None:
        """Leave in order when the window is closed or the system says so."""
        if not self.is_headless:
            leave_on_signals(asyncio.get_running_loop(), self.leave, self.give_terminal_back)
            watch_terminal()

    def leave(self, signal_number: int) -> None:
        """Close now; what was given is already kept. The exit code is the one shells know for the signal."""
        self.exit(return_code=SIGNALLED + signal_number)

    def crash_lines(self, error: Exception) -> list[str]:
        """Keep what is known without names; what happened and where the session is, in two lines."""
        from letsconnect_tui.app.saving import keep_crash

        report = keep_crash(error)
        return [words("tui-crash", type(error).__name__, report or "–"), self.where_kept()]

    def where_kept(self) -> str:
        """Where what was given is kept, for the last line after a crash."""
        return words("tui-crash-kept")

    def set_window_title(self, title: str) -> None:
        """Say something in the terminal's title, for when its window is covered; the old one comes back.

        OSC 2, and the stack of titles (CSI 22 t, CSI 23 t) as in xterm's control sequences.
        """
        if not self._title_kept:
            self._title_kept = True
            self.write_to_terminal("\x1b[22;2t")
        self.write_to_terminal(f"\x1b]2;{printable(title)}\x07")

    def on_unmount(self) -> None:
        """Give the terminal its title back."""
        if self._title_kept:
            self._title_kept = False
            self.write_to_terminal(TITLE_BACK)

    def give_terminal_back(self) -> None:
        """Put the terminal back as it was, at once and from any thread, unless that is done."""
        self.restore_terminal(TITLE_BACK if self._title_kept else "")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of ours that a theme from elsewhere does not name."""
        return {"rule": "#555555"}
