"""What one run of keys has done so far, so that it can be taken back as one if it was a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.app.take_back import TakenBack, done_by, take_back
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.tui.input import key_feedback, key_meaning
from letsconnect_tui.tui.input.typing_guard import SETTLED_S

if TYPE_CHECKING:
    from collections.abc import Set

    from letsconnect_tui.app.proposals import Proposal
    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.tui.host import LiveHost, OpenPanel
    from letsconnect_tui.tui.input.key_press import KeyJudgement


_ALWAYS = float("-inf")


class ScreensBefore(msgspec.Struct, frozen=True):
    """How the screens stood before a key.

    Attributes:
        at: When it was pressed, in seconds.
        panel: What was open under the clock.
        depth: How many screens there were.
        names_hidden: Whether names were hidden.
        proposal: What waited for a yes.
    """

    at: float
    panel: OpenPanel | None
    depth: int
    names_hidden: bool
    proposal: Proposal | None


class KeyRun(msgspec.Struct):
    """The commands one run gave, and how the screens stood before each of its keys."""

    number: int = 0
    before: list[ScreensBefore] = msgspec.field(default_factory=list)
    adjusted: bool = False
    """Whether it changed what is only proposed or shown."""
    acting_at: float = 0.0
    """When the key was pressed that is carried out now, in seconds."""
    records: list[tuple[int, float]] = msgspec.field(default_factory=list)
    """Numbers of the records its commands made, and when their keys were pressed."""
    taken_back: bool = False

    def note(self, reply: Reply) -> None:
        """A command of this run was carried out."""
        if reply.outcome is not None and reply.outcome.record is not None:
            self.records.append((reply.outcome.record.number, self.acting_at))

    def records_since(self, at: float = _ALWAYS) -> list[int]:
        """Numbers of the records whose keys were pressed from this moment on."""
        return [number for number, pressed_at in self.records if pressed_at >= at]

    def before_since(self, at: float = _ALWAYS) -> ScreensBefore | None:
        """How the screens stood before the first key from this moment on."""
        return next((one for one in self.before if one.at >= at), None)


UNDO_IN_INPUT = "ctrl+z"
OFFER_S = 8.0
"""How long the offer stands to take a run of keys back as one; the flash line shows it as long."""
_NEVER = float("-inf")


class RunUndo:
    """For one app: what its latest runs of keys did, and how the screens stood before."""

    def __init__(self, app: LiveHost) -> None:
        self._app = app
        self._offered: KeyRun | None = None
        self._offered_at = self._refused_at = _NEVER

    def screens(self, at: float) -> ScreensBefore:
        """How the screens stand now, before the key pressed at ``at``."""
        app = self._app
        panel = key_meaning.open_panel_of(app)
        return ScreensBefore(at, panel, len(app.screen_stack), app.session.names_hidden, app.session.proposal)

    async def take_back(self, run: KeyRun, judged: KeyJudgement | None = None) -> None:
        """Undo all that a run of keys did, and put the screens back as they were before it.

        Args:
            run: The run.
            judged: What was found out about it; None: it was asked for.
        """
        app = self._app
        since = _NEVER if judged is None else judged.since
        run.taken_back = True
        before = run.before_since(since) or self.screens(since)
        while len(app.screen_stack) > max(1, before.depth):
            await app.pop_screen()
        app.session.names_hidden = before.names_hidden
        panel = before.panel
        if key_meaning.open_panel_of(app) is not panel or (run.adjusted and panel is not None):
            await app.open_panel(panel.renewed() if panel is not None else None)
        text = "" if judged is None or app.session.names_hidden else judged.text

        def work() -> TakenBack:
            taken = take_back(app.session, run.records_since(since))
            app.session.discard_proposal(back_to=before.proposal)
            return taken

        def show(taken: TakenBack) -> None:
            app.flash(key_feedback.taken_back(taken, text, typed=judged is not None), ok=False)

        app.run_in_background(work, show)

    def refused(self, at: float) -> None:
        """A key was not obeyed by the panel it was for; an undo after it would take back something else."""
        self._refused_at = at

    def offer(self, run: KeyRun, at: float, why: Message, *, writes: bool) -> Message:
        """Offer to take a run back that might be a sentence.

        Args:
            run: The run.
            at: When its latest key was pressed, in seconds.
            why: Why that did nothing.
            writes: Whether letters go into an input now.
        """
        self._offered, self._offered_at = run, at
        key = UNDO_IN_INPUT if writes else key_meaning.undo_keys()[0]
        return message("tui-typing-offer", why, key, done_by(self._app.session, run.records_since()))

    def takes(self, keys: Set[str], at: float, *, writes: bool) -> bool:
        """Whether a key takes back what was offered; or whether it would take back what nobody means now."""
        offered, self._offered = self._offered, None
        refused_at, self._refused_at = self._refused_at, _NEVER
        if keys.isdisjoint((UNDO_IN_INPUT,) if writes else key_meaning.undo_keys()):
            return False
        if offered is not None and at - self._offered_at <= OFFER_S:
            self._app.call_later(self.take_back, offered)
            return True
        undoable = self._app.session.log.undoable
        if writes or not undoable or at - refused_at > SETTLED_S:
            return False
        done = done_by(self._app.session, [undoable[-1].number])
        self._app.flash(message("tui-undo-of-refused", key_meaning.undo_keys()[0], done), ok=False)
        return True
