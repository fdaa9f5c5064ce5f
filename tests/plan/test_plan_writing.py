from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.plan.edit import set_value
from letsconnect_tui.plan.read import read_plan_text

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
# my plan
plan = 1
[session]  # the head
title    = "Old"   # keep me
start    = 2026-12-03T15:00

[[item]]
title = "One"

[[item]]
title = "Two"  # second
"""


def test_a_new_value_changes_its_line_and_nothing_else() -> None:
    changed = set_value(TEXT, ("session", "title"), "New")

    assert changed == TEXT.replace('"Old"', '"New"')


def test_a_start_is_written_without_seconds() -> None:
    changed = set_value(TEXT, ("session", "start"), datetime(2027, 1, 2, 9, 30))  # noqa: DTZ001

    assert changed == TEXT.replace("2026-12-03T15:00", "2027-01-02T09:30")


def test_a_new_key_goes_into_its_own_item() -> None:
    changed = set_value(TEXT, ("item", 0, "duration"), "25m")

    assert 'title = "One"\nduration = "25m"\n' in changed
    assert changed.endswith('title = "Two"  # second\n')


def test_a_missing_table_is_made() -> None:
    assert '[session.links]\npad = "https://x"' in set_value(TEXT, ("session", "links", "pad"), "https://x")


@pytest.mark.parametrize(
    "path", [("item", 7, "title"), ("plan", "x"), ("session", 0, "x"), ("item", "title")]
)
def test_a_path_to_nowhere_is_refused(path: tuple[str | int, ...]) -> None:
    with pytest.raises(KeyError):
        set_value(TEXT, path, "x")


@pytest.mark.parametrize("path", shipped_plans(), ids=lambda path: path.stem)
def test_every_duration_of_a_shipped_plan_can_be_set(path: Path) -> None:
    text = path.read_text("utf-8")
    plan = read_plan_text(text, "x").plan
    assert plan is not None

    for index in range(len(plan.items)):
        text = set_value(text, ("item", index, "duration"), "1s" if index else "2s")

    assert "# " in text
    lines = [line for line in text.splitlines() if line.startswith("duration")]
    assert len(lines) == len(plan.items)
    assert all("1s" in line or "2s" in line for line in lines)
