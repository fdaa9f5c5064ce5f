"""``letsconnect check``: everything that is wrong with a plan, and what could be better."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - typer reads the annotation when it runs
from typing import TYPE_CHECKING, Any

import typer

from letsconnect_tui.app.plan_library import read_plan
from letsconnect_tui.cli.console import problem_lines
from letsconnect_tui.cli.options import (
    FileOption,
    JsonOption,
    OccurrenceOption,
    PlansArgument,
    plan_at,
)
from letsconnect_tui.errors import InputError, LetsConnectError
from letsconnect_tui.i18n import words
from letsconnect_tui.plan.moments import clock
from letsconnect_tui.plan.occurrence import outline
from letsconnect_tui.plan.problems import PlanReading, Problem
from letsconnect_tui.plan.shared_ids import with_shared_ids
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.session.run_summary import Run

FAILED = 1
"""Exit code when any plan has an error; warnings and advice do not count."""


def check(
    plans: PlansArgument,
    occurrence: OccurrenceOption = None,
    as_json: JsonOption = False,
    file: FileOption = None,
) -> None:
    """Say everything that is wrong with a plan, and what could be better."""
    turnout = _Turnout(file)
    read = {str(path): _read(path, turnout) for path in plans}
    readings = [(file, _at(occurrence, reading)) for file, reading in with_shared_ids(read).items()]
    if as_json:
        print(json.dumps({"plans": [as_data(*named) for named in readings]}, ensure_ascii=False, indent=2))
    else:
        print(printable("\n".join(as_text(*named) for named in readings), lines=True))
    if any(reading.errors for _, reading in readings):
        raise typer.Exit(FAILED)


class _Turnout:
    """How many people a plan may expect, from the sessions of its kind in the data file; read once."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._runs: tuple[Run, ...] | None = None

    def __call__(self, plan: Plan) -> int | None:
        if self._runs is None:
            self._runs = self._read()
        from letsconnect_tui.session.run_summary import usual_turnout

        return usual_turnout(self._runs, plan.session.kind)

    def _read(self) -> tuple[Run, ...]:
        from letsconnect_tui.app.library import (  # deferred: only where something was held
            Library,
            default_file,
        )

        file = self._file or default_file()
        if not file.exists():
            return ()
        try:
            with Library.open(file, read_only=True) as library:
                return library.runs()
        except LetsConnectError:  # a check of a plan needs no history
            return ()


def _read(path: Path, turnout: _Turnout) -> PlanReading:
    """As ``read_plan``; trouble with the file itself is one more error, so that all files are checked."""
    try:
        return read_plan(path, now=_present(), turnout=turnout)
    except InputError as error:
        return PlanReading(None, (Problem("error", None, "", error.message),))


def _present() -> datetime:
    return datetime.now(UTC)


def _at(occurrence: int | None, reading: PlanReading) -> PlanReading:
    """What concerns one occurrence; everything where none is asked for."""
    if occurrence is None:
        return reading
    plan = None if reading.plan is None else plan_at(reading.plan, occurrence)
    kept = (problem for problem in reading.problems if occurrence in (problem.occurrences or (occurrence,)))
    return PlanReading(plan, tuple(kept))


def as_text(file: str, reading: PlanReading) -> str:
    """Each problem with its source line under it, and one line that sums up."""
    return "\n".join([*problem_lines(file, reading.problems), _summary(file, reading)])


def _summary(file: str, reading: PlanReading) -> str:
    plan = reading.plan
    if reading.errors:
        return words("check-failed", file, len(reading.errors))
    if plan is None:
        return words("check-other-occurrence", file)
    planned = outline(plan)[-1].ends_at - plan.session.starts_at
    times = (len(plan.items), clock(int(planned.total_seconds())), clock(plan.session.length_s))
    if reading.clean:
        return words("check-clean", file, *times)
    return words("check-warned", file, len(reading.warnings), *times)


def as_data(file: str, reading: PlanReading) -> dict[str, Any]:
    """The same for programs: ``ok`` is true when there are no errors."""
    return {
        "file": file,
        "ok": not reading.errors,
        "errors": [_problem_data(problem) for problem in reading.errors],
        "warnings": [_problem_data(problem) for problem in reading.warnings],
        "advice": [_problem_data(problem) for problem in reading.advice],
    }


def _problem_data(problem: Problem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "where": problem.where,
        "message": words(problem.message),
        "source": problem.source_line,
        "occurrences": list(problem.occurrences),
    }
