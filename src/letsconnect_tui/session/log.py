"""The log of a session: its records in order, the state they fold to, and what can be taken back.

Undo is a record like any other. The state is the fold of all records that are not taken back, so time since
then counts as if the command had never been given.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace  # noqa: TID251 - fields that take no part in comparisons
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session import events as e
from letsconnect_tui.session.evolve import open_session
from letsconnect_tui.session.fold import Fold, fitting_records
from letsconnect_tui.session.record import NO_IDS_USED, UsedIds
from letsconnect_tui.session.refuse import EventMismatch
from letsconnect_tui.session.vector import Vector

if TYPE_CHECKING:
    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.state import State


class PlanReader(Protocol):
    """Turns the plan's text, as kept in the first record, into a Plan."""

    def __call__(self, text: str, /) -> Plan:
        """The plan that the text holds."""


@dataclass(frozen=True, slots=True)
class SessionLog:
    """Records and their fold. A new record makes a new SessionLog, which shares almost all with this one."""

    records: Vector[Record]
    state: State
    taken_back: frozenset[int]
    redo_stack: tuple[int, ...]
    """Numbers of records that ``redo`` would give again, the latest last."""
    unfit: frozenset[int]
    """Numbers of records that fit no more when the file was read, because one before them was lost."""
    used_ids: UsedIds
    """The ids given so far, also by what was taken back."""
    _fold: Fold = field(repr=False, compare=False)
    _ascending: bool = field(repr=False, compare=False)
    """Whether every record has a larger number than the one before, as in every file left to this program."""
    machines: frozenset[str] | None = None
    """Whose commands undo and redo without a number are about; None: everybody's."""

    @property
    def latest(self) -> Record:
        """The newest record."""
        return self.records[-1]

    @property
    def undoable(self) -> tuple[Record, ...]:
        """The facilitator's commands that stand, oldest first; neither the opening nor copying is one."""
        return tuple(record for record in self._fold.commands if _can_be_undone(record))

    @property
    def latest_undoable(self) -> Record | None:
        """The last of them that is this log's own, found without looking at all."""
        commands = reversed(self._fold.commands)
        return next((record for record in commands if _can_be_undone(record) and self.is_own(record)), None)

    def is_own(self, record: Record) -> bool:
        """Whether an undo without a number may take it back."""
        return self.machines is None or record.machine in self.machines

    def with_record(self, record: Record) -> SessionLog:
        """The log with one record more; raises EventMismatch where its events make no sense."""
        taken_back, redo_stack, fold = self.taken_back, self.redo_stack, self._fold
        if _is_command(record):
            fold = fold.with_command(record)
        taken_back, redo_stack = _after((record,), taken_back, redo_stack, self._machine_of)
        if not _is_command(record):
            fold = self._refold(taken_back)
        return SessionLog(
            records=self.records.appended(record),
            state=fold.state,
            taken_back=taken_back,
            redo_stack=redo_stack,
            unfit=self.unfit,
            used_ids=self.used_ids.after((record,)),
            _fold=fold,
            _ascending=self._ascending and record.number > self.latest.number,
            machines=self.machines,
        )

    def seen_from(self, machines: frozenset[str]) -> SessionLog:
        """The same log, in which undo and redo without a number are about what these machines did."""
        return replace(self, machines=machines)

    def without(self, number: int) -> State:
        """The state as if that command had never been given; EventMismatch where later ones rest on it."""
        return self._refold(self.taken_back | {number}).state

    def record(self, number: int) -> Record | None:
        """The facilitator's command with that number, if it stands; by its number copying is one."""
        if not self._ascending:
            return next(
                (one for one in self._fold.commands if one.number == number and not one.by),
                None,
            )
        command = self._fold.command(number)
        return command if command is not None and not command.by else None

    def to_redo(self, number: int | None = None) -> Record | None:
        """The command that ``redo`` would give again: taken back last, or the one with that number."""
        if number is None:
            number = next((one for one in reversed(self.redo_stack) if self._is_own_number(one)), None)
        elif number not in self.taken_back:
            return None
        return None if number is None else self.numbered(number)

    def numbered(self, number: int) -> Record | None:
        """The record with that number, whatever became of it."""
        if not self._ascending:
            return next((record for record in self.records if record.number == number), None)
        place = bisect_left(self.records, number, key=attrgetter("number"))
        found = self.records[place] if place < len(self.records) else None
        return found if found is not None and found.number == number else None

    def _is_own_number(self, number: int) -> bool:
        return self.machines is None or self._machine_of(number) in self.machines

    def _machine_of(self, number: int) -> str:
        found = self.numbered(number)
        return "" if found is None else found.machine

    def _refold(self, taken_back: frozenset[int]) -> Fold:
        """The fold when exactly these are taken back: at most one more or one less than now."""
        if not self._ascending:
            opened = self._fold.checkpoints[0].state
            return Fold.of(opened, _standing(self.records, taken_back | self.unfit))
        fold = self._fold
        for number in taken_back - self.taken_back:
            fold = fold.without(number)
        for number in self.taken_back - taken_back - self.unfit:
            again = self.numbered(number)
            if again is not None and _is_command(again) and again is not self.records[0]:
                fold = fold.with_inserted(again)
        return fold


