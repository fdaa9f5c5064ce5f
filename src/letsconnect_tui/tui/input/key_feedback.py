"""What the flash line says of keys that did nothing, and of what was taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.tui.input import key_meaning
from letsconnect_tui.tui.input.key_press import KeyJudgement, Reason, Verdict

if TYPE_CHECKING:
    from collections.abc import Set

    from letsconnect_tui.app.take_back import TakenBack
    from letsconnect_tui.tui.actions import Action
    from letsconnect_tui.tui.host import LiveHost

_REASONS = {
    Reason.AGAIN: "tui-key-again",
    Reason.DOUBTFUL: "tui-key-doubtful",
    Reason.ENTER_AFTER: "tui-enter-after",
}


def coming(app: LiveHost, keys: Set[str]) -> Message:
    """What a key will do in a moment."""
    return message("tui-coming", key_meaning.label_of(app, keys, app.snapshot()))


def why_not_done(
    app: LiveHost, judged: KeyJudgement, keys: Set[str], called_off: Sequence[Set[str]]
) -> Message | Action | None:
    """Why a key was not carried out; an action that says so itself; None where nothing need be said.

    Args:
        app: Where it was pressed.
        judged: What the guard made of it.
        keys: Its names in the tables of keys.
        called_off: Those of keys before it that were not carried out either.
    """
    snapshot = app.snapshot()
    if judged.verdict is Verdict.ASK:
        panel = key_meaning.open_panel_of(app)
        of_people = panel is not None and panel.PANEL_ID == "people"
        return message("tui-people-once-more" if of_people else "tui-enter-again")
    if judged.reason is Reason.NOTHING:
        return key_meaning.why_nothing(keys, snapshot, key_meaning.open_panel_of(app))
    off = [key_meaning.label_of(app, one, snapshot) for one in called_off]
    if judged.reason is Reason.HELD:
        return message("tui-called-off", off)
    label = key_meaning.label_of(app, keys, snapshot)
    if judged.reason is Reason.FAST:
        return message("tui-key-fast", [*off, label])
    key = _REASONS.get(judged.reason)
    return None if key is None else message(key, label)


def taken_back(taken: TakenBack, text: str, *, typed: bool) -> Message:
    """What a run of keys had done, and that it is undone.

    Args:
        taken: What was taken back, and what could not be.
        text: What stood in a line that was closed.
        typed: Whether it was found to be a sentence; else it was asked for.
    """
    outcome = message("tui-typing")
    if taken.commands:
        outcome = message("tui-typing-undone" if typed else "reply-undone", taken.commands)
    if taken.stayed:
        outcome = message("tui-typing-stayed", outcome, taken.stayed, taken.why)
    return message("tui-typing-text", outcome, text) if text else outcome
