"""Attendance in any of its formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.exporters.attendance_csv import counts_csv, names_csv
from letsconnect_tui.exporters.attendance_json import attendance_json
from letsconnect_tui.exporters.attendance_page import attendance_page
from letsconnect_tui.exporters.pages import MarkdownPage, WikitextPage

if TYPE_CHECKING:
    from letsconnect_tui.exporters.attendance_facts import Attendance


def attendance_text(attendance: Attendance, form: str, *, names: bool) -> str:
    """The whole file, in ``csv``, ``json``, ``md`` or ``wikitext``."""
    if form == "csv":
        return names_csv(attendance) if names else counts_csv(attendance)
    if form == "json":
        return attendance_json(attendance, names=names)
    page = MarkdownPage() if form == "md" else WikitextPage()
    return attendance_page(attendance, page, names=names)
