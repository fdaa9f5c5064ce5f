"""Tells keys that are meant from a sentence typed into this window by mistake. Knows times, no screen.

The chat window of the call is one click away. What changes a meeting is shown as coming for a short grace and
carried out when no other letter follows in it; what was carried out is taken back when the keys turn out to
be a sentence. ``docs/typing-guard.md`` has the policy with its figures.
"""

from __future__ import annotations

from letsconnect_tui.tui.input.key_press import Effect, KeyJudgement, KeyPress, Reason, Verdict
from letsconnect_tui.tui.input.key_repeat import REPEAT_S, HeldKeys, KeyRepeat, Press
from letsconnect_tui.tui.input.opened_input import RUN_GAP_S, WORD_GAP_S, OpenedInput
from letsconnect_tui.tui.input.typing_evidence import ENOUGH, TypingRun

GRACE_S = WORD_GAP_S
"""How long a key that changes the session is shown as coming; the same key within it is a double tap."""
AGAIN_GRACE_S = REPEAT_S + 0.02
"""How long a key pressed again waits, until it is clear that it is not held down."""
SETTLED_S = RUN_GAP_S
"""How long after a key it is clear that no sentence goes on; what cannot be taken back waits for it."""
ENTER_BARRED_S = 10.0
"""How long the first Enter after a paste, a sentence or the help does nothing."""
_LONG_AGO = float("-inf")
_GRACES = {Effect.REPEATABLE: GRACE_S, Effect.ONCE: GRACE_S, Effect.FINAL: SETTLED_S}


