"""``letsconnect export`` and ``letsconnect report``: what happened, from stored sessions."""

import os
import shutil
from collections.abc import Callable
from datetime import tzinfo
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.recorder import moment_of
from letsconnect_tui.cli.console import deliver
from letsconnect_tui.cli.name_level import NamesOption, name_level
from letsconnect_tui.cli.options import FileOption, ForceOption, OutputOption, SessionArgument
from letsconnect_tui.clock import local_zone
from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.formats import (
    DEFAULT_WIDTH,
    ExportFormat,
    ExportSource,
    export,
    format_named,
    forms_of,
)
from letsconnect_tui.i18n import message, words
from letsconnect_tui.paths import user_path
from letsconnect_tui.session.log import SessionLog
from letsconnect_tui.session.single_pass import FoldedSession
from letsconnect_tui.session.state import State

MOST_MINUTES, MOST_WIDTH = 7 * 24 * 60, 1000
NoBomOption = Annotated[bool, typer.Option("--no-bom", help=words("export-help-no-bom"))]


def export_command(what: str) -> Callable[..., Any]:
    """The command that writes one kind of export."""
    forms = forms_of(what)
    if format_named(what, forms[0]).names_people:
        return usernames

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
    least_minutes: int = 0,
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
        least_minutes: How long somebody was here at least, to be listed.

    Raises:
        InputError: There is no such session, or the file cannot be written.
        StoreError: The data file cannot be read.
    """
    level = name_level(names)
    past = look_back(session, file, whole=entry.what == "log")
    source = ExportSource(past.session, past.until, level, width, zone, least_minutes)
    exported = export(entry, source)
    names_of = None if level == "none" else past.state.session
    content = entry.in_a_file(exported, bom=bom)
    deliver(content, output, exported.notes, names_of=names_of, force=force, file=file)


def usernames(
    session: SessionArgument,
    least: Annotated[
        int, typer.Option("--min-minutes", min=0, max=MOST_MINUTES, help=words("export-help-min-minutes"))
    ] = 0,
    output: OutputOption = None,
    force: ForceOption = False,
    file: FileOption = None,
) -> None:
    """Write the accounts of who took part, which nobody asks for without wanting names."""
    entry = format_named("usernames", "text")
    write_export(entry, session, names="all", output=output, force=force, file=file, least_minutes=least)


def report(
    session: SessionArgument,
    names: NamesOption = None,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html", parser=user_path, metavar="FILE", help=words("report-help-html"), show_default=False
        ),
    ] = None,
    width: Annotated[
        int | None,
        typer.Option("--width", min=1, max=MOST_WIDTH, help=words("report-help-width"), show_default=False),
    ] = None,
    form: Annotated[str, typer.Option("--format", help=", ".join(forms_of("report")))] = "text",
    output: OutputOption = None,
    force: ForceOption = False,
    file: FileOption = None,
) -> None:
    """Look back on a session."""
    if html is not None and output is not None:
        raise InputError(message("cli-options-exclude", "--html", "--output"))
    write_export(
        format_named("report", form if html is None else "html"),
        session,
        names=names,
        output=output if html is None else html,
        force=force,
        file=file,
        width=width or shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns,
        zone=local_zone(os.environ),
    )


FORGOTTEN_MS = 12 * 3_600_000
"""A session that was never ended and not touched for this long is told as it stood at its last action."""


class PastSession(msgspec.Struct, frozen=True):
    """One session, and the moment up to which it is told."""

    session: SessionLog | FoldedSession
    """A log only where every record was asked for."""
    until: int
    """Its end; while it goes on, now."""

    @property
    def state(self) -> State:
        """What it came to be."""
        return self.session.state


def look_back(name: str, file: Path | None, *, whole: bool = False) -> PastSession:
    """One session of the file.

    Args:
        name: A plan's id, a run's id or ``last``.
        file: Where to look; None: where everything is kept.
        whole: With every record, which takes ten times the memory.

    Raises:
        InputError: There is no such session, or none that can be read.
        StoreError: The file cannot be read.
    """
    from letsconnect_tui.clock import SystemClock

    with Library.open(file, read_only=True) as library:
        run = library.find(name)
        session = library.log(run) if whole else library.folded(run)
    last = session.latest.at
    if session.state.ended_at is not None:
        return PastSession(session, session.state.ended_at)
    # A rehearsal's clock is its own and does not go on by itself.
    now = last if session.state.rehearsal else moment_of(session.latest, SystemClock().read())
    return PastSession(session, now if now - last <= FORGOTTEN_MS else last)
