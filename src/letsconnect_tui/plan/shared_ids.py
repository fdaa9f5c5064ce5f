"""Finds plans that share a session id, as copies do: programs would take them for one session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.occurrence import starts
from letsconnect_tui.plan.problems import PlanReading, Problem
from letsconnect_tui.plan.toml_positions import find_positions, line_of
from letsconnect_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from letsconnect_tui.plan.model import Plan


def with_shared_ids(readings: Mapping[str, PlanReading]) -> dict[str, PlanReading]:
    """The readings by file, each with a problem for every other file that has the same session id.

    With another start it is a warning, since one of the two is meant to be a session of its own; a copy that
    starts at the same time is only worth a word.
    """
    checked = {}
    for file, reading in readings.items():
        found = [
            _problem(reading.plan, other, theirs.plan)
            for other, theirs in readings.items()
            if other != file
            and reading.plan is not None
            and theirs.plan is not None
            and theirs.plan.session.id == reading.plan.session.id
        ]
        levels = ("error", "warning", "advice")
        problems = sorted((*reading.problems, *found), key=lambda problem: levels.index(problem.level))
        checked[file] = replace(reading, problems=tuple(problems))
    return checked


def is_same_session(plan: Plan, other: Plan) -> bool:
    """Whether two plans with one id can be the same session: they have a start in common."""
    return not set(starts(plan)).isdisjoint(starts(other))


def _problem(plan: Plan, file: str, other: Plan) -> Problem:
    line = line_of(find_positions(plan.text).lines, ("session", "id"))
    source = plan.text.replace("\r\n", "\n").split("\n")
    source_line = clean(source[line - 1]) if line is not None and line <= len(source) else ""
    if is_same_session(plan, other):
        return Problem(
            "advice", line, "session", message("plan-id-copied", plan.session.id, file), source_line
        )
    return Problem("warning", line, "session", message("plan-id-shared", plan.session.id, file), source_line)
