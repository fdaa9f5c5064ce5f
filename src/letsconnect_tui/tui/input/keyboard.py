"""Every key comes through here first: locked, typed by mistake, or meant. Carries out what the guard says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from textual.events import Event

from letsconnect_tui.i18n.message import message
from letsconnect_tui.tui.action_handlers import run_action
from letsconnect_tui.tui.actions import Action, action_by_id
from letsconnect_tui.tui.input import key_feedback, key_meaning
from letsconnect_tui.tui.input.key_press import Effect, KeyJudgement, KeyPress, Verdict
from letsconnect_tui.tui.input.key_run import KeyRun, RunUndo
from letsconnect_tui.tui.input.key_timers import KeyTimers
from letsconnect_tui.tui.input.keyboard_layouts import KeyboardLayouts
from letsconnect_tui.tui.input.typing_guard import SETTLED_S, TypingGuard
from letsconnect_tui.tui.textual_compat import is_with_modifier, key_of, without_sign

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from letsconnect_tui.tui.host import LiveHost

UNLOCKED = ("lock-keys", "quit")
"""The actions that work while the keys are locked."""
MOVING_KEYS = frozenset(
    {"up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab", "delete"}
)
"""Keys that are held down on purpose."""
ENTER_TAKEN_S = 0.5
"""How long keys wait at most for the Enter before them."""


class _Pending(msgspec.Struct):
    """A key on its way: what Textual sent, when, and the run it belongs to."""

    event: events.Key
    at: float
    run: KeyRun | None = None
    effect: Effect = Effect.VIEW

    @property
    def sign(self) -> str:
        """What it writes; empty for a key that writes nothing."""
        return (self.event.character or "") if self.event.is_printable else ""

    @property
    def keys(self) -> frozenset[str]:
        """Its names in tables of keys."""
        return frozenset({self.event.key, self.sign} - {"", " "})


class Keyboard:
    """Judges keys for one app, and takes back what a run of them did when it was a sentence.

    Args:
        app: Whose keys they are.
        key_clock: Tells how long a flash or a preview has stood, in seconds; None: as Textual times its keys.
    """

    def __init__(self, app: LiveHost, key_clock: Callable[[], float] | None = None) -> None:
        self.locked = False
        self.run = KeyRun()
        """What the present run of keys has done so far."""
        self.pasted = ""
        """Lines that were pasted where nothing takes them, until the next key but one."""
        self._app = app
        self._key_clock = key_clock
        self._guard = TypingGuard()
        self._layouts = KeyboardLayouts()
        self._letter = ""
        """The latest key that was carried out, if it is a letter."""
        self._at = float("-inf")
        slack_s = 0.0 if key_clock is None else 1.0
        self._timers = KeyTimers(app, slack_s, self.give_out, self.come_to_rest)
        self._at_rest: list[tuple[KeyRun, Callable[[], None]]] = []
        self._undo = RunUndo(app)
        self._behind_enter: list[events.Key] | None = None
        """Keys that came after an Enter which the input has not obeyed yet."""

    def now_s(self) -> float:
        """The clock that keys are judged by."""
        return self._key_clock() if self._key_clock is not None else Event().time

    @property
    def writes(self) -> bool:
        """Whether letters go into an input now."""
        focused = self._app.focused if self._app.screen_stack else None
        return focused is not None and focused.check_consume_key("a", "a")

    @property
    def due_at(self) -> float | None:
        """When the next key that is shown as coming is carried out."""
        return self._guard.due_at

    # -- what comes in ---------------------------------------------------------------------------------

    async def take(self, event: events.Key) -> None:
        """Judge a key and do what it is found to mean; behind an Enter not yet obeyed it waits for that."""
        if self._behind_enter is not None:
            self._behind_enter.append(event)
        else:
            await self._take(event)

    async def _take(self, event: events.Key) -> None:
        self._at = event.time
        if self.locked and not any(event.key in action_by_id(name).keys for name in UNLOCKED):
            self._app.flash(message("tui-locked"), ok=False)
            return
        await self._carry_out(self._guard.elapsed(self._at))
        if not self.writes:
            await self._app.caught_up()  # what a key means depends on what the keys before it did
        written = event.character or ""
        pending = _Pending(self._on_latin_keyboard(event), self._at)
        if not self._undo.takes(pending.keys, pending.at, writes=self.writes):
            judged = self._judge(pending, written)
            await self._carry_out(judged.released)
            if self._guard.run != self.run.number:
                self.run = KeyRun(self._guard.run)
            self.run.before.append(self._undo.screens(pending.at))
            pending.run = self.run
            await self._follow(judged, pending)
        self.pasted = ""
        self._timers.watch(self._guard.due_at, self._at)
        self._timers.begin_rest()

    def paste(self, text: str) -> None:
        """Something was pasted where nothing takes it."""
        self._guard.bar_enter(self.now_s())
        self.pasted = text if text.strip() else ""
        lines = sum(bool(line.strip()) for line in text.splitlines())
        self._app.flash(message("tui-paste-outside", lines), ok=False)

    def opened_input(self) -> None:
        """An input has the focus now; the latest letter has opened it, if one did."""
        if self._letter:
            self._guard.opened_input(self._letter, self._at)

    def opened_help(self) -> None:
        """The help was opened; the Enter after it is rather for a chat."""
        self._guard.bar_enter(self._at)

    def enter_taken(self) -> None:
        """The Enter that ended a line was obeyed: the keys behind it are no part of that line."""
        self._app.call_later(self._take_waiting)

    async def _take_waiting(self) -> None:
        waiting, self._behind_enter = self._behind_enter or [], None
        for event in waiting:
            await self.take(event)

    def refused(self) -> None:
        """A key was not obeyed by the panel it was for; an undo after it would take back something else."""
        self._undo.refused(self._at)

    def when_at_rest(self, run: KeyRun, act: Callable[[], None]) -> None:
        """Do what cannot be taken back, once it is clear that its run of keys is no sentence."""
        self._at_rest.append((run, act))
        self._timers.keep_rest()

    async def left_window(self) -> None:
        """Another window has the keys now: what was asked for is wanted there."""
        await self._finish_run()

    def _on_latin_keyboard(self, event: events.Key) -> events.Key:
        """The key as a Latin keyboard would send it; with Alt or the like a letter is none."""
        if not event.is_printable or not event.character:
            return event
        if is_with_modifier(event):
            if not self.writes:
                self._app.flash(message("tui-key-modified", event.key, event.character), ok=False)
            return without_sign(event)
        plain = None if self.writes else self._layouts.plain(event.character)
        return event if plain in (None, event.character) else key_of(str(plain), event.time)

    # -- judging ---------------------------------------------------------------------------------------

    def _judge(self, pending: _Pending, written: str) -> KeyJudgement:
        event, at = pending.event, pending.at
        panel = key_meaning.open_panel_of(self._app)
        if event.key == "enter":
            return self._guard.enter(
                at,
                counts=key_meaning.obeys_enter(self._app),
                in_input=self.writes,
                keeps=panel is not None and panel.ENTER_WAITS,
                certain=panel is not None and panel.is_certain,
                event=pending,
            )
        if event.key == "backspace":
            return self._guard.backspace(at, in_input=self.writes)
        if not pending.sign:
            return self._guard.other(event.key, at, moves=event.key in MOVING_KEYS, event=pending)
        pending.effect = Effect.TEXT
        if not self.writes:
            pending.effect = key_meaning.effect_of(self._app, pending.keys, self._app.snapshot())
        return self._guard.press(KeyPress(pending.sign, at, pending.effect, typed=written, event=pending))

    async def _follow(self, judged: KeyJudgement, pending: _Pending) -> None:
        """Do what was judged of the key itself, and say what was not done and why."""
        if judged.verdict is Verdict.ACT:
            await self._dispatch(pending)
        elif judged.verdict is Verdict.TAKE_BACK:
            await self._undo.take_back(self.run, judged)
        elif judged.verdict is not Verdict.HOLD:
            await self._explain(judged, pending)
        elif pending.effect.changes:
            self._app.flash(key_feedback.coming(self._app, pending.keys))

    async def _explain(self, judged: KeyJudgement, pending: _Pending) -> None:
        """Say why a key did nothing, and offer to take the run back if it might be a sentence."""
        panel = key_meaning.open_panel_of(self._app)
        if judged.verdict is Verdict.ASK and panel is not None:
            panel.enter_doubted()
        off = [one.event.keys for one in judged.cancelled if isinstance(one.event, _Pending)]
        why = key_feedback.why_not_done(self._app, judged, pending.keys or {pending.sign}, off)
        if isinstance(why, Action):
            await run_action(self._app, why)  # it is refused, and says why
        elif why is not None:
            if judged.doubtful and self.run.records:
                why = self._undo.offer(self.run, self._at, why, writes=self.writes)
            self._app.flash(why, ok=False)

    # -- doing -----------------------------------------------------------------------------------------

    async def give_out(self, at: float) -> None:
        """Carry out the keys whose grace is over by then."""
        await self._carry_out(self._guard.elapsed(at))
        self._timers.watch(self._guard.due_at, self._at)

    async def _carry_out(self, presses: tuple[KeyPress, ...]) -> None:
        present = self.run
        for one in presses:
            assert isinstance(one.event, _Pending)
            self.run = one.event.run or present
            await self._dispatch(one.event)
        self.run = present

    async def _dispatch(self, pending: _Pending) -> None:
        self.run.acting_at = pending.at
        self.run.adjusted = self.run.adjusted or pending.effect is Effect.ADJUST
        writing = self.writes
        self._letter = "" if writing else pending.sign
        panel = key_meaning.open_panel_of(self._app)
        await self._app.press(pending.event)
        if pending.event.key == "enter" and writing and panel is not None and panel.TAKES_LINE:
            self._behind_enter = []
            self._app.set_timer(ENTER_TAKEN_S, self.enter_taken)

    # -- time ------------------------------------------------------------------------------------------

    async def come_to_rest(self) -> None:
        """Some time has passed without a key; another may wait that is not judged yet."""
        if self.now_s() - self._at < SETTLED_S:
            self._timers.begin_rest()
        else:
            await self._finish_run()

    async def _finish_run(self) -> None:
        """No sentence goes on: judge the run as a whole, and do what cannot be taken back."""
        self._timers.end_rest()
        if self.run.taken_back:
            self.run = KeyRun(self.run.number)
        judged = self._guard.rested()
        if judged is not None:
            await self._undo.take_back(self.run, judged)
        waiting, self._at_rest = self._at_rest, []
        for run, act in waiting:
            if not run.taken_back:
                act()
