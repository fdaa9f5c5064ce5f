"""Asks step by step what a new plan is about, shows its agenda, and writes it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import typer

from letsconnect_tui.app.new_plan import fresh_id, local_zone, usual_start, with_sheet, write_plan
from letsconnect_tui.app.plan_again import plan_again
from letsconnect_tui.app.plan_library import plan_text
from letsconnect_tui.app.plan_templates import own_templates
from letsconnect_tui.app.saving import free_name
from letsconnect_tui.app.shipped_templates import TEMPLATES, Template
from letsconnect_tui.app.template_items import (
    fitted_to_slot,
    template_items,
    template_of,
    template_people,
    with_sharers,
    with_team,
)
from letsconnect_tui.cli.console import aligned
from letsconnect_tui.cli.options import named_zone
from letsconnect_tui.cli.show import as_text
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import current_language, message, words
from letsconnect_tui.i18n.cldr import language_named
from letsconnect_tui.paths import user_path
from letsconnect_tui.plan.editing.document import PlanDocument
from letsconnect_tui.plan.editing.field_edits import set_field
from letsconnect_tui.plan.ids import slug
from letsconnect_tui.plan.moments import duration_text, moment_meant, moment_to_come
from letsconnect_tui.plan.occurrence import exists
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.plan.skeleton import Skeleton, skeleton_text
from letsconnect_tui.plan.values import is_link
from letsconnect_tui.text import NAME_LIMIT, TITLE_LIMIT, clean, file_name, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TypeVar

    from letsconnect_tui.i18n import Message
    from letsconnect_tui.importers.cue_sheet import CueSheet

    T = TypeVar("T")

_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")


def ask_for_plan() -> Path | None:
    """Ask, show, and write; the file of the new plan, None where it was given up."""
    try:
        return _asked_plan()
    except typer.Abort:  # Ctrl+C or Ctrl+D at a question
        _print("")
        return None


def _asked_plan() -> Path | None:
    _print(words("new-ask-about"))
    own = own_templates()
    _print("\n".join(aligned(list(_kinds(own)))))
    template = ask("kind", "clinic", partial(_template_meant, own))
    if isinstance(template, Path):
        return _asked_again(template)
    source = ask("agenda", "", _source_meant)
    if source.plan is not None:
        return _asked_again(source.plan)
    sheet = source.sheet
    for note in source.notes:
        _print(words(note))
    title = ask("title", source.title or words(f"calendar-kind-{template.kind}"), title_meant)
    usual = source.start or usual_start(datetime.now().astimezone())
    if sheet is not None and sheet.begins_s is not None:
        usual = usual.replace(hour=0, minute=0) + timedelta(seconds=sheet.begins_s)
    start, zone = _ask_start(f"{usual:%Y-%m-%d %H:%M}", source.zone)
    team = ask("team", "", _names_meant) if sheet is None else []
    sharers = ask("sharers", "", _names_meant) if template.sharers and sheet is None else []
    languages = ask("languages", current_language(), languages_meant)
    link = ask("link", source.link, _link_meant)
    items, people = with_sharers(template_items(template, languages), template_people(template), sharers)
    items, people = with_team(items, people, team)
    length_s = source.length_s or template.length_minutes * 60
    skeleton = Skeleton(
        id=fresh_id(title, start),
        kind=template.kind,
        title=title,
        start=start,
        timezone=zone,
        length_s=length_s,
        items=fitted_to_slot(items, length_s),
        people=people,
        language=languages[0],
        interpretation=tuple(languages[1:]),
        repeats=source.repeats if (start, zone) == (source.start, source.zone) else (),
        links={"room": link} if link else {},
        comment=words("new-comment"),
    )
    if sheet is not None:
        skeleton = with_sheet(skeleton, sheet)
    document = PlanDocument(skeleton_text(skeleton))
    return _shown_and_written(document, title)


def _asked_again(template: Path) -> Path:
    """A plan from a template of one's own or an earlier plan, at another date."""
    document = PlanDocument(plan_text(template).text, template.name)
    session = document.plan.session
    title = ask("title", session.title, title_meant)
    usual = usual_start(datetime.now().astimezone())
    start, zone = _ask_start(f"{usual:%Y-%m-%d %H:%M}", session.timezone)
    moved = set_field(document, ("session", "timezone"), zone)
    return _shown_and_written(plan_again(moved.text, fresh_id(title, start), start, title), title)


def _shown_and_written(document: PlanDocument, title: str) -> Path:
    _print("")
    _print(as_text(document.plan, None))
    _print("")
    usual_file = free_name(Path(), file_name(slug(title), ".toml"))
    file, written = ask("file", str(usual_file), partial(_written, document.text))
    _print(words(written))
    return file


