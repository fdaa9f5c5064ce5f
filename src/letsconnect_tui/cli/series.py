"""``letsconnect series``: figures over many sessions."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.people_key import marks_key
from letsconnect_tui.app.series import chosen_sessions, day_named
from letsconnect_tui.cli.console import deliver
from letsconnect_tui.cli.export import NoBomOption  # noqa: TC001 - typer reads annotations
from letsconnect_tui.cli.name_level import NamesOption, name_level
from letsconnect_tui.cli.options import FileOption, ForceOption, OutputOption  # noqa: TC001
from letsconnect_tui.exporters.formats import (
    SERIES_FORMATS,
    SeriesSource,
    export_series,
    in_a_file,
    series_format_named,
)
from letsconnect_tui.i18n import words
from letsconnect_tui.text import printable

MOST_AFFILIATES = 100_000
_FORMS = tuple(entry.form for entry in SERIES_FORMATS)


def series(
    sessions: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SESSION]…", help=words("series-help-sessions"), show_default=False),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DAY", help=words("series-help-since"), show_default=False),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DAY", help=words("series-help-until"), show_default=False),
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help=words("series-help-kind"), show_default=False)
    ] = None,
    form: Annotated[str, typer.Option("--format", help=", ".join(_FORMS))] = _FORMS[0],
    names: NamesOption = None,
    affiliates: Annotated[
        int | None,
        typer.Option(
            "--affiliates",
            min=1,
            max=MOST_AFFILIATES,
            help=words("series-help-affiliates"),
            show_default=False,
        ),
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    no_bom: NoBomOption = False,
    file: FileOption = None,
) -> None:
    """Count over many sessions."""
    entry, level = series_format_named(form), name_level(names)
    since_day, until_day = day_named(since), day_named(until, last=True)
    with Library.open(file, read_only=True) as library:
        chosen = chosen_sessions(library, sessions or (), since=since_day, until=until_day, kind=kind)
    if chosen.unreadable:
        left_out = words("series-unreadable", len(chosen.unreadable), list(chosen.unreadable))
        sys.stderr.write(printable(left_out) + "\n")
    source = SeriesSource(chosen.states, level, marks_key(), affiliates)
    exported = export_series(entry, source)
    content = in_a_file(entry.form, exported, bom=not no_bom)
    named = None if level == "none" else [state.session for state in chosen.states]
    deliver(content, output, exported.notes, names_of=named, force=force, file=file)
