"""Every key comes through here first: locked, typed by mistake, or meant."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.tui.actions import action_by_id
from letsconnect_tui.tui.input.key_run import KeyRun, take_back
from letsconnect_tui.tui.input.typing_guard import TypingGuard, Verdict
from letsconnect_tui.tui.panels.registry import panel_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from letsconnect_tui.tui.app import LiveApp

UNLOCKED = ("lock-keys", "quit")
"""The actions that work while the keys are locked."""


class Keyboard:
    """Judges keys for one app, and takes back what a run of them did when it was a sentence.

    Args:
        app: Whose keys they are.
        key_clock: Tells how long a flash or a preview has stood, in seconds; None: as Textual times its keys.
    """

    def __init__(self, app: LiveApp, key_clock: Callable[[], float] | None = None) -> None:
        self.locked = False
        self.run = KeyRun()
        """What the present run of keys has done so far."""
        self._app = app
        self._key_clock = key_clock
        self._gate = TypingGuard()
        self._at = float("-inf")

    def now_s(self) -> float:
        """The clock that keys are judged by."""
        return self._key_clock() if self._key_clock is not None else time.monotonic()

    @property
    def writes(self) -> bool:
        """Whether letters go into an input now."""
        focused = self._app.focused
        return focused is not None and focused.check_consume_key("a", "a")

    async def passes(self, event: events.Key) -> bool:
        """Whether a key may act."""
        self._at = event.time
        if self.locked and not any(event.key in action_by_id(name).keys for name in UNLOCKED):
            self._app.flash(message("tui-locked"), ok=False)
            return False
        verdict = self._judge(event)
        if self._gate.run != self.run.number:
            self.run = self._new_run()
        if verdict is Verdict.TYPING:
            await self._take_back()
        if verdict is Verdict.HOLD:
            self._app.flash(message("tui-enter-again"), ok=False)
        return verdict is Verdict.ACT

    def opened_input(self) -> None:
        """The latest key has opened an input."""
        self._gate.opened_input(self._at)

    def _judge(self, event: events.Key) -> Verdict:
        if event.key == "enter":
            screen = self._app.session
            waits = screen is not None and screen.panel is not None and screen.panel.ENTER_WAITS
            return self._gate.enter(self._at, in_input=self.writes, waits=waits)
        if event.key == "backspace":
            return self._gate.backspace(self._at)
        if event.is_printable and event.character:
            return self._gate.press(event.character, self._at, in_input=self.writes)
        return Verdict.ACT

    def _new_run(self) -> KeyRun:
        screen = self._app.session
        panel = screen.panel if screen is not None else None
        return KeyRun(
            number=self._gate.run,
            panel=None if panel is None else panel.PANEL_ID,
            screens=len(self._app.screen_stack),
            names_hidden=self._app.desk.names_hidden,
        )

    async def _take_back(self) -> None:
        """Undo all that the present run of keys did, and put the screens back as they were before it."""
        app, run = self._app, self.run
        run.taken_back = True
        while len(app.screen_stack) > max(1, run.screens):
            await app.pop_screen()
        app.desk.names_hidden = run.names_hidden
        screen = app.session
        open_now = screen.panel.PANEL_ID if screen is not None and screen.panel is not None else None
        if open_now != run.panel:
            await app.open_panel(panel_for(run.panel) if run.panel is not None else None)

        def tell(stayed: Message | None) -> None:
            app.flash(stayed or message("tui-typing"), ok=False)

        app.run_in_background(lambda: take_back(app.desk, run), tell)