class TypingGuard:
    """Judges keys in the order in which they come; times are in seconds."""

    def __init__(self) -> None:
        self._run = TypingRun()
        self._repeat = KeyRepeat()
        self._held = HeldKeys()
        self._input: OpenedInput | None = None
        self._typing = False
        self._accepted_at = _LONG_AGO
        self._enter_barred_at = _LONG_AGO

    @property
    def run(self) -> int:
        """The number of the present run; another one for keys that belong to no run with those before."""
        return self._run.number

    @property
    def due_at(self) -> float | None:
        """When the next held key is to be given out; None: nothing is held."""
        return self._held.due_at

    def elapsed(self, now: float) -> tuple[KeyPress, ...]:
        """Held keys whose grace is over, in order."""
        return self._given_out(self._held.due(now))

    def rested(self) -> KeyJudgement | None:
        """No key has come for ``SETTLED_S``: what the whole run looks like now; None: nothing to do."""
        run, self._run = self._run, TypingRun(self._run.number, last_at=self._run.last_at)
        if not self._typing and run.is_left_text():
            self._run = run
            return self._doubt(ENOUGH, Reason.TYPING, ())
        return None

    # -- printable keys --------------------------------------------------------------------------------

    def press(self, press: KeyPress) -> KeyJudgement:
        """Judge a printable key."""
        at = press.at
        released = self.elapsed(at)
        pace = self._repeat.press(press.key, at)
        if self._swallows(at):
            return KeyJudgement(Verdict.DROP, Reason.TYPING, released)
        if press.effect is Effect.TEXT:
            return self._write(press, pace, released)
        self._input = None
        self._enter_barred_at = _LONG_AGO
        if not self._run.holds(at):
            self._new_run(at)
        if pace is Press.REPEATED:
            return self._repeated(press, released)
        if pace is Press.AGAIN and not press.key.isdigit() and at - self._accepted_at < GRACE_S:
            self._run.take(press.letter, at)
            return KeyJudgement(Verdict.DROP, Reason.AGAIN, released)
        reason = self._run.doubts(press, fresh=pace is Press.FRESH)
        weight = self._run.weight_of(press, reason)
        self._run.take(press.letter, at)
        if reason is not None:
            return self._doubt(weight, reason, released)
        self._run.dropped = False
        if self._run.is_sentence(press.letter):
            return self._doubt(ENOUGH, Reason.TYPING, released)
        if press.effect in (Effect.ONCE, Effect.FINAL) and pace is Press.AGAIN:
            return KeyJudgement(Verdict.DROP, Reason.AGAIN, released)
        return self._accept(press, pace, released)

    def _accept(self, press: KeyPress, pace: Press, released: tuple[KeyPress, ...]) -> KeyJudgement:
        """Hold what changes the session, and what may be held down; let the rest act at once."""
        cancelled = self._held.recall_final()
        released = (*released, *self._held.all())
        self._accepted_at = press.at
        self._run.changed = self._run.changed or press.effect.changes
        again = pace is Press.AGAIN
        grace = _GRACES.get(press.effect, AGAIN_GRACE_S if again else 0.0)
        if not grace:
            return KeyJudgement(Verdict.ACT, released=released, cancelled=cancelled)
        self._held.hold(press, grace, again=again)
        return KeyJudgement(Verdict.HOLD, released=released, cancelled=cancelled)

    def _repeated(self, press: KeyPress, released: tuple[KeyPress, ...]) -> KeyJudgement:
        """A key held down acts once: what its first repetition began is not carried out."""
        self._run.last_at = press.at
        self._held.recall_repetitions()
        return KeyJudgement(Verdict.DROP, Reason.REPEATED, released)

    def _write(self, press: KeyPress, pace: Press, released: tuple[KeyPress, ...]) -> KeyJudgement:
        """A letter for an input: text, unless it goes on a sentence whose first letters were keys."""
        opened = self._input
        if opened is None:
            return KeyJudgement(Verdict.ACT, released=released)
        if not opened.text and press.key == opened.opener:  # held down, or hit twice
            if pace is Press.REPEATED:
                return self._repeated(press, released)
            if press.at - self._accepted_at < GRACE_S:
                opened.double(press.at)
                return KeyJudgement(Verdict.DROP, Reason.AGAIN, released)
            if pace is Press.AGAIN and not self._held:
                self._held.hold(press, AGAIN_GRACE_S, again=True)
                return KeyJudgement(Verdict.HOLD, released=released)
        released = (*released, *self._given_out(self._held.all()))
        self._given_out((press,))
        if self._run.letters and self._run.is_sentence(press.letter):
            return self._doubt(ENOUGH, Reason.TYPING, released)
        return KeyJudgement(Verdict.ACT, released=released)

    # -- Enter, Backspace and the rest -----------------------------------------------------------------

    def enter(
        self,
        at: float,
        *,
        counts: bool,
        in_input: bool = False,
        keeps: bool = False,
        certain: bool = False,
        event: object = None,
    ) -> KeyJudgement:
        """Judge Enter: after a quick run it sends a message.

        Args:
            at: When it was pressed.
            counts: Whether anything obeys it now; mostly nothing does in an input that is empty.
            in_input: Whether it comes from an input.
            keeps: Whether in this input it keeps or carries out something.
            certain: Whether what stands there can hardly be anything else, as a name that is known.
            event: Given back with the key, should it be held.
        """
        released = self.elapsed(at)
        if in_input:
            released = (*released, *self._given_out(self._held.all()))
        pace = self._repeat.press("enter", at)
        if self._swallows(at):
            return KeyJudgement(Verdict.DROP, Reason.TYPING, released)
        barred, self._enter_barred_at = at - self._enter_barred_at <= ENTER_BARRED_S, _LONG_AGO
        if barred:
            return KeyJudgement(Verdict.DROP, Reason.ENTER_AFTER, released)
        if pace is Press.REPEATED:
            self._held.recall_repetitions()
            return KeyJudgement(Verdict.DROP, Reason.REPEATED, released)
        run = self._run if self._run.holds(at) and self._run.letters else TypingRun()
        if in_input:
            sends = keeps and run.is_sent_text()
            empty = keeps and not counts and (run.changed or len(run.letters) > 1)
        else:
            sends = self._held.changes or bool(run.letters and (run.score or run.is_answer()))
            empty = not counts and bool(run.letters)
        if sends or empty:
            self._run.last_at = at
            return self._doubt(ENOUGH, Reason.TYPING, released)
        opened = self._input
        doubtful = in_input and keeps and opened is not None and opened.joins(certain=certain)
        if doubtful and opened is not None and not opened.confirm(at):
            return KeyJudgement(Verdict.ASK, released=released, doubtful=run.changed)
        self._input = None
        self._new_run(at)
        return self._unless_held_down("enter", at, pace, event, released)

    def backspace(self, at: float, *, in_input: bool) -> KeyJudgement:
        """Judge Backspace: it corrects what is being written, here or, outside an input, elsewhere."""
        released = self.elapsed(at)
        if self._swallows(at):
            return KeyJudgement(Verdict.DROP, Reason.TYPING, released)
        linked = self._run.holds(at) and bool(self._run.letters)
        if linked:
            self._run.last_at = at
        if not in_input:
            if not linked:
                return KeyJudgement(Verdict.ACT, released=released)
            self._run.letters.pop()
            return self._doubt(1, Reason.DOUBTFUL, released)
        if self._input is not None and linked:
            if not self._input.text:
                self._run.score += 1
            self._run.letters.pop()
        if self._input is not None:
            self._input.delete(at)
        return KeyJudgement(Verdict.ACT, released=released)

    def other(self, key: str, at: float, *, moves: bool, event: object = None) -> KeyJudgement:
        """Judge a key that no sentence has: an arrow, Esc, one with ctrl; ``moves``: it may be held down."""
        released = self.elapsed(at)
        pace = Press.FRESH if moves else self._repeat.press(key, at)
        if pace is Press.REPEATED:
            self._held.recall_repetitions()
            return KeyJudgement(Verdict.DROP, Reason.REPEATED, released)
        self._typing = False
        self._enter_barred_at = _LONG_AGO
        self._new_run(at)
        held = self._held.all()
        if key == "escape" and held:
            return KeyJudgement(Verdict.DROP, Reason.HELD, released, cancelled=held)
        return self._unless_held_down(key, at, pace, event, (*released, *self._given_out(held)))

    def _unless_held_down(
        self, key: str, at: float, pace: Press, event: object, released: tuple[KeyPress, ...]
    ) -> KeyJudgement:
        """Let a key act; where it was pressed just before, once it is clear that it is not held down."""
        if pace is not Press.AGAIN:
            return KeyJudgement(Verdict.ACT, released=released)
        self._held.hold(KeyPress(key, at, Effect.VIEW, event=event), AGAIN_GRACE_S, again=True)
        return KeyJudgement(Verdict.HOLD, released=released)

    # -- what else happens -----------------------------------------------------------------------------

    def opened_input(self, letter: str, at: float) -> None:
        """A printable key has opened an input."""
        before = "".join(one.sign for one in self._run.letters[:-1])
        self._input = OpenedInput(letter, at, before=before, doubtful=self._run.score > 0)

    def bar_enter(self, at: float) -> None:
        """Something came after which Enter is not meant for this window, such as a paste."""
        self._enter_barred_at = at

    def _swallows(self, at: float) -> bool:
        """Whether a sentence goes on; each of its keys prolongs it."""
        self._typing = self._typing and self._run.holds(at)
        if self._typing:
            self._run.last_at = self._enter_barred_at = at
        return self._typing

    def _doubt(self, weight: int, reason: Reason, released: tuple[KeyPress, ...]) -> KeyJudgement:
        """Drop a key and remember what it tells; with enough of that the run is a sentence."""
        cancelled = self._held.all()
        self._run.score += weight
        self._run.dropped = True
        if self._run.score < ENOUGH:
            return KeyJudgement(Verdict.DROP, reason, released, cancelled, doubtful=self._run.changed)
        self._typing = True
        self._input = None
        self._enter_barred_at = self._run.last_at
        return KeyJudgement(
            Verdict.TAKE_BACK,
            Reason.TYPING,
            released,
            cancelled,
            since=self._run.sentence_began_at(),
            text=self._run.written.strip(),
        )

    def _given_out(self, presses: tuple[KeyPress, ...]) -> tuple[KeyPress, ...]:
        """Remember the letters among them that are written into an input."""
        for one in presses:
            if one.effect is Effect.TEXT and self._input is not None:
                self._input.type(one.letter, one.at)
                if not self._run.holds(one.at):  # after a long pause no sentence goes on
                    self._new_run(one.at)
                elif self._run.letters:
                    self._run.take(one.letter, one.at, text=True)
        return presses

    def _new_run(self, at: float) -> None:
        self._run = TypingRun(self._run.number + 1, last_at=at)
