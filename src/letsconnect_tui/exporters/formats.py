"""Everything that can go out of a session, and in which formats: the one table of them.

The commands and the panel of the screens are made from ``FORMATS``. A new format is a row here, a function
that makes its text, its words in the catalogue, and a row of ``docs/exports.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters import format_writers as writers
from letsconnect_tui.exporters.format_writers import DEFAULT_WIDTH as DEFAULT_WIDTH
from letsconnect_tui.exporters.format_writers import ExportedText as ExportedText  # noqa: TC001
from letsconnect_tui.exporters.format_writers import ExportSource as ExportSource  # noqa: TC001
from letsconnect_tui.exporters.format_writers import SeriesSource as SeriesSource  # noqa: TC001
from letsconnect_tui.exporters.pages import MarkdownPage, WikitextPage
from letsconnect_tui.i18n.message import message
from letsconnect_tui.text import file_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from letsconnect_tui.exporters.naming import Naming


class ExportFormat(msgspec.Struct, frozen=True):
    """One format of one thing that goes out of a session."""

    what: str
    """``attendance``, ``timing`` …; its words are ``export-about-…``."""
    form: str
    """Its words are ``export-form-…``."""
    suffix: str
    write: Callable[[ExportSource, Naming], ExportedText]
    public: bool = False
    """Whether it is made for a page in public, where nobody who is private is ever named."""
    names_people: bool = False
    """Whether it is nothing without names."""

    def in_a_file(self, exported: ExportedText, *, bom: bool = True) -> str | bytes:
        """What a file holds of it: without a byte order mark, Excel takes a CSV for no UTF-8."""
        return in_a_file(self.form, exported, bom=bom)


class SeriesFormat(msgspec.Struct, frozen=True):
    """One format of the figures over many sessions."""

    form: str
    """Its words are ``export-form-…``."""
    suffix: str
    write: Callable[..., ExportedText]
    public: bool = False
    """As of an ``ExportFormat``."""


def in_a_file(form: str, exported: ExportedText, *, bom: bool = True) -> str | bytes:
    """What a file of some format holds of an export; ``bom``: whether a CSV begins with a byte order mark."""
    if exported.data is not None:
        return exported.data
    return "\ufeff" + exported.text if form == "csv" and bom else exported.text


def export(entry: ExportFormat, source: ExportSource) -> ExportedText:
    """The text of one export; raises InputError for chapters of a session that was not recorded."""
    from letsconnect_tui.exporters.naming import Naming

    return entry.write(source, Naming(source.state, source.names, public=entry.public))


def export_series(entry: SeriesFormat, source: SeriesSource) -> ExportedText:
    """The figures over many sessions; raises InputError for a workbook where openpyxl is not installed."""
    return entry.write(source, public=entry.public)


def series_format_named(form: str) -> SeriesFormat:
    """The format of that name; raises InputError if there is none."""
    found = next((entry for entry in SERIES_FORMATS if entry.form == form), None)
    if found is None:
        known = tuple(entry.form for entry in SERIES_FORMATS)
        raise InputError(message("export-unknown-format", form), message("export-formats", known))
    return found


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


FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat("attendance", "csv", ".csv", writers.attendance_csv),
    ExportFormat("attendance", "json", ".json", writers.attendance_json),
    ExportFormat("attendance", "md", ".md", writers.attendance_page(MarkdownPage), public=True),
    ExportFormat("attendance", "wikitext", ".wiki", writers.attendance_page(WikitextPage), public=True),
    ExportFormat("timing", "csv", ".csv", writers.timing_csv),
    ExportFormat("timing", "json", ".json", writers.timing_json),
    ExportFormat("timing", "md", ".md", writers.timing_page(MarkdownPage), public=True),
    ExportFormat("timing", "wikitext", ".wiki", writers.timing_page(WikitextPage), public=True),
    ExportFormat("chapters", "text", ".txt", writers.chapters("text"), public=True),
    ExportFormat("chapters", "json", ".json", writers.chapters("json"), public=True),
    ExportFormat("report", "text", ".txt", writers.report_text),
    ExportFormat("report", "md", ".md", writers.report_page(MarkdownPage), public=True),
    ExportFormat("report", "wikitext", ".wiki", writers.report_page(WikitextPage), public=True),
    ExportFormat("log", "jsonl", ".jsonl", writers.log),
    ExportFormat("report", "html", ".html", writers.report_html),
    ExportFormat("attendance", "xlsx", ".xlsx", writers.attendance_xlsx),
    ExportFormat("usernames", "text", ".txt", writers.usernames, public=True, names_people=True),
    ExportFormat("resources", "wikitext", ".wiki", writers.resources("wikitext"), public=True),
    ExportFormat("resources", "md", ".md", writers.resources("md"), public=True),
    ExportFormat("resources", "text", ".txt", writers.resources("text"), public=True),
    ExportFormat("announcement", "wikitext", ".wiki", writers.announcement("wikitext"), public=True),
    ExportFormat("announcement", "md", ".md", writers.announcement("md"), public=True),
    ExportFormat("announcement", "text", ".txt", writers.announcement("text"), public=True),
)
"""Of each thing the usual format first; what is asked for most often stands in front."""

SERIES_FORMATS: tuple[SeriesFormat, ...] = (
    SeriesFormat("md", ".md", writers.series_page(MarkdownPage), public=True),
    SeriesFormat("csv", ".csv", writers.series_csv),
    SeriesFormat("json", ".json", writers.series_json),
    SeriesFormat("wikitext", ".wiki", writers.series_page(WikitextPage), public=True),
    SeriesFormat("html", ".html", writers.series_html),
    SeriesFormat("xlsx", ".xlsx", writers.series_xlsx),
)
"""Of the figures over many sessions, the usual one first."""

KINDS: tuple[str, ...] = tuple(dict.fromkeys(entry.what for entry in FORMATS))
"""What can go out."""
