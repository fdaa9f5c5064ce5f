"""The plans at hand: in the folder one stands in, in the user's own folder, and those that ship."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.errors import LetsConnectError
from letsconnect_tui.plan.read import read_plan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from letsconnect_tui.plan.model import Plan

MOST_PLANS = 200
"""So many files of a folder are looked into; nobody reads a longer list."""


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """A plan file; ``plan`` is None where it has errors."""

    path: Path
    plan: Plan | None
    errors: int = 0


def plans_in(folders: Iterable[Path]) -> tuple[FoundPlan, ...]:
    """Every TOML file that means to be a plan, folder by folder, the earliest start first within one."""
    found: dict[Path, FoundPlan] = {}
    for folder in folders:
        here = [one for path in _toml_files(folder) if (one := _look_at(path)) is not None]
        here.sort(key=lambda one: (one.plan is None, one.plan.session.start if one.plan else None))
        for one in here:
            found.setdefault(one.path.resolve(), one)
    return tuple(found.values())


def _toml_files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob("*.toml"))[:MOST_PLANS]
    except OSError:
        return []


def _look_at(path: Path) -> FoundPlan | None:
    """The plan in a file; None for a TOML file that is something else, or cannot be read."""
    try:
        reading = read_plan(path)
    except LetsConnectError:
        return None
    if reading.plan is None and any(problem.message.key == "plan-not-a-plan" for problem in reading.errors):
        return None
    return FoundPlan(path, reading.plan, len(reading.errors))
