"""Which sessions figures are made over, and by what people are known again once their names are gone."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, get_args

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.dates import utc
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.model import SessionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from letsconnect_tui.app.library import Library
    from letsconnect_tui.session.run_summary import Run
    from letsconnect_tui.session.state import State

KINDS: tuple[str, ...] = get_args(SessionKind)
_SHORT_NAMES = {"clinic": "learning-clinic", "learning": "learning-clinic"}


class ChosenSessions(msgspec.Struct, frozen=True):
    """The sessions asked for, and those of them that cannot be read."""

    states: tuple[State, ...]
    unreadable: tuple[str, ...] = ()


def chosen_sessions(
    library: Library,
    names: Sequence[str] = (),
    *,
    since: date | None = None,
    until: date | None = None,
    kind: str | None = None,
) -> ChosenSessions:
    """Sessions that were held, each once; rehearsals and those that nobody came to are none.

    Args:
        library: Where they are kept.
        names: Plans' ids (all runs of each), runs' ids, or ``last``; all there are if none is named.
        since: Only those that began on this day (UTC) or later.
        until: Only those that began on this day (UTC) or earlier.
        kind: Only those of this kind.

    Raises:
        InputError: There is none, or no session of that name or kind.
    """
    wanted = None if not names else {one for name in names for one in _runs_named(library, name)}
    kind = None if kind is None else kind_named(kind)
    runs = [
        run
        for run in library.runs()
        if (wanted is None or run.id in wanted)
        and (run.started_at is not None or run.participants)
        and not run.rehearsal
        and kind in (None, run.kind)
        and (since or date.min) <= _day(run) <= (until or date.max)
    ]
    states, unreadable = [], []
    for run in runs:
        try:
            states.append(library.folded(run.id).state)
        except InputError:
            unreadable.append(run.id)
    if not states:
        raise InputError(message("series-none"), message("series-none-hint"))
    return ChosenSessions(tuple(states), tuple(unreadable))


_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def day_named(text: str | None, *, last: bool = False) -> date | None:
    """A day as it was typed, of a month or a year its first; raises InputError for what is none.

    Args:
        text: ``2026-12-31``, ``2026-12`` or ``2026``; None stays None.
        last: Whether the last day of a month or a year is meant.
    """
    if text is None:
        return None
    typed = _DAY.fullmatch(text.strip())
    with suppress(ValueError):
        if typed is not None:
            year, month, day = (int(part) if part else None for part in typed.groups())
            first = date(year or 1, month or (12 if last else 1), day or 1)
            if day is not None or not last:
                return first
            return first.replace(day=monthrange(first.year, first.month)[1])
    raise InputError(message("series-no-date", text))


def kind_named(text: str) -> str:
    """A kind of session as it was typed; raises InputError for what is none."""
    typed = text.strip().casefold().replace("_", "-").replace(" ", "-")
    for name in (typed, typed.removesuffix("s")):
        kind = _SHORT_NAMES.get(name, name)
        if kind in KINDS:
            return kind
    raise InputError(message("series-no-kind", text), message("series-kinds", KINDS))


def _runs_named(library: Library, name: str) -> Iterator[str]:
    of_plan = [run.id for run in library.runs_of(name)]
    yield from of_plan or [library.find(name)]


def _day(run: Run) -> date:
    return utc(run.starts_at if run.started_at is None else run.started_at).date()
