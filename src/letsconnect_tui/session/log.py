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
from letsconnect_tui.session.misfit import DoesNotFit

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
    _opened: State | None = field(default=None, repr=False)

    @property
    def latest(self) -> Record:
        """The newest record."""
        return self.records[-1]

    @property
    def undoable(self) -> tuple[Record, ...]:
        """Commands that stand, oldest first; the opening is none of them."""
        return tuple(
            record
            for record in self.records[1:]
            if _is_command(record) and not record.by and record.number not in self.taken_back
        )

    def with_record(self, record: Record) -> SessionLog:
        """The log with one record more; raises DoesNotFit where its events make no sense."""
        records = (*self.records, record)
        if record.undoes is not None:
            taken_back = self.taken_back | {record.undoes}
            stack = (*self.redo_stack, record.undoes)
            return SessionLog(records, self._refold(records, taken_back), taken_back, stack, self._opened)
        if record.redoes is not None:
            taken_back = self.taken_back - {record.redoes}
            stack = tuple(number for number in self.redo_stack if number != record.redoes)
            return SessionLog(records, self._refold(records, taken_back), taken_back, stack, self._opened)
        state = _fold(self.state, (record,))
        stack = self.redo_stack if record.by else ()
        return SessionLog(records, state, self.taken_back, stack, self._opened)

    def without(self, number: int) -> State:
        """The state as if that command had never been given; DoesNotFit where later ones rest on it."""
        return self._refold(self.records, self.taken_back | {number})

    def record(self, number: int) -> Record | None:
        """The command with that number, if it stands."""
        return next((record for record in self.undoable if record.number == number), None)

    def _refold(self, records: Sequence[Record], taken_back: frozenset[int]) -> State:
        assert self._opened is not None
        standing = (record for record in records[1:] if record.number not in taken_back)
        return _fold(self._opened, standing)


def opened_log(record: Record, read_plan: PlanReader) -> SessionLog:
    """The log of a session that has only its first record."""
    opening = record.events[0]
    if not isinstance(opening, e.SessionOpened):
        raise DoesNotFit
    state = open_session(record.session, opening, read_plan(opening.plan_text), record.at)
    return SessionLog((record,), state, _opened=state)


def replay(records: Iterable[Record], read_plan: PlanReader) -> SessionLog:
    """The log that these records of one session fold to."""
    story = list(records)
    first = opened_log(story[0], read_plan)
    taken_back: set[int] = set()
    stack: list[int] = []
    for record in story[1:]:
        if record.undoes is not None:
            taken_back.add(record.undoes)
            stack.append(record.undoes)
        elif record.redoes is not None:
            taken_back.discard(record.redoes)
            stack = [number for number in stack if number != record.redoes]
        elif not record.by:
            stack = []
    standing = (record for record in story[1:] if record.number not in taken_back)
    state = _fold(first.state, standing)
    return SessionLog(tuple(story), state, frozenset(taken_back), tuple(stack), first.state)


def _is_command(record: Record) -> bool:
    return record.undoes is None and record.redoes is None


def _fold(state: State, records: Iterable[Record]) -> State:
    for record in records:
        for event in record.events:
            state = evolve(state, event, record.at)
    return state
