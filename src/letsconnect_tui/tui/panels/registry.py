"""Which panel an action opens, by module and class; imported when it is first opened."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letsconnect_tui.tui.panels.panel import Panel

PANELS: dict[str, str] = {
    "history": "history:HistoryPanel",
    "end": "confirm:EndPanel",
    "quit": "confirm:QuitPanel",
    "palette": "palette:PalettePanel",
    "people": "people.panel:PeoplePanel",
    "paste": "people.paste:PastePanel",
    "rooms": "rooms.panel:RoomsPanel",
    "handoff": "handoff:HandoffPanel",
    "times": "times:TimesPanel",
    "ready": "readiness:ReadinessPanel",
    "copy-other": "copy_texts:CopyTextsPanel",
    "notes": "notes:NotesPanel",
    "export": "export:ExportPanel",
    "timeline": "timeline:TimelinePanel",
    "report": "report:ReportPanel",
}
"""By the id of the action that opens it: ``module:class`` inside ``letsconnect_tui.tui.panels``."""


def panel_for(action_id: str) -> Panel | None:
    """A new panel for an action, None while there is none."""
    module, _, name = PANELS.get(action_id, "").partition(":")
    path = f"letsconnect_tui.tui.panels.{module}"
    if not module or find_spec(path) is None:
        return None
    panel: Panel = getattr(import_module(path), name)()
    return panel
