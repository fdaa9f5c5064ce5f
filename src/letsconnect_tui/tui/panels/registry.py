"""Every panel by its id: module and class, imported when it is first opened."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letsconnect_tui.tui.panels.panel import Panel

PANELS: dict[str, str] = {
    "history": "history:HistoryPanel",
    "end": "prompts:EndPanel",
    "quit": "prompts:QuitPanel",
    "palette": "palette:PalettePanel",
    "people": "people.panel:PeoplePanel",
    "paste": "people.paste:PastePanel",
    "import": "people.import_file:ImportPanel",
    "rooms": "rooms.panel:RoomsPanel",
    "handoff": "handoff:HandoffPanel",
    "times": "times:TimesPanel",
    "readiness": "readiness:ReadinessPanel",
    "copy-texts": "copy_texts:CopyTextsPanel",
    "notes": "notes:NotesPanel",
    "export": "export:ExportPanel",
    "timeline": "report:TimelinePanel",
    "report": "report:ReportPanel",
    "team": "team:TeamPanel",
}
"""By the id of the action that opens it: ``module:class`` inside ``letsconnect_tui.tui.panels``."""
OTHER_PANELS = (
    "help:HelpPanel",
    "prompts:TextPromptPanel",
    "people.person:PersonPanel",
    "people.columns:ColumnsPanel",
)
"""Those that are opened with something they are about."""


def panel_for(action_id: str, *about: object) -> Panel | None:
    """A new panel for an action, None where it opens none; ``about`` is what it is made with."""
    place = PANELS.get(action_id)
    return None if place is None else _load(place)(*about)


def panel_classes() -> tuple[type[Panel], ...]:
    """All of them; this imports every panel."""
    return tuple(_load(place) for place in (*PANELS.values(), *OTHER_PANELS))


def _load(place: str) -> type[Panel]:
    module, _, name = place.partition(":")
    panel: type[Panel] = getattr(import_module(f"letsconnect_tui.tui.panels.{module}"), name)
    return panel
