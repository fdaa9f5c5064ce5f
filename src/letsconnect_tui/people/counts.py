"""Breakdowns for reports (by language, region, experience …) from which nobody can be made out.

Fewer than ten answers are not broken down at all, and a count under five is only called that. Where the
total and the other counts would still give such a count away, further counts are withheld: complementary
suppression.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEWEST_ANSWERS = 10
SMALLEST_SHOWN = 5


class BreakdownRow(msgspec.Struct, frozen=True):
    """One answer: its count, or why there is none (``fewer`` than five, ``withheld`` to protect another)."""

    label: str
    count: int | None
    shown: Literal["count", "fewer", "withheld"] = "count"


class Breakdown(msgspec.Struct, frozen=True):
    """What may be published: rows, how many people answered, and whether the rows are withheld altogether."""

    rows: tuple[BreakdownRow, ...]
    answers: int
    withheld: bool = False


def breakdown(answers: Iterable[str | tuple[str, ...]], *, within: Iterable[str] | None = None) -> Breakdown:
    """Count ``answers`` as they may be published.

    Empty answers do not count. Counts come largest first; rows without one follow by label, since their order
    would tell.

    Args:
        answers: One a person; somebody with several (languages) counts in each of their rows.
        within: For each person a group whose size is published too, such as the region for a breakdown by
            country: no small count can be worked out from the size of its group either.
    """
    label_sets = [_labels(answer) for answer in answers]
    groups = [""] * len(label_sets) if within is None else list(within)
    sizes = [_Sizes.of(label_sets)]
    sizes += [
        _Sizes.of([labels for labels, its in zip(label_sets, groups, strict=True) if its == group])
        for group in sorted({*groups} - {""})
    ]
    counts, given = sizes[0].counts, sizes[0].people
    hidden = _hidden(sizes)
    if given < FEWEST_ANSWERS or hidden is None:
        return Breakdown((), given, withheld=True)
    rows = [BreakdownRow(label, count) for label, count in counts.items() if label not in hidden]
    rows.sort(key=lambda row: (-(row.count or 0), row.label))
    for shown in ("withheld", "fewer"):
        labels = sorted(label for label in hidden if (counts[label] < SMALLEST_SHOWN) == (shown == "fewer"))
        rows += [BreakdownRow(label, None, shown) for label in labels]
    return Breakdown(tuple(rows), given)


def exact_breakdown(answers: Iterable[str | tuple[str, ...]]) -> Breakdown:
    """Count ``answers`` for the organiser's own eyes: every count, largest first, and nothing withheld."""
    sizes = _Sizes.of([_labels(answer) for answer in answers])
    rows = sorted(sizes.counts.items(), key=lambda counted: (-counted[1], counted[0]))
    return Breakdown(tuple(BreakdownRow(label, count) for label, count in rows), sizes.people)


def _labels(answer: str | tuple[str, ...]) -> set[str]:
    return ({answer} if isinstance(answer, str) else set(answer)) - {""}


class _Sizes(msgspec.Struct, frozen=True):
    """How many people of a group answered, and how many gave each label."""

    people: int
    counts: Counter[str]

    @classmethod
    def of(cls, label_sets: Iterable[set[str]]) -> _Sizes:
        """The sizes of a group; who gave no answer is not in it."""
        given = [labels for labels in label_sets if labels]
        return cls(len(given), Counter(label for labels in given for label in labels))


def _hidden(sizes: Sequence[_Sizes]) -> set[str] | None:
    """The labels whose counts stay hidden, as few as protect every small one; None if nothing does.

    ``sizes`` begin with everybody; the groups within follow.
    """
    counts = sizes[0].counts
    small = {label for label, count in counts.items() if count < SMALLEST_SHOWN}
    if not small:
        return set()
    larger = sorted(set(counts) - small, key=lambda label: (counts[label], label))
    for withheld in range(len(larger) + 1):
        hidden = {*small, *larger[:withheld]}
        if all(_protected(group, small, hidden) for group in sizes):
            break
    else:
        return None
    for label in larger[:withheld]:  # one taken on the way may protect nothing, as in another group
        fewer = hidden - {label}
        if all(_protected(group, small, fewer) for group in sizes):
            hidden = fewer
    return hidden


def _protected(group: _Sizes, small: set[str], hidden: set[str]) -> bool:
    """True if every value from 1 to 4 remains possible for each small count in a group.

    A reader knows the group's size, the counts shown, and that a small count is 1 to 4 and a withheld one at
    least 5. Where everybody gave one answer, the hidden counts add up to ``rest``; where some gave
    several, to at least that. Only the first lets a reader conclude that a count is *not* 4.
    """
    few = sum(label in small for label in group.counts)
    if not few:
        return True
    withheld = sum(label in hidden for label in group.counts) - few
    most, others = SMALLEST_SHOWN - 1, few - 1
    rest = group.people - sum(count for label, count in group.counts.items() if label not in hidden)
    can_be_one = withheld > 0 or 1 + most * others >= rest
    one_answer_each = sum(group.counts.values()) == group.people
    can_be_four = not one_answer_each or most + others + SMALLEST_SHOWN * withheld <= rest
    return can_be_one and can_be_four
