"""What travels between machines, as bytes before they are sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec
from msgspec.structs import replace

from letsconnect_tui.session.record import Record  # noqa: TC001 - msgspec reads the annotations
from letsconnect_tui.together.roles import Role  # noqa: TC001 - as above

if TYPE_CHECKING:
    from letsconnect_tui.together.engine import StoredEntry


class SentRecord(msgspec.Struct, frozen=True, tag="record", tag_field="kind"):
    """One action."""

    sent: int
    """The moment of sending on the session's line, by the machine that sends; ms."""
    record: Record
    """Its number is given by the shared order."""


class SentSnapshot(msgspec.Struct, frozen=True, tag="snapshot", tag_field="kind"):
    """The whole log: first of all, and whenever it is rewritten."""

    sent: int
    records: tuple[Record, ...]


class SentClosed(msgspec.Struct, frozen=True, tag="closed", tag_field="kind"):
    """The last of a stream: the session goes on with other codes, or is no longer shared."""

    sent: int
    machine: str
    """The one that ended it."""
    codes_replaced: bool = False


Sent = SentRecord | SentSnapshot | SentClosed


class ConnectedMachine(msgspec.Struct, frozen=True):
    """A machine says now and then that it is there; nobody keeps it."""

    machine: str
    called: str
    role: Role
    since: int
    """When it connected, in ms on the session's line."""
    last_seq: int
    """How far in the order it is."""
    leaves: bool = False

    def leaving(self) -> ConnectedMachine:
        """The last that it says."""
        return replace(self, leaves=True)


class NotReadable(ValueError):
    """Bytes that are no message of this version, or that nobody of the session sent."""


class Unsealed(msgspec.Struct, frozen=True):
    """What was sealed, and by whom."""

    role: Role
    """What the signature proves."""
    plain: bytes


class Sealer(Protocol):
    """Makes messages unreadable for whoever has no code, and proves the role of who sent them."""

    def seal(self, entry: str, subject: str, plain: bytes) -> bytes:
        """A message sealed for one place: its entry's name and subject."""

    def unseal(self, entry: str, subject: str, payload: bytes) -> Unsealed:
        """The message; NotReadable where it was altered, or sealed for another place or session."""


def encode(content: Sent | ConnectedMachine) -> bytes:
    """A message as bytes."""
    return msgspec.json.encode(content)


def decode(data: bytes) -> Sent:
    """An entry of the order; NotReadable where it is none."""
    try:
        entry: Sent = _read_entry(data)
    except msgspec.DecodeError as error:
        raise NotReadable from error
    return entry


def decode_connected(data: bytes) -> ConnectedMachine:
    """Who is there; NotReadable where it does not say."""
    try:
        return _read_connected(data)
    except msgspec.DecodeError as error:
        raise NotReadable from error


_read_entry = msgspec.json.Decoder(SentRecord | SentSnapshot | SentClosed).decode
_read_connected = msgspec.json.Decoder(ConnectedMachine).decode


def unsealed(sealer: Sealer, entry: StoredEntry) -> tuple[Role, Sent] | None:
    """An entry's content and the role of who sent it; None where it is nobody's of the session."""
    try:
        unsealed = sealer.unseal(entry.entry, entry.subject, entry.payload)
        content = decode(unsealed.plain)
    except NotReadable:
        return None
    if isinstance(content, SentRecord) and content.record.entry != entry.entry:
        return None
    return unsealed.role, content
