"""The plan editor and the questions for a new plan in a real pseudo-terminal."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from letsconnect_tui.app.plan_library import load_plan, shipped_plans
from tests.terminal.real_terminal import Terminal, end, is_left_clean
from tests.test_documented_commands import at_a_terminal

if TYPE_CHECKING:
    from pathlib import Path

CLINIC = next(path for path in shipped_plans() if "experienced" in path.stem)
Open = Callable[..., Terminal]


@pytest.fixture
def letsconnect(tmp_path: Path) -> Iterator[Open]:
    """Runs the program in a terminal of 80 columns and 24 rows, with a home of its own."""
    opened: list[Terminal] = []
    keep = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH")}
    home = {"HOME": str(tmp_path), "LANG": "C.UTF-8", "TZ": "UTC"}

    def run(*arguments: str) -> Terminal:
        program = (
            "-c",
            f"import os; os.chdir({str(tmp_path)!r}); from letsconnect_tui.__main__ import main; main()",
        )
        opened.append(Terminal(80, 24, *arguments, env=keep | home, program=program))
        return opened[-1]

    yield run
    for one in opened:
        end(one.child)


def a_copy(folder: Path) -> Path:
    path = folder / "clinic.toml"
    path.write_bytes(CLINIC.read_bytes())
    return path


def test_a_duration_is_typed_seen_saved_and_nothing_else_changed(tmp_path: Path, letsconnect: Open) -> None:
    path = a_copy(tmp_path)
    editor = letsconnect("edit", str(path))
    editor.until("ends 19:54 of 20:00")
    editor.child.send("\r")
    editor.until("next field")
    for key in "\t\t\x7f\x7f8":
        editor.child.send(key)
        editor.read(0.5)
    editor.until("ends 19:57 of 20:00")
    editor.child.send("\x13")
    editor.until("is written")
    editor.child.send("\x11")

    assert editor.gone() == 0
    assert is_left_clean(editor.raw)
    old, new = CLINIC.read_text("utf-8"), path.read_text("utf-8")
    assert new == old.replace('duration = "5m"', 'duration = "8m"', 1)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_closed_window_keeps_what_was_not_saved(name: str, tmp_path: Path, letsconnect: Open) -> None:
    path = a_copy(tmp_path)
    editor = letsconnect("edit", str(path))
    editor.until("ends 19:54 of 20:00")
    editor.child.send("+")
    editor.until("not saved")
    editor.child.kill(getattr(signal, name))
    editor.gone()

    assert path.read_bytes() == CLINIC.read_bytes()
    assert load_plan(tmp_path / "clinic-edited.toml").items[0].duration_s == 360


def test_from_nothing_to_a_plan_in_the_editor_by_questions_at_home(tmp_path: Path, letsconnect: Open) -> None:
    home = letsconnect()
    home.until("new plan")
    home.child.send("n")
    for question, answer in (
        ("Kind", "1"), ("agenda", ""), ("Title", "Writing together"), ("Start", "10 December 2026 15:00"),
        ("zone", "Lagos"), ("facilitates", "Bo"), ("Sharers", "Amaka, José, Ngozi"),
        ("Languages", "en, fr"), ("Link", ""), ("File", ""),
    ):  # fmt: skip
        home.until(question)
        home.child.send(f"{answer}\r")
    home.until("ends 16:52 of 17:00")
    home.child.send("q")
    home.until("your plans")
    home.child.send("q")

    assert home.gone() == 0
    plan = load_plan(tmp_path / "writing-together.toml")
    assert [person.name for person in plan.people if person.role == "sharer"] == ["Amaka", "José", "Ngozi"]


def test_the_commands_of_the_pages_that_need_a_terminal_work_there(tmp_path: Path, letsconnect: Open) -> None:
    documented = at_a_terminal()
    assert {words[0] for words in documented} == {"new", "edit"}

    for words in documented:
        if words[0] == "edit":
            made = letsconnect("new", "clinic", *words[1:], "--start", "2031-12-03T15:00", "--zone", "UTC")
            made.until("Title")
            made.child.send("\r")
            made.until("is written")
            program = letsconnect(*words)
            program.until("ends 16:52 of 17:00")
            program.child.send("q")
        else:
            program = letsconnect(*words)
            for question in (
                "Kind",
                "agenda",
                "Title",
                "Start",
                "zone",
                "facilitates",
                "Sharers",
                "Languages",
            ):
                program.until(question)
                program.child.send("\r")
            program.until("Link")
            program.child.send("\r")
            program.until("File")
            program.child.send("asked.toml\r")
        assert program.gone() == 0
    assert load_plan(tmp_path / "asked.toml").session.kind == "learning-clinic"
