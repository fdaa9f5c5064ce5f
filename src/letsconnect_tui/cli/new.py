"""``letsconnect new``: a plan from a template, an earlier plan or session, a calendar event or an agenda."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple
from zoneinfo import ZoneInfo

import typer
from msgspec.structs import replace

from letsconnect_tui.app.new_plan import fresh_id, local_zone, usual_start, with_sheet, write_plan
from letsconnect_tui.app.plan_library import plan_text
from letsconnect_tui.app.plan_templates import own_templates
from letsconnect_tui.app.template_items import fitted_to_slot, template_items, template_of, template_people
from letsconnect_tui.cli.options import EncodingOption, FileOption, named_zone
from letsconnect_tui.cli.show import as_text
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import Message, current_language, message, words
from letsconnect_tui.paths import user_path
from letsconnect_tui.plan.editing.document import PlanDocument
from letsconnect_tui.plan.editing.field_edits import set_field
from letsconnect_tui.plan.moments import (
    LONGEST,
    duration_text,
    is_too_long,
    moment_to_come,
    parse_duration,
)
from letsconnect_tui.plan.read import read_plan_text
from letsconnect_tui.plan.skeleton import Skeleton, skeleton_text
from letsconnect_tui.text import TITLE_LIMIT, clean, printable

if TYPE_CHECKING:
    from letsconnect_tui.app.shipped_templates import Template
    from letsconnect_tui.importers.agenda_tables import AgendaRows

PASTED = "-"
"""What stands for standard input where a file is named."""


def new(
    kind: Annotated[str | None, typer.Argument(help=words("new-help-kind"), show_default=False)] = None,
    file: Annotated[
        Path | None,
        typer.Argument(parser=user_path, metavar="FILE", help=words("new-help-file"), show_default=False),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help=words("new-help-title"))] = None,
    start: Annotated[str | None, typer.Option("--start", help=words("new-help-start"))] = None,
    zone: Annotated[str | None, typer.Option("--zone", help=words("new-help-zone"))] = None,
    length: Annotated[str | None, typer.Option("--length", help=words("new-help-length"))] = None,
    languages: Annotated[str | None, typer.Option("--languages", help=words("new-help-languages"))] = None,
    source: Annotated[str | None, typer.Option("--from", help=words("new-help-from"))] = None,
    encoding: EncodingOption = None,
    months: Annotated[
        int | None, typer.Option("--months", min=1, max=24, help=words("new-help-months"))
    ] = None,
    kept: FileOption = None,
) -> None:
    """Write a plan to fill in."""
    if title is not None and len(title) > TITLE_LIMIT:
        raise InputError(message("new-title-long", len(title), TITLE_LIMIT))
    if kind == "series":
        _series(file, start, zone, title, months)
        return
    if months is not None:
        raise InputError(message("new-months-alone"))
    if kind is None and source is None:
        _ask_or_refuse()
        return
    if source is None and kind is not None and (own := own_templates().get(kind)) is not None:
        kind, source = None, str(own)
    if file is None and source is not None and kind is not None:
        file, kind = Path(kind), None
    template = template_of(kind or "clinic")
    if file is None:
        raise InputError(message("new-which-file", kind or "clinic"))
    if file.exists():
        raise InputError(message("new-exists", str(file)))
    from letsconnect_tui.cli.new_questions import languages_meant  # deferred: with babel and all templates

    spoken = () if languages is None else tuple(languages_meant(languages))
    given = Answers(title, start, zone, None if length is None else _seconds(length), encoding, spoken)
    if source is None:
        print(printable(words(write_plan(file, skeleton_text(_from_answers(template, given))))))
        return
    text, notes = _from_source(template, source, given, kept)
    for note in notes:
        sys.stderr.write(printable(words(note)) + "\n")
    reading = read_plan_text(text, file.name)
    if reading.plan is not None:
        print(printable(as_text(reading.plan, None), lines=True) + "\n")
    print(printable(words(write_plan(file, text))))


def _series(
    folder: Path | None, start: str | None, zone: str | None, title: str | None, months: int | None
) -> None:
    """The plans of some months in the programme's rhythm."""
    from letsconnect_tui.cli.new_series import MONTHS, write_series  # deferred: rarely asked for

    if folder is None:
        raise InputError(message("new-series-which-folder"))
    begin = None if start is None else _moment(start)
    for written in write_series(folder, begin, zone, title, months or MONTHS):
        print(printable(words(written)))


