"""Planned against actual time as CSV, JSON, Markdown and wikitext.

Moments are UTC; what did not run has no actual time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from letsconnect_tui.exporters.escape import csv_text, json_text
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import iso, iso_date, utc
from letsconnect_tui.plan.moments import clock

if TYPE_CHECKING:
    from letsconnect_tui.exporters.escape import CsvCell
    from letsconnect_tui.exporters.pages import Page
    from letsconnect_tui.exporters.timing_facts import ItemTime, Timing

COLUMNS = (
    "item", "title", "kind", "planned_start_utc", "planned_s", "allotted_s", "actual_start_utc", "actual_s",
    "state", "difference_s",
)  # fmt: skip
LEAD_AFTER = COLUMNS.index("kind") + 1


def timing_csv(timing: Timing) -> str:
    """One row an item; who leads it only where people are named."""
    lead = timing.names != "none"
    header = (*COLUMNS[:LEAD_AFTER], "lead", *COLUMNS[LEAD_AFTER:]) if lead else COLUMNS
    return csv_text(header, (_row(item, lead=lead) for item in timing.items))


def _row(item: ItemTime, *, lead: bool) -> list[CsvCell]:
    row: list[CsvCell] = [
        item.item,
        item.title,
        item.kind,
        iso(item.planned_at),
        item.planned_s,
        item.allotted_s,
        iso(item.started_at),
        item.actual_s,
        item.state,
        item.difference_s,
    ]
    return [*row[:LEAD_AFTER], item.lead, *row[LEAD_AFTER:]] if lead else row


def timing_json(timing: Timing) -> str:
    """The same as JSON, with the times of each sharer."""
    return json_text(
        {
            "export": "timing",
            "session": {
                "id": timing.session,
                "title": timing.title,
                "rehearsal": timing.rehearsal,
                "planned_start": iso(timing.planned_start),
                "planned_end": iso(timing.planned_end),
                "start": iso(timing.started_at),
                "end": iso(timing.ended_at),
                "planned_s": timing.planned_s,
                "actual_s": timing.actual_s,
                "paused_s": timing.paused_s,
                "offset_s": timing.offset_s,
                "offset_from_start_s": timing.offset_from_start_s,
            },
            "items": [_item(item, lead=timing.names != "none") for item in timing.items],
            "sharers": [
                {"sharer": one.who, "allotted_s": one.allotted_s, "actual_s": one.actual_s}
                for one in timing.sharers
            ],
        }
    )


def _item(item: ItemTime, *, lead: bool) -> dict[str, Any]:
    values = {
        "id": item.item,
        "title": item.title,
        "kind": item.kind,
        "planned_start": iso(item.planned_at),
        "planned_s": item.planned_s,
        "allotted_s": item.allotted_s,
        "actual_start": iso(item.started_at),
        "actual_s": item.actual_s,
        "state": item.state,
        "difference_s": item.difference_s,
    }
    return {**values, "lead": item.lead} if lead else values


def timing_page(timing: Timing, page: Page) -> str:
    """A table of items and one of sharers."""
    parts = [items_table(timing, page)]
    if timing.sharers:
        parts.append(sharers_table(timing, page))
    return "\n".join(parts)


def items_table(timing: Timing, page: Page) -> str:
    """The agenda, planned and actual, as a table of a page."""
    caption = words("export-timing-caption", timing.title, iso_date(timing.planned_start))
    header = [words(f"export-timing-{column}") for column in ("item", "planned", "actual", "state")]
    rows = [
        (
            item.title,
            words("export-timing-time", _time(item.planned_at), clock(item.planned_s)),
            ""
            if item.actual_s is None
            else words("export-timing-time", _time(item.started_at or 0), clock(item.actual_s)),
            words(f"export-state-{item.state}"),
        )
        for item in timing.items
    ]
    return page.table(caption, header, rows)


def sharers_table(timing: Timing, page: Page) -> str:
    """What each sharer was given and took, as a table of a page."""
    header = [words(f"export-timing-{column}") for column in ("sharer", "allotted", "actual")]
    rows = [
        (one.who, clock(one.allotted_s), "" if one.actual_s is None else clock(one.actual_s))
        for one in timing.sharers
    ]
    return page.table(words("export-timing-sharers"), header, rows)


def _time(at: int) -> str:
    return f"{utc(at):%H:%M}"
