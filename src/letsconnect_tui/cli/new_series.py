"""``letsconnect new series``: the plans of some months in the programme's rhythm, a file each.

Each month has a Connectathon on its first Friday and a clinic on its second and on its fourth Thursday, all
at one time of day.
"""

from __future__ import annotations

from calendar import FRIDAY, THURSDAY
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from letsconnect_tui.app.new_plan import HOUR, fresh_id, local_zone, write_plan
from letsconnect_tui.app.template_items import template_items, template_of, template_people
from letsconnect_tui.cli.options import named_zone
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import current_language, message, words
from letsconnect_tui.i18n.catalogue import language_of_words
from letsconnect_tui.plan.skeleton import Skeleton, skeleton_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from letsconnect_tui.i18n import Message

MONTHS = 3
RHYTHM = (("connectathon", FRIDAY, 1), ("clinic", THURSDAY, 2), ("clinic", THURSDAY, 4))
"""Template, weekday, and which of that weekday in the month."""


def write_series(
    folder: Path, start: datetime | None, zone: str | None, title: str | None, months: int
) -> tuple[Message, ...]:
    """Write the plans; nothing is written if one of the files is there already.

    Args:
        folder: Where they go; made if it is not there.
        start: The first day that counts, with the time of day, naive; None: the next month, in the afternoon.
        zone: The zone of all of them; None: this computer's.
        title: What every title begins with; None: the kind of session.
        months: How many months.

    Raises:
        InputError: A file is there, the zone is unknown, or nothing can be written.
    """
    there = named_zone(zone or local_zone())
    begin = start or _next_month(datetime.now(ZoneInfo(there)).replace(tzinfo=None))
    plans = [
        (_path(folder, kind, at), _skeleton(kind, at, there, title)) for kind, at in rhythm(begin, months)
    ]
    for path, _ in plans:
        if path.exists():
            raise InputError(message("new-exists", str(path)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(message("new-not-written", str(folder), error.strerror or "")) from error
    for path, skeleton in plans:
        write_plan(path, skeleton_text(skeleton))
    return tuple(message("edit-written", str(path)) for path, _ in plans)


def rhythm(begin: datetime, months: int) -> Iterator[tuple[str, datetime]]:
    """Template and start of each session, in order, from a day on; the first month counts as a whole one."""
    for number in range(months):
        year, month = divmod(begin.year * 12 + begin.month - 1 + number, 12)
        first = begin.replace(year=year, month=month + 1, day=1)
        for kind, weekday, which in RHYTHM:
            days = (weekday - first.weekday()) % 7 + 7 * (which - 1)
            at = first + timedelta(days=days)
            if at.date() >= begin.date():
                yield kind, at


def _next_month(now: datetime) -> datetime:
    later = now.replace(day=1) + timedelta(days=32)
    return later.replace(day=1, hour=HOUR, minute=0, second=0, microsecond=0)


def _path(folder: Path, kind: str, at: datetime) -> Path:
    return folder / f"{at:%Y-%m-%d}-{kind}.toml"


def _skeleton(kind: str, at: datetime, zone: str, title: str | None) -> Skeleton:
    from babel.dates import format_skeleton  # 70 ms; a month stands before or behind its year

    from letsconnect_tui.i18n.cldr import locale

    template = template_of(kind)
    named = title or words(f"calendar-kind-{template.kind}")
    month = format_skeleton("yMMMM", at, locale=locale(language_of_words()))
    dated_title = words("new-series-title", named, month, at.day)
    return Skeleton(
        id=fresh_id(named, at),
        kind=template.kind,
        title=dated_title,
        start=at,
        timezone=zone,
        length_s=template.length_minutes * 60,
        items=template_items(template),
        people=template_people(template),
        language=current_language(),
        comment=words("new-comment"),
    )