def _kinds(own: Iterable[str]) -> Iterator[list[str]]:
    for number, (name, template) in enumerate(TEMPLATES.items(), 1):
        yield [
            f" {number}",
            name,
            duration_text(template.length_minutes * 60),
            words(f"template-about-{name}"),
        ]
    for name in own:
        yield ["", name, "", words("new-ask-own-template")]


def _ask_start(usual: str, usual_zone: str | None = None) -> tuple[datetime, str]:
    """Ask for start and zone until the clocks there show that time."""
    while True:
        start = ask("start", usual, start_meant)
        zone = ask("zone", usual_zone or local_zone(), zone_meant)
        if exists(start, ZoneInfo(zone)):
            return start, zone
        _print(words("plan-no-such-local-time", f"{start:%Y-%m-%d %H:%M}", zone))


def _print(text: str) -> None:
    print(printable(text, lines=True))


def ask(what: str, usual: str, meant: Callable[[str], T]) -> T:
    """Ask until the answer can be used."""
    while True:
        typed = str(typer.prompt(words(f"new-ask-{what}"), default=usual, show_default=bool(usual)))
        try:
            return meant(typed.strip())
        except (InputError, PlanError) as error:
            _print(words(error.message))


def _template_meant(own: Mapping[str, Path], typed: str) -> Template | Path:
    if typed in own:
        return own[typed]
    numbers = dict(enumerate(TEMPLATES, 1))
    return template_of(numbers.get(int(typed), typed) if typed.isascii() and typed.isdigit() else typed)


def title_meant(typed: str) -> str:
    """A title; InputError where it is too long."""
    if len(typed) > TITLE_LIMIT:
        raise InputError(message("new-title-long", len(typed), TITLE_LIMIT))
    return clean(typed, limit=TITLE_LIMIT)


def start_meant(typed: str) -> datetime:
    """A day with a time, naive, of a day without a year the next one; InputError where it is none."""
    start = moment_to_come(typed, datetime.now().astimezone().date())
    if start is None:
        hint = moment_meant(typed)
        reason = message("new-not-a-start", clean(typed))
        raise InputError(reason if hint is None else message("plan-with-hint", reason, hint))
    if start.tzinfo is not None:
        raise InputError(message("plan-moment-with-offset", "start", f"“{clean(typed)}”"))
    return start.replace(second=0, microsecond=0)


def zone_meant(typed: str) -> str:
    """A time zone by its name or a city; InputError where it is none."""
    return named_zone(typed)


class _Source(NamedTuple):
    """What a plan begins with besides its template: an agenda, a calendar event, or an earlier plan."""

    sheet: CueSheet | None = None
    plan: Path | None = None
    notes: tuple[Message, ...] = ()
    title: str = ""
    start: datetime | None = None
    zone: str | None = None
    link: str = ""
    length_s: int | None = None
    repeats: tuple[datetime, ...] = ()


def _source_meant(typed: str) -> _Source:
    """What is in a file; nothing where none is named."""
    if not typed:
        return _Source()
    path = user_path(typed)
    if path.suffix.lower() == ".toml":
        PlanDocument(plan_text(path).text, path.name)
        return _Source(plan=path)
    if path.suffix.lower() == ".ics":
        from letsconnect_tui.importers.ics import LONGEST, read_event  # deferred: 120 ms

        event = read_event(path, now=datetime.now(UTC))
        length_s = event.length_s if event.length_s <= LONGEST.total_seconds() else None
        return _Source(
            notes=event.notes, title=event.title, start=event.start, zone=event.timezone or local_zone(),
            link=event.link or "", length_s=length_s, repeats=event.repeats,
        )  # fmt: skip
    from letsconnect_tui.importers.cue_sheet import read_cue_sheet  # deferred: only where there is one

    sheet = read_cue_sheet(path)
    return _Source(sheet, None, sheet.notes, sheet.title, zone=sheet.zone)


def _names_meant(typed: str) -> list[str]:
    names = (clean(one, limit=NAME_LIMIT) for one in re.split(r"[,;،、]", typed))
    return [name for name in names if name]


def languages_meant(typed: str) -> list[str]:
    """Codes of languages that are named in any way; InputError where one is none."""
    languages = []
    for one in filter(None, map(str.strip, re.split(r"[,;،、]", typed))):
        code = one.lower().replace("_", "-")
        named = code if _CODE.fullmatch(code) else language_named(one)
        if named is None:
            raise InputError(message("plan-not-a-language", "language", f"“{clean(one)}”"))
        languages.append(named)
    return list(dict.fromkeys(languages)) or [current_language()]


def _link_meant(typed: str) -> str:
    if typed and not is_link(typed):
        raise InputError(message("plan-not-a-link", "room", f"“{clean(typed)}”"))
    return typed


def _written(text: str, typed: str) -> tuple[Path, Message]:
    """The file with the plan in it; InputError where it is there already or cannot be written."""
    file = user_path(typed)
    if file.exists():
        raise InputError(message("new-exists", str(file)))
    return file, write_plan(file, text)
