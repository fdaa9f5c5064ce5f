"""What ``doctor`` finds: one line each, and whether somebody should do something about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from letsconnect_tui.i18n.message import Message


class DoctorFinding(msgspec.Struct, frozen=True):
    """One thing looked at; with ``advice`` it needs attention."""

    what: str
    """Its name: the end of a key ``doctor-…``."""
    result: Message
    advice: Message | None = None
    unsure: bool = False
    """Whether it could not be found out."""