def opened_log(record: Record, read_plan: PlanReader) -> SessionLog:
    """The log of a session that has only its first record; raises EventMismatch if that opens none."""
    state = opened_state(record, read_plan)
    nothing: frozenset[int] = frozenset()
    return SessionLog(Vector((record,)), state, nothing, (), nothing, NO_IDS_USED, Fold.of(state), True)


def opened_state(record: Record, read_plan: PlanReader) -> State:
    """The state that a session's first record opens; raises EventMismatch if that opens none."""
    opening = record.events[0] if record.events else None
    if not isinstance(opening, e.SessionOpened):
        raise EventMismatch
    return open_session(record.session, opening, read_plan(opening.plan_text), record.at)


def replay(records: Iterable[Record], read_plan: PlanReader) -> SessionLog:
    """The log that these records of one session fold to.

    Records that do not fit, as after damage to the file, are kept, named in ``unfit`` and otherwise left
    out; raises EventMismatch where even the opening is missing.
    """
    every = Vector(records)
    if not every:
        raise EventMismatch
    opened = opened_state(every[0], read_plan)
    numbers = [record.number for record in every]
    machines = {record.number: record.machine for record in every if record.entry}
    taken_back, redo_stack = _after(every[1:], frozenset(), (), lambda number: machines.get(number, ""))
    there = set(numbers)
    redo_stack = tuple(number for number in redo_stack if number in there)
    standing = _standing(every, taken_back)
    unfit: frozenset[int] = frozenset()
    try:
        fold = Fold.of(opened, standing)
    except EventMismatch:
        fit, unfit = fitting_records(opened, standing)
        fold = Fold.of(opened, fit)
    ascending = all(before < after for before, after in pairwise(numbers))
    used_ids = NO_IDS_USED.after(every)
    return SessionLog(every, fold.state, taken_back, redo_stack, unfit, used_ids, fold, ascending)


def undo_target(log: SessionLog, number: int | None) -> Record:
    """The command that an undo would take back: the one with that number, or the latest.

    Raises:
        CommandRefused: There is none.
    """
    if number is None:
        latest = log.latest_undoable
        if latest is None:
            raise CommandRefused(message("refused-nothing-to-undo"))
        return latest
    target = log.record(number)
    if target is None:
        raise CommandRefused(message("refused-no-such-action", number))
    return target


def moments_of(records: Sequence[Record]) -> tuple[int, ...]:
    """When each of these records was made, by the clock as it was put right in the later ones of them."""
    moments = []
    later_ms = 0
    for record in reversed(records):
        moments.append(record.at + later_ms)
        later_ms += sum(event.ms for event in record.events if isinstance(event, e.ClockCorrected))
    return tuple(reversed(moments))


def _can_be_undone(record: Record) -> bool:
    """Whether undo takes it back: the facilitator's, and more than copying, which changes no session."""
    return not record.by and not (
        record.events and all(isinstance(event, e.Copied) for event in record.events)
    )


def _is_command(record: Record) -> bool:
    return record.undoes is None and record.redoes is None


def _standing(records: Vector[Record], gone: frozenset[int]) -> list[Record]:
    """The commands that are not gone, without the opening."""
    return [record for record in records[1:] if _is_command(record) and record.number not in gone]


def _after(
    records: Iterable[Record],
    taken_back: frozenset[int],
    redo_stack: tuple[int, ...],
    machine_of: Callable[[int], str],
) -> tuple[frozenset[int], tuple[int, ...]]:
    """What is taken back, and what can be given again, once these records have come.

    Args:
        records: One or more, in order.
        taken_back: Numbers of records taken back before.
        redo_stack: Numbers of records that could be given again before.
        machine_of: The machine that the record with a number comes from: a new command ends what its own
            machine could give again, and nobody else's.
    """
    gone, stack = set(taken_back), dict.fromkeys(redo_stack)
    for record in records:
        if record.undoes is not None:
            gone.add(record.undoes)
            stack.pop(record.undoes, None)
            stack[record.undoes] = None
        elif record.redoes is not None:
            gone.discard(record.redoes)
            stack.pop(record.redoes, None)
        elif stack and _can_be_undone(record):
            for number in [number for number in stack if machine_of(number) == record.machine]:
                del stack[number]
    return frozenset(gone), tuple(stack)
