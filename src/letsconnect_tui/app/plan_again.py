"""A new plan from an earlier one: the same text at another date, under another id."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.editing.document import PlanDocument
from letsconnect_tui.plan.editing.field_edits import set_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.plan.editing.literals import Plain
    from letsconnect_tui.plan.problems import Path

WEEKS_LATER = timedelta(weeks=4)
"""``Again next month``: the same weekday four weeks later."""


def next_date(start: datetime, now: datetime) -> datetime:
    """The same weekday and time, four weeks later or the first so many weeks later that is to come.

    Args:
        start: The earlier start, naive, in the plan's zone.
        now: The present moment, naive, in the same zone.
    """
    later = start + WEEKS_LATER
    if later <= now:
        later += WEEKS_LATER * ((now - later) // WEEKS_LATER + 1)
    return later


def plan_again(text: str, plan_id: str, start: datetime, title: str | None = None) -> PlanDocument:
    """The plan of a text moved to another start: repeats and dated anchors keep their distance from it.

    Args:
        text: The earlier plan; comments and everything else stay.
        plan_id: The new plan's id.
        start: The new start, naive, in the plan's zone.
        title: Another title; None keeps it.

    Raises:
        PlanError: The text is no TOML.
        InputError: It has errors, so that its dates are not known.
    """
    document = PlanDocument(text)
    if document.reading.plan is None:
        raise InputError(message("new-from-plan-errors", len(document.reading.errors)))
    by = start - document.plan.session.start
    document = document.put(("session", "id"), plan_id)
    if title is not None:
        document = set_field(document, ("session", "title"), title)
    for path, moment in list(_moments(document)):
        document = document.put(path, _written_as(document.value(path), moment + by))
    return document


def _moments(document: PlanDocument) -> Iterator[tuple[Path, datetime]]:
    """Every date of a plan with its place: start, repeats, and anchors that are dates."""
    session = document.plan.session
    yield ("session", "start"), session.start
    for number, moment in enumerate(session.repeats):
        yield ("session", "repeats", number), moment
    for place, item in enumerate(document.plan.items):
        if isinstance(item.start, datetime):
            yield ("item", place, "start"), item.start


def _written_as(before: object, moment: datetime) -> Plain:
    """The moment in quotes, if the one before it is."""
    return f"{moment:%Y-%m-%dT%H:%M}" if isinstance(before, str) else moment
