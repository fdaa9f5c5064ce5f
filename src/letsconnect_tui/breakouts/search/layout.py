"""Rooms without people, and who sits where in them: what the parts of the search hand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.search.languages import ANY
from letsconnect_tui.breakouts.sizes import even_sizes

if TYPE_CHECKING:
    from letsconnect_tui.breakouts.search.problem import SeatingProblem


@dataclass(frozen=True, slots=True)
class RoomLayout:
    """The rooms without the people: their languages, and between which sizes each is even."""

    labels: tuple[int, ...]
    least: tuple[int, ...]
    most: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeatingPlan:
    """Room indices by round and guest, with the labels and the way they were found."""

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
