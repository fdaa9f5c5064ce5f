"""A session that is only looked back on: folded in one pass over its documents, of which none is kept.

The records of a session take ten times the memory of what they fold to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.session.fold import fold_through
from letsconnect_tui.session.log import opened_state, replay
from letsconnect_tui.session.record import Record, heading_of_json, record_of_json
from letsconnect_tui.session.refuse import EventMismatch

if TYPE_CHECKING:
    from letsconnect_tui.session.log import PlanReader
    from letsconnect_tui.session.state import State

Documents = Callable[[], Iterable[bytes]]
"""Gives the JSON of a session's documents, in order, as often as it is asked."""


class FoldedSession(msgspec.Struct, frozen=True):
    """What a session came to."""

    state: State
    latest: Record
    left_out: int = 0
    """How many of its documents make no sense, as after damage to the file; 0 is usual."""


def folded(documents: Documents, read_plan: PlanReader) -> FoldedSession:
    """The session that these documents fold to, as ``replay`` would fold them.

    Raises:
        EventMismatch: Not even the opening can be read.
    """
    try:
        return _in_one_pass(documents, read_plan)
    except (EventMismatch, msgspec.ValidationError):
        return _leaving_out(documents, read_plan)


def legible(documents: Iterable[bytes]) -> Iterator[Record]:
    """Those of the documents that are records."""
    for document in documents:
        try:
            yield record_of_json(document)
        except msgspec.ValidationError:
            continue


def _in_one_pass(documents: Documents, read_plan: PlanReader) -> FoldedSession:
    gone = _taken_back(documents())
    records = map(record_of_json, documents())
    latest = next(records, None)
    if latest is None:
        raise EventMismatch

    def standing() -> Iterator[Record]:
        nonlocal latest
        for latest in records:
            if latest.undoes is None and latest.redoes is None and latest.number not in gone:
                yield latest

    state = fold_through(opened_state(latest, read_plan), standing())
    return FoldedSession(state, latest)


def _taken_back(documents: Iterable[bytes]) -> set[int]:
    """Numbers of records that are taken back in the end."""
    gone: set[int] = set()
    for document in documents:
        if b'"undoes":' not in document and b'"redoes":' not in document:
            continue  # in a text the quotes would be escaped
        heading = heading_of_json(document)
        if heading.undoes is not None:
            gone.add(heading.undoes)
        elif heading.redoes is not None:
            gone.discard(heading.redoes)
    return gone


def _leaving_out(documents: Documents, read_plan: PlanReader) -> FoldedSession:
    count = sum(1 for _ in documents())
    log = replay(legible(documents()), read_plan)
    return FoldedSession(log.state, log.latest, count - len(log.records) + len(log.unfit))
