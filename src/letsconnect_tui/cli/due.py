"""``letsconnect due``, ``preflight`` and ``remind``: what is to be done before and after a session."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from letsconnect_tui.app.due_list import DueLine, all_ticks, due_lines, due_soon, own_plans, ticks_of
from letsconnect_tui.app.library import Library
from letsconnect_tui.app.plan_library import load_plan, plans_in
from letsconnect_tui.cli.console import aligned
from letsconnect_tui.cli.options import (
    FileOption,
    JsonOption,
    LanguageOption,
    OccurrenceOption,
    PlanArgument,
    known_language,
    plan_at,
)
from letsconnect_tui.cli.runsheet import person_meant
from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.reminders import OCCASIONS, reminder
from letsconnect_tui.i18n import message, words
from letsconnect_tui.i18n.dates import iso, short_date
from letsconnect_tui.paths import data_dir, user_path
from letsconnect_tui.plan.occurrence import nearest_occurrence, starts
from letsconnect_tui.plan.preparation import PREFLIGHT, known_steps, sharers, step_title
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.plan.model import Plan

DAYS, MOST_DAYS = 14, 3660
DoneOption = Annotated[
    list[str] | None, typer.Option("--done", metavar="STEP", help=words("due-help-done"), show_default=False)
]
UndoneOption = Annotated[
    list[str] | None,
    typer.Option("--undone", metavar="STEP", help=words("due-help-undone"), show_default=False),
]
ForOption = Annotated[
    str | None, typer.Option("--for", metavar="PERSON", help=words("due-help-for"), show_default=False)
]


def due(
    plan: Annotated[
        Path | None,
        typer.Argument(parser=user_path, metavar="PLAN", help=words("due-help-plan"), show_default=False),
    ] = None,
    days: Annotated[int, typer.Option("--days", min=0, max=MOST_DAYS, help=words("due-help-days"))] = DAYS,
    done: DoneOption = None,
    undone: UndoneOption = None,
    person: ForOption = None,
    occurrence: OccurrenceOption = None,
    as_json: JsonOption = False,
    file: FileOption = None,
) -> None:
    """Say what is due, over all plans or for one; tick it."""
    now = datetime.now(UTC)
    if plan is None:
        if done or undone or person:
            raise InputError(message("due-which-plan"))
        with Library.open(file, read_only=True) as library:
            at_hand = plans_in([Path.cwd(), data_dir()])
            found = [line for own in own_plans(at_hand) for line in _lines(library, own)]
        broken = [str(one.path) for one in at_hand if one.plan is None]
        if broken:
            sys.stderr.write(printable(words("due-unreadable", ", ".join(broken))) + "\n")
        _print_due(due_soon(found, now, days), now, as_json=as_json, many=True)
        return
    the_plan = load_plan(plan)
    if done or undone:
        _tick(plan, the_plan, (done or [], undone or []), person, occurrence, file)
    with Library.open(file, read_only=True) as library:
        lines = _lines(library, the_plan, occurrence)
    if person is not None:
        who = person_meant(the_plan, person).id
        lines = tuple(one for one in lines if who in (one.task.sharer, one.task.who))
    _print_due(lines, now, as_json=as_json)


def preflight(
    plan: PlanArgument,
    done: DoneOption = None,
    undone: UndoneOption = None,
    occurrence: OccurrenceOption = None,
    as_json: JsonOption = False,
    file: FileOption = None,
) -> None:
    """Say what to look at on the call before it begins; tick it."""
    the_plan = load_plan(plan)
    if done or undone:
        _tick(
            plan, the_plan, ([*map(_line, done or [])], [*map(_line, undone or [])]), None, occurrence, file
        )
    with Library.open(file, read_only=True) as library:
        lines = _lines(library, the_plan, occurrence)
    now = datetime.now(UTC)
    _print_due([one for one in lines if one.task.id in PREFLIGHT], now, as_json=as_json)


def _line(typed: str) -> str:
    """``links`` for ``before-links``."""
    return f"before-{typed}" if f"before-{typed}" in PREFLIGHT else typed


def _lines(library: Library, plan: Plan, occurrence: int | None = None) -> tuple[DueLine, ...]:
    plan_at(plan, occurrence)  # refuses a number that there is not
    lines = due_lines(plan, ticks_of(library, plan))
    if occurrence is None:
        return lines
    return tuple(one for one in lines if one.starts_at == starts(plan)[occurrence - 1])


def _tick(
    path: Path,
    plan: Plan,
    steps: tuple[list[str], list[str]],
    person: str | None,
    occurrence: int | None,
    file: Path | None,
) -> None:
    """Tick and untick steps of the team, or things of one sharer; a fact of the session's own log."""
    from letsconnect_tui.app.bootstrap import open_occurrence
    from letsconnect_tui.session.commands import SetReadiness, TickStep
    from letsconnect_tui.session.facts import READINESS

    who = None if person is None else person_meant(plan, person).id
    with Library.open(file) as library:
        session = open_occurrence(library, path, occurrence)
        known = READINESS if who is not None else {*known_steps(plan), *session.state.steps}
        for name in (*steps[0], *steps[1]):  # all of them before any is ticked
            if name not in known:
                key = "refused-step" if who is None else "refused-readiness"
                raise InputError(message(key, name, ", ".join(known_steps(plan) if who is None else known)))
        for names, done in zip(steps, (True, False), strict=True):
            for name in names:
                command = TickStep(name, done) if who is None else SetReadiness(who, name, done)
                reply = session.execute(command)
                if not reply.ok:
                    raise InputError(reply.message)


