"""Everything that can go out of a session, and in which formats: the one table of them.

The commands, the panel of the screens and ``docs/exports.md`` are made from ``FORMATS``. A new format is a
row here, a function that makes its text, and its words in the catalogue.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.attendance_formats import COUNT_COLUMNS, PERSON_COLUMNS
from letsconnect_tui.exporters.naming import LEVELS
from letsconnect_tui.exporters.timing_tables import COLUMNS
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.text import file_name, printable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from letsconnect_tui.exporters.naming import NameLevel, Naming
    from letsconnect_tui.exporters.pages import Page
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.one_pass import FoldedSession
    from letsconnect_tui.session.state import State


DEFAULT_WIDTH = 80


@dataclass(frozen=True, slots=True)
class ExportSource:
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

    @property
    def state(self) -> State:
        """What the session came to be."""
        return self.session.state


@dataclass(frozen=True, slots=True)
class ExportedText:
    """A text that goes out, and what to know about it."""

    text: str
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One format of one thing that goes out of a session."""

    what: str
    """``attendance``, ``timing`` …; its words are ``export-about-…``."""
    form: str
    """Its words are ``export-form-…``."""
    suffix: str
    write: Callable[[ExportSource, Naming], ExportedText]
    public: bool = False
    """Whether it is made for a page in public, where nobody who is private is ever named."""

    def in_a_file(self, text: str) -> str:
        """A text as its file holds it: without a byte order mark, Excel takes a CSV for no UTF-8."""
        return "\ufeff" + text if self.form == "csv" else text


def export(entry: ExportFormat, source: ExportSource) -> ExportedText:
    """The text of one export; raises InputError for chapters of a session that was not recorded."""
    from letsconnect_tui.exporters.naming import Naming

    return entry.write(source, Naming(source.state, source.names, public=entry.public))


def forms_of(what: str) -> tuple[str, ...]:
    """The formats of one thing, the usual one first."""
    return tuple(entry.form for entry in FORMATS if entry.what == what)


def format_named(what: str, form: str) -> ExportFormat:
    """The format of that name; raises InputError if there is none."""
    found = next((entry for entry in FORMATS if (entry.what, entry.form) == (what, form)), None)
    if found is None:
        raise InputError(message("export-unknown-format", form), message("export-formats", forms_of(what)))
    return found


def proposed_name(entry: ExportFormat, source: ExportSource) -> str:
    """A file name: the run, what it is, and who is named in it; no name is in it where nobody is named."""
    from letsconnect_tui.exporters.naming import Naming

    run = Naming(source.state, source.names).session_id
    named = {"none": (), "team": ("team",), "all": ("names",)}[source.names]
    return file_name("-".join((run, entry.what, *named)), entry.suffix)


# -- the texts; each imports what it needs when it is asked for ------------------------------------------


def _attendance_csv(source: ExportSource, naming: Naming) -> ExportedText:
    from letsconnect_tui.exporters.attendance_facts import attendance
    from letsconnect_tui.exporters.attendance_formats import attendance_csv

    return ExportedText(attendance_csv(attendance(source.state, source.until, naming)))


def _attendance_json(source: ExportSource, naming: Naming) -> ExportedText:
    from letsconnect_tui.exporters.attendance_facts import attendance
    from letsconnect_tui.exporters.attendance_formats import attendance_json

    return ExportedText(attendance_json(attendance(source.state, source.until, naming)))


def _attendance_page(page: Callable[[], Page]) -> Callable[[ExportSource, Naming], ExportedText]:
    def write(source: ExportSource, naming: Naming) -> ExportedText:
        from letsconnect_tui.exporters.attendance_facts import attendance
        from letsconnect_tui.exporters.attendance_formats import attendance_page

        return ExportedText(attendance_page(attendance(source.state, source.until, naming), page()))

    return write


def _timing_csv(source: ExportSource, naming: Naming) -> ExportedText:
    from letsconnect_tui.exporters.timing_facts import timing
    from letsconnect_tui.exporters.timing_tables import timing_csv

    return ExportedText(timing_csv(timing(source.state, source.until, naming)))


def _timing_json(source: ExportSource, naming: Naming) -> ExportedText:
    from letsconnect_tui.exporters.timing_facts import timing
    from letsconnect_tui.exporters.timing_tables import timing_json

    return ExportedText(timing_json(timing(source.state, source.until, naming)))


def _timing_page(page: Callable[[], Page]) -> Callable[[ExportSource, Naming], ExportedText]:
    def write(source: ExportSource, naming: Naming) -> ExportedText:
        from letsconnect_tui.exporters.timing_facts import timing
        from letsconnect_tui.exporters.timing_tables import timing_page

        return ExportedText(timing_page(timing(source.state, source.until, naming), page()))

    return write


