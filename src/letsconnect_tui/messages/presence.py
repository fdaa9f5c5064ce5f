"""How many people are here, in a few words that every place shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import Message, message

if TYPE_CHECKING:
    from letsconnect_tui.session.moment import Head


def people_here(head: Head) -> Message:
    """``27 here``; ``27 of 80 here`` when more were counted than are known by name; ``80 counted``."""
    if head.crowd and not head.here:
        return message("here-counted", head.crowd)
    if head.crowd > head.here:
        return message("here-of", head.here, head.crowd)
    return message("here-named", head.here)
