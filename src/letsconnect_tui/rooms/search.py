"""From a crowd to plans: a first one at once, then better ones until the work that was granted is done."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.rooms.anneal import Annealer
from letsconnect_tui.rooms.board import Board, Layout
from letsconnect_tui.rooms.labels import Labelling, label_rooms
from letsconnect_tui.rooms.start import start_round

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.rooms.crowd import Crowd


@dataclass(frozen=True, slots=True)
class Plan:
    """Room indices by round and guest, with the labels and the way they were found."""

    rounds: list[list[int]]
    layout: Layout | None
    method: str


def plans(crowd: Crowd, rounds: int, *, seed: int, moves: int) -> Iterator[Plan | None]:
    """Each plan is better than the one before; None says that a slice of work found nothing."""
    if not crowd.size or not crowd.rooms:
        yield Plan([[0] * crowd.size for _ in range(rounds)], None, "search")
        return
    rng = random.Random(seed)
    labelling = label_rooms(crowd)
    board = Board(crowd, labelling.layout, first_rounds(crowd, labelling, rounds, rng))
    yield Plan(board.schedule(), board.layout, "search")
    annealer = Annealer(board, rng)
    for better in annealer.run(moves):
        yield Plan(annealer.best, board.layout, "search") if better else None


def first_rounds(crowd: Crowd, labelling: Labelling, rounds: int, rng: random.Random) -> list[list[int]]:
    """A start for every round, each knowing whom people meet in the ones before."""
    met = [0] * crowd.size
    for a, b in crowd.met:
        met[a] |= 1 << b
        met[b] |= 1 << a
    schedule = []
    for _ in range(rounds):
        row = start_round(crowd, labelling, met if crowd.avoid_repeats else [0] * crowd.size, rng)
        mask = [0] * crowd.rooms
        for i, room in enumerate(row):
            mask[room] |= 1 << i
        met = [had | mask[room] for had, room in zip(met, row, strict=True)]
        schedule.append(row)
    return schedule
