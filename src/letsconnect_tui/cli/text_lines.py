"""Lines of text that several commands print: rows in columns, and the problems of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.plan.problems import problem_message
from letsconnect_tui.text import cell_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from letsconnect_tui.plan.problems import Problem


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """One line a row, two blanks between columns; every row has as many cells as the first."""
    widths = [max(map(cell_width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - cell_width(cell))


def problem_lines(file: str, problems: Iterable[Problem]) -> Iterator[str]:
    """Each problem as one sentence, and under it its line of the file."""
    for problem in problems:
        yield words(problem_message(problem, file))
        if problem.source_line:
            yield f"    {problem.source_line}"
