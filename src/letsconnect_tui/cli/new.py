"""``letsconnect new``: a plan to fill in, from a template, a calendar event or a cue sheet."""

from __future__ import annotations

import secrets
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from letsconnect_tui.cli.options import UnusedFileOption  # noqa: TC001 - typer reads the annotation
from letsconnect_tui.cli.templates import TEMPLATES, Template, fitted, template_items, template_people
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import current_language, message, words
from letsconnect_tui.plan.ids import slug
from letsconnect_tui.plan.read import read_plan_text
from letsconnect_tui.plan.skeleton import Skeleton, skeleton_text
from letsconnect_tui.plan.values import hinted
from letsconnect_tui.plan.zones import known_zone, zone_hinted
from letsconnect_tui.text import TITLE_LIMIT, clean, printable

AHEAD = timedelta(days=14)
"""Without a start, a plan is for the afternoon in two weeks."""
HOUR = 15
SLOT_STEP_S = 5 * 60
"""Slots made for a cue sheet are whole five minutes."""


def new(
    kind: Annotated[str, typer.Argument(help=words("new-help-kind"), show_default=False)],
    file: Annotated[Path | None, typer.Argument(help=words("new-help-file"), show_default=False)] = None,
    title: Annotated[str | None, typer.Option("--title", help=words("new-help-title"))] = None,
    start: Annotated[str | None, typer.Option("--start", help=words("new-help-start"))] = None,
    zone: Annotated[str | None, typer.Option("--zone", help=words("new-help-zone"))] = None,
    source: Annotated[Path | None, typer.Option("--from", help=words("new-help-from"))] = None,
    kept: UnusedFileOption = None,
) -> None:
    """Write a plan to fill in."""
    if file is None and source is not None:
        kind, file = "clinic", Path(kind)
    template = _template(kind)
    if file is None:
        raise InputError(message("new-which-file", kind))
    if file.exists():
        raise InputError(message("new-exists", str(file)))
    if source is None:
        _write(file, _from_answers(template, title, start, zone))
    elif source.suffix.lower() == ".ics":
        _write(file, _from_event(template, source, title, start, zone))
    else:
        _write(file, _from_cue_sheet(template, source, title, start, zone))


def _template(kind: str) -> Template:
    if kind not in TEMPLATES:
        raise InputError(hinted(message("new-unknown-kind", kind, ", ".join(TEMPLATES)), kind, TEMPLATES))
    return TEMPLATES[kind]


def _from_answers(template: Template, title: str | None, start: str | None, zone: str | None) -> Skeleton:
    """What was given, what is answered at a terminal, and defaults for the rest."""
    title = _asked("title", title, words(f"calendar-kind-{template.kind}"))
    zone = _asked("zone", zone, local_zone())
    if not known_zone(zone):
        raise InputError(zone_hinted(message("show-unknown-zone", zone), zone))
    usual = (datetime.now().astimezone() + AHEAD).replace(hour=HOUR, minute=0)
    begins = _moment(_asked("start", start, f"{usual:%Y-%m-%dT%H:%M}"))
    title = clean(title, limit=TITLE_LIMIT) or words(f"calendar-kind-{template.kind}")
    return Skeleton(
        id=fresh_id(title, begins),
        kind=template.kind,
        title=title,
        start=begins,
        timezone=zone,
        length_s=template.length_minutes * 60,
        items=template_items(template),
        people=template_people(template),
        language=current_language(),
        comment=words("new-comment"),
    )


def _from_event(
    template: Template, source: Path, title: str | None, start: str | None, zone: str | None
) -> Skeleton:
    """The event's title, time, length and link; the template's agenda."""
    from letsconnect_tui.importers.ics import read_event  # deferred: one way of three

    event = read_event(source)
    skeleton = _from_answers(
        template,
        title or event.title or source.stem,
        start or f"{event.start:%Y-%m-%dT%H:%M}",
        zone or event.timezone or local_zone(),
    )
    links = {"room": event.link} if event.link else {}
    items = fitted(skeleton.items, event.length_s)
    return replace(skeleton, length_s=event.length_s, links=links, items=items)


def _from_cue_sheet(
    template: Template, source: Path, title: str | None, start: str | None, zone: str | None
) -> Skeleton:
    """The sheet's items and people, in a slot that leaves them some air."""
    from letsconnect_tui.importers.cue_sheet import read_cue_sheet  # deferred: one way of three

    sheet = read_cue_sheet(source)
    skeleton = _from_answers(template, title or source.stem, start, zone)
    begins = skeleton.start
    if start is None and sheet.begins_s is not None:
        begins = begins.replace(hour=0, minute=0) + timedelta(seconds=sheet.begins_s)
    needed = sum(item.duration_s for item in sheet.items) * 20 // 19
    length_s = -(-needed // SLOT_STEP_S) * SLOT_STEP_S
    return replace(skeleton, start=begins, length_s=length_s, items=sheet.items, people=sheet.people)


def _asked(what: str, given: str | None, usual: str) -> str:
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return usual
    return str(typer.prompt(words(f"new-ask-{what}"), default=usual))


def _moment(text: str) -> datetime:
    try:
        begins = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(message("plan-not-a-moment", "--start", f'"{text}"')) from error
    if begins.tzinfo is not None:
        raise InputError(message("plan-moment-with-offset", "--start", f'"{text}"'))
    return begins.replace(second=0, microsecond=0)


def local_zone() -> str:
    """The computer's own zone by name; UTC when it has none."""
    from babel.localtime import get_localzone  # deferred: 20 ms

    try:
        name = getattr(get_localzone(), "key", None)
    except (LookupError, OSError, ValueError):
        name = None
    return name if isinstance(name, str) and known_zone(name) else "UTC"


def fresh_id(title: str, begins: datetime) -> str:
    """An id nobody has: the day, the title, and four random characters."""
    return "-".join(part for part in (f"{begins:%Y-%m-%d}", slug(title), secrets.token_hex(2)) if part)


def _write(file: Path, skeleton: Skeleton) -> None:
    """Never over an existing file, and nothing that would not check."""
    text = skeleton_text(skeleton)
    reading = read_plan_text(text, file.name)
    if reading.plan is None:
        reasons = " ".join(words(problem.message) for problem in reading.errors)
        raise InputError(message("new-not-a-plan", str(file), reasons))
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError as error:
        raise InputError(message("new-exists", str(file))) from error
    except OSError as error:
        raise InputError(message("new-not-written", str(file), error.strerror or "")) from error
    print(printable(words("new-written", str(file)), lines=True))
