"""The text of each export; what only some of them need is imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters import attendance_formats, series_formats, timing_tables
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import tzinfo

    from letsconnect_tui.exporters.attendance_facts import Attendance
    from letsconnect_tui.exporters.escape import CsvCell
    from letsconnect_tui.exporters.naming import NameLevel, Naming
    from letsconnect_tui.exporters.pages import Page
    from letsconnect_tui.exporters.series_facts import Series
    from letsconnect_tui.exporters.timing_facts import Timing
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.single_pass import FoldedSession
    from letsconnect_tui.session.state import State

    SessionWriter = Callable[["ExportSource", Naming], "ExportedText"]


DEFAULT_WIDTH = 80


class ExportSource(msgspec.Struct, frozen=True):
    """What an export is made of."""

    session: SessionLog | FoldedSession
    """Only the log of events needs every record."""
    until: int
    """The moment (ms) up to which the session is told, while it goes on."""
    names: NameLevel = "none"
    width: int = DEFAULT_WIDTH
    """The most columns of a text to be read in a terminal."""
    zone: tzinfo | None = None
    """Of the times in such a text; None is this machine's."""
    least_minutes: int = 0
    """How long somebody was here at least, to be listed among usernames."""

    @property
    def state(self) -> State:
        """What the session came to be."""
        return self.session.state


class SeriesSource(msgspec.Struct, frozen=True):
    """What figures over many sessions are made of."""

    states: tuple[State, ...]
    names: NameLevel = "none"
    key: bytes = b""
    """What the marks of people whose names are gone were made with."""
    affiliates: int | None = None
    """How many affiliates there are in all."""


class ExportedText(msgspec.Struct, frozen=True):
    """What goes out, and what to know about it."""

    text: str
    notes: tuple[Message, ...] = ()
    data: bytes | None = None
    """Of a format that is no text, which has an empty ``text``."""


def attendance_csv(source: ExportSource, naming: Naming) -> ExportedText:
    """Counts or people, a row each."""
    return ExportedText(attendance_formats.attendance_csv(_attendance(source, naming)))


def attendance_json(source: ExportSource, naming: Naming) -> ExportedText:
    """Counts, and people where they are named."""
    return ExportedText(attendance_formats.attendance_json(_attendance(source, naming)))


def attendance_page(page: Callable[[], Page]) -> SessionWriter:
    """A page of counts, and of people where they are named."""
    return lambda source, naming: ExportedText(
        attendance_formats.attendance_page(_attendance(source, naming), page())
    )


def attendance_xlsx(source: ExportSource, naming: Naming) -> ExportedText:
    """A workbook of counts, and of people where they are named."""
    return _workbook(attendance_formats.attendance_sheets(_attendance(source, naming)))


def _attendance(source: ExportSource, naming: Naming) -> Attendance:
    from letsconnect_tui.exporters.attendance_facts import attendance

    return attendance(source.state, source.until, naming)


def usernames(source: ExportSource, naming: Naming) -> ExportedText:
    """Accounts, one a line; raises InputError where nobody may be named."""
    from letsconnect_tui.exporters.publication import consent_was_asked, usernames

    if naming.level != "all":
        raise InputError(message("export-needs-names"), message("export-needs-names-hint"))
    found = usernames(source.state, source.until, naming, source.least_minutes)
    asked = consent_was_asked(source.state)
    notes = (message("export-usernames-agreed" if asked else "export-usernames-note", len(found)),)
    return ExportedText("".join(f"{one}\n" for one in found), notes)


def resources(form: str) -> SessionWriter:
    """The line with everything that stays of a session."""

    def write(source: ExportSource, naming: Naming) -> ExportedText:
        from letsconnect_tui.exporters.publication import publication, resource_line

        return ExportedText(resource_line(publication(source.state, source.until, naming), form))

    return write


def announcement(form: str) -> SessionWriter:
    """The line that says when it is."""

    def write(source: ExportSource, naming: Naming) -> ExportedText:
        from letsconnect_tui.exporters.publication import announcement_line, publication

        return ExportedText(announcement_line(publication(source.state, source.until, naming), form))

    return write


def timing_csv(source: ExportSource, naming: Naming) -> ExportedText:
    """A row for each item."""
    return ExportedText(timing_tables.timing_csv(_timing(source, naming)))


