"""``letsconnect whatif`` as it is typed: what it prints, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.cli.exit_codes import run_guarded

if TYPE_CHECKING:
    from pathlib import Path

PLAN = """
plan = 1
[session]
id = "clinic"
title = "Clinic"
start = 2026-12-03T15:00
timezone = "Africa/Lagos"
length = "1h"
[[item]]
id = "welcome"
kind = "welcome"
title = "Welcome, dear all"
duration = 10
[[item]]
id = "game"
kind = "icebreaker"
title = "A game"
duration = 10
optional = true
[[item]]
id = "talk-amaka"
kind = "other"
title = "日本 talk"
squeeze = "normal"
duration = 20
min = 15
[[item]]
id = "talk-jose"
kind = "other"
title = "Talk two"
squeeze = "normal"
duration = 15
[[item]]
id = "close"
kind = "close"
title = "Close"
duration = 5
"""


def test_an_earlier_end_is_taken_as_rebalance_takes_it(plan: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["whatif", plan, "--end", "-2m", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["end_to_keep"] == "2026-12-03T14:58:00Z"


@pytest.fixture
def plan(tmp_path: Path) -> str:
    path = tmp_path / "clinic.toml"
    path.write_text(PLAN, "utf-8")
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run_guarded(["whatif", *arguments, "--json"]) in (0, 1)
    return json.loads(capsys.readouterr().out)


def allotted(data: Any) -> dict[str, int]:
    return {item["id"]: item["allotted_s"] for item in data["items"]}


def test_the_table_says_who_gives_up_how_much_and_that_it_fits(
    plan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["whatif", plan, "--late", "5m"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Welcome, dear all begins 5:00 late, at 15:05. Keep the end at 16:00?",
        "  item                 was  becomes  why",
        "  Welcome, dear all  10:00    10:00  only if the others are not enough",
        "  A game             10:00     5:00  gives all it can, 5:00 (floor 5:00)",
        "  日本 talk          20:00    20:00  only if the others are not enough",
        "  Talk two           15:00    15:00  only if the others are not enough",
        "  Close               5:00     5:00  never gives",
        "",
        "It fits: ends 16:00.",
    ]


def test_what_cannot_fit_says_by_how_much_and_what_to_do_and_ends_with_one(
    plan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["whatif", plan, "--late", "25m"]) == 1
    assert capsys.readouterr().out.splitlines()[-4:] == [
        "Cannot fit by 2:30.",
        "You could: drop “A game”.",
        "You could: end 2:30 later.",
        "You could: cut “A game” below its floor, 2:30 in all.",
    ]


def test_dropping_one_item_is_said_to_be_better_than_shaving_everything(
    plan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["whatif", plan, "--late", "15m"]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "It fits: ends 16:00.",
        "Better than shaving more than a quarter off everything: drop “A game”.",
    ]


def test_json_has_the_items_to_come_with_budget_time_and_reason(
    plan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = answer(capsys, plan, "--late", "90s", "--at", "talk-amaka")

    assert [item["id"] for item in data["items"]] == ["talk-amaka", "talk-jose", "close"]
    assert (data["fits"], data["short_by_s"], data["fixes"]) == (True, 0, [])
    assert data["items"][0] == {
        "id": "talk-amaka",
        "budget_s": 1200,
        "allotted_s": 1164,
        "dropped": False,
        "reason": "can give 5:00 (floor 15:00)",
    }
    assert sum(allotted(data).values()) == 40 * 60 - 90
    assert (data["begins_at"], data["ends_at"]) == ("2026-12-03T14:21:30Z", "2026-12-03T15:00:00Z")


def test_json_lists_the_fixes(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = answer(capsys, plan, "--late", "25m")

    assert (data["fits"], data["short_by_s"]) == (False, 150)
    assert data["fixes"][1] == {
        "kind": "extend",
        "ids": [],
        "extend_s": 150,
        "ends_at": "2026-12-03T15:02:30Z",
        "cost_s": 150,
        "text": "end 2:30 later",
    }


def test_a_later_end_and_dropped_items_are_taken_into_account(
    plan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    later = answer(capsys, plan, "--late", "5", "--end", "+5m")
    dropped = answer(capsys, plan, "--late", "10m", "--drop", "GAME")

    assert set(allotted(later).values()) == {600, 1200, 900, 300}
    assert list(allotted(dropped).values()) == [600, 0, 1200, 900, 300]
    assert dropped["items"][1]["dropped"] is True


@pytest.mark.parametrize(
    ("written", "seconds"), [("5", 300), ("5m", 300), ("90s", 90), ("2m30s", 150), ("1h", 3600)]
)
def test_durations_are_written_as_in_a_plan(
    plan: str, capsys: pytest.CaptureFixture[str], written: str, seconds: int
) -> None:
    run_guarded(["whatif", plan, "--late", written, "--json"])

    begins = json.loads(capsys.readouterr().out)["begins_at"]
    hours, minutes, rest = (int(part) for part in begins[11:19].split(":"))
    assert (hours - 14) * 3600 + minutes * 60 + rest == seconds


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["--at", "talk-amak"],
            ["There is no item “talk-amak” in this plan.", "Nearest: talk-amaka."],
        ),
        (
            ["--drop", "zzz"],
            [
                "There is no item “zzz” in this plan.",
                "Choose from: welcome, game, talk-amaka, talk-jose, close.",
            ],
        ),
        (
            ["--at", "close", "--drop", "game"],
            ["“game” comes before “close”: it is over by then.", "Choose from: close."],
        ),
        (
            ["--late", "soon"],
            [
                "“soon” is not a duration (--late).",
                "Write 10m, 90s, 2m30s or 1h; a bare number is minutes.",
            ],
        ),
    ],
    ids=["unknown item", "unknown drop", "drop before", "no duration"],
)
def test_what_cannot_be_used_is_said_and_ends_with_two(
    plan: str, capsys: pytest.CaptureFixture[str], arguments: list[str], says: list[str]
) -> None:
    assert run_guarded(["whatif", plan, *arguments]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == says


def test_a_plan_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["whatif", str(tmp_path / "none.toml"), "--late", "1m"]) == 2
    assert "none.toml" in capsys.readouterr().err
