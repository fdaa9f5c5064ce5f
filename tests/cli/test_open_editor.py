"""``letsconnect edit``, and e and n at home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.plan_library import load_plan, shipped_plans
from letsconnect_tui.cli import home
from letsconnect_tui.cli.edit import open_editor
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.errors import InputError
from letsconnect_tui.session.commands import SetReadiness
from letsconnect_tui.tui.home import HomeChoice

if TYPE_CHECKING:
    from pathlib import Path

CLINIC = next(path for path in shipped_plans() if "experienced" in path.stem)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, Any]]:
    """Editing sessions that would have been shown, and what is ready for whom."""
    shown: list[tuple[Any, Any]] = []

    def show(editor: Any, ready: Any) -> int:
        shown.append((editor, ready))
        return 0

    monkeypatch.setattr("letsconnect_tui.tui.launch.edit_plan", show)
    return shown


def test_without_a_terminal_the_editor_names_the_other_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["edit", str(CLINIC)]) == 2

    assert "letsconnect set PLAN" in capsys.readouterr().err


def test_a_plan_that_is_no_toml_is_told_and_not_opened(tmp_path: Path, opened: list[Any]) -> None:
    path = tmp_path / "clinic.toml"
    path.write_text("plan = 1\n[session\n", "utf-8")

    with pytest.raises(Exception, match="plan-problem"):
        open_editor(path, None)
    assert opened == []


def test_the_editor_knows_what_is_ticked_in_the_session_that_was_opened(
    tmp_path: Path, opened: list[Any]
) -> None:
    plan, data = load_plan(CLINIC), tmp_path / "data.json"
    with Library.open(data) as library:
        clock = VirtualClock(int(plan.session.starts_at.timestamp()) * 1000 - 3_600_000)
        recorder = library.begin(plan, str(CLINIC), clock, start=plan.session.starts_at)
        recorder.record(SetReadiness("aicha", "slides", done=True))

    assert open_editor(CLINIC, data) == 0
    (_, ready), *_ = opened
    assert ready["aicha"] == {"slides"}


def test_e_at_home_edits_a_plan_of_ones_own_and_leaves_samples_alone(
    tmp_path: Path, opened: list[Any]
) -> None:
    own = tmp_path / "own.toml"
    own.write_bytes(CLINIC.read_bytes())

    home._carry_out(HomeChoice("edit", str(own)), tmp_path / "data.json")
    with pytest.raises(InputError) as caught:
        home._carry_out(HomeChoice("edit", str(CLINIC)), tmp_path / "data.json")

    assert [editor.path for editor, _ in opened] == [own]
    assert caught.value.message.key == "home-sample-not-edited"


def test_n_at_home_asks_and_then_edits(
    tmp_path: Path, opened: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.toml"
    own.write_bytes(CLINIC.read_bytes())
    answers = iter([None, own])
    monkeypatch.setattr("letsconnect_tui.cli.new_questions.ask_for_plan", lambda: next(answers))

    for _ in range(2):
        home._carry_out(HomeChoice("new"), tmp_path / "data.json")

    assert [editor.path for editor, _ in opened] == [own]
