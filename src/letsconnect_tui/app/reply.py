"""What a typed line is answered with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import Given
    from letsconnect_tui.i18n.message import Message


@dataclass(frozen=True, slots=True)
class Reply:
    """A yes or a no in one sentence, with what is shown before it."""

    ok: bool
    message: Message
    preview: tuple[str, ...] = ()
    """Lines to look at before the answer: a proposal, a list, a text that was copied."""
    json: Mapping[str, Any] | None = None
    """The answer as values instead of a sentence."""
    alerts: tuple[Message, ...] = ()
    """What the command has brought about and somebody should know, such as that the rest no longer fits."""
    copied: str | None = None
    """A text for the clipboard."""
    given: Given | None = None
    leaves: bool = False
    """Whether the face shall close."""
