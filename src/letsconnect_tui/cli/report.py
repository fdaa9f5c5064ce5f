"""``letsconnect report``: what really happened in a session, to read here or for a page in public."""

from __future__ import annotations

import os
import shutil
from typing import Annotated

import typer

from letsconnect_tui.app.exports import export_text, known_format
from letsconnect_tui.cli.export import (  # noqa: TC001 - typer reads annotations
    ForceOption,
    NamesOption,
    OutputOption,
)
from letsconnect_tui.cli.options import FileOption, SessionArgument  # noqa: TC001 - typer reads annotations
from letsconnect_tui.cli.output import deliver
from letsconnect_tui.cli.past_session import look_back
from letsconnect_tui.clock import local_zone
from letsconnect_tui.i18n import words
from letsconnect_tui.text import printable


def report(
    session: SessionArgument,
    names: NamesOption = False,
    width: Annotated[
        int | None, typer.Option("--width", min=1, help=words("report-help-width"), show_default=False)
    ] = None,
    form: Annotated[str, typer.Option("--format", help=words("report-help-format"))] = "text",
    output: OutputOption = None,
    force: ForceOption = False,
    file: FileOption = None,
) -> None:
    """Look back on a session."""
    from letsconnect_tui.exporters.report_facts import report as facts
    from letsconnect_tui.exporters.report_text import report_lines

    known_format(form, ("text", "md", "wikitext"))
    past = look_back(session, file)
    if form == "text":
        told = facts(past.state, past.until, names=names)
        columns = width or shutil.get_terminal_size((80, 24)).columns
        text = (
            printable("\n".join(report_lines(told, columns, local_zone(os.environ), names=names)), lines=True)
            + "\n"
        )
    else:
        text = export_text("report", form, past.session, past.until, names=names)
    names_of = past.state.session if names else None
    deliver(text, output, names_of=names_of, force=force, file=file)
