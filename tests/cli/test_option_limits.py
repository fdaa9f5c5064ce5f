"""Options of the command line that take a number or a file: bounded, and never written over what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from typer.main import get_command

from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.cli.app import COMMANDS, GROUPS, build
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.cli.options import is_address, spelled_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAN = str(next(path for path in shipped_plans() if "experienced" in path.stem))
UNBOUNDED_ON_PURPOSE = {"calendar --cancel", "calendar --hold"}
"""Compared with the number of dates of the plan."""


def options() -> Iterator[tuple[str, Any]]:
    def below(command: Any, name: str) -> Iterator[tuple[str, Any]]:
        for parameter in command.params:
            yield f"{name} {parameter.opts[0]}".strip(), parameter
        for called, one in getattr(command, "commands", {}).items():
            yield from below(one, f"{name} {called}".strip())

    yield from below(get_command(build([*COMMANDS, *GROUPS])), "")


def test_every_number_has_a_least_and_a_most() -> None:
    numbers = {
        name: one for name, one in options() if one.type.name.split()[0] in ("integer", "int", "float")
    }
    assert len(numbers) > 5
    unbounded = {
        name
        for name, one in numbers.items()
        if getattr(one.type, "min", None) is None or getattr(one.type, "max", None) is None
    }
    assert unbounded - UNBOUNDED_ON_PURPOSE == set()


@pytest.mark.parametrize("command", [["demo"], ["rehearse", str(shipped_plans()[0])]])
def test_a_speed_that_is_no_number_is_refused(command: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded([*command, "--speed", "nan"]) == 2
    assert "nan" in capfd.readouterr().err


@pytest.mark.parametrize(
    "command", [["runsheet"], ["times"], ["runsheet", "--format", "xlsx"], ["announce", "--for", "email"]]
)
def test_an_output_never_replaces_its_plan(command: list[str], tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_bytes(shipped_plans()[0].read_bytes())
    name, *rest = command
    assert run_guarded([name, str(plan), *rest, "-o", str(plan), "--force"]) == 2
    assert plan.read_bytes() == shipped_plans()[0].read_bytes()


def test_rooms_never_replace_the_list_of_people(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name\nAna\nBen\nCid\n")
    assert run_guarded(["rooms", str(people), "-o", str(people), "--force"]) == 2
    assert people.read_text() == "name\nAna\nBen\nCid\n"


@pytest.mark.parametrize(
    "command",
    [["new", "clinic", "a.toml", "--length", length] for length in ("0", "999h")]
    + [["rehearse", str(shipped_plans()[0]), "--at", "-300h"]],
)
def test_a_duration_out_of_range_is_told_the_limit(
    command: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(command) == 2
    assert "168h" in capfd.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ["report", "last", "--html", "a.html", "-o", "b.txt"],
        ["calendar", str(shipped_plans()[0]), "--hold", "--cancel"],
        ["new", "clinic", "q.toml", "--months", "3"],
    ],
)
def test_options_that_exclude_each_other_are_refused(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_guarded(command) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_title_that_is_too_long_is_refused_and_not_cut(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "a.toml"
    assert run_guarded(["new", "clinic", str(plan), "--title", "x" * 5000]) == 2
    assert "5,000" in capfd.readouterr().err.replace("5000", "5,000")
    assert not plan.exists()


def test_merge_says_that_a_file_is_empty_or_a_folder(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.json"
    empty.touch()
    for other, expected in ((empty, "is empty"), (tmp_path, "is a folder")):
        assert run_guarded(["merge", str(other), "--file", str(tmp_path / "kept.json")]) == 2
        assert expected in capfd.readouterr().err


@pytest.mark.parametrize(
    "typed",
    [
        ["show", PLAN, "--zone", "Lagos"],
        ["times", PLAN, "--zone", "Lagos", "--zone", "Bogotá"],
        ["runsheet", PLAN, "--zone", "Lagos"],
        ["new", "clinic", "x.toml", "--start", "10 December 15:00", "--zone", "Lagos"],
        ["new", "series", "folder", "--start", "2031-01-12T15:00", "--zone", "Lagos"],
    ],
)
def test_a_city_stands_for_its_zone_wherever_one_is_named(
    typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run_guarded(typed) == 0, capfd.readouterr().err
    assert run_guarded([*typed[:-1], "Atlantis"]) == 2


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        (["run", "--together", "plan.toml"], ["run", "--together=", "plan.toml"]),
        (["run", "plan.toml", "--together"], ["run", "plan.toml", "--together="]),
        (
            ["run", "plan.toml", "--together", "10.0.0.5:4222"],
            ["run", "plan.toml", "--together=10.0.0.5:4222"],
        ),
        (
            ["run", "--together", "tls://a:b@host", "plan.toml"],
            ["run", "--together=tls://a:b@host", "plan.toml"],
        ),
    ],
)
def test_an_address_behind_an_option_that_may_stand_alone_is_no_plan(
    typed: list[str], understood: list[str]
) -> None:
    assert spelled_out(typed, "--together", is_address, "") == understood
