"""What a line that is being written means, shown under it before Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.recovery_options import end_after
from letsconnect_tui.commands.arguments import item_named
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n import words
from letsconnect_tui.session.commands import Drop
from letsconnect_tui.tui.render.styles import MUTED, STRONG, styled

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot


def item_to_drop(snapshot: Snapshot, written: str, width: int) -> list[Content]:
    """The item that is meant and the end without it; what can be dropped while nothing is written."""
    state = snapshot.state
    if not written.strip():
        rows = [
            styled(f"  {snapshot.time(line.start_at)}  ", MUTED) + styled(state.item(line.item).title)
            for line in snapshot.moment.coming
        ]
        return [row.truncate(width, ellipsis=True) for row in rows]
    try:
        item = item_named(state, written.strip(), among=state.to_come)
        ends = end_after(state, Drop(item), snapshot.moment.now)
    except CommandRefused as no:
        return [styled(f" {words(snapshot.names.hide_in(no.message))}", MUTED).truncate(width, ellipsis=True)]
    if ends is None:
        return []
    text = words("tui-ask-drop-leads", state.item(item).title, snapshot.time(ends))
    return [styled(f" {text}", STRONG).truncate(width, ellipsis=True)]
