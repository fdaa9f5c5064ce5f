"""Breakdowns for reports (by language, region, experience …) from which nobody can be made out.

Fewer than ten answers are not broken down at all, and a count under five is only called that. Where the
total and the other counts would still give such a count away, further counts are withheld: complementary
suppression.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST_ANSWERS = 10
SMALLEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: its count, or why there is none (``fewer`` than five, ``withheld`` to protect another)."""

    label: str
    count: int | None
    shown: Literal["count", "fewer", "withheld"] = "count"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What may be published: rows, how many people answered, and whether the rows are withheld altogether."""

    rows: tuple[Row, ...]
    answers: int
    withheld: bool = False


def breakdown(answers: Iterable[str | tuple[str, ...]]) -> Breakdown:
    """Count ``answers``, one per person; somebody with several (languages) counts in each of their rows.

    Empty answers do not count. Counts come largest first; rows without one follow by label, since their order
    would tell.
    """
    given = [{answer} if isinstance(answer, str) else set(answer) for answer in answers]
    given = [labels - {""} for labels in given if labels - {""}]
    counts = Counter(label for labels in given for label in labels)
    hidden = _hidden(counts, len(given))
    if len(given) < FEWEST_ANSWERS or hidden is None:
        return Breakdown((), len(given), withheld=True)
    rows = [Row(label, count) for label, count in counts.items() if label not in hidden]
    rows.sort(key=lambda row: (-(row.count or 0), row.label))
    for shown in ("withheld", "fewer"):
        labels = sorted(label for label in hidden if (counts[label] < SMALLEST_SHOWN) == (shown == "fewer"))
        rows += [Row(label, None, shown) for label in labels]
    return Breakdown(tuple(rows), len(given))


def _hidden(counts: Counter[str], answers: int) -> set[str] | None:
    """The labels whose counts stay hidden, as few as protect every small one; None if nothing does."""
    small = [label for label, count in counts.items() if count < SMALLEST_SHOWN]
    if not small:
        return set()
    larger = sorted(set(counts) - set(small), key=lambda label: (counts[label], label))
    for withheld in range(len(larger) + 1):
        hidden = {*small, *larger[:withheld]}
        if _protected(counts, answers, len(small), hidden):
            return hidden
    return None


def _protected(counts: Counter[str], answers: int, small: int, hidden: set[str]) -> bool:
    """True if every value from 1 to 4 remains possible for each small count.

    A reader knows the total, the counts shown, and that a small count is 1 to 4 and a withheld one at
    least 5. Where everybody gave one answer, the hidden counts add up to ``rest``; where some gave
    several, to at least that. Only the first lets a reader conclude that a count is *not* 4.
    """
    withheld = len(hidden) - small
    most, others = SMALLEST_SHOWN - 1, small - 1
    rest = answers - sum(count for label, count in counts.items() if label not in hidden)
    can_be_one = withheld > 0 or 1 + most * others >= rest
    one_answer_each = sum(counts.values()) == answers
    can_be_four = not one_answer_each or most + others + SMALLEST_SHOWN * withheld <= rest
    return can_be_one and can_be_four
