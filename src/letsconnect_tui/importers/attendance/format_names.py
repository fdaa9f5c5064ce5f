"""What wrote a file, told for the reader's eye only: nothing else depends on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from letsconnect_tui.importers.attendance.display_names import states_original_name
from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.importers.attendance.report import Reading
    from letsconnect_tui.importers.attendance.tables import Table
    from letsconnect_tui.importers.cells import CellRow
    from letsconnect_tui.importers.file_rows import FileRows

_NUMBERED = re.compile(r"\d\.\s")
_MEET_CODE = re.compile(r"[a-z]{3}-[a-z]{4}-[a-z]{3}")


def format_name(file: FileRows, tables: Sequence[Table], loose: Sequence[CellRow], reading: Reading) -> str:
    """The platform and the kind of report, as far as can be told.

    Args:
        file: The file.
        tables: Its tables.
        loose: Its titles and facts.
        reading: What was read from it.
    """
    header = [search_key(cell) for table in tables for cell in table.header]
    words = " ".join(header)
    has_times = any(entry.join is not None for entry in reading.entries)
    titles = [cell for row in loose for cell in row.cells if cell] + [table.title for table in tables]
    is_zoom = any(
        states_original_name(table.header[0]) or any(map(states_original_name, table.header))
        for table in tables
        if table.header
    )
    if reading.format == "log":
        if not any(table.header for table in tables) and tables and tables[0].width > 3:
            return "discord-log"
        return "teams-live-event" if "utceventtimestamp" in words.replace(" ", "") else "teams-log"
    if any(_NUMBERED.match(title) for title in titles):
        return "teams"
    if reading.format == "registration":
        return "registration"
    if "webinar" in words or "time in session" in words:
        return "zoom-webinar"
    if "activity score" in words or "raise hand" in words:
        return "bigbluebutton"
    if any(cell.startswith('="') for row in file.rows[:5] for cell in row.cells):
        return "webex"
    if not has_times and any(entry.length_s is not None for entry in reading.entries):
        return "zoom-unique"
    if _MEET_CODE.search(file.file_name) or "attendance report" in file.file_name.lower():
        is_native = any(entry.email for entry in reading.entries) or " - Attendance Report" in file.file_name
        return "meet" if is_native else "meet-extension"
    if is_zoom:
        return "zoom"
    return "intervals" if has_times else "names"
