"""``letsconnect report``: what really happened in a session, to read here or for a page in public."""

from __future__ import annotations

import os
import shutil
from typing import Annotated

import typer

from letsconnect_tui.cli.export import write_export
from letsconnect_tui.cli.name_level import NamesOption  # noqa: TC001 - Typer reads annotations
from letsconnect_tui.cli.options import (  # noqa: TC001 - Typer reads annotations
    FileOption,
    ForceOption,
    OutputOption,
    SessionArgument,
)
from letsconnect_tui.clock import local_zone
from letsconnect_tui.exporters.formats import DEFAULT_WIDTH, format_named, forms_of
from letsconnect_tui.i18n import words


def report(
    session: SessionArgument,
    names: NamesOption = None,
    width: Annotated[
        int | None, typer.Option("--width", min=1, help=words("report-help-width"), show_default=False)
    ] = None,
    form: Annotated[str, typer.Option("--format", help=", ".join(forms_of("report")))] = "text",
    output: OutputOption = None,
    force: ForceOption = False,
    file: FileOption = None,
) -> None:
    """Look back on a session."""
    write_export(
        format_named("report", form),
        session,
        names=names,
        output=output,
        force=force,
        file=file,
        width=width or shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns,
        zone=local_zone(os.environ),
    )
