"""``letsconnect export …``: what comes out of a session, as files for other people and programs.

Counts and ids by default; names only with ``--names``. What cannot be used raises InputError.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from letsconnect_tui.cli.options import FileOption, SessionArgument  # noqa: TC001 - typer reads annotations
from letsconnect_tui.cli.past import look_back
from letsconnect_tui.cli.save import deliver
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import message, words

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
    from letsconnect_tui.writers.attendance import attendance_text
    from letsconnect_tui.writers.attendance_facts import attendance as facts

    known_format(form, ("csv", "json", "md", "wikitext"))
    past = look_back(session, file)
    text = attendance_text(facts(past.state, past.until), form, names=names)
    deliver(text, output, force=force, names=names, file=file)


def timing(
    session: SessionArgument,
    form: Annotated[str, typer.Option("--format", help=words("export-help-timing-format"))] = "csv",
    names: NamesOption = False,
    output: OutputOption = None,
    force: ForceOption = False,
    file: FileOption = None,
) -> None:
    """Write planned, allotted and actual times of each item."""
    from letsconnect_tui.writers.timing import timing_text
    from letsconnect_tui.writers.timing_facts import timing as facts

    known_format(form, ("csv", "json", "md"))
    past = look_back(session, file)
    deliver(
        timing_text(facts(past.state, past.until, names=names), form),
        output,
        force=force,
        names=names,
        file=file,
    )


def chapters(
    session: SessionArgument,
    form: Annotated[str, typer.Option("--format", help=words("export-help-chapters-format"))] = "text",
    names: NamesOption = False,
    output: OutputOption = None,
    force: ForceOption = False,
    file: FileOption = None,
) -> None:
    """Write where each item begins in the recording."""
    from letsconnect_tui.writers.chapters import chapters_json, chapters_text, recordings

    known_format(form, ("text", "json"))
    past = look_back(session, file)
    found = recordings(past.state, past.until, names=names)
    if not found:
        raise InputError(message("export-no-recording"), message("export-no-recording-hint"))
    text = chapters_text(found) if form == "text" else chapters_json(past.state, found)
    deliver(text, output, force=force, names=names, file=file)


def log(
    session: SessionArgument,
    names: NamesOption = False,
    output: OutputOption = None,
    force: ForceOption = False,
    file: FileOption = None,
) -> None:
    """Write every event, one JSON object a line."""
    from letsconnect_tui.writers.event_log import event_log

    past = look_back(session, file)
    deliver(event_log(past.log, names=names), output, force=force, names=names, file=file)


def known_format(form: str, known: tuple[str, ...]) -> None:
    """Raises InputError for a format that is none."""
    if form not in known:
        raise InputError(message("export-unknown-format", form), message("export-formats", list(known)))
