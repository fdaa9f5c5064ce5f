"""Which documents of the file belong to which session: their places, not the documents themselves."""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.session.record import heading_of_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.store import EventFile


class _Owner(msgspec.Struct, frozen=True, gc=False):
    session: str


_read_owner = msgspec.json.Decoder(_Owner).decode


class SessionDocuments:
    """The places of every session's documents in one file, taken in as the file grows."""

    def __init__(self, file: EventFile) -> None:
        self._file = file
        self._generation = file.generation
        self._taken = 0
        """How many of the file's documents were looked at."""
        self._places: dict[str, array[int]] = {}

    def catch_up(self) -> tuple[bool, bool]:
        """Take in what came since; whether that was anything, and whether what was there was replaced."""
        replaced = self._file.generation != self._generation
        if replaced:
            self._generation = self._file.generation
            self._taken = 0
            self._places = {}
        before = self._taken
        for text in self._file.texts(before):
            session = _session_of(text)
            if session is not None:
                self._places.setdefault(session, array("Q")).append(self._taken)
            self._taken += 1
        return self._taken > before, replaced

    def sessions(self) -> tuple[str, ...]:
        """Every session, the one that came first in front."""
        return tuple(self._places)

    def __contains__(self, session: str) -> bool:
        return session in self._places

    def count(self, session: str) -> int:
        """How many documents a session has."""
        return len(self._places[session])

    def texts(self, session: str, start: int = 0) -> Iterator[bytes]:
        """The JSON of a session's documents in order, from the one at ``start`` on."""
        return map(self._file.text, self._places[session][start:])

    def latest_at(self, session: str) -> int:
        """When a session was last touched, in ms; 0 where no document of it says so."""
        for place in reversed(self._places[session]):
            try:
                return heading_of_json(self._file.text(place)).at
            except msgspec.ValidationError:
                continue
        return 0


def _session_of(text: bytes) -> str | None:
    """The session that a document says it belongs to, None where it is no document of ours."""
    try:
        return _read_owner(text).session
    except msgspec.DecodeError:
        pass
    try:
        return msgspec.convert(json.loads(text), _Owner).session
    except (ValueError, msgspec.ValidationError):
        return None
