"""What a platform's file says: ``attendance read`` shows it and keeps nothing, ``import`` takes it in."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from letsconnect_tui.app.import_proposals import is_taken_in, undecided_count
from letsconnect_tui.app.library import Library
from letsconnect_tui.app.proposals import ImportProposal
from letsconnect_tui.app.requests import Accept, ProposeImport
from letsconnect_tui.cli.console import aligned
from letsconnect_tui.cli.exit_codes import NO
from letsconnect_tui.cli.options import (
    ColumnsOption,
    EncodingOption,
    FileOption,
    JsonOption,
    SessionArgument,
    UnusedFileOption,
    ZoneOption,
    can_be_asked,
    named_zone,
)
from letsconnect_tui.clock import local_zone
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import iso, zone_name
from letsconnect_tui.importers.attendance.read import read_attendance
from letsconnect_tui.paths import user_path
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from letsconnect_tui.importers.attendance.report import AttendanceReport, ReportedPerson
    from letsconnect_tui.session.state import State

_MOST_DROPPED_LISTED = 20
FileArgument = Annotated[
    Path,
    typer.Argument(parser=user_path, metavar="FILE", help=words("cli-attendance-file"), show_default=False),
]


def read(
    path: FileArgument,
    zone: ZoneOption = None,
    encoding: EncodingOption = None,
    columns: ColumnsOption = None,
    as_json: JsonOption = False,
    file: UnusedFileOption = None,
) -> None:
    """Show who a file says was there, and for how long."""
    places = zone_of_times(zone)
    report = read_attendance(path, zone=places, encoding=encoding, columns=columns)
    if as_json:
        print(json.dumps(as_data(report), ensure_ascii=False, indent=2))
        return
    print(printable("\n".join(as_lines(report, places)), lines=True))
    for note in report.notes:
        sys.stderr.write(printable(words(note)) + "\n")


def zone_of_times(named: str | None) -> tzinfo:
    """The zone that was named, else this machine's; InputError for a name that is none."""
    if named is None:
        return local_zone(os.environ) or ZoneInfo("UTC")
    return ZoneInfo(named_zone(named, "attendance-no-zone"))


def as_data(report: AttendanceReport) -> dict[str, Any]:
    """The report for programs; moments in ISO 8601 UTC."""
    return {
        "format": report.format,
        "rows": report.rows,
        "used": report.used,
        "dropped": _dropped(report),
        "notes": [words(note) for note in report.notes],
        "people": [
            {
                "name": person.name,
                "aliases": list(person.aliases),
                "email": person.email,
                "minutes": person.minutes,
                "intervals": [[_iso(one.join), _iso(one.leave)] for one in person.intervals],
            }
            for person in report.people
        ],
    }


def _dropped(report: AttendanceReport) -> list[dict[str, object]]:
    return [{"row": one.line, "why": words(one.why)} for one in report.dropped]


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def as_lines(report: AttendanceReport, zone: tzinfo) -> list[str]:
    """A table of the people, with times in ``zone``, and the rows that were left out."""
    lines = [words("attendance-read", report.format, len(report.people), report.rows, report.used), ""]
    if report.has_times:
        lines += aligned([*(_row(person, zone) for person in report.people)])
        moments = [one.join for person in report.people for one in person.intervals]
        if moments:
            lines += ["", words("attendance-zone", zone_name(zone, min(moments)))]
    else:
        lines += [_called(person) for person in report.people]
    if report.dropped:
        lines += ["", words("attendance-dropped", len(report.dropped))]
        lines += [
            words("attendance-dropped-row", one.line, words(one.why))
            for one in report.dropped[:_MOST_DROPPED_LISTED]
        ]
        if (more := len(report.dropped) - _MOST_DROPPED_LISTED) > 0:
            lines.append(words("attendance-dropped-more", more))
    return lines


def _row(person: ReportedPerson, zone: tzinfo) -> list[str]:
    minutes = (
        words("attendance-minutes", person.minutes)
        if person.minutes is not None
        else words("attendance-minutes-unknown")
    )
    times = ", ".join(
        f"{one.join.astimezone(zone):%H:%M}–" + (f"{one.leave.astimezone(zone):%H:%M}" if one.leave else "")
        for one in person.intervals
    )
    return [minutes, times, _called(person)]


def _called(person: ReportedPerson) -> str:
    if not person.aliases:
        return person.name
    return words("attendance-also", person.name, ", ".join(person.aliases))


def import_(
    session: SessionArgument,
    path: FileArgument,
    zone: ZoneOption = None,
    encoding: EncodingOption = None,
    columns: ColumnsOption = None,
    yes: Annotated[bool, typer.Option("--yes", help=words("cli-import-yes"))] = False,
    as_json: JsonOption = False,
    file: FileOption = None,
) -> None:
    """Take in who was there, after a look at what that changes."""
    from letsconnect_tui.app.bootstrap import open_run  # deferred: attendance read needs no sessions

    with Library.open(file) as library:
        live = open_run(library, library.find(session))
        reply = live.propose(ProposeImport(str(path), zone, encoding, columns))
        made = live.proposal
        if not isinstance(made, ImportProposal):
            raise InputError(reply.message)
        if as_json:
            print(json.dumps(import_as_data(made, live.state), ensure_ascii=False, indent=2))
            for note in made.notes:
                sys.stderr.write(printable(words(note)) + "\n")
        if is_taken_in(live.state, made):
            known = words("import-known", made.file_name, undecided_count(live.state, made))
            print(printable(known), file=sys.stderr if as_json else sys.stdout)
            return
        if not as_json:
            print(printable("\n".join((*reply.preview, words(reply.message))), lines=True))
        if not (yes or (not as_json and can_be_asked() and _is_yes())):
            sys.stderr.write(words("import-not-yet") + "\n")
            return
        done = live.execute(Accept(made.id))
        sys.stderr.write(printable(words(done.message)) + "\n")
        if not done.ok:
            raise typer.Exit(NO)


def _is_yes() -> bool:
    return input(words("import-ask") + " ").strip().casefold() in ("y", "yes")


def import_as_data(made: ImportProposal, state: State) -> dict[str, Any]:
    """What an import would bring, for programs; moments in ISO 8601 UTC."""
    names = {person.id: person.facts.name for person in state.people.values()}
    rows = [(person.lines[0], match) for person, match in zip(made.report.people, made.matches, strict=True)]
    return {
        "sure": [
            {"row": row, "person": names[match.id]}
            for row, match in rows
            if match.kind == "sure" and match.id is not None
        ],
        "unsure": [
            {"row": row, "candidates": [names[one] for one in match.suggestions]}
            for row, match in rows
            if match.kind == "unsure"
        ],
        "new": [{"row": row, "name": match.line} for row, match in rows if match.kind == "new"],
        "dropped": _dropped(made.report),
        "conflicts": [
            {
                "person": names[one.person],
                "marked": [[iso(start), iso(end)] for start, end in one.marked],
                "file": [[iso(start), iso(end)] for start, end in one.from_file],
            }
            for one in made.conflicts
        ],
    }
