"""What a command, a query or a proposal is answered with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from letsconnect_tui.app.recorder import Outcome
    from letsconnect_tui.i18n.message import Message


@dataclass(frozen=True, slots=True)
class Reply:
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
