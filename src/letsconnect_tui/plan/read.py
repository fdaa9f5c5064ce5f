"""Reads a plan from its text: a Plan and every problem in it. Files are read in ``app/plan_library``."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.build import build_plan
from letsconnect_tui.plan.checks import check_groups, check_items, check_people
from letsconnect_tui.plan.convert import convert_table
from letsconnect_tui.plan.fields import FORMAT_VERSION, PLAN
from letsconnect_tui.plan.problems import Path, PlanError, PlanReading, Problem, Remark
from letsconnect_tui.plan.time_checks import check_starts, check_sums
from letsconnect_tui.plan.toml_positions import line_of
from letsconnect_tui.plan.toml_syntax import parse_toml
from letsconnect_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from letsconnect_tui.plan.convert import Values
    from letsconnect_tui.plan.model import Plan

_SUMMED = frozenset({"duration", "min", "max", "squeeze", "length"})
"""Keys that sums are computed from; an unknown kind gives an item the lowest floor, so no sum is wrong."""
_STARTS = frozenset({"start", "timezone", "repeats"})
_DEFAULT_MADE_OF: dict[str, frozenset[str]] = {
    "duration": frozenset(),
    "squeeze": frozenset({"kind", "min", "duration"}),
    "min": frozenset({"duration", "max", "squeeze", "kind"}),
    "max": frozenset({"duration", "min"}),
}
"""Time of an item → the keys that its default is computed from, as in ``build``."""
_LEVELS = ("error", "warning", "advice")


def read_plan_text(
    text: str,
    name: str,
    *,
    advise: bool = True,
    now: datetime | None = None,
    repeats: bool = True,
    turnout: int | None = None,
) -> PlanReading:
    """Read a plan from its text; never raises.

    Args:
        text: The whole file.
        name: The file's name, for what concerns the whole.
        advise: Whether advice is wanted too, beside errors and warnings.
        now: The present moment, aware, for advice on dates that are past; None: nothing is said of them.
        repeats: Whether the agenda is checked at every repeat, and not only at the start.
        turnout: How many people are expected, for advice on rooms; None: nobody knows.
    """
    text = text.removeprefix("\ufeff")
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    source = plain.split("\n")
    toml = parse_toml(plain)
    if toml is None:
        from letsconnect_tui.plan.toml_recovery import recover  # deferred: only for a text with mistakes

        toml = recover(plain)
    raw, lines = toml.tables or {}, toml.lines
    remarks = [Remark("error", fault.path, fault.message, fault.line) for fault in toml.faults]
    if toml.tables is None:
        return PlanReading(None, _problems(remarks, raw, lines, source))
    if not remarks and not raw.keys() & PLAN.keys():
        remarks.append(Remark("error", (), message("plan-not-a-plan", clean(name))))
        return PlanReading(None, _problems(remarks, raw, lines, source))
    values = convert_table(raw, PLAN, (), remarks)
    _check_version(values, remarks)
    plan = build_plan(values, text if "\n" in text else plain, remarks)
    if not plan.items and not toml.faults and not any(remark.path in ((), ("item",)) for remark in remarks):
        remarks.append(Remark("error", ("item",), message("plan-without-items")))
    _check(plan, values.get("item", ()), remarks, repeats=repeats)
    if advise and not any(remark.level == "error" for remark in remarks):
        from letsconnect_tui.plan.advice import find_advice  # deferred: a run does not ask for it

        remarks.extend(find_advice(plan, now, turnout))
    if toml.faults:  # part of the file is unknown: only what is wrong in any case is said
        remarks = [remark for remark in remarks if remark.level == "error"]
    failed = any(remark.level == "error" for remark in remarks)
    if "\n" not in text.strip() and "\r" in text.strip():
        remarks.append(Remark("advice", (), message("plan-old-line-ends")))
    return PlanReading(None if failed else plan, _problems(remarks, raw, lines, source), plan)


@lru_cache(maxsize=64)
@lru_cache(maxsize=4)
def plan_of_text(text: str, /) -> Plan:
    """The plan that a session keeps as text; raises PlanError if this version cannot read it any more.

    What is wrong at another date of a plan that repeats does not concern the session. The latest texts are
    remembered: folding a session on which somebody edited the plan reads the same one for every undo.
    """
    reading = read_plan_text(text, "plan", advise=False, repeats=False)
    if reading.plan is None:
        raise PlanError("plan", reading.problems)
    return reading.plan


def _check_version(values: dict[str, Any], remarks: list[Remark]) -> None:
    version = values.get("plan", FORMAT_VERSION)
    if version != FORMAT_VERSION:
        remarks.append(Remark("error", ("plan",), message("plan-newer-format", version, FORMAT_VERSION)))


def _check(plan: Plan, items: Sequence[Values], remarks: list[Remark], *, repeats: bool) -> None:
    """Run the checks whose values are reliable, so that a wrong duration is not told again as a wrong sum."""
    wrong = {part for remark in remarks if remark.level == "error" for part in _touched(remark)}
    remarks.extend(check_people(plan))
    remarks.extend(check_groups(plan))
    if plan.checklist:
        from letsconnect_tui.plan.preparation import check_preparation  # deferred: few plans change it

        remarks.extend(check_preparation(plan))
    if not wrong & _STARTS:
        remarks.extend(check_starts(plan))
    remarks.extend(check_items(plan, _reliable_times(items, remarks)))
    if not wrong & (_STARTS | {"length"}) and not any(remark.line is not None for remark in remarks):
        remarks.extend(check_sums(plan, reliable=not wrong & _SUMMED, repeats=repeats))


def _touched(remark: Remark) -> set[object]:
    """Keys that a remark makes unreliable; a missing key is named in its message."""
    missing = _missing_key(remark)
    whole = {"start", "length"} if remark.path in (("session",), ("item",), ()) and not missing else set()
    return {*remark.path, *missing, *whole}


def _reliable_times(items: Sequence[Values], remarks: list[Remark]) -> tuple[frozenset[str], ...]:
    """For each item, which of its times may be compared although other parts of the file are wrong.

    A value that was written and accepted is reliable; a default is, if everything it is computed from is.
    """
    wrong: defaultdict[object, set[object]] = defaultdict(set)
    for remark in remarks:
        if remark.level == "error" and remark.path[:1] == ("item",) and len(remark.path) > 1:
            wrong[remark.path[1]] |= {*remark.path[2:3], *_missing_key(remark)}
    return tuple(
        frozenset(
            key for key, parts in _DEFAULT_MADE_OF.items() if _is_reliable(key, parts, item, wrong[index])
        )
        for index, item in enumerate(items)
    )


def _is_reliable(key: str, parts: frozenset[str], item: Values, wrong: set[object]) -> bool:
    return key in item or (key not in wrong and wrong.isdisjoint(parts))


def _missing_key(remark: Remark) -> tuple[object, ...]:
    """The key that a remark calls missing, if that is what it is about."""
    return remark.message.values[:1] if remark.message.key == "plan-key-missing" else ()


def _problems(
    remarks: list[Remark], raw: dict[str, Any], lines: dict[Path, int], source: list[str]
) -> tuple[Problem, ...]:
    problems = []
    placed = [(remark.line or line_of(lines, remark.path), remark) for remark in remarks]
    placed.sort(key=lambda one: (_LEVELS.index(one[1].level), one[1].line is None, one[0] or 0))
    for line, remark in placed:
        where = _where(remark.path, raw) if remark.line is None else ""
        source_line = _source_line(source, line)
        about = (remark.message, source_line, remark.occurrences, remark.path)
        problems.append(Problem(remark.level, line, where, *about))
    return tuple(problems)


def _source_line(source: list[str], line: int | None) -> str:
    return clean(source[line - 1]) if line is not None and line <= len(source) else ""


def _where(path: Path, raw: dict[str, Any]) -> str:
    """The place in the file's own words: ``item 3 "What reviewers look for"``."""
    if not path or path[0] not in PLAN:
        return ""
    table = str(path[0])
    if len(path) < 2 or not isinstance(path[1], int):
        return table if table != "plan" else ""
    entry = raw[table][path[1]]
    named = entry.get("name" if table == "people" else "title") if isinstance(entry, dict) else None
    title = f" “{clean(named, limit=60)}”" if isinstance(named, str) else ""
    return f"{table} {path[1] + 1}{title}"
