"""``letsconnect check``: everything that is wrong with a plan, and what could be better."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003 - typer reads the annotation when it runs
from typing import Any

import typer

from letsconnect_tui.app.plan_library import read_plan
from letsconnect_tui.cli.options import (  # noqa: TC001 - typer reads them
    JsonOption,
    PlansArgument,
    UnusedFileOption,
)
from letsconnect_tui.cli.problem_lines import problem_lines
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import words
from letsconnect_tui.plan.duration import clock
from letsconnect_tui.plan.occurrence import outline
from letsconnect_tui.plan.problems import PlanReading, Problem
from letsconnect_tui.text import printable

FAILED = 1
"""Exit code when any plan has an error; warnings and advice do not count."""


def check(
    plans: PlansArgument,
    as_json: JsonOption = False,
    file: UnusedFileOption = None,
) -> None:
    """Say everything that is wrong with a plan, and what could be better."""
    readings = [(str(path), _read(path)) for path in plans]
    if as_json:
        print(json.dumps({"plans": [as_data(*named) for named in readings]}, ensure_ascii=False, indent=2))
    else:
        print(printable("\n".join(as_text(*named) for named in readings), lines=True))
    if any(reading.plan is None for _, reading in readings):
        raise typer.Exit(FAILED)


def _read(path: Path) -> PlanReading:
    """As ``read_plan``; trouble with the file itself is one more error, so that all files are checked."""
    try:
        return read_plan(path)
    except InputError as error:
        return PlanReading(None, (Problem("error", None, "", error.message),))


def as_text(file: str, reading: PlanReading) -> str:
    """Each problem with its source line under it, and one line that sums up."""
    return "\n".join([*problem_lines(file, reading.problems), _summary(file, reading)])


def _summary(file: str, reading: PlanReading) -> str:
    plan = reading.plan
    if plan is None:
        return words("check-failed", file, len(reading.errors))
    planned = outline(plan)[-1].ends_at - plan.session.starts_at
    times = (len(plan.items), clock(int(planned.total_seconds())), clock(plan.session.length_s))
    if reading.clean:
        return words("check-clean", file, *times)
    return words("check-warned", file, len(reading.warnings), *times)


def as_data(file: str, reading: PlanReading) -> dict[str, Any]:
    """The same for programs: ``ok`` is true when there are no errors."""
    return {
        "file": file,
        "ok": reading.plan is not None,
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
    }
