"""What people said, as every format tells it: counts of each point, under the same rules as other answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from letsconnect_tui.exporters.attendance_formats import breakdown_text
from letsconnect_tui.i18n import words
from letsconnect_tui.people.counts import Breakdown, breakdown, exact_breakdown
from letsconnect_tui.session.feedback_counts import summed
from letsconnect_tui.text import NOTE_LIMIT, clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from letsconnect_tui.exporters.pages import Page, PageCell
    from letsconnect_tui.session.feedback_counts import Feedback

SCALES = ("rating", "gained", "shared")


class ScaleFigures(msgspec.Struct, frozen=True):
    """One five-point scale."""

    name: str
    points: Breakdown
    mean: float | None
    """None also where a count is withheld, which it would give away."""


class FeedbackFigures(msgspec.Struct, frozen=True):
    """All that was said, together."""

    scales: tuple[ScaleFigures, ...]
    most: tuple[str, ...]
    """As people wrote it; empty unless everything is exact, since people write names."""
    least: tuple[str, ...]


def feedback_figures(feedbacks: Iterable[Feedback], *, exact: bool) -> FeedbackFigures | None:
    """The figures; None where nobody said anything.

    Args:
        feedbacks: Of each source.
        exact: Whether small counts are told.
    """
    every = summed(tuple(feedbacks))
    if not every.people:
        return None
    return FeedbackFigures(
        scales=tuple(
            _scale(name, counts, exact=exact) for name in SCALES if sum(counts := getattr(every, name))
        ),
        most=tuple(clean(text, limit=NOTE_LIMIT) for text in every.most) if exact else (),
        least=tuple(clean(text, limit=NOTE_LIMIT) for text in every.least) if exact else (),
    )


def _scale(name: str, counts: tuple[int, ...], *, exact: bool) -> ScaleFigures:
    answers = [str(point) for point, number in enumerate(counts, 1) for _ in range(number)]
    points = exact_breakdown(answers) if exact else breakdown(answers)
    points = msgspec.structs.replace(points, rows=tuple(sorted(points.rows, key=lambda row: row.label)))
    open_to_all = not points.withheld and all(row.shown == "count" for row in points.rows)
    mean = sum(map(int, answers)) / len(answers) if open_to_all else None
    return ScaleFigures(name, points, mean)


def feedback_data(figures: FeedbackFigures | None) -> dict[str, Any] | None:
    """The figures as JSON values: of each scale the count of each point, and the mean."""
    if figures is None:
        return None
    by_name = {one.name: one for one in figures.scales}
    values: dict[str, Any] = {}
    for name in SCALES:
        one = by_name.get(name)
        rows = None if one is None or one.points.withheld else one.points.rows
        values[name] = None if rows is None else {row.label: row.count for row in rows}
        values[f"{name}_mean"] = None if one is None or one.mean is None else round(one.mean, 2)
    return {**values, "most_valuable": list(figures.most), "least_valuable": list(figures.least)}


def feedback_table(figures: FeedbackFigures, page: Page) -> str:
    """The scales as a table, and what people wrote under it."""
    heads = [words(f"feedback-{head}") for head in ("question", "answers", "mean")]
    rows: list[tuple[PageCell, ...]] = [
        (
            words(f"feedback-{one.name}"),
            breakdown_text(one.name, one.points),
            "" if one.mean is None else f"{one.mean:.1f}",
        )
        for one in figures.scales
    ]
    parts = [page.table(words("feedback-heading"), heads, rows)] if rows else []
    parts += [page.line(words("feedback-most", text)) for text in figures.most]
    parts += [page.line(words("feedback-least", text)) for text in figures.least]
    return "\n".join(parts)
