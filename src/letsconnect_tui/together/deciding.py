"""One command decided on a log, for the first time or anew on another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.session import events as e
from letsconnect_tui.session import room_events
from letsconnect_tui.session.commands import AnswerQuestion, Redo, Undo
from letsconnect_tui.session.decide import decide
from letsconnect_tui.session.facts import Command  # noqa: TC001 - msgspec reads the annotations
from letsconnect_tui.session.log import SessionLog, undo_target
from letsconnect_tui.session.record import Record  # noqa: TC001 - as above
from letsconnect_tui.session.refuse import EventMismatch
from letsconnect_tui.session.room_commands import CloseRooms, ExtendRound, OpenRooms
from letsconnect_tui.session.team_commands import TakeClock
from letsconnect_tui.session.waiting import Settled, WaitingAction  # noqa: TC001 - as above
from letsconnect_tui.together.roles import Role, may_say, moves_time

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from letsconnect_tui.session.record import UsedIds

LOOKED_AT = 200
"""How many records back somebody is looked for who did the same."""


class Decision(msgspec.Struct, frozen=True):
    """What a command leads to."""

    command: Command
    record: Record | None
    """None: the wish was fulfilled already."""
    events: tuple[e.AnyEvent, ...]
    """What it made; of undo and redo what is taken back or given again."""
    after: SessionLog
    target: Record | None = None
    """The record that an undo or redo is about."""


class Rebased(msgspec.Struct, frozen=True):
    """What became of the waiting actions when others' records came."""

    kept: tuple[WaitingAction | Settled, ...] = ()
    """What to keep in the file, in order."""
    notices: tuple[Message, ...] = ()


def decided(log: SessionLog, command: Command, stamp: Record, used: UsedIds) -> Decision:
    """Decide a command.

    Args:
        log: Where the session stands.
        command: What is wanted.
        stamp: When, by whom and under which name, as a record.
        used: The ids given so far.

    Raises:
        CommandRefused: It makes no sense on this log.
    """
    target: Record | None = None
    record = replace(
        stamp, session=log.latest.session, number=log.latest.number + 1, events=(), undoes=None, redoes=None
    )
    if isinstance(command, Undo):
        target = undo_target(log, command.number)
        record, events = replace(record, command="Undo", undoes=target.number), target.events
    elif isinstance(command, Redo):
        target = _redo_target(log, command.number)
        record, events = replace(record, command="Redo", redoes=target.number), target.events
    else:
        events = decide(log.state, command, stamp.at, used)
        if not events:
            return Decision(command, None, (), log)
        record = replace(record, command=type(command).__name__, events=events)
    try:
        after = log.with_record(record)
    except EventMismatch:
        about = record.number if target is None else target.number
        raise CommandRefused(message("refused-rests-on", about)) from None
    return Decision(command, record, events, after, target)


def is_fulfilled(log: SessionLog, command: Command, at: int) -> bool:
    """Whether nothing is left to do for a command, as somebody has done it already."""
    if isinstance(command, (Undo, Redo)):
        return False
    try:
        return not decide(log.state, command, at, log.used_ids)
    except CommandRefused:
        return False


def renumbered(
    command: Command,
    action: WaitingAction,
    moved: Mapping[tuple[str, int], int],
    numbers: Mapping[str, int],
) -> Command:
    """The command with the numbers that what it is about has now.

    Args:
        command: As it was given.
        action: The action that waits.
        moved: Kind and number of what earlier waiting actions made → its number now.
        numbers: Entry of an earlier waiting action → the number of its record now.
    """
    if isinstance(command, (Undo, Redo)):
        before = action.record.undoes if action.record.undoes is not None else action.record.redoes
        number = numbers.get(action.about, before)
        return replace(command, number=number)
    if isinstance(command, AnswerQuestion):
        return replace(command, line=moved.get(("line", command.line), command.line))
    if isinstance(command, (OpenRooms, CloseRooms, ExtendRound)) and command.round is not None:
        return replace(command, round=moved.get(("round", command.round), command.round))
    return command


def refuse_not_allowed(decision: Decision, log: SessionLog, role: Role, machine: str) -> None:
    """Refuse what this machine may not do.

    Args:
        decision: What would happen.
        log: Where the session stands before it.
        role: What the machine's code lets it do.
        machine: Its id.

    Raises:
        CommandRefused: It may not.
    """
    events, target = decision.events, decision.target
    if not events:
        return
    if not may_say(role, events, machine):
        raise CommandRefused(message("refused-role", message(f"team-role-{role}")))
    if target is not None and role == "helper" and not log.is_own(target):
        raise CommandRefused(message("refused-undo-others"))
    holder = log.state.clock_holder
    if moves_time(events) and holder not in ("", machine):
        raise CommandRefused(message("refused-clock-held", log.state.team[holder].called))


def refuse_overtaken(action: WaitingAction, log: SessionLog) -> None:
    """Whoever took the clock where they could not see that its holder went on has not taken it.

    Args:
        action: What waits.
        log: What all agree on.

    Raises:
        CommandRefused: The holder went on meanwhile.
    """
    holder = log.state.team.get(log.state.clock_holder)
    takes_over = action.command == TakeClock.__name__  # whoever joins takes it only where nobody has it
    if holder is None or holder.id == action.record.machine or not takes_over:
        return
    since = (record for record in log.records if record.number > action.after)
    if any(record.events and moves_time(record.events) for record in since):
        raise CommandRefused(message("refused-clock-went-on", holder.called))


def done_by_other(action: WaitingAction, log: SessionLog) -> tuple[Message, ...]:
    """Who did before what waits, if it was somebody else."""
    for record in reversed(log.records[-LOOKED_AT:]):
        if record.machine != action.record.machine and record.events == action.record.events:
            who = log.state.team.get(record.machine)
            return () if who is None else (message("together-already", who.called),)
    return ()


def entry_about(record: Record, waiting: Sequence[WaitingAction], latest: int) -> str:
    """The entry of the waiting action that an undo or redo is about; empty for what is in the order.

    Args:
        record: The undo or redo, or anything else.
        waiting: What waits, in the order of the numbers behind ``latest``.
        latest: The number of the latest record in the order.
    """
    number = record.undoes if record.undoes is not None else record.redoes
    place = -1 if number is None else number - latest - 1
    return waiting[place].entry if place >= 0 else ""


def moved_ids(before: Record, now: Record | None) -> dict[tuple[str, int], int]:
    """What a record made, by kind and number, and its number now where that is another.

    Args:
        before: As it was decided first.
        now: As it is; None: it makes nothing any more.
    """
    pairs = zip(_made(before.events), _made(() if now is None else now.events), strict=False)
    return {one: other[1] for one, other in pairs if one != other}


def _made(events: tuple[e.AnyEvent, ...]) -> list[tuple[str, int]]:
    made = []
    for event in events:
        if isinstance(event, e.LineTaken):
            made.append(("line", event.number))
        elif isinstance(event, room_events.RoundAccepted):
            made.append(("round", event.id))
    return made


def _redo_target(log: SessionLog, number: int | None) -> Record:
    found = log.to_redo(number)
    if found is None:
        raise CommandRefused(message("refused-nothing-to-redo"))
    return found