def _from_source(
    template: Template, source: str, given: Answers, kept: Path | None
) -> tuple[str, tuple[Message, ...]]:
    """The text of a plan made of an earlier one, a calendar event or an agenda; what to say of it."""
    path = user_path(source)
    if source != PASTED and not path.exists() and not path.suffix:
        return _again(_session_text(source, kept), given, source), ()
    if path.suffix.lower() == ".toml":
        return _again(plan_text(path).text, given, str(path)), ()
    make = _from_event if path.suffix.lower() == ".ics" else _from_cue_sheet
    skeleton, notes = make(template, path, given)
    return skeleton_text(skeleton), notes


def _session_text(name: str, kept: Path | None) -> str:
    """The plan of a session that is kept: ``last``, or the id of a run or of a plan."""
    from letsconnect_tui.app.library import Library  # deferred: one way of four

    with Library.open(kept, read_only=True) as library:
        return library.folded(library.find(name)).state.plan.text


def _again(text: str, given: Answers, name: str) -> str:
    """An earlier plan at another date: the one asked for, or the same weekday four weeks later."""
    from letsconnect_tui.app.plan_again import next_date, plan_again  # deferred: one way of four

    document = PlanDocument(text, name)
    if given.zone is not None:
        document = set_field(document, ("session", "timezone"), named_zone(given.zone))
    if given.length_s is not None:
        document = set_field(document, ("session", "length"), duration_text(given.length_s))
    if given.languages:
        document = set_field(document, ("session", "language"), given.languages[0])
        document = set_field(document, ("session", "interpretation"), [*given.languages[1:]])
    session = document.plan.session
    now = datetime.now(ZoneInfo(session.timezone)).replace(tzinfo=None)
    start = next_date(session.start, now) if given.start is None else _moment(given.start)
    return plan_again(document.text, fresh_id(given.title or session.title, start), start, given.title).text


def _ask_or_refuse() -> None:
    """Without arguments everything is asked; that takes a terminal."""
    if not sys.stdin.isatty():
        raise InputError(message("new-which-file", "clinic"))
    from letsconnect_tui.cli.new_questions import ask_for_plan  # it uses this module

    ask_for_plan()


class Answers(NamedTuple):
    """What the command line says; None is asked for at a terminal, or taken from a file."""

    title: str | None
    start: str | None
    zone: str | None
    length_s: int | None
    encoding: str | None = None
    """Of the file that is read."""
    languages: tuple[str, ...] = ()
    """The main one first."""


class DefaultAnswers(NamedTuple):
    """What an agenda says, and an answer may change."""

    title: str = ""
    begins_s: int | None = None
    """In seconds after midnight; None: the afternoon."""
    zone: str | None = None


def _from_answers(template: Template, given: Answers, usual: DefaultAnswers | None = None) -> Skeleton:
    """What was given, what is answered at a terminal, and defaults for the rest.

    Args:
        template: The agenda and people to begin with.
        given: What the command line says.
        usual: What to offer, and to take where nobody can be asked.
    """
    from letsconnect_tui.cli import new_questions as questions  # deferred: with babel and all templates

    asks = sys.stdin.isatty()
    usual = usual or DefaultAnswers()
    title = given.title or ""
    if not title:
        usual_title = usual.title or words(f"calendar-kind-{template.kind}")
        title = questions.ask("title", usual_title, questions.title_meant) if asks else usual_title
    zone = given.zone or usual.zone or local_zone()
    if given.zone is None and asks:
        zone = questions.ask("zone", zone, questions.zone_meant)
    zone = named_zone(zone)
    begins = usual_start(datetime.now().astimezone()).replace(tzinfo=None, second=0, microsecond=0)
    if usual.begins_s is not None:
        begins = begins.replace(hour=0, minute=0) + timedelta(seconds=usual.begins_s)
    if given.start is not None:
        begins = _moment(given.start)
    elif asks:
        begins = questions.ask("start", f"{begins:%Y-%m-%d %H:%M}", questions.start_meant)
    title = clean(title, limit=TITLE_LIMIT) or words(f"calendar-kind-{template.kind}")
    items = template_items(template, given.languages)
    return Skeleton(
        id=fresh_id(title, begins),
        kind=template.kind,
        title=title,
        start=begins,
        timezone=zone,
        length_s=given.length_s or template.length_minutes * 60,
        items=items if given.length_s is None else fitted_to_slot(items, given.length_s),
        people=template_people(template),
        language=given.languages[0] if given.languages else current_language(),
        interpretation=given.languages[1:],
        comment=words("new-comment"),
    )


