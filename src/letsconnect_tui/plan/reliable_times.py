"""Which times of an item can be relied on while other parts of its file are wrong.

A value that was written well is sound; one that was left out is, if everything its default is made of is.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from letsconnect_tui.plan.convert import Values
    from letsconnect_tui.plan.problems import Remark

_MADE_OF: dict[str, frozenset[str]] = {
    "duration": frozenset(),
    "squeeze": frozenset({"kind"}),
    "min": frozenset({"duration", "max", "squeeze", "kind"}),
    "max": frozenset({"duration", "min"}),
}
"""Time → the keys that its default is made of, as in ``build``."""

Sound = frozenset[str]
"""Keys of ``_MADE_OF`` whose values may be compared."""


def sound_times(items: Sequence[Values], remarks: Iterable[Remark]) -> tuple[Sound, ...]:
    """For each item the times that are sound, by what was said about it so far."""
    wrong: defaultdict[object, set[object]] = defaultdict(set)
    for remark in remarks:
        if remark.level == "error" and remark.path[:1] == ("item",) and len(remark.path) > 1:
            wrong[remark.path[1]] |= {*remark.path[2:3], *missing_key(remark)}
    return tuple(
        frozenset(key for key, parts in _MADE_OF.items() if _is_sound(key, parts, item, wrong[index]))
        for index, item in enumerate(items)
    )


def _is_sound(key: str, parts: frozenset[str], item: Values, wrong: set[object]) -> bool:
    return key in item or (key not in wrong and wrong.isdisjoint(parts))


def missing_key(remark: Remark) -> tuple[object, ...]:
    """The key that a remark misses, if that is what it says."""
    return remark.message.values[:1] if remark.message.key == "plan-key-missing" else ()
