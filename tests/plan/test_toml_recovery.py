"""One damaged line must not hide the others, nor accuse lines that are in order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.plan.read import read_plan_text

PLANS = [path.read_text("utf-8").split("\n") for path in shipped_plans()]
DAMAGE: dict[str, Callable[[str], str]] = {
    "the last quote is lost": lambda line: line[::-1].replace('"', "", 1)[::-1],
    "the first quote is lost": lambda line: line.replace('"', "", 1),
    "a quote is curly": lambda line: line.replace('"', "\u201c", 1),
    "the equals sign is lost": lambda line: line.replace("=", " ", 1),
    "a colon stands for the equals sign": lambda line: line.replace("=", ":", 1),
    "a comma ends the line": lambda line: f"{line}," if "=" in line else line,
    "a bracket is lost": lambda line: line.replace("]", "", 1),
    "a brace is lost": lambda line: line.replace("}", "", 1),
    "brackets are single": lambda line: (
        line.replace("[[", "[").replace("]]", "]") if line[:2] == "[[" else line
    ),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=list(DAMAGE))
@pytest.mark.parametrize("lines", PLANS[:1], ids=["workshop"])
def test_one_damaged_line_is_one_error(lines: list[str], damage: Callable[[str], str]) -> None:
    found = {}
    for number, line in enumerate(lines):
        damaged = damage(line)
        if damaged != line and not line.startswith("#"):
            text = "\n".join([*lines[:number], damaged, *lines[number + 1 :]])
            found[number + 1, damaged] = len(read_plan_text(text, "plan.toml").errors)

    assert found
    assert {place: errors for place, errors in found.items() if errors > 1} == {}


@settings(max_examples=60)
@given(st.sampled_from(PLANS), st.data())
def test_damage_in_two_items_is_said_of_both(lines: list[str], data: st.DataObject) -> None:
    keys = [number for number, line in enumerate(lines) if line.startswith(("title ", "duration "))]
    one, other = sorted(data.draw(st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True)))
    broken = list(lines)
    broken[one] = broken[one].replace('"', "", 1)
    broken[other] = broken[other].replace("=", "", 1)

    errors = read_plan_text("\n".join(broken), "plan.toml").errors

    assert [error.line for error in errors] == [one + 1, other + 1]


def test_what_was_recovered_never_becomes_a_plan() -> None:
    text = "\n".join(PLANS[0]) + "\nthis is no TOML\n"

    reading = read_plan_text(text, "plan.toml")

    assert reading.plan is None
    assert [error.line for error in reading.errors] == [len(text.split("\n")) - 1]
