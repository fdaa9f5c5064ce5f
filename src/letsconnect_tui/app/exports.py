"""What comes out of a session, by name and format; people are named only where that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.text import file_name

if TYPE_CHECKING:
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.one_pass import FoldedSession

    Session = SessionLog | FoldedSession

FORMATS: dict[str, tuple[str, ...]] = {
    "attendance": ("csv", "json", "md", "wikitext"),
    "timing": ("csv", "json", "md", "wikitext"),
    "chapters": ("text", "json"),
    "report": ("md", "wikitext"),
    "log": ("jsonl",),
}
"""What can go out, and how; the first format of each is the usual one."""

SUFFIXES = {
    "csv": ".csv",
    "json": ".json",
    "jsonl": ".jsonl",
    "md": ".md",
    "text": ".txt",
    "wikitext": ".wiki",
}


def known_format(form: str, known: tuple[str, ...]) -> None:
    """Raises InputError for a format that is none."""
    if form not in known:
        raise InputError(message("export-unknown-format", form), message("export-formats", list(known)))


def export_text(what: str, form: str, log: Session, until: int, *, names: bool) -> str:
    """The text of one export.

    Args:
        what: A name of ``FORMATS``.
        form: One of its formats.
        log: The session; its event log needs a whole one.
        until: The moment (ms) up to which it is told, while it goes on.
        names: Whether people are named.

    Raises:
        InputError: An unknown format, or chapters of a session that was not recorded.
    """
    known_format(form, FORMATS[what])
    return _TEXTS[what](log, until, form, names)


def proposed_name(what: str, form: str, log: Session, *, names: bool) -> str:
    """A file name for an export: the run, what it is, and whether people are named in it."""
    words = [log.state.session, what, *(["names"] if names else [])]
    return file_name("-".join(words), SUFFIXES[form])


def _attendance(log: Session, until: int, form: str, names: bool) -> str:
    from letsconnect_tui.exporters.attendance import attendance_text
    from letsconnect_tui.exporters.attendance_facts import attendance

    return attendance_text(attendance(log.state, until), form, names=names)


def _timing(log: Session, until: int, form: str, names: bool) -> str:
    from letsconnect_tui.exporters.timing_facts import timing
    from letsconnect_tui.exporters.timing_tables import timing_text

    return timing_text(timing(log.state, until, names=names), form)


def _chapters(log: Session, until: int, form: str, names: bool) -> str:
    from letsconnect_tui.exporters.chapters import chapters_json, chapters_text, recordings

    found = recordings(log.state, until, names=names)
    if not found:
        raise InputError(message("export-no-recording"), message("export-no-recording-hint"))
    return chapters_text(found) if form == "text" else chapters_json(log.state, found)


def _report(log: Session, until: int, form: str, names: bool) -> str:
    from letsconnect_tui.exporters.pages import MarkdownPage, WikitextPage
    from letsconnect_tui.exporters.report_facts import report
    from letsconnect_tui.exporters.report_page import report_page

    page = MarkdownPage() if form == "md" else WikitextPage()
    return report_page(report(log.state, until, names=names), page, names=names)


def _log(log: Session, until: int, form: str, names: bool) -> str:
    from letsconnect_tui.exporters.event_log import event_log
    from letsconnect_tui.session.log import SessionLog

    if not isinstance(log, SessionLog):
        raise TypeError("an event log needs every record")
    return event_log(log, names=names)


_TEXTS = {
    "attendance": _attendance,
    "timing": _timing,
    "chapters": _chapters,
    "report": _report,
    "log": _log,
}
