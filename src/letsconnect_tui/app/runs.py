"""Which run of a plan a face opens, and how a new one begins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from letsconnect_tui.app.recorder import Recorder
from letsconnect_tui.i18n.dates import short_date_of_year
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.occurrence import HOURS_PAST, nearest_occurrence, next_to_hold, starts
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.events import SessionOpened
from letsconnect_tui.session.log import opened_log
from letsconnect_tui.session.moment import moment
from letsconnect_tui.session.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from letsconnect_tui.app.recorder import RecordStore
    from letsconnect_tui.clock import Clock, ClockReading
    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.session.run_summary import Run


_SAME_DAY = timedelta(hours=12)
"""By how much the start of a session that was held may have been corrected."""


class RunChoice(msgspec.Struct, frozen=True):
    """What to open."""

    start: datetime
    """The planned start, aware UTC."""
    run: str | None = None
    """The run to go on with; None: a new one."""
    is_past: bool = False
    """Whether the start is hours past, so that nobody should hold it without being asked."""
    notes: tuple[Message, ...] = ()
    """What is worth a word."""


def choose_run(
    runs: Sequence[Run],
    plan: Plan,
    plan_file: str,
    now: datetime,
    *,
    occurrence: int | None = None,
    new: bool = False,
    reopen: bool = True,
) -> RunChoice:
    """The run that is meant.

    A run under way comes first. One that has ended is opened again, to finish attendance, until the day of
    the next occurrence. Else it is the occurrence nearest to now that was not held and is not hours past.

    Args:
        runs: All runs there are, of any plan.
        plan: The plan as its file is now.
        plan_file: Where the plan is, as runs keep it.
        now: The present moment, aware.
        occurrence: The occurrence asked for, counted from 1.
        new: Whether another run is wanted, whatever there is.
        reopen: Whether a run that has ended may be meant.
    """
    own = [run for run in runs if run.plan_id == plan.session.id and not run.rehearsal]
    same = sorted((run for run in own if _is_of(run, plan, plan_file)), key=lambda run: run.opened_at)
    notes = () if same or not own else (_other_run_note(own[-1], plan),)
    if occurrence is not None:
        return _of_occurrence(same, starts(plan)[occurrence - 1], notes, new=new)
    held = {run.occurrence for run in same if run.started_at is not None}
    coming = next_to_hold(plan, now, held)
    if new:
        return RunChoice(coming or _latest_unheld(plan, held), notes=notes)
    under_way = [run for run in same if run.phase in ("live", "paused")]
    if under_way:
        return RunChoice(under_way[-1].occurrence, under_way[-1].id)
    ended = [run for run in same if run.phase == "ended"]
    ready = [run for run in same if run.phase == "ready" and run.opened_at >= _opened(ended)]
    if reopen and ended and not ready and (coming is None or _day(coming, plan) > _day(now, plan)):
        return RunChoice(ended[-1].occurrence, ended[-1].id, notes=(message("run-finish"),))
    start = coming or _latest_unheld(plan, held)
    fit = [run for run in ready if run.occurrence == start or run.occurrence not in starts(plan)]
    return RunChoice(start, fit[-1].id if fit else None, start < now - HOURS_PAST, notes)


def about_past(plan: Plan, start: datetime, *, asked: bool) -> Message:
    """What to say where a session is hours past; ``asked`` as a question."""
    local = start.astimezone(ZoneInfo(plan.session.timezone))
    when = f"{short_date_of_year(local.date())}, {local:%H:%M} {plan.session.timezone}"
    return message("run-past-asked" if asked else "run-past", plan.session.title, when)


def _of_occurrence(
    same: Sequence[Run], start: datetime, notes: tuple[Message, ...], *, new: bool
) -> RunChoice:
    there = [run for run in same if run.occurrence == start]
    if there and not new:
        return RunChoice(start, there[-1].id)
    return RunChoice(start, notes=notes)


def _opened(runs: Sequence[Run]) -> int:
    return max((run.opened_at for run in runs), default=0)


def _is_of(run: Run, plan: Plan, plan_file: str) -> bool:
    """Whether a run with the plan's id is one of this plan, and not of a copy that starts at another time.

    A file that was edited is still the same plan until its session was held.
    """
    start = run.occurrence
    if start in starts(plan):
        return True
    if run.plan_file != plan_file:
        return False
    return run.phase != "ended" or any(abs(start - one) < _SAME_DAY for one in starts(plan))


def _other_run_note(run: Run, plan: Plan) -> Message:
    local = run.occurrence.astimezone(ZoneInfo(plan.session.timezone))
    return message("run-told-apart", run.id, f"{short_date_of_year(local.date())}, {local:%H:%M}")


def _latest_unheld(plan: Plan, held: set[datetime]) -> datetime:
    every = starts(plan)
    return max((start for start in every if start not in held), default=max(every))


def _day(moment: datetime, plan: Plan) -> date:
    return moment.astimezone(ZoneInfo(plan.session.timezone)).date()


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