def timing_json(source: ExportSource, naming: Naming) -> ExportedText:
    """Items and sharers."""
    return ExportedText(timing_tables.timing_json(_timing(source, naming)))


def timing_page(page: Callable[[], Page]) -> SessionWriter:
    """A page of planned and actual times."""
    return lambda source, naming: ExportedText(timing_tables.timing_page(_timing(source, naming), page()))


def _timing(source: ExportSource, naming: Naming) -> Timing:
    from letsconnect_tui.exporters.timing_facts import timing

    return timing(source.state, source.until, naming)


def chapters(form: str) -> SessionWriter:
    """Where items begin in the recording; raises InputError where nothing was recorded."""

    def write(source: ExportSource, naming: Naming) -> ExportedText:
        from letsconnect_tui.exporters.chapters import (
            chapter_notes,
            chapters_json,
            chapters_text,
            recordings,
        )

        found = recordings(source.state, source.until, naming)
        if not found:
            raise InputError(message("export-no-recording"), message("export-no-recording-hint"))
        text = chapters_text(found) if form == "text" else chapters_json(naming.session_id, found)
        return ExportedText(text, tuple(chapter_notes(found)))

    return write


def report_text(source: ExportSource, naming: Naming) -> ExportedText:
    """The report for a terminal."""
    from letsconnect_tui.exporters.report_page import report
    from letsconnect_tui.exporters.report_text import report_lines

    lines = report_lines(report(source.state, source.until, naming), source.width, source.zone)
    return ExportedText(printable("\n".join(lines), lines=True) + "\n")


def report_page(page: Callable[[], Page]) -> SessionWriter:
    """The report as a page."""

    def write(source: ExportSource, naming: Naming) -> ExportedText:
        from letsconnect_tui.exporters.report_page import report, report_page

        return ExportedText(report_page(report(source.state, source.until, naming), page()))

    return write


def report_html(source: ExportSource, naming: Naming) -> ExportedText:
    """The report as one HTML file."""
    from letsconnect_tui.exporters.html_reports import report_document
    from letsconnect_tui.exporters.report_page import report
    from letsconnect_tui.exporters.session_facts import people_over_time, rooms_held

    state = source.state
    until = source.until if state.ended_at is None else state.ended_at
    report_data = report(state, source.until, naming)
    people, rooms = people_over_time(state, until), rooms_held(state, until)
    return ExportedText(report_document(report_data, people, rooms, until))


def log(source: ExportSource, naming: Naming) -> ExportedText:
    """Every action."""
    from letsconnect_tui.exporters.event_log import event_log
    from letsconnect_tui.session.log import SessionLog

    if not isinstance(source.session, SessionLog):
        raise TypeError("a log of events needs every record")
    return ExportedText(event_log(source.session, naming))


# -- figures over many sessions --------------------------------------------------------------------------


def series_csv(source: SeriesSource, *, public: bool) -> ExportedText:
    """A row for each session."""
    return ExportedText(series_formats.series_csv(_series(source, public=public)))


def series_json(source: SeriesSource, *, public: bool) -> ExportedText:
    """Everything, for programs."""
    return ExportedText(series_formats.series_json(_series(source, public=public)))


def series_page(page: Callable[[], Page]) -> Callable[..., ExportedText]:
    """A page to read, in one of the page formats."""
    return lambda source, *, public: ExportedText(
        series_formats.series_page(_series(source, public=public), page())
    )


def series_html(source: SeriesSource, *, public: bool) -> ExportedText:
    """One file to open in a browser."""
    from letsconnect_tui.exporters.html_reports import series_document

    return ExportedText(series_document(_series(source, public=public)))


def series_xlsx(source: SeriesSource, *, public: bool) -> ExportedText:
    """A workbook."""
    return _workbook(series_formats.series_sheets(_series(source, public=public)))


def _series(source: SeriesSource, *, public: bool) -> Series:
    from letsconnect_tui.exporters.series_facts import series

    return series(
        source.states, names=source.names, public=public, key=source.key, affiliates=source.affiliates
    )


def _workbook(sheets: Mapping[str, Sequence[Sequence[CsvCell]]]) -> ExportedText:
    from letsconnect_tui.exporters.workbook import workbook

    return ExportedText("", data=workbook(sheets))
