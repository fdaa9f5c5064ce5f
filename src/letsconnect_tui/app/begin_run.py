"""Opening a run of a plan: its first record, which keeps the plan's text, and reading that text again."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from letsconnect_tui.app.recorder import Recorder
from letsconnect_tui.plan.occurrence import nearest_occurrence
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.events import SessionOpened
from letsconnect_tui.session.log import opened_log
from letsconnect_tui.session.moment import moment
from letsconnect_tui.session.record import Record

if TYPE_CHECKING:
    from letsconnect_tui.app.recorder import RecordStore
    from letsconnect_tui.clock import Clock, ClockReading
    from letsconnect_tui.plan.model import Plan


def begin_run(
    session: str,
    plan: Plan,
    plan_file: str,
    clock: Clock,
    *,
    start: datetime | None = None,
    store: RecordStore | None = None,
    rehearsal: bool = False,
) -> Recorder:
    """Open a run.

    Args:
        session: The run's id.
        plan: What is held.
        plan_file: Where the plan is.
        clock: Gives the moment of opening.
        start: Which of the plan's starts is held, aware; None: the one nearest to now.
        store: Where it is kept; None: nowhere.
        rehearsal: Whether it is only a rehearsal.

    Raises:
        InputError: An anchor of this occurrence is a clock time that does not exist on its day.
        StoreError: It could not be stored.
    """
    reading = clock.read()
    if start is None:
        start = nearest_occurrence(plan, datetime.fromtimestamp(reading.utc_ms / 1000, UTC))
    opening = SessionOpened(plan.text, plan_file, int(start.timestamp()) * 1000, rehearsal)
    record = _opening_record(session, opening, reading)
    log = opened_log(record, plan_of_text)
    moment(log.state, record.at)
    if store is not None:
        store.append(record.document())
    return Recorder(log, clock, store)


def _opening_record(session: str, opening: SessionOpened, reading: ClockReading) -> Record:
    return Record(
        session=session,
        number=0,
        command="Open",
        at=reading.utc_ms,
        utc=reading.utc_ms,
        steady=reading.steady_ms,
        boot=reading.boot,
        events=(opening,),
    )


@lru_cache(maxsize=64)
def outline_of_text(text: str, /) -> Plan:
    """The outline of such a plan, or all of it where it has none; raises as ``plan_of_text`` does."""
    from letsconnect_tui.plan.outline import read_outline  # its patterns take a while to compile

    return read_outline(text) or plan_of_text(text)
