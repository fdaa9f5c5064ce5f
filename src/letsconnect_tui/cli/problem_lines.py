"""What is wrong with a plan, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.plan.problems import problem_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from letsconnect_tui.plan.problems import Problem


def problem_lines(file: str, problems: Iterable[Problem]) -> Iterator[str]:
    """Each problem as one sentence, and under it its line of the file."""
    for problem in problems:
        yield words(problem_message(problem, file))
        if problem.source_line:
            yield f"    {problem.source_line}"
