"""Sessions are wired from their parts in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.bootstrap import open_library, open_plan, open_rehearsal, open_run
from letsconnect_tui.errors import FileLocked, InputError
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.commands import End, Start
from tests.app.rehearsed import PLAN, plan_of_now

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_text(plan_of_now(), encoding="utf-8")
    return path


def test_a_plan_goes_on_with_its_unfinished_run_and_else_begins_another(
    tmp_path: Path, plan_file: Path
) -> None:
    file = tmp_path / "all.json"
    with open_library(file) as library:
        assert open_plan(library, plan_file).execute(Start()).ok
    with open_library(file) as library:
        session = open_plan(library, plan_file)
        assert (session.state.session, session.state.phase) == ("small.1", "live")
        assert session.execute(End()).ok
        assert open_plan(library, plan_file, new=True).state.session == "small.2"


def test_a_window_beside_the_writer_is_refused_or_looks_on(tmp_path: Path, plan_file: Path) -> None:
    file = tmp_path / "all.json"
    with open_library(file) as writer:
        session = open_plan(writer, plan_file)
        with pytest.raises(FileLocked):
            open_library(file)
        with open_library(file, may_look=True) as beside:
            onlooker = open_run(beside, session.state.session)
            assert onlooker.onlooker
            assert not onlooker.execute(Start()).ok
            assert session.execute(Start()).ok
            onlooker.follow()
            assert onlooker.state.phase == "live"


def test_an_onlooker_begins_no_run(tmp_path: Path, plan_file: Path) -> None:
    with open_library(tmp_path / "all.json", looks=True) as library, pytest.raises(InputError):
        open_plan(library, plan_file)


def test_a_rehearsal_is_kept_only_in_a_library(tmp_path: Path) -> None:
    plan = plan_of_text(PLAN)
    unkept = open_rehearsal(plan, "small.toml", people=5, at_ms=-60_000)
    unkept.rehearsal.act()
    assert not unkept.session.keeps
    assert unkept.session.now() == unkept.session.state.planned_start - 60_000

    with open_library(tmp_path / "all.json") as library:
        assert open_rehearsal(plan, "small.toml", library=library).session.keeps
        assert [run.rehearsal for run in library.runs()] == [True]
