"""The short sentences of the flash line and of the terminal's title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.results import deed
from letsconnect_tui.messages.times import behind, length
from letsconnect_tui.tui.render.clock import remaining_s

if TYPE_CHECKING:
    from letsconnect_tui.app.person_lookup import Names
    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.tui.snapshot import Snapshot


def flash_of(reply: Reply, names: Names) -> Message:
    """What a command did, without the time and standing that the cockpit shows anyway."""
    given = reply.given
    if not reply.ok or given is None or given.record is None:
        return reply.message
    what = deed(given.events, given.after, names)
    if given.record.undoes is not None:
        return message("told-undone", what)
    if given.record.redoes is not None:
        return message("told-redone", what)
    return what


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
