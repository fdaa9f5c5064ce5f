"""The short sentences of the flash line and of the terminal's title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.messages.times import behind, length
from letsconnect_tui.tui.render.clock import remaining_s

if TYPE_CHECKING:
    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.snapshot import Snapshot


def flash_of(reply: Reply) -> Message:
    """What a command did, without the time and standing that the cockpit shows anyway."""
    return reply.done or reply.message


def window_title(snapshot: Snapshot) -> str:
    """``3:45 left · 3:20 behind``, for when this window is covered."""
    moment = snapshot.moment
    if moment.phase == "ready":
        left = snapshot.state.planned_start - moment.now
        key = "tui-title-ready" if left >= 0 else "tui-title-late"
        return words(key, length(abs(left)))
    if moment.item is None:
        return words("tui-title-ended")
    left_s = remaining_s(snapshot)
    key = (
        "tui-title-paused"
        if moment.phase == "paused"
        else "tui-title-left"
        if left_s >= 0
        else "tui-title-over"
    )
    return words(key, length(abs(left_s) * 1000), behind(moment.offset))
