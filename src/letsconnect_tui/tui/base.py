"""What every screen of this program stands on: themes, harmless output, and orderly exits."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.app import App
from textual.filter import LineFilter

from letsconnect_tui.text import printable
from letsconnect_tui.tui.themes import DARK, TERMINAL, THEMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.color import Color


class Harmless(LineFilter):
    """Takes everything out of drawn text that a terminal would obey; the last gate before it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments with printable text only."""
        return [
            segment
            if segment.control or (segment.text.isprintable() and segment.text.isascii())
            else Segment(printable(segment.text), segment.style, segment.control)
            for segment in segments
        ]


class BaseApp(App[int]):
    """An app that looks like ours and leaves the terminal clean however it ends."""

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH: ClassVar[list[str]] = ["styles/base.tcss"]  # type: ignore[misc]
    AUTO_FOCUS = None

    def __init__(self) -> None:
        no_color = bool(os.environ.pop("NO_COLOR", ""))
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = TERMINAL.name if no_color else os.environ.get("LETSCONNECT_THEME") or DARK.name
        self._harmless = Harmless()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own filters, and ours behind them."""
        return [*super().get_line_filters(), self._harmless]

    def on_mount(self) -> None:
        """Leave in order when the window is closed or the system says so."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and not self.is_headless:
                try:
                    loop.add_signal_handler(number, self.leave)
                except (NotImplementedError, RuntimeError):  # Windows has no signal handlers in its loop
                    return

    def leave(self) -> None:
        """Close now; what was given is already kept."""
        self.exit(0)

    def set_window_title(self, title: str) -> None:
        """Say something in the terminal's title, for when its window is covered (OSC 2 of xterm)."""
        if self._driver is not None:
            self._driver.write(f"\x1b]2;{printable(title)}\x07")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of ours that a theme from elsewhere does not name."""
        return {"rule": "#555555"}
