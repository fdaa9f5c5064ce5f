"""One typed command: how it is written, and what a line of it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letsconnect_tui.app.requests import Request
    from letsconnect_tui.app.session_reader import SessionReader

Parser = Callable[["SessionReader", str], "Request"]
"""Turns what stands behind the word into a request; raises CommandRefused where that makes no sense."""


@dataclass(frozen=True, slots=True)
class TypedCommand:
    """One typed command; ``help-<name>`` is its sentence."""

    name: str
    usage: str
    """The word with its arguments."""
    parse: Parser
    area: str
