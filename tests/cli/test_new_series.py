"""``letsconnect new series``: two clinics and a Connectathon a month, each a plan of its own."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.plan_library import read_plan
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.cli.new_series import rhythm

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("year", range(2026, 2032))
@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_days(year: int, month: int) -> None:
    begin = datetime(year, month, 1, 15, 0)  # noqa: DTZ001 - a plan's start is a local time
    found = list(rhythm(begin, 1))

    assert [kind for kind, _ in found] == ["connectathon", "clinic", "clinic"]
    (_, social), (_, second), (_, fourth) = found
    assert {at.month for _, at in found} == {month}
    assert (social.weekday(), second.weekday(), fourth.weekday()) == (4, 3, 3)
    assert 1 <= social.day <= 7
    assert 8 <= second.day <= 14
    assert 22 <= fourth.day <= 28
    assert {f"{at:%H:%M}" for _, at in found} == {"15:00"}


def test_a_series_over_the_end_of_a_year_begins_on_the_day_asked_for() -> None:
    found = list(rhythm(datetime(2026, 12, 10, 18, 30), 2))  # noqa: DTZ001

    assert [f"{at:%Y-%m-%d}" for _, at in found] == [
        "2026-12-10", "2026-12-24", "2027-01-01", "2027-01-14", "2027-01-28",
    ]  # fmt: skip


def test_the_plans_check_clean_and_have_ids_of_their_own(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "spring"
    command = ["new", "series", str(folder), "--start", "2027-03-01T15:00", "--zone", "UTC", "--months", "2"]

    assert run_guarded(command) == 0
    plans = [read_plan(path).plan for path in sorted(folder.glob("*.toml"))]

    assert len(plans) == 6
    assert len({plan.session.id for plan in plans if plan is not None}) == 6
    assert run_guarded(["check", *map(str, sorted(folder.glob("*.toml")))]) == 0
    capfd.readouterr()


def test_nothing_is_written_where_one_of_the_files_is_there(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "2027-03-25-clinic.toml").write_text("mine")

    assert run_guarded(["new", "series", str(tmp_path), "--start", "2027-03-01T15:00", "--months", "1"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["2027-03-25-clinic.toml"]
    assert "2027-03-25-clinic.toml" in capfd.readouterr().err


@pytest.mark.parametrize("more", [["--zone", "Mars"], ["--start", "tomorrow"], ["--months", "0"]])
def test_what_cannot_be_meant_writes_nothing(
    more: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["new", "series", str(tmp_path / "new"), *more]) == 2
    assert not (tmp_path / "new").exists()
    capfd.readouterr()
