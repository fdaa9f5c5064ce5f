"""``letsconnect export …``: what comes out of a session, as files for other people and programs.

One command for each kind in ``exporters.formats``. Counts and ids by default; names only with ``--names``.
Annotations are values here, not texts: Typer reads them, and the formats differ from command to command.
"""

from collections.abc import Callable
from datetime import tzinfo
from pathlib import Path
from typing import Annotated, Any

import typer

from letsconnect_tui.cli.name_level import NamesOption, name_level
from letsconnect_tui.cli.options import FileOption, ForceOption, OutputOption, SessionArgument
from letsconnect_tui.cli.output import deliver, is_standard_output
from letsconnect_tui.cli.past_session import look_back
from letsconnect_tui.exporters.formats import (
    DEFAULT_WIDTH,
    ExportFormat,
    ExportSource,
    export,
    format_named,
    forms_of,
)
from letsconnect_tui.i18n import words

NoBomOption = Annotated[bool, typer.Option("--no-bom", help=words("export-help-no-bom"))]


def export_command(what: str) -> Callable[..., Any]:
    """The command that writes one kind of export."""
    forms = forms_of(what)

    def command(
        session: SessionArgument,
        form: Annotated[str, typer.Option("--format", help=", ".join(forms))] = forms[0],
        names: NamesOption = None,
        output: OutputOption = None,
        force: ForceOption = False,
        no_bom: NoBomOption = False,
        file: FileOption = None,
    ) -> None:
        write_export(
            format_named(what, form),
            session,
            names=names,
            output=output,
            force=force,
            bom=not no_bom,
            file=file,
        )

    return command


def write_export(
    entry: ExportFormat,
    session: str,
    *,
    names: str | None,
    output: Path | None,
    force: bool,
    file: Path | None,
    bom: bool = True,
    width: int = DEFAULT_WIDTH,
    zone: tzinfo | None = None,
) -> None:
    """Write one export of a session and say what to know about it.

    Args:
        entry: What to write, in which format.
        session: A plan's id, a run's id or ``last``.
        names: Who is named, as it was typed.
        output: The file; None or ``-`` is standard output.
        force: Replace a file that is there.
        file: The data file; None is the default one.
        bom: Whether a CSV file begins with a byte order mark.
        width: The most columns of a text to be read in a terminal.
        zone: Of the times in such a text; None is this machine's.

    Raises:
        InputError: There is no such session, or the file cannot be written.
        StoreError: The data file cannot be read.
    """
    level = name_level(names)
    past = look_back(session, file, whole=entry.what == "log")
    exported = export(entry, ExportSource(past.session, past.until, level, width, zone))
    names_of = None if level == "none" else past.state.session
    content = entry.in_a_file(exported.text) if bom else exported.text
    if is_standard_output(output):
        content = exported.text
    deliver(content, output, exported.notes, names_of=names_of, force=force, file=file)
