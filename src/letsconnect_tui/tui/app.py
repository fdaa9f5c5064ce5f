"""The live session's app: one desk, one screen, one timer; every key goes through the gate to the desk's thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on

from letsconnect_tui.desk.alerts import standing_alerts
from letsconnect_tui.desk.reply import Reply
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.tui.actions import Action, action, action_for
from letsconnect_tui.tui.alerts import Alerts
from letsconnect_tui.tui.base import BaseApp
from letsconnect_tui.tui.draw import lines
from letsconnect_tui.tui.gate import Gate, Verdict
from letsconnect_tui.tui.look import Look, look_at
from letsconnect_tui.tui.panels import panel_for
from letsconnect_tui.tui.rows import Rows
from letsconnect_tui.tui.run_of_keys import RunOfKeys, take_back
from letsconnect_tui.tui.said import flash_of, window_title
from letsconnect_tui.tui.screen import SessionScreen
from letsconnect_tui.tui.work import DeskThread, Done

if TYPE_CHECKING:
    from letsconnect_tui.clock import VirtualClock
    from letsconnect_tui.desk.desk import Desk
    from letsconnect_tui.desk.rehearsal import Rehearsal
    from letsconnect_tui.library import Library
    from letsconnect_tui.session.commands import Command
    from letsconnect_tui.tui.panel import Panel

FLASH_S = 8
"""How long it stands what the last key did."""
LATE_S = 0.01
"""Ticks come this much after the full second, so that rounding never shows the same second twice."""

Then = Callable[[Reply], None]


class LiveApp(BaseApp):
    """Runs one session.

    Args:
        desk: The session.
        rehearsal: Lets invented people act; None in a real session.
        clock: The rehearsal's clock; None in a real session.
        library: Where an onlooker follows what the writer adds.
        read_only: Whether this window only looks.
        key_clock: When a key was pressed, in seconds; None: as Textual has it.
    """

    MODES: ClassVar[dict[str, Any]] = {"session": SessionScreen}
    DEFAULT_MODE = "session"

    def __init__(
        self,
        desk: Desk,
        *,
        rehearsal: Rehearsal | None = None,
        clock: VirtualClock | None = None,
        library: Library | None = None,
        read_only: bool = False,
        key_clock: Callable[[], float] | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.read_only = read_only
        self.locked = False
        self._rehearsal = rehearsal
        self._clock = clock
        self._library = library
        self._key_clock = key_clock
        self._gate = Gate()
        self._keys = RunOfKeys()
        self._alerts = Alerts()
        self._work = DeskThread(self)
        self._flash: tuple[Message, bool, float] | None = None
        self._title = ""

    # -- the second ------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Draw at once, then every second."""
        super().on_mount()
        self.call_after_refresh(self.tick)

    def on_unmount(self) -> None:
        """Finish what was given."""
        self._work.close()

    def tick(self) -> None:
        """One second: look, draw, let what fell due be told; then wait for the next full second."""
        self.refresh_look()
        if not self._work.waiting:
            self._work.do(self._second, self._told_second)
        self.set_timer(self._until_next_second(), self.tick)

    def _until_next_second(self) -> float:
        """Aligned to the running item's seconds while its clock is shown, else to the minute's."""
        if self._clock is not None and self._clock.speed != 1:
            return 1.0
        seen = self.desk.moment()
        ms = seen.elapsed if seen.item is not None and seen.phase == "live" else seen.now
        return (1000 - ms % 1000) / 1000 + LATE_S

    def _second(self) -> tuple[Any, ...]:
        """On the desk's thread: invented people act, the file is followed, cues fall due."""
        if self._rehearsal is not None:
            self._rehearsal.act()
        if self.read_only:
            if self._library is not None and self._library.poll():
                self.desk.conductor.follow(self._library.log(self.desk.state.session))
            return (), standing_alerts(self.desk)
        return self.desk.due(), standing_alerts(self.desk)

    def _told_second(self, told: tuple[Any, ...]) -> None:
        due, standing = told
        for cue, text in due:
            self._alerts.heard(cue, text)
        if due or standing != self._alerts.standing or self._rehearsal is not None:
            self._alerts.standing = standing
            self.refresh_look()

    @property
    def session(self) -> SessionScreen | None:
        """The session's screen, also under a dialog."""
        return next((one for one in self.screen_stack if isinstance(one, SessionScreen)), None)

    def look(self) -> Look:
        """The session as it is now."""
        alerts = self._alerts.now(self.desk.conductor.now())
        speed = self._clock.speed if self._clock is not None else 0
        return look_at(self.desk, alerts=alerts, read_only=self.read_only, speed=speed)

    def refresh_look(self) -> None:
        """Draw what changed."""
        screen = self.session
        if screen is None or not screen.is_mounted:
            return
        look = self.look()
        screen.look(look)
        for shown in self.screen_stack:
            if shown is not screen and hasattr(shown, "look"):
                shown.look(look)
        self._show_flash(screen, look)
        self._show_footer(screen, look)
        title = window_title(look)
        if title != self._title:
            self._title = title
            self.set_window_title(title)

    def _show_flash(self, screen: SessionScreen, look: Look) -> None:
        if self._flash is not None and self.now_s() - self._flash[2] > FLASH_S:
            self._flash = None
        said, ok = self._flash[:2] if self._flash else (None, True)
        row = screen.query_one("#flash", Rows)
        row.show(lines.flash(said, ok, look, row.size.width))

    def _show_footer(self, screen: SessionScreen, look: Look) -> None:
        row = screen.query_one("#footer", Rows)
        if self.locked:
            hints = [("ctrl+l", words("tui-key-unlock"))]
        elif screen.panel is not None:
            keys = [one for one in screen.panel.KEYS if one.shown]
            hints = [(one.key, words(f"tui-key-{screen.panel.PLACE}-{one.name}")) for one in keys]
            hints += [("esc", words("tui-key-close")), ("?", words("tui-key-help"))]
        else:
            hints = lines.live_hints(look)
        row.show(lines.footer(hints, row.size.width))

    # -- commands --------------------------------------------------------------------------------------

    def say(self, line: str, then: Then | None = None) -> None:
        """Give a typed line; the flash line tells the answer, then ``then`` gets it."""
        self._give(lambda: self.desk.say(line), then)

    def give(self, command: Command, then: Then | None = None) -> None:
        """Give a command; as ``say``."""
        self._give(lambda: self.desk.give(command), then)

    def ask(self, work: Callable[[], Any], then: Callable[[Any], None] | None = None) -> None:
        """Do slow work that is no command on the desk's thread."""
        self._work.do(work, then)

    def _give(self, command: Callable[[], Reply], then: Then | None) -> None:
        if self.read_only:
            self.flash(message("tui-read-only"), ok=False)
            return
        keys = self._keys

        def carry_out() -> Reply:
            reply = command()
            keys.note(reply)
            self._alerts.standing = standing_alerts(self.desk)
            return reply

        def told(reply: Reply) -> None:
            self._told(reply, keys)
            if then is not None:
                then(reply)

        self._work.do(carry_out, told)

    def _told(self, reply: Reply, keys: RunOfKeys) -> None:
        if not keys.taken_back:
            self.flash(flash_of(reply, self.desk.names), ok=reply.ok)
            if reply.copied is not None:
                self.set_timer(Gate.SETTLED_S, lambda: self._copy(reply, keys))
        for alert in reply.alerts:
            self._alerts.say(alert, self.desk.conductor.now())
        self.refresh_look()

    def _copy(self, reply: Reply, keys: RunOfKeys) -> None:
        """Put a copied text in the clipboard, unless the key turned out to be part of a sentence."""
        if not keys.taken_back and reply.copied is not None:
            self.copy_to_clipboard(reply.copied)

    def flash(self, text: Message, *, ok: bool = True) -> None:
        """Say in the line above the keys what just happened."""
        self._flash = (text, ok, self.now_s())
        screen = self.session
        if screen is not None and screen.is_mounted:
            self._show_flash(screen, self.look())

    @on(Done)
    def finish_work(self, done: Done) -> None:
        """Hand on what the desk's thread has finished."""
        self._work.finish(done)

    @property
    def busy(self) -> bool:
        """Whether the desk's thread has something to do."""
        return self._work.waiting > 0

    # -- keys ------------------------------------------------------------------------------------------

    def now_s(self) -> float:
        """The clock that keys are judged by."""
        return self._key_clock() if self._key_clock is not None else time.monotonic()

    async def on_event(self, event: events.Event) -> None:
        """Let the gate judge every key before anything else sees it."""
        if isinstance(event, events.Key) and not event.is_forwarded and not self._passes(event):
            return
        if isinstance(event, events.Paste) and not event.is_forwarded and not self._writes:
            return
        await super().on_event(event)

    @property
    def _writes(self) -> bool:
        from textual.widgets import Input, TextArea

        return isinstance(self.focused, Input | TextArea)

    def _passes(self, event: events.Key) -> bool:
        at = self._key_clock() if self._key_clock is not None else event.time
        if self.locked and event.key not in ("ctrl+l", "ctrl+q", "ctrl+c"):
            self.flash(message("tui-locked"), ok=False)
            return False
        if event.key == "enter":
            verdict = self._gate.enter(at, in_input=self._writes)
        elif event.key == "backspace":
            verdict = self._gate.backspace(at)
        elif event.is_printable and event.character:
            verdict = self._gate.press(event.character, at, in_input=self._writes)
        else:
            return True
        if self._gate.run != self._keys.number:
            self._keys = self._new_run()
        if verdict is Verdict.TYPING:
            self._take_back()
        return verdict is Verdict.ACT

    def _new_run(self) -> RunOfKeys:
        panel = self.session.panel if self.session else None
        return RunOfKeys(
            number=self._gate.run,
            panel=None if panel is None else panel.PLACE,
            screens=len(self.screen_stack),
            names_hidden=self.desk.names_hidden,
        )

    def _take_back(self) -> None:
        """Undo all that the present run of keys did: it was a sentence."""
        keys = self._keys
        keys.taken_back = True
        while len(self.screen_stack) > max(1, keys.screens):
            self.pop_screen()
        self.desk.names_hidden = keys.names_hidden
        self.run_worker(self._reopen(keys.panel))
        self._work.do(
            lambda: take_back(self.desk, keys), lambda _: self.flash(message("tui-typing"), ok=False)
        )

    async def _reopen(self, panel: str | None) -> None:
        screen = self.session
        if screen is None:
            return
        now = screen.panel.PLACE if screen.panel else None
        if now != panel:
            again = panel_for(panel) if panel is not None else None
            await (screen.open(again) if again is not None else screen.close_open())
        self.refresh_look()

    def pressed(self, key: str) -> None:
        """Do what a key of the table does now."""
        look = self.look()
        found = action_for(key, look)
        if found is None:
            return
        self.act(found, look)

    def act(self, one: Action, look: Look | None = None) -> None:
        """Do one action of the table."""
        look = look or self.look()
        special = getattr(self, f"do_{one.id.replace('-', '_')}", None)
        if special is not None:
            special(look)
        elif one.says is not None:
            self.say(self._line_of(one, look), then=self._read_out)
        elif one.asks:
            self.open_ask(one)
        elif one.panel:
            self.toggle_panel(one.id)

    def _line_of(self, one: Action, look: Look) -> str:
        """``next`` between two sharers is a handoff: with thanks and intro."""
        coming = look.moment.coming
        if one.id == "next" and look.moment.item is not None and coming:
            before, after = look.state.lead_of(look.moment.item), look.state.lead_of(coming[0].item)
            return "handoff" if after is not None and after != before else "next"
        return str(one.says)

    def _read_out(self, reply: Reply) -> None:
        """What is to be said aloud stands in the alert line for a while."""
        if reply.ok and reply.preview and reply.copied is None:
            text = "  ".join(line.strip() for line in reply.preview)
            self._alerts.say(message("tui-say", text), self.desk.conductor.now())
            self.refresh_look()

    # -- panels and looks ------------------------------------------------------------------------------

    def toggle_panel(self, action_id: str) -> None:
        """Open a panel; the key that opened it closes it."""
        screen = self.session
        if screen is not None and screen.panel is not None and action_id == screen.panel.PLACE:
            self.close_panel()
            return
        panel = panel_for(action_id)
        if panel is None:
            self.flash(message("tui-no-panel"), ok=False)
            return
        self.open_panel(panel)

    def open_panel(self, panel: Panel) -> None:
        """Open this panel under the clock."""
        self.run_worker(self._open(panel), group="panel")

    async def _open(self, panel: Panel) -> None:
        screen = self.session
        if screen is None:
            return
        await screen.open(panel)
        self.call_after_refresh(self._opened)

    def _opened(self) -> None:
        if self._writes:
            self._gate.opened_input(self.now_s())
        self.refresh_look()

    def close_panel(self) -> None:
        """Close what is open under the clock."""
        self.run_worker(self._reopen(None), group="panel")

    def open_ask(self, one: Action) -> None:
        """Ask for the rest of a typed line."""
        from letsconnect_tui.tui.ask import AskPanel

        self.open_panel(AskPanel(one))

    def do_yes(self, look: Look) -> None:
        """Answer the alert."""
        if look.alerts and look.alerts[0].says:
            self.say(look.alerts[0].says)

    def do_options(self, look: Look) -> None:
        """Open what the alert offers."""
        if look.alerts and look.alerts[0].opens:
            self.act(action(look.alerts[0].opens), look)

    def do_hide(self, look: Look) -> None:
        """Hide or show all names."""
        self.desk.names_hidden = not self.desk.names_hidden
        self.flash(message("tui-names-hidden" if self.desk.names_hidden else "tui-names-shown"))
        self.refresh_look()

    def do_lock(self, look: Look) -> None:
        """Lock or unlock the keys."""
        self.locked = not self.locked
        self.flash(message("tui-locked" if self.locked else "tui-unlocked"))
        self.refresh_look()

    def do_theme(self, look: Look) -> None:
        """The next theme of ours."""
        from letsconnect_tui.tui.themes import THEMES

        names = [one.name for one in THEMES]
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]

    def do_quit(self, look: Look) -> None:
        """Ask while live; else close."""
        self.exit(0)
