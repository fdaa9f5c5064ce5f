"""``letsconnect export …``: what comes out of a session, as files for other people and programs.

Counts and ids by default; names only with ``--names``. What cannot be used raises InputError.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from letsconnect_tui.app.exports import FORMATS, export_text, known_format
from letsconnect_tui.cli.options import FileOption, SessionArgument  # noqa: TC001 - typer reads annotations
from letsconnect_tui.cli.output import deliver
from letsconnect_tui.cli.past_session import look_back
from letsconnect_tui.i18n import words

NamesOption = Annotated[bool, typer.Option("--names", help=words("export-help-names"))]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help=words("export-help-output"), show_default=False)
]
ForceOption = Annotated[bool, typer.Option("--force", help=words("export-help-force"))]


def attendance(
    session: SessionArgument,
    form: Annotated[str, typer.Option("--format", help=words("export-help-attendance-format"))] = "csv",
    names: NamesOption = False,
    output: OutputOption = None,
    force: ForceOption = False,
    file: FileOption = None,
) -> None:
    """Write who took part: counts, or with ``--names`` the people."""
    _export("attendance", form, session, names=names, output=output, force=force, file=file)


def timing(
    session: SessionArgument,
    form: Annotated[str, typer.Option("--format", help=words("export-help-timing-format"))] = "csv",
    names: NamesOption = False,
    output: OutputOption = None,
    force: ForceOption = False,
    file: FileOption = None,
) -> None:
    """Write planned, allotted and actual times of each item."""
    _export("timing", form, session, names=names, output=output, force=force, file=file)


def chapters(
    session: SessionArgument,
    form: Annotated[str, typer.Option("--format", help=words("export-help-chapters-format"))] = "text",
    names: NamesOption = False,
    output: OutputOption = None,
    force: ForceOption = False,
    file: FileOption = None,
) -> None:
    """Write where each item begins in the recording."""
    _export("chapters", form, session, names=names, output=output, force=force, file=file)


def log(
    session: SessionArgument,
    names: NamesOption = False,
    output: OutputOption = None,
    force: ForceOption = False,
    file: FileOption = None,
) -> None:
    """Write every event, one JSON object a line."""
    _export("log", "jsonl", session, names=names, output=output, force=force, file=file)


def _export(
    what: str, form: str, session: str, *, names: bool, output: Path | None, force: bool, file: Path | None
) -> None:
    known_format(form, FORMATS[what])
    past = look_back(session, file, whole=what == "log")
    text = export_text(what, form, past.session, past.until, names=names)
    names_of = past.state.session if names else None
    deliver(text, output, names_of=names_of, force=force, file=file)
