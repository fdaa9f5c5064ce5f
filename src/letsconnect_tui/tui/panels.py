"""Which panel an action opens, by module and class; imported when it is first opened."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letsconnect_tui.tui.panel import Panel

PANELS: dict[str, str] = {
    "history": "history:HistoryPanel",
    "end": "dialogs:EndPanel",
    "quit": "dialogs:QuitPanel",
    "palette": "palette:PalettePanel",
    "people": "people:PeoplePanel",
    "paste": "paste:PastePanel",
    "rooms": "rooms:RoomsPanel",
    "handoff": "handoff:HandoffPanel",
    "times": "times:TimesPanel",
    "ready": "ready:ReadyPanel",
    "copy-other": "copying:CopyPanel",
    "notes": "notes:NotesPanel",
    "export": "export:ExportPanel",
    "timeline": "timeline:TimelinePanel",
    "report": "report:ReportPanel",
}
"""By the id of the action that opens it: ``module:class`` inside ``letsconnect_tui.tui``."""


def panel_for(action_id: str) -> Panel | None:
    """A new panel for an action, None while there is none."""
    module, _, name = PANELS.get(action_id, "").partition(":")
    path = f"letsconnect_tui.tui.{module}"
    if not module or find_spec(path) is None:
        return None
    panel: Panel = getattr(import_module(path), name)()
    return panel
