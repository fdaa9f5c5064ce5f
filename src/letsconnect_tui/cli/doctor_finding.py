"""What ``doctor`` finds: one line each, and whether somebody should do something about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letsconnect_tui.i18n.message import Message


@dataclass(frozen=True, slots=True)
class DoctorFinding:
    """One thing looked at; with ``advice`` it needs attention."""

    what: str
    """Its name: the end of a key ``doctor-…``."""
    told: Message
    advice: Message | None = None