def _print_due(lines: Sequence[DueLine], now: datetime, *, as_json: bool, many: bool = False) -> None:
    if as_json:
        data = {"version": 1, "due": [_data(one, now) for one in lines]}
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    if not lines:
        print(words("due-nothing"))
        return
    header = [words(f"due-column-{name}") for name in ("when", "step", "what", "who")]
    rows = [[*header, words("due-column-session")] if many else header]
    for one in lines:
        row = [_when(one, now), one.task.id, _what(one), one.person]
        rows.append([*row, one.plan.session.title] if many else row)
    print(printable("\n".join(aligned(rows)), lines=True))


def _when(line: DueLine, now: datetime) -> str:
    """``✓ Thu 3 Dec``, ``! …`` for what is overdue; with the time where the hour counts."""
    mark = "✓" if line.done else "!" if line.is_overdue(now) else " "
    local = line.task.due_at.astimezone()
    day = short_date(local.date())
    return f"{mark} {day}" if line.task.by_the_day else f"{mark} {day} {local:%H:%M}"


def _what(line: DueLine) -> str:
    if line.task.sharer is not None:
        return words(f"ready-{line.task.id}")
    title = line.task.title or step_title(line.plan, line.task.id)
    return title if isinstance(title, str) else words(title)


def _data(line: DueLine, now: datetime) -> dict[str, object]:
    return {
        "plan": line.plan.session.id,
        "start": iso(int(line.starts_at.timestamp()) * 1000),
        "due": iso(int(line.task.due_at.timestamp()) * 1000),
        "step": line.task.id,
        "what": _what(line),
        "sharer": line.task.sharer,
        "who": line.task.who,
        "done": line.done,
        "overdue": line.is_overdue(now),
    }


def remind(
    plan: PlanArgument,
    occasion: Annotated[str, typer.Option("--when", help=", ".join(OCCASIONS))] = "day",
    person: ForOption = None,
    language: LanguageOption = None,
    occurrence: OccurrenceOption = None,
    file: FileOption = None,
) -> None:
    """Write the reminders to sharers, to be sent."""
    the_plan = load_plan(plan)
    plan_at(the_plan, occurrence)  # refuses a number that there is not
    near = nearest_occurrence(the_plan, datetime.now(UTC))
    start = near if occurrence is None else starts(the_plan)[occurrence - 1]
    with Library.open(file, read_only=True) as library:
        _, things = all_ticks(ticks_of(library, the_plan).values())
    chosen = sharers(the_plan) if person is None else (person_meant(the_plan, person).id,)
    texts = []
    for one in chosen:
        who = the_plan.person(one)
        if who is not None:
            spoken = known_language(language)
            texts.append(reminder(the_plan, start, who, occasion, language=spoken, done=things.get(one, ())))
    if not texts:
        raise InputError(message("remind-nobody"))
    print(printable("\n--\n\n".join(texts), lines=True), end="")
