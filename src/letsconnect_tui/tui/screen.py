"""The one screen of a session: the cockpit above, a panel or notes and agenda below it, three lines at the bottom."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input

from letsconnect_tui.tui.actions import ACTIONS
from letsconnect_tui.tui.draw import agenda, before, clock, crowd, head, lines, people, texts
from letsconnect_tui.tui.draw.ink import rule
from letsconnect_tui.tui.rows import Rows

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

    from letsconnect_tui.tui.app import LiveApp
    from letsconnect_tui.tui.look import Look
    from letsconnect_tui.tui.panel import Panel

Draw = Callable[["Look", int, int], list[Content]]


class Region(Rows):
    """One part of the screen, drawn by a pure function from the Look and its own size."""

    def __init__(self, draw: Draw, *, id: str, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._draw = draw
        self._look: Look | None = None

    def look(self, look: Look) -> None:
        """Draw this moment; nothing is drawn while it is not displayed."""
        self._look = look
        if self.display and self.size.width:
            self.show(self._draw(look, self.size.width, self.size.height))

    def on_resize(self) -> None:
        """Draw again for the new size."""
        super().on_resize()
        if self._look is not None:
            self.look(self._look)


def _rule(look: Look, width: int, height: int) -> list[Content]:
    return [rule(width)]


class SessionScreen(Screen[None]):
    """Shows a Look; the keys of the table act through the app."""

    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [
        (0, "-narrow"),
        (people.NARROW, "-medium"),
        (120, "-wide"),
        (200, "-ultra"),
    ]
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [(0, "-low"), (18, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"press('{key}')", show=False) for key in dict.fromkeys(one.key for one in ACTIONS)),
        Binding("ctrl+c", "press('ctrl+q')", show=False),
        Binding("escape", "leave_panel", show=False),
    ]

    @property
    def live(self) -> LiveApp:
        """The app, which holds the desk."""
        return cast("LiveApp", self.app)

    @property
    def panel(self) -> Panel | None:
        """What is open under the clock."""
        from letsconnect_tui.tui.panel import Panel

        return next(iter(self.query_one("#panel-place").query_children(Panel)), None)

    def compose(self) -> ComposeResult:
        """All regions, top to bottom; which of them are displayed is a matter of the style sheet."""
        yield Region(head.head, id="head")
        with Horizontal(id="body"):
            with Vertical(id="main"):
                yield Region(_rule, id="rule-top")
                yield Region(before.before, id="before")
                yield Region(people.now_on, id="now")
                yield Region(clock.clock, id="clock")
                yield Region(clock.signs, id="signs")
                yield Region(people.coming, id="coming")
                yield Region(_rule, id="rule-low")
                with Horizontal(id="lower"):
                    yield Region(texts.texts, id="texts")
                    yield Region(texts.stacked, id="stacked")
                    yield Region(agenda.agenda, id="agenda")
                yield Vertical(id="panel-place")
            yield Region(agenda.agenda, id="agenda-side")
            yield Region(crowd.crowd, id="crowd")
        yield Region(lines.alert, id="alert")
        yield Rows(id="flash")
        yield Rows(id="footer")

    def look(self, look: Look) -> None:
        """Hand the moment to every region and to the open panel."""
        for place in ("before", "live", "after"):
            self.set_class(look.place == place, f"-{place}")
        for region in self.query(Region):
            region.look(look)
        if self.panel is not None:
            self.panel.look(look)

    async def open(self, panel: Panel) -> None:
        """Put a panel under the clock instead of what is there."""
        await self.close_open()
        self.add_class("-panel")
        await self.query_one("#panel-place").mount(panel)
        if self.focused is None:
            panel.focus()

    async def close_open(self) -> None:
        """Take the open panel away."""
        panel = self.panel
        if panel is not None:
            panel.closed()
            self.set_focus(None)
            await panel.remove()
        self.remove_class("-panel")

    def action_press(self, key: str) -> None:
        """A key of the table was pressed."""
        self.live.pressed(key)

    def action_leave_panel(self) -> None:
        """Esc closes the panel."""
        self.live.close_panel()

    @property
    def writes(self) -> bool:
        """Whether letters go into an input now."""
        return isinstance(self.focused, Input)

    def on_click(self, event: events.Click) -> None:
        """A click changes nothing by mistake."""
        event.stop()