def _chapters(form: str) -> Callable[[ExportSource, Naming], ExportedText]:
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


def _report_text(source: ExportSource, naming: Naming) -> ExportedText:
    from letsconnect_tui.exporters.report_page import report
    from letsconnect_tui.exporters.report_text import report_lines

    lines = report_lines(report(source.state, source.until, naming), source.width, source.zone)
    return ExportedText(printable("\n".join(lines), lines=True) + "\n")


def _report_page(page: Callable[[], Page]) -> Callable[[ExportSource, Naming], ExportedText]:
    def write(source: ExportSource, naming: Naming) -> ExportedText:
        from letsconnect_tui.exporters.report_page import report, report_page

        return ExportedText(report_page(report(source.state, source.until, naming), page()))

    return write


def _log(source: ExportSource, naming: Naming) -> ExportedText:
    from letsconnect_tui.exporters.event_log import event_log
    from letsconnect_tui.session.log import SessionLog

    if not isinstance(source.session, SessionLog):
        raise TypeError("a log of events needs every record")
    return ExportedText(event_log(source.session, naming))


def _markdown() -> Page:
    from letsconnect_tui.exporters.pages import MarkdownPage

    return MarkdownPage()


def _wikitext() -> Page:
    from letsconnect_tui.exporters.pages import WikitextPage

    return WikitextPage()


FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat("attendance", "csv", ".csv", _attendance_csv),
    ExportFormat("attendance", "json", ".json", _attendance_json),
    ExportFormat("attendance", "md", ".md", _attendance_page(_markdown), public=True),
    ExportFormat("attendance", "wikitext", ".wiki", _attendance_page(_wikitext), public=True),
    ExportFormat("timing", "csv", ".csv", _timing_csv),
    ExportFormat("timing", "json", ".json", _timing_json),
    ExportFormat("timing", "md", ".md", _timing_page(_markdown), public=True),
    ExportFormat("timing", "wikitext", ".wiki", _timing_page(_wikitext), public=True),
    ExportFormat("chapters", "text", ".txt", _chapters("text"), public=True),
    ExportFormat("chapters", "json", ".json", _chapters("json"), public=True),
    ExportFormat("report", "text", ".txt", _report_text),
    ExportFormat("report", "md", ".md", _report_page(_markdown), public=True),
    ExportFormat("report", "wikitext", ".wiki", _report_page(_wikitext), public=True),
    ExportFormat("log", "jsonl", ".jsonl", _log),
)
"""Of each thing the usual format first."""

KINDS: tuple[str, ...] = tuple(dict.fromkeys(entry.what for entry in FORMATS))
"""What can go out."""


COLUMNS_OF = {
    "attendance": (("counts", COUNT_COLUMNS), ("people", PERSON_COLUMNS)),
    "timing": (("items", COLUMNS),),
}
"""The columns of each CSV, by what a row is."""


def exports_page() -> str:
    """The page as Markdown: each kind with commands, files and columns, and who is named at which level."""
    head = [words(f"exports-page-{column}") for column in ("command", "format", "file", "public")]
    parts = [f"# {words('exports-page-title')}", words("exports-page-about")]
    for what in KINDS:
        rows = [_row(entry) for entry in FORMATS if entry.what == what]
        parts += [f"## {words(f'export-kind-{what}')}", words(f"export-about-{what}"), _table(head, rows)]
        parts += [
            words(f"exports-page-columns-{kind}", ", ".join(f"`{column}`" for column in columns))
            for kind, columns in COLUMNS_OF.get(what, ())
        ]
    levels = [
        [f"`--names {level}`" if level != "none" else "–", words(f"exports-page-{level}")] for level in LEVELS
    ]
    parts += [f"## {words('exports-page-names')}", words("exports-page-names-about")]
    parts.append(_table([words("exports-page-option"), words("exports-page-who")], levels))
    parts += [f"## {words('exports-page-others')}", words("exports-page-others-about")]
    return "\n\n".join(parts) + "\n"


def _row(entry: ExportFormat) -> list[str]:
    command = f"letsconnect export {entry.what} last --format {entry.form}"
    public = words("export-yes") if entry.public else ""
    return [f"`{command}`", words(f"export-form-{entry.form}"), f"`{entry.suffix}`", public]


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(line)} |" for line in (head, *rows)]
    return "\n".join((lines[0], "|---" * len(head) + "|", *lines[1:]))
