"""A plan of rounds, and the rooms in it: what the parts of the search hand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.search.languages import ANY
from letsconnect_tui.breakouts.sizes import even_sizes

if TYPE_CHECKING:
    from letsconnect_tui.breakouts.search.problem import SeatingProblem


@dataclass(frozen=True, slots=True)
class RoomLayout:
    """Languages of the rooms as bits, and the least and most people with which each is even."""

    labels: tuple[int, ...]
    least: tuple[int, ...]
    most: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeatingPlan:
    """Who sits where: a room index for each guest, round by round; and how that was found."""

    rounds: list[list[int]]
    layout: RoomLayout | None
    method: str


def even_layout(problem: SeatingProblem) -> RoomLayout:
    """Rooms in which language does not matter, of sizes that differ by one at most."""
    sizes = even_sizes(problem.size, problem.rooms)
    return RoomLayout((ANY,) * problem.rooms, (sizes[-1],) * problem.rooms, (sizes[0],) * problem.rooms)


def label_languages(problem: SeatingProblem, layout: RoomLayout) -> list[str | None]:
    """The language code of each room, None where language does not matter."""
    codes = {1 << i: code for i, code in enumerate(problem.languages)}
    return [None if label == ANY else codes[label] for label in layout.labels]
