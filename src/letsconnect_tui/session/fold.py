"""The commands of a session that stand, and the state they fold to, with states kept on the way.

Without them an undo would fold the whole session anew. The states kept lie the closer the nearer they are to
the end: taking back the latest commands one by one folds a few records each time, and taking back the one
``d`` commands ago those that came after it and at most as many again. Never are two of them more than
``LARGEST_GAP`` commands apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.session.evolve import evolve
from letsconnect_tui.session.refuse import EventMismatch
from letsconnect_tui.session.state_draft import frozen, thawed
from letsconnect_tui.session.vector import Vector

if TYPE_CHECKING:
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.state import State

LARGEST_GAP = 4096
"""A power of two: folding this many commands takes about 10 ms, a state of 1,000 people about 0.3 MB."""
_TRIED_TOGETHER = 64

_by_number = attrgetter("number")


class Checkpoint(msgspec.Struct, frozen=True):
    """A state on the way."""

    commands: int
    """How many commands it has in it."""
    state: State


class Fold(msgspec.Struct, frozen=True):
    """Commands in order, the state after them, and checkpoints before it; the first has no command in it.

    Whatever changes it raises EventMismatch where the commands make no sense together. Where it is looked up
    by number, numbers must ascend.
    """

    commands: Vector[Record]
    state: State
    checkpoints: tuple[Checkpoint, ...]

    @classmethod
    def of(cls, opened: State, commands: Iterable[Record] = ()) -> Fold:
        """All these commands on a session that was just opened."""
        return _folded_on((Checkpoint(0, opened),), Vector(commands))

    def with_command(self, command: Record) -> Fold:
        """One command more, at the end."""
        state = fold_records(self.state, (command,))
        length = len(self.commands)
        passed = (*self.checkpoints, Checkpoint(length, self.state)) if length else self.checkpoints
        kept = tuple(one for one in passed if is_kept(one.commands, length + 1))
        return Fold(self.commands.appended(command), state, kept)

    def with_inserted(self, command: Record) -> Fold:
        """One command more, at the place that its number gives it."""
        place = self._place(command.number)
        if place == len(self.commands):
            return self.with_command(command)
        return self._changed(place, (command, *self.commands[place:]))

    def without(self, number: int) -> Fold:
        """The same without the command with that number, if it is there."""
        if self.command(number) is None:
            return self
        place = self._place(number)
        return self._changed(place, self.commands[place + 1 :])

    def command(self, number: int) -> Record | None:
        """The command with that number, if it stands."""
        place = self._place(number)
        found = self.commands[place] if place < len(self.commands) else None
        return found if found is not None and found.number == number else None

    def _place(self, number: int) -> int:
        return bisect_left(self.commands, number, key=_by_number)

    def _changed(self, place: int, rest: Sequence[Record]) -> Fold:
        """These commands in place of all from ``place`` on."""
        before = tuple(one for one in self.checkpoints if one.commands <= place)
        return _folded_on(before, self.commands.first(place).extended(rest))


def checkpoint_spacing(distance: int) -> int:
    """How far apart checkpoints lie that are so many commands before the end."""
    return min(LARGEST_GAP, 1 << max(0, distance.bit_length() - 2))


def is_kept(position: int, length: int) -> bool:
    """Whether the state after ``position`` of ``length`` commands is kept.

    As the length grows a state that is not kept any more never is again.
    """
    return position % checkpoint_spacing(length - position) == 0


def kept_positions(length: int) -> list[int]:
    """Every position but the first and the last whose state is kept, in order."""
    positions = []
    position = length - 1
    while position > 0:
        if is_kept(position, length):
            positions.append(position)
            position -= 1
        else:
            position -= position % checkpoint_spacing(length - position)
    return positions[::-1]


def _folded_on(checkpoints: tuple[Checkpoint, ...], commands: Vector[Record]) -> Fold:
    """Fold from the last of these checkpoints on."""
    length = len(commands)
    position, state = checkpoints[-1].commands, checkpoints[-1].state
    if 0 < position == length:
        checkpoints = checkpoints[:-1]
    kept = [one for one in checkpoints if is_kept(one.commands, length)]
    for stop in kept_positions(length):
        if stop > position:
            state = fold_records(state, commands[position:stop])
            kept.append(Checkpoint(stop, state))
            position = stop
    if position < length:
        state = fold_records(state, commands[position:])
    return Fold(commands, state, tuple(kept))


def fold_records(state: State, records: Sequence[Record]) -> State:
    """The state after the events of these records."""
    if len(records) == 1 and len(records[0].events) == 1:  # nothing is gained by copying every mapping
        return evolve(state, records[0].events[0], records[0].at)
    return fold_through(state, records)


def fold_through(state: State, records: Iterable[Record]) -> State:
    """The same of any number of records, one after the other."""
    state = thawed(state)
    for record in records:
        at = record.at
        for event in record.events:
            state = evolve(state, event, at)
    return frozen(state)


def fitting_records(state: State, records: Sequence[Record]) -> tuple[list[Record], frozenset[int]]:
    """Those records that make sense one after the other, and the numbers of the others."""
    fit: list[Record] = []
    unfit = set()
    for start in range(0, len(records), _TRIED_TOGETHER):
        together = records[start : start + _TRIED_TOGETHER]
        try:
            state = fold_records(state, together)
            fit.extend(together)
            continue
        except EventMismatch:
            pass
        for record in together:
            try:
                state = fold_records(state, (record,))
                fit.append(record)
            except EventMismatch:
                unfit.add(record.number)
    return fit, frozenset(unfit)
