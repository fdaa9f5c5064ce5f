"""The run sheet beside the data file: what the team goes on with when the computer does not.

It is written when a session is opened, for its owner only, and goes when names are taken out of the session.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from letsconnect_tui import __version__
from letsconnect_tui.clock import local_zone
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.catalogue import current_language
from letsconnect_tui.i18n.dates import utc
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.settings import option
from letsconnect_tui.store.durable import OWNER_ONLY, reason, replace_file
from letsconnect_tui.text import file_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from letsconnect_tui.session.state import State


def run_sheet_path(data_file: Path, session: str) -> Path:
    """Where the run sheet of a session lies.

    Args:
        data_file: The file it is kept in.
        session: The run's id.
    """
    return data_file.with_name(file_name(f"{data_file.stem}-{session}-run-sheet", ".html"))


def write_run_sheet(state: State, data_file: Path) -> Message | None:
    """Write the run sheet of a session that is to be held; what to say of it, if anything.

    Nothing is written where the settings do not want it, for a rehearsal, or after the end. A failure is told
    and stops nothing.
    """
    if state.rehearsal or state.phase == "ended" or not _wanted():
        return None
    target = run_sheet_path(data_file, state.session)
    is_new, mark = not target.exists(), _mark(state)
    try:
        if not is_new and target.read_bytes().endswith(mark):  # a session that is gone on with opens at once
            return None
        replace_file(target, _content(state).encode() + mark, mode=OWNER_ONLY)
    except OSError as error:
        return message("paper-not-written", str(target), reason(error))
    if not is_new:
        return None
    from letsconnect_tui.app.saving import short_path  # the first paint does not wait for it

    return message("paper-written", short_path(target))


def _wanted() -> bool:
    try:
        return option("run", "run_sheet", True)
    except InputError:  # what is wrong with the settings is said where keys are read
        return True


def _mark(state: State) -> bytes:
    """A comment at the end of the file that differs when what the sheet is made of does."""
    made_of = "\0".join((__version__, current_language(), str(state.planned_start), state.plan.text))
    return f"<!-- {hashlib.sha256(made_of.encode()).hexdigest()} -->\n".encode()


def _content(state: State) -> str:
    from letsconnect_tui.exporters.run_sheet import run_sheet  # 80 ms, Babel among them
    from letsconnect_tui.exporters.run_sheet_formats import SheetWriter

    language = current_language()
    here = local_zone(os.environ)
    sheet = run_sheet(state.plan, utc(state.planned_start), language)
    written = SheetWriter(sheet, language, state.plan.session.timezone if here is None else here.key).written(
        "html"
    )
    return str(written)


def remove_run_sheets(data_file: Path, sessions: Iterable[str]) -> None:
    """Remove the run sheets of sessions, as when people are named no longer in them."""
    for session in sessions:
        with suppress(OSError):
            run_sheet_path(data_file, session).unlink(missing_ok=True)
