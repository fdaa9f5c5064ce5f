"""The app of a live session: one screen, one timer, and a keyboard that judges every key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.binding import Binding

from letsconnect_tui.app.alert_queue import AlertQueue
from letsconnect_tui.i18n import Message, keys_of, words
from letsconnect_tui.tui.action_handlers import run_action, show_proposal
from letsconnect_tui.tui.actions import ACTIONS, Action, action_by_id, action_for
from letsconnect_tui.tui.base_app import BaseApp
from letsconnect_tui.tui.command_sender import CommandSender, Done, OnReply
from letsconnect_tui.tui.input.keyboard import Keyboard
from letsconnect_tui.tui.input.keyboard_layouts import report_key
from letsconnect_tui.tui.render.header import window_title
from letsconnect_tui.tui.screen import SessionScreen
from letsconnect_tui.tui.snapshot import ENDED, Snapshot, take_snapshot
from letsconnect_tui.tui.status_bar import StatusBar
from letsconnect_tui.tui.ticker import Ticker

if TYPE_CHECKING:
    from pathlib import Path

    from textual.binding import BindingType

    from letsconnect_tui.app.library import Library
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.proposals import Proposal
    from letsconnect_tui.app.rehearsal import Rehearsal
    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.app.requests import ProposalRequest, Request
    from letsconnect_tui.clock import VirtualClock
    from letsconnect_tui.tui.panels.panel import Panel
    from letsconnect_tui.tui.slow_search import Search


class LiveApp(BaseApp, inherit_bindings=False):
    """Runs one session.

    Args:
        session: The session.
        rehearsal: Lets invented people act; None in a real session.
        clock: The rehearsal's clock; None in a real session.
        library: Where an onlooker follows what the writer adds.
        read_only: Whether this window only looks.
        key_clock: Tells how long a flash or a preview has stood, in seconds; None: as Textual times its keys.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(one.default_keys, f"live('{one.id}')", id=one.id, show=False, priority=True)
            for one in ACTIONS
        ),
        Binding("escape", "close_panel", id="close-panel", show=False, priority=True),
    ]
    """Priority: a key acts before the next one is read, so that what it opens gets the letters behind it."""

    def __init__(
        self,
        session: LiveSession,
        *,
        rehearsal: Rehearsal | None = None,
        clock: VirtualClock | None = None,
        library: Library | None = None,
        read_only: bool = False,
        key_clock: Callable[[], float] | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        self.read_only = read_only or session.onlooker
        self._clock = clock
        self._library = library
        self.keyboard = Keyboard(self, key_clock)
        self.alerts = AlertQueue()
        self._sender = CommandSender(self)
        self._work = self._sender.thread
        self._ticker = Ticker(self, self._work, rehearsal, clock)
        self._status_bar = StatusBar()
        self._title = ""
        self._place = ""

    def get_default_screen(self) -> SessionScreen:
        """The one screen; unlike a mode's, the rules of style are read once for it."""
        snapshot = self.snapshot()
        screen = SessionScreen(snapshot)
        self._show_keys(screen, snapshot)
        return screen

    # -- the screen ------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Draw at once, then every second."""
        self.ask_for_alternate_keys(report_key)
        self.call_after_refresh(self._ticker.draw_first)

    def on_unmount(self) -> None:
        """Finish what was given."""
        self._work.close()

    def tick_once(self) -> None:
        """Draw this second, and let what fell due be told."""
        self._ticker.tick_once()

    @property
    def data_file(self) -> Path | None:
        """Where the session is kept; None for a rehearsal that is not."""
        return None if self._library is None else self._library.file.path

    @property
    def session_screen(self) -> SessionScreen | None:
        """The session's screen, also under a dialog."""
        return next((one for one in self.screen_stack if isinstance(one, SessionScreen)), None)

    def snapshot(self) -> Snapshot:
        """The session as it is now."""
        alerts = self.alerts.now(self.session.now(), self.session.state.current)
        speed = self._clock.speed if self._clock is not None else 0
        return take_snapshot(
            self.session,
            alerts=alerts,
            read_only=self.read_only,
            writes=self.keyboard.writes,
            speed=speed,
        )

    def redraw(self) -> None:
        """Draw what changed."""
        screen = self.session_screen
        if screen is None or not screen.is_mounted:
            return
        snapshot = self.snapshot()
        self._follow_place(snapshot)
        screen.show_snapshot(snapshot)
        for shown in self.screen_stack:
            if shown is not screen and hasattr(shown, "show_snapshot"):
                shown.show_snapshot(snapshot)
        self._show_keys(screen, snapshot)
        title = window_title(snapshot)
        if title != self._title:
            self._title = title
            self.set_window_title(title)

    def _show_keys(self, screen: SessionScreen, snapshot: Snapshot) -> None:
        keys = self.keyboard
        self._status_bar.show(screen, snapshot, keys.now_s(), locked=keys.locked, writes=keys.writes)

    def _follow_place(self, snapshot: Snapshot) -> None:
        """When the session ends, or that is undone, what is open belongs to another place and closes."""
        before, self._place = self._place, snapshot.mode
        if before not in ("", snapshot.mode) and ENDED in (before, snapshot.mode):
            self.close_panel()

    # -- commands --------------------------------------------------------------------------------------

    def execute_line(self, line: str, on_reply: OnReply | None = None) -> None:
        """Carry out a typed line; as ``execute``. What it proposes is shown in its panel."""
        self._sender.execute_line(line, on_reply)

    def propose(self, request: ProposalRequest, on_reply: OnReply) -> Search:
        """Ask for a proposal; when that takes long it is said, and Esc stops it."""
        return self._sender.propose(request, on_reply)

    async def show_proposal(self, made: Proposal) -> None:
        """Open the panel of what a typed line proposed."""
        await show_proposal(self, made)

    def execute(self, request: Request, on_reply: OnReply | None = None) -> None:
        """Carry out a request; the flash line shows the answer, then ``on_reply`` gets it."""
        self._sender.execute(lambda: self.session.perform(request), on_reply)

    def execute_call(self, call: Callable[[], Reply], on_reply: OnReply | None = None) -> None:
        """Carry out what a function of the session does; as ``execute``."""
        self._sender.execute(call, on_reply)

    def copy_line(self, key: str, text: str, what: Message, on_reply: OnReply) -> None:
        """Copy a text that no chat line holds; the copying is remembered under ``key``."""
        self._sender.copy_line(key, text, what, on_reply)

    def run_in_background(
        self, work: Callable[[], Any], on_reply: Callable[[Any], None] | None = None
    ) -> None:
        """Do slow work that is no command on the thread of the session."""
        self._work.do(work, on_reply)

    def show_to_read_aloud(self, text: Message | None) -> None:
        """Let a line to be read out stand in the alert line for a while; None: the one there is over."""
        if text is None:
            self.alerts.clear()
        else:
            self.alerts.show_to_read_aloud(text, self.session.now(), self.session.state.current)
        self.redraw()

    def flash(self, text: Message, *, ok: bool = True) -> None:
        """Say in the line above the keys what just happened."""
        self.will_flash(text, ok=ok)
        self.redraw()

    def will_flash(self, text: Message, *, ok: bool = True) -> None:
        """As ``flash``, for who draws everything right after."""
        self._status_bar.flash(text, self.keyboard.now_s(), ok=ok)

    def where_kept(self) -> str:
        """For the last line after a crash."""
        rehearsal = self.session.state.rehearsal
        if self.data_file is not None:
            return words("tui-crash-rehearsal-in" if rehearsal else "tui-crash-kept-in", self.data_file)
        return words("tui-crash-rehearsal" if rehearsal else "tui-crash-kept")

    @on(Done)
    def finish_work(self, done: Done) -> None:
        """Hand on what the thread of the session has finished."""
        self._work.finish(done)

    @property
    def busy(self) -> bool:
        """Whether the thread of the session has something to do, as it has from the first second on."""
        return self._work.waiting > 0 or not self._ticker.started

    # -- keys and panels -------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Judge every key before anything else sees it; keys of the table act in order."""
        if isinstance(event, events.InputEvent) and not self.screen_stack:
            return  # the screens are closed; the key was on its way to them
        if isinstance(event, events.Paste) and not event.is_forwarded and not self.keyboard.writes:
            self.keyboard.paste(event.text)
        elif isinstance(event, events.Key) and not event.is_forwarded:
            if event.key != "escape" or not self._sender.stop_slow():
                await self.keyboard.take(event)
        else:
            if isinstance(event, events.AppBlur):
                await self.keyboard.left_window()
            await super().on_event(event)

    async def press(self, event: events.Key) -> None:
        """Let a key that was judged do what it means: an action of the table, or what has the focus."""
        self._status_bar.carried_out()
        await super().on_event(event)

    async def caught_up(self) -> None:
        """Wait until the commands given so far are carried out."""
        await self._work.caught_up()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a live key acts now: the open panel's own keys and inputs come first, dialogs take all."""
        if action == "live":
            return self._acts_now(action_by_id(str(parameters[0])))
        if action == "close_panel":
            return self._comes_through(keys_of("close-panel", "escape"))
        return super().check_action(action, parameters)

    def _acts_now(self, one: Action) -> bool:
        """Of several actions with one key the one that makes sense, else the first, which says why not."""
        if one.id == "lock-keys":
            return True
        return self._comes_through(one.keys) and action_for(set(one.keys), self.snapshot()) is one

    def _comes_through(self, keys: tuple[str, ...]) -> bool:
        """Whether these keys are the app's now: no dialog is open, and no panel that has them itself."""
        screen = self.session_screen
        if screen is None or self.screen is not screen:
            return False
        if self.keyboard.writes and all(len(key) == 1 for key in keys):
            return False  # Textual 8.2 takes ``+ - / @ _`` for keys that an input does not want
        return screen.panel is None or not screen.panel.binds(set(keys))

    async def action_live(self, action_id: str) -> None:
        """Do an action of the table."""
        await run_action(self, action_by_id(action_id))

    async def action_close_panel(self) -> None:
        """Close what is open under the clock."""
        await self.open_panel(None)

    async def open_panel(self, panel: Panel | None) -> None:
        """Open this panel under the clock instead of what is there; None: close it."""
        screen = self.session_screen
        if screen is None or not screen.is_mounted:
            return
        await screen.open(panel)
        if self.keyboard.writes:
            self.keyboard.opened_input()
        self.redraw()

    def do(self, one: Action) -> None:
        """Do an action of the table that was chosen from a list; the list gives way."""

        async def leave_and_act() -> None:
            await self.open_panel(None)
            await run_action(self, one)

        self.call_later(leave_and_act)

    def close_panel(self) -> None:
        """Close what is open under the clock."""
        self.call_later(self.open_panel, None)
