"""Problems of a plan: remarks on a place, problems on a line, and the answer of the reader."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from letsconnect_tui.errors import LetsConnectError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.text import NAME_LIMIT

if TYPE_CHECKING:
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.plan.model import Plan

LIKENESS = 0.7
"""Share of letters in common from which a known word is suggested for an unknown one."""

Level = Literal["error", "warning", "advice"]
"""An error stops a run; a warning is a probable mistake; advice may be ignored."""

Path = tuple[str | int, ...]
"""Where a value lives in the file: ``("item", 2, "duration")`` is the third item's duration."""


def key_of(path: Path) -> str:
    """The key a value belongs to, alone or in a list."""
    return next((part for part in reversed(path) if isinstance(part, str)), "plan")


class Remark(msgspec.Struct, frozen=True):
    """A problem at a place of the plan, before its line in the file is known."""

    level: Level
    path: Path
    message: Message
    line: int | None = None
    """Counted from 1, where it is known already: a syntax error."""
    occurrences: tuple[int, ...] = ()
    """The occurrences it is about, counted from 1; empty: all of them."""


class Problem(msgspec.Struct, frozen=True):
    """A remark with its line, ready to be shown."""

    level: Level
    line: int | None
    """Counted from 1; None when it is about the file as a whole."""
    where: str
    """The place in the file's own words, ``item 3 "What reviewers look for"``; empty for the whole file."""
    message: Message
    source_line: str = ""
    occurrences: tuple[int, ...] = ()
    """The occurrences it is about, counted from 1; empty: all of them."""
    path: Path = ()
    """The value or table it is about; empty for the file as a whole."""


class PlanReading(msgspec.Struct, frozen=True):
    """The answer of a reader: the plan unless there are errors, and what was found.

    Errors come first, what is not valid TOML before all others; each level is in the order of the lines.
    """

    plan: Plan | None
    problems: tuple[Problem, ...]
    draft: Plan | None = None
    """The plan with default values where values are wrong, for an editor; None where nothing can be read."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that stop a run."""
        return tuple(problem for problem in self.problems if problem.level == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Probable mistakes."""
        return tuple(problem for problem in self.problems if problem.level == "warning")

    @property
    def advice(self) -> tuple[Problem, ...]:
        """Advice, which may be ignored."""
        return tuple(problem for problem in self.problems if problem.level == "advice")

    @property
    def clean(self) -> bool:
        """No errors and no warnings; advice is allowed."""
        return not self.errors and not self.warnings


class PlanError(LetsConnectError):
    """A plan with errors: says the first, and carries all its problems and the file as it was named."""

    def __init__(self, file: str, problems: tuple[Problem, ...]) -> None:
        from shlex import quote

        errors = [problem for problem in problems if problem.level == "error"]
        super().__init__(problem_message(errors[0], file), message("plan-see-all", len(errors), quote(file)))
        self.file = file
        self.problems = problems


def problem_message(problem: Problem, file: str) -> Message:
    """A problem as one sentence: ``clinic.toml:66: item 3 “Close”: duration “ten” is not a duration. …``."""
    key = f"plan-problem-{problem.level}"
    if problem.line is None:
        return message(f"{key}-file", file, problem.message)
    if not problem.where:
        return message(f"{key}-file", f"{file}:{problem.line}", problem.message)
    return message(key, file, problem.line, problem.where, problem.message)


def nearest(word: str, known: Any) -> str | None:
    """The known word that this one, or a part of it, is most like; None if none is. Case does not count."""
    folded = {str(one).casefold(): str(one) for one in known}
    start = word.casefold()[:NAME_LIMIT]
    near = difflib.get_close_matches(start, folded, 1, LIKENESS)
    near = near or [one for one in folded if len(start) > 2 and one.startswith(start)]
    if near:
        return folded[near[0]]
    parts = {part: whole for one, whole in folded.items() for part in one.split("-")}
    near = difflib.get_close_matches(start, parts, 1, LIKENESS)
    return parts[near[0]] if near else None


def with_hint(reason: Message, word: object, known: Any) -> Message:
    """The message followed by "Did you mean …?", if a known word is like this one."""
    near = nearest(word, known) if isinstance(word, str) else None
    if near is None:
        return reason
    return message("plan-with-hint", reason, message("plan-did-you-mean", near))