def _from_event(template: Template, source: Path, given: Answers) -> tuple[Skeleton, tuple[Message, ...]]:
    """The event's title, times, length and link, and the template's agenda; what to say about the event."""
    from letsconnect_tui.importers.ics import LONGEST, read_event  # deferred: one way of three

    event = read_event(source, now=datetime.now(UTC), encoding=given.encoding)
    length_s = given.length_s or event.length_s
    if given.length_s is None and event.length_s > LONGEST.total_seconds():
        length_s = _asked_length(event.length_s)
    skeleton = _from_answers(
        template,
        Answers(
            given.title or event.title or source.stem,
            given.start or f"{event.start:%Y-%m-%dT%H:%M}",
            given.zone or event.timezone or local_zone(),
            length_s,
            languages=given.languages,
        ),
    )
    links = {"room": event.link} if event.link else {}
    repeats = event.repeats if given.start is None and given.zone is None else ()
    return replace(skeleton, links=links, repeats=repeats), event.notes


def _asked_length(length_s: int) -> int:
    """How much of a long event the session is: asked at a terminal, refused elsewhere."""
    too_long = message("new-ics-too-long", duration_text(length_s))
    if not sys.stdin.isatty():
        raise InputError(too_long, message("new-ics-too-long-hint"))
    sys.stderr.write(printable(words(too_long)) + "\n")
    return _seconds(str(typer.prompt(words("new-ask-length"))))


def _seconds(text: str) -> int:
    seconds = parse_duration(text)
    if seconds == 0 or is_too_long(text):
        raise InputError(message("cli-duration-range", "--length", LONGEST, text))
    if seconds is None:
        raise InputError(message("cli-not-a-duration", "--length", text))
    return seconds


def _from_cue_sheet(template: Template, source: Path, given: Answers) -> tuple[Skeleton, tuple[Message, ...]]:
    """The sheet's items and people, in a slot with some time left; what to say about the sheet."""
    from letsconnect_tui.importers.cue_sheet import cue_sheet_of, read_cue_sheet  # deferred: one way of four

    if str(source) == PASTED:
        sheet, name = cue_sheet_of(_pasted(given.encoding), PASTED), words(f"calendar-kind-{template.kind}")
    else:
        sheet, name = read_cue_sheet(source, given.encoding), source.stem
    usual = DefaultAnswers(sheet.title or name, sheet.begins_s, sheet.zone)
    skeleton = _from_answers(template, given._replace(length_s=None), usual)
    return with_sheet(skeleton, sheet, given.length_s), sheet.notes


def _pasted(encoding: str | None) -> AgendaRows:
    """The rows of what is typed, pasted or piped in."""
    from letsconnect_tui.importers.agenda_tables import rows_of_agenda  # deferred: one way of four
    from letsconnect_tui.importers.cells import MOST_BYTES
    from letsconnect_tui.importers.encodings import decode

    if sys.stdin.isatty():
        sys.stderr.write(words("new-paste") + "\n")
    content = sys.stdin.buffer.read(MOST_BYTES)
    return rows_of_agenda(decode(content, encoding).text, PASTED)


def _moment(text: str) -> datetime:
    begins = moment_to_come(text, datetime.now().astimezone().date())
    if begins is None:
        raise InputError(message("plan-not-a-moment", "--start", f"“{text}”"))
    if begins.tzinfo is not None:
        raise InputError(message("plan-moment-with-offset", "--start", f"“{text}”"))
    return begins.replace(second=0, microsecond=0)
