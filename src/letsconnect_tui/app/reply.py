"""What a command, a query or a proposal is answered with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from letsconnect_tui.messages.call_texts import handoff_lines
from letsconnect_tui.messages.cues import fit_alarm
from letsconnect_tui.messages.results import already, answer, what_was_done
from letsconnect_tui.session.commands import Next
from letsconnect_tui.session.moment import Moment, moment

if TYPE_CHECKING:
    from datetime import tzinfo

    from letsconnect_tui.app.recorder import Outcome
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.messages.display_names import Names


class Reply(msgspec.Struct, frozen=True):
    """A yes or a no in one sentence, with what is shown before it."""

    ok: bool
    """False: refused or not stored, and nothing changed."""
    message: Message
    preview: tuple[str, ...] = ()
    """Lines to look at before the answer: a proposal, a list, a text that was copied."""
    json: Mapping[str, Any] | None = None
    """The answer as values instead of a sentence."""
    alerts: tuple[Message, ...] = ()
    """What the command has brought about and somebody should know, such as that the rest no longer fits."""
    copied: str | None = None
    """A text for the clipboard."""
    outcome: Outcome | None = None
    """The command as it was carried out; None for queries, proposals and refusals."""
    done: Message | None = None
    """What the command did, without the time of day and where the session stands; part of ``message``."""
    leaves: bool = False
    """Whether the face shall close."""


_FIT_ORDER = ("fits", "tight", "cannot")


def reply_to(outcome: Outcome, names: Names, zone: tzinfo | None) -> Reply:
    """The answer to a command that was carried out, with an alert if the rest fits worse than before.

    Args:
        outcome: What became of it.
        names: How people are called.
        zone: Where times of day are told; None: this machine's zone.
    """
    if outcome.record is None:
        return Reply(True, already(outcome.command, outcome.after), outcome=outcome)
    seen = moment(outcome.after, outcome.at)
    done = what_was_done(outcome.record, outcome.events, outcome.after, names)
    handoff = isinstance(outcome.command, Next)
    alarm = fit_alarm(outcome.after, names, outcome.at, zone) if _fits_worse(outcome, seen) else None
    return Reply(
        True,
        answer(done, seen, zone, undoable=not outcome.record.by),
        handoff_lines(outcome.before, outcome.after, names.unhidden) if handoff else (),
        alerts=() if alarm is None else (alarm,),
        outcome=outcome,
        done=done,
    )


def _fits_worse(outcome: Outcome, seen: Moment) -> bool:
    before, after = moment(outcome.before, outcome.at).fit, seen.fit
    if before is None or after is None or seen.phase == "ready":
        return False
    if outcome.before.phase == "ready":
        return after.state != "fits"
    return _FIT_ORDER.index(after.state) > _FIT_ORDER.index(before.state)
