"""The live app on a virtual clock, with keys at given times, for tests of the screens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from textual.events import Key

from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.app.runs import begin_run
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.tui.app import LiveApp
from tests.app.rehearsed import PLAN
from tests.tui.textual_internals import key_of, screen_lines

if TYPE_CHECKING:
    from textual.pilot import Pilot

BEFORE_S = 600
"""The clock begins so long before the planned start."""


def a_desk(plan: str = PLAN, before_s: int = BEFORE_S, **options: Any) -> tuple[LiveSession, VirtualClock]:
    """A session that nobody keeps, ten minutes before its start."""
    read = plan_of_text(plan)
    clock = VirtualClock(int(read.session.starts_at.timestamp() * 1000) - before_s * 1000)
    recorder = begin_run(f"{read.session.id}.1", read, "plan.toml", clock, **options)
    return LiveSession(recorder, zone=ZoneInfo("America/Bogota")), clock


class Stage:
    """An app that runs, its clocks, and what can be seen of it."""

    def __init__(self, app: LiveApp, clock: VirtualClock, pilot: Pilot[int]) -> None:
        self.app = app
        self.clock = clock
        self.pilot = pilot
        self.seconds = 1000.0

    @property
    def session(self) -> LiveSession:
        return self.app.session

    @property
    def commands_given(self) -> int:
        """How many commands stand."""
        return len(self.session.log.undoable)

    async def settle(self) -> None:
        """Wait until everything given was carried out and drawn."""
        await self.pilot.pause()
        while self.app.is_running and (self.app.busy or self.app.keyboard.due_at is not None):
            await self._let_grace_pass()
            await self.pilot.pause()
        await self.pilot.pause()

    async def _let_grace_pass(self) -> None:
        """Carry out keys that are shown as coming, without waiting for a real quarter of a second."""
        due = self.app.keyboard.due_at
        if due is not None:
            self.app.call_later(self.app.keyboard.give_out, due)

    async def rest(self) -> None:
        """Let so much time pass that no sentence goes on."""
        await self.settle()
        self.seconds += 2
        self.app.call_later(self.app.keyboard.come_to_rest)
        await self.settle()

    async def say(self, *lines: str) -> None:
        """Give typed lines as if from elsewhere."""
        for line in lines:
            assert perform_line(self.session, line).ok, line
        self.app.redraw()
        await self.settle()

    async def wait(self, seconds: int) -> None:
        """Let time pass, and what fell due be told."""
        self.clock.advance(seconds * 1000)
        self.app.tick_once()
        await self.settle()

    async def press(self, *keys: str, gap: float = 1.0) -> None:
        """Press keys, so many seconds after each other, and see what comes of it."""
        self.post(*keys, gap=gap)
        await self.settle()

    async def type(self, text: str, gap: float = 0.1) -> None:
        """Write a text as somebody does who writes fast."""
        await self.press(*text, gap=gap)

    def post(self, *keys: str, gap: float) -> None:
        """Press keys without waiting."""
        for key in keys:
            self.seconds += gap
            name = key_of(key) if len(key) == 1 else "space" if key == "space" else key
            character = key if len(key) == 1 else " " if key == "space" else "\r" if key == "enter" else None
            event = Key(name, character)
            event.time = self.seconds
            self.app.post_message(event)

    @property
    def lines(self) -> list[str]:
        """The screen as text, one string a row."""
        return screen_lines(self.app.screen)

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def panel(self) -> str | None:
        """Which panel is open."""
        screen = self.app.session_screen
        return screen.panel.PANEL_ID if screen is not None and screen.panel is not None else None


@asynccontextmanager
async def on_stage(
    *said: str,
    size: tuple[int, int] = (80, 24),
    plan: str = PLAN,
    before_s: int = BEFORE_S,
    theme: str | None = None,
    keymap: dict[str, str] | None = None,
    session: tuple[LiveSession, VirtualClock] | None = None,
    **options: Any,
) -> AsyncIterator[Stage]:
    """Run the app; ``said`` are typed lines, or ``wait N`` for seconds to pass, before it opens."""
    the_desk, clock = session or a_desk(plan, before_s)
    for line in said:
        word, _, rest = line.partition(" ")
        if word == "wait":
            clock.advance(int(rest) * 1000)
            the_desk.due_cues()
        else:
            assert perform_line(the_desk, line).ok, line
    stage: Stage

    def now_s() -> float:
        return stage.seconds

    app = LiveApp(the_desk, clock=clock, key_clock=now_s, **options)
    app.set_keymap(keymap or {})
    if theme is not None:
        app.theme = theme
    stage = Stage(app, clock, None)  # type: ignore[arg-type]
    async with app.run_test(size=size) as pilot:
        stage.pilot = pilot
        await stage.settle()
        yield stage
