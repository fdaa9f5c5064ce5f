"""The thin lines between the parts of the session's screen, which join where they meet."""

from __future__ import annotations

from letsconnect_tui.tui.render.styles import RULE, styled
from letsconnect_tui.tui.widgets.text_rows import TextRows


class DividerLines:
    """A line under the header, one above notes or a panel, and one before each side column."""

    def __init__(self) -> None:
        self.top = TextRows(id="rule-top")
        self.low = TextRows(id="rule-low")
        self.beside = TextRows(id="beside-line")
        self.people = TextRows(id="people-line")

    def join_soon(self) -> None:
        """Draw them once everything has its place."""
        if self.top.is_attached:
            self.top.call_after_refresh(self.join)

    def join(self) -> None:
        """Draw them for where they are now."""
        if not self.top.is_attached:
            return
        upright = [line for line in (self.beside, self.people) if line.display and line.size.height]
        at = {line.region.x for line in upright}
        self.top.show([styled("".join("┬" if x in at else "─" for x in range(self.top.size.width)), RULE)])
        self.low.show([styled("─" * self.low.size.width, RULE)])
        for line in upright:
            crossing = self.low.region.y - line.region.y if self.low.display and line is self.beside else -1
            line.show([styled("┤" if y == crossing else "│", RULE) for y in range(line.size.height)])
