"""The smallest Textual app, to measure the live screen's start against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Smallest(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("more")


if __name__ == "__main__":
    Smallest().run()
