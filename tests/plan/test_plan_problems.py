"""Every file in cases/ is a plan, and below the line what is said about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from letsconnect_tui.i18n import words
from letsconnect_tui.plan.problems import problem_message
from letsconnect_tui.plan.read import read_plan_text

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
LINE = "# --- said about it ---\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_broken_plan_gets_exactly_these_sentences(case: Path) -> None:
    text, _, expected = case.read_text("utf-8").partition(LINE)

    reading = read_plan_text(text, "plan.toml")

    said = [words(problem_message(problem, "plan.toml")) for problem in reading.problems]
    assert expected.splitlines() == said
    assert (reading.plan is None) == any(problem.level == "error" for problem in reading.problems)


def test_source_line_stands_under_its_problem() -> None:
    case = Path(__file__).parent / "cases" / "everything_wrong_at_once.toml"
    text = case.read_text("utf-8").partition(LINE)[0]

    by_line = {problem.line: problem.source_line for problem in read_plan_text(text, "x").problems}

    assert by_line[17] == 'duration = "twenty"'
    assert by_line[6] == 'timezone = "Africa/Lagoss"'


def test_no_sentence_lacks_its_words() -> None:
    for case in CASES:
        for problem in read_plan_text(case.read_text("utf-8").partition(LINE)[0], "x").problems:
            assert "⧼" not in words(problem.message)
