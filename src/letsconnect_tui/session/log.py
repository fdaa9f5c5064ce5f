"""A session's whole story: its records in order, the state they fold to, and what can be taken back.

Undo is a record like any other. The state is the fold of all records that are not taken back, so time since
then counts as if the command had never been given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from letsconnect_tui.session import events as e
from letsconnect_tui.session.evolve import evolve, open_session
from letsconnect_tui.session.misfit import EventMismatch
from letsconnect_tui.session.state_draft import frozen, thawed

if TYPE_CHECKING:
    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.state import State


class PlanReader(Protocol):
    """Turns the plan's text, as kept in the first record, into a Plan."""

    def __call__(self, text: str, /) -> Plan:
        """The plan that the text holds."""
        ...


@dataclass(frozen=True, slots=True)
class SessionLog:
    """Records and their fold. A new record makes a new SessionLog."""

    records: tuple[Record, ...]
    state: State
    taken_back: frozenset[int] = frozenset()
    redo_stack: tuple[int, ...] = ()
    """Numbers of records that ``redo`` would give again, the latest last."""
    unfit: frozenset[int] = frozenset()
    """Numbers of records that fit no more when the file was read, because one before them was lost."""
    _opened: State | None = field(default=None, repr=False)

    @property
    def latest(self) -> Record:
        """The newest record."""
        return self.records[-1]

    @property
    def undoable(self) -> tuple[Record, ...]:
        """The facilitator's commands that stand, oldest first; the opening is none of them."""
        gone = self.taken_back | self.unfit
        return tuple(
            record
            for record in self.records[1:]
            if _is_command(record) and not record.by and record.number not in gone
        )

    def with_record(self, record: Record) -> SessionLog:
        """The log with one record more; raises EventMismatch where its events make no sense."""
        taken_back, redo_stack = _after(record, self.taken_back, self.redo_stack)
        records = (*self.records, record)
        state = _fold(self.state, (record,)) if _is_command(record) else self._refold(records, taken_back)
        return SessionLog(records, state, taken_back, redo_stack, self.unfit, self._opened)

    def without(self, number: int) -> State:
        """The state as if that command had never been given; EventMismatch where later ones rest on it."""
        return self._refold(self.records, self.taken_back | {number})

    def record(self, number: int) -> Record | None:
        """The command with that number, if it stands and can be taken back."""
        return next((record for record in self.undoable if record.number == number), None)

    def to_redo(self, number: int | None = None) -> Record | None:
        """The command that ``redo`` would give again: taken back last, or the one with that number."""
        if number is None:
            number = self.redo_stack[-1] if self.redo_stack else None
        elif number not in self.taken_back:
            return None
        return next((record for record in self.records if record.number == number), None)

    def _refold(self, records: Sequence[Record], taken_back: frozenset[int]) -> State:
        assert self._opened is not None
        gone = taken_back | self.unfit
        return _fold(self._opened, [record for record in records[1:] if record.number not in gone])


def opened_log(record: Record, read_plan: PlanReader) -> SessionLog:
    """The log of a session that has only its first record; raises EventMismatch if that opens none."""
    opening = record.events[0] if record.events else None
    if not isinstance(opening, e.SessionOpened):
        raise EventMismatch
    state = open_session(record.session, opening, read_plan(opening.plan_text), record.at)
    return SessionLog((record,), state, _opened=state)


def replay(records: Iterable[Record], read_plan: PlanReader) -> SessionLog:
    """The log that these records of one session fold to.

    Records that do not fit, as after damage to the file, are kept, named in ``unfit`` and otherwise left
    out; raises EventMismatch where even the opening is missing.
    """
    story = tuple(records)
    if not story:
        raise EventMismatch
    opened = opened_log(story[0], read_plan).state
    there = {record.number for record in story}
    taken_back: frozenset[int] = frozenset()
    redo_stack: tuple[int, ...] = ()
    for record in story[1:]:
        taken_back, redo_stack = _after(record, taken_back, redo_stack)
    redo_stack = tuple(number for number in redo_stack if number in there)
    standing = [record for record in story[1:] if record.number not in taken_back]
    unfit: frozenset[int] = frozenset()
    try:
        state = _fold(opened, standing)
    except EventMismatch:
        state, unfit = _fold_what_fits(opened, standing)
    return SessionLog(story, state, taken_back, redo_stack, unfit, opened)


def _is_command(record: Record) -> bool:
    return record.undoes is None and record.redoes is None


def _after(
    record: Record, taken_back: frozenset[int], redo_stack: tuple[int, ...]
) -> tuple[frozenset[int], tuple[int, ...]]:
    """What is taken back, and what can be given again, once ``record`` has come."""
    if record.undoes is not None:
        return taken_back | {record.undoes}, (*redo_stack, record.undoes)
    if record.redoes is not None:
        return taken_back - {record.redoes}, tuple(one for one in redo_stack if one != record.redoes)
    return taken_back, redo_stack if record.by else ()


def _fold(state: State, records: Sequence[Record]) -> State:
    state = thawed(state)
    for record in records:
        for event in record.events:
            state = evolve(state, event, record.at)
    return frozen(state)


def _fold_what_fits(state: State, records: Sequence[Record]) -> tuple[State, frozenset[int]]:
    unfit = set()
    for record in records:
        try:
            state = _fold(state, (record,))
        except EventMismatch:
            unfit.add(record.number)
    return state, frozenset(unfit)
