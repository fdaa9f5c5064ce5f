"""What was done on this machine in a shared session and is not in the order of all machines yet.

It is kept in the session's file beside the records, as documents of three kinds: how this machine takes part,
an action that waits, and what became of one that does not wait any more. Of a waiting action whose record is
in the file nothing more is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec.structs import replace

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session import commands, room_commands, team_commands
from letsconnect_tui.session.facts import Command
from letsconnect_tui.session.record import SHARED_MARK, Record, record_of_json

if TYPE_CHECKING:
    from collections.abc import Iterable


class WaitingAction(msgspec.Struct, frozen=True, omit_defaults=True):
    """An action that waits."""

    entry: str
    """Its own name in the shared order, see ``Record.entry``."""
    record: Record
    """As it was decided last."""
    command: str
    """The class name of what was wanted, to decide it anew."""
    wanted: dict[str, Any]
    """That command's fields as JSON values."""
    about: str = ""
    """The entry of the action that an undo or redo is about, if that one was waiting as well."""
    instead_of: str = ""
    """The name that it had before, which stands in the order and counts on no machine."""
    after: int = 0
    """The number of the latest record in the order that was known when it was decided."""

    def what(self) -> Command:
        """What was wanted; CommandRefused where this version does not know it."""
        kind = _commands().get(self.command)
        if kind is None:
            raise CommandRefused(message("refused-unknown"))
        return msgspec.convert(self.wanted, kind)


class Settled(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of an action that waited."""

    entry: str
    outcome: Literal["done", "aside", "chosen", "dropped"]
    """``aside``: it no longer fits and is shown with a choice; ``chosen`` and ``dropped``: yes and no."""


class Joined(msgspec.Struct, frozen=True, omit_defaults=True):
    """How this machine takes part in a session that several share."""

    machine: str
    called: str
    """What its user is called."""
    code: str
    """Opens the session; without it nothing can be sent or read."""
    address: str
    """Where the engine is."""


class _Shared(msgspec.Struct, frozen=True, omit_defaults=True):
    waiting: WaitingAction | None = None
    settled: Settled | None = None
    joined: Joined | None = None


class _Document(msgspec.Struct, frozen=True):
    session: str
    shared: _Shared


class WaitingActions(msgspec.Struct, frozen=True):
    """Actions of one session, in the order in which they were done."""

    waiting: tuple[WaitingAction, ...] = ()
    aside: tuple[WaitingAction, ...] = ()
    names: frozenset[str] = frozenset()
    """Every name that was ever given here, so that none is given again."""
    joined: Joined | None = None
    """How this machine takes part now; None: it never did."""


def waiting_action(entry: str, record: Record, command: Command, *, about: str, after: int) -> WaitingAction:
    """An action that begins to wait.

    Args:
        entry: Its name in the shared order.
        record: What was decided.
        command: What was wanted.
        about: The entry of the waiting action that an undo or redo is about; else empty.
        after: See ``WaitingAction.after``.
    """
    wanted = msgspec.to_builtins(command)
    return WaitingAction(entry, record, type(command).__name__, wanted, about, after=after)


def document(session: str, kept: WaitingAction | Settled | Joined) -> dict[str, Any]:
    """The document that keeps it, as JSON values."""
    if isinstance(kept, Joined):
        shared = _Shared(joined=kept)
    else:
        shared = _Shared(settled=kept) if isinstance(kept, Settled) else _Shared(waiting=kept)
    made: dict[str, Any] = msgspec.to_builtins(_Document(session, shared))
    return made


def read_waiting(documents: Iterable[bytes]) -> WaitingActions:
    """What still waits by the documents of one session, and what was set aside."""
    actions: list[WaitingAction] = []
    settled: dict[str, str] = {}
    names: set[str] = set()
    joined: Joined | None = None
    for text in documents:
        if SHARED_MARK in text:
            shared = _shared_of(text)
            if shared is not None and shared.waiting is not None:
                _add(actions, shared.waiting)
                names.add(shared.waiting.entry)
            elif shared is not None and shared.joined is not None:
                joined = shared.joined
            elif shared is not None and shared.settled is not None:
                settled[shared.settled.entry] = shared.settled.outcome
        elif b'"entry":"' in text:
            entry = _entry_of(text)
            if entry:
                settled[entry] = "done"
    return WaitingActions(
        tuple(action for action in actions if action.entry not in settled),
        tuple(action for action in actions if settled.get(action.entry) == "aside"),
        frozenset(names),
        joined,
    )


def _add(actions: list[WaitingAction], action: WaitingAction) -> None:
    """Put an action behind the others, or in the place of the one that it is another name of."""
    for place, known in enumerate(actions):
        if known.entry == action.instead_of:
            actions[place] = action
            return
    actions.append(action)


def waiting_records(latest: Record, waiting: Iterable[WaitingAction]) -> list[Record]:
    """The records of waiting actions, numbered on from the latest one that is in the order."""
    numbers: dict[str, int] = {}
    records = []
    for number, action in enumerate(waiting, latest.number + 1):
        numbers[action.entry] = number
        records.append(with_number(action, number, numbers))
    return records


def with_number(action: WaitingAction, number: int, numbers: dict[str, int]) -> Record:
    """An action's record with another number.

    Args:
        action: The action.
        number: The number of its record.
        numbers: Entry → number, of what it may be about.
    """
    record = replace(action.record, number=number)
    about = numbers.get(action.about)
    if about is None:
        return record
    return replace(record, redoes=about) if record.undoes is None else replace(record, undoes=about)


def _shared_of(text: bytes) -> _Shared | None:
    try:
        return _read_document(text).shared
    except msgspec.DecodeError:
        return None


def _entry_of(text: bytes) -> str:
    try:
        return record_of_json(text).entry
    except msgspec.ValidationError:
        return ""


def _commands() -> dict[str, type[Command]]:
    modules = (commands, room_commands, team_commands)
    kinds = (kind for module in modules for kind in vars(module).values() if isinstance(kind, type))
    return {kind.__name__: kind for kind in kinds if issubclass(kind, Command) and kind is not Command}


_read_document = msgspec.json.Decoder(_Document).decode
