"""The history as it is told: every command that was given, whether it stands, and how to take it back."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from letsconnect_tui.clock import STEP_MS
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import iso
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.results import describe_events
from letsconnect_tui.messages.times import exact_time
from letsconnect_tui.session.events import ClockCorrected
from letsconnect_tui.session.log import moments_of

if TYPE_CHECKING:
    from datetime import tzinfo

    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.record import Record


class HistoryEntry(msgspec.Struct, frozen=True):
    """One command of the history."""

    number: int
    at: int
    what: Message
    stands: bool


def history_entries(log: SessionLog, names: Names) -> tuple[HistoryEntry, ...]:
    """Every command given so far, oldest first; undo and redo are told by what they did to others."""
    return tuple(
        HistoryEntry(
            record.number,
            at,
            names.hide_in(describe_events(record.events, log.state, names)),
            record.number not in log.taken_back,
        )
        for record, at in islice(zip(log.records, moments_of(log.records), strict=True), 1, None)
        if record.events and record.undoes is None and record.redoes is None and not _is_drift(record)
    )


def _is_drift(record: Record) -> bool:
    """Whether only a clock was put right, by so little that nobody would notice."""
    return all(isinstance(event, ClockCorrected) and abs(event.ms) <= STEP_MS for event in record.events)


def history_lines(log: SessionLog, names: Names, zone: tzinfo | None) -> tuple[Message, ...]:
    """The history, one sentence a command."""
    return tuple(
        message(
            "history-line" if one.stands else "history-line-undone",
            one.number,
            exact_time(one.at, zone),
            one.what,
        )
        for one in history_entries(log, names)
    )


def history_json(log: SessionLog, names: Names) -> dict[str, Any]:
    """The history as values."""
    return {
        "history": [
            {"number": one.number, "at": iso(one.at), "what": words(one.what), "stands": one.stands}
            for one in history_entries(log, names)
        ]
    }
