"""What an item of the plan needs: slides, pad, things to have ready, and the plan B."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.tui.render.styles import MUTED, styled

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot


def item_needs(snapshot: Snapshot, item_id: str, width: int) -> list[Content]:
    """One row for each that the plan names; what is needed first, then what helps if that is missing."""
    item = snapshot.state.item(item_id)
    told = (
        ("needs", ", ".join(item.needs)),
        ("slides", item.slides),
        ("pad", item.pad),
        ("backup-plan", item.backup_plan),
    )
    return [
        (styled(f" {words(f'tui-item-{key}')}  ", MUTED) + styled(text)).truncate(width, ellipsis=True)
        for key, text in told
        if text
    ]
