"""The one screen of a session: the cockpit, below it notes and agenda or a panel, then three lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from letsconnect_tui.tui.draw import agenda, before, clock, crowd, head, lines, people, texts
from letsconnect_tui.tui.draw.ink import rule
from letsconnect_tui.tui.region import Region
from letsconnect_tui.tui.rows import Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from letsconnect_tui.tui.look import Look
    from letsconnect_tui.tui.panel import Panel


LOW = 18
"""Below so many rows there are no rules, and one row for the alert."""


def _rule(look: Look, width: int, height: int) -> list[Content]:
    return [rule(width)]


def _after(look: Look, width: int, height: int) -> list[Content]:
    from letsconnect_tui.tui.draw.after import after  # 60 ms, needed only when a session has ended

    return after(look, width, height)


class SessionScreen(Screen[None]):
    """Shows a Look; the keys of the table act through the app."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - an attribute of Textual's
        (0, "-narrow"),
        (people.NARROW, "-medium"),
        (120, "-wide"),
        (200, "-ultra"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012

    def __init__(self, first: Look) -> None:
        super().__init__(classes=f"-{first.place}")
        self._first = first
        """The moment it opens at: nothing is laid out, styled or painted empty before."""
        self._regions: tuple[Region, ...] = ()
        self._alert_rows = 0
        self.panel: Panel | None = None
        """What is open under the clock."""

    def compose(self) -> ComposeResult:
        """All regions, top to bottom; which of them are displayed is a matter of the style sheet."""
        yield Region(head.head, id="head")
        with Horizontal(id="body"):
            with Vertical(id="main"):
                yield Region(_rule, id="rule-top", still=True)
                yield Region(before.before, id="before")
                yield Region(_after, id="after")
                yield Region(people.now_on, id="now")
                yield Region(clock.clock, id="clock")
                yield Region(clock.signs, id="signs")
                yield Region(people.coming, id="coming")
                yield Region(_rule, id="rule-low", still=True)
                with Horizontal(id="lower"):
                    yield Region(texts.texts, id="texts", still=True)
                    yield Region(texts.stacked, id="stacked")
                    yield Region(agenda.agenda, id="agenda")
                yield Vertical(id="panel-place")
            yield Region(crowd.beside, id="beside")
            yield Region(agenda.agenda, id="agenda-side")
            yield Region(crowd.crowd, id="crowd")
        yield Region(lines.alert, id="alert")
        yield Rows(id="flash")
        yield Rows(id="footer")

    def on_mount(self) -> None:
        """Let the regions know the moment before they are first painted."""
        self._regions = tuple(self.query(Region))
        for region in self._regions:
            region.look(self._first)

    def look(self, look: Look) -> None:
        """Hand the moment to every region and to the open panel."""
        if self.panel is not None and not self.has_class(f"-{look.place}"):
            under, self.panel.over = self.panel.over, None  # it belongs to the place that is over
            if under is not None:
                self.call_later(self._remove, under)
        for place in ("before", "live", "after"):
            self.set_class(look.place == place, f"-{place}")
        self._fit_alert(look)
        for region in self._regions:
            region.look(look)
        if self.panel is not None:
            self.panel.look(look)

    def _fit_alert(self, look: Look) -> None:
        """A long alert takes a row or more from what is above it; low windows have one row for it."""
        low, least = self.size.height < LOW, 2 if self.size.width < people.NARROW else 1
        rows = 1 if low else max(least, lines.alert_rows(look, self.size.width))
        alert = self.query_one("#alert")
        if rows != self._alert_rows:
            self._alert_rows = rows
            alert.styles.height = rows

    async def open(self, panel: Panel | None) -> None:
        """Put a panel under the clock instead of what is there; None: back to what it was over."""
        before, self.panel = self.panel, None
        over = None if panel is None else panel.over
        back = before.over if before is not None and panel is None else None
        self.set_focus(None)
        if before is not None and over is before:
            before.display = False
        elif before is not None:
            await self._remove(before)
            if before.over is not None and before.over not in (back, over):
                await self._remove(before.over)
        shown = panel or back
        self.set_class(shown is not None, "-panel")
        self.set_class(shown is not None and shown.PLACE == "handoff", "-handoff")
        if panel is not None:
            await self.query_one("#panel-place").mount(panel)
        if shown is not None:
            shown.display = True
            self.panel = shown
            self.set_focus(shown.takes_focus(), scroll_visible=False)

    async def _remove(self, panel: Panel) -> None:
        panel.closed()
        await panel.remove()
