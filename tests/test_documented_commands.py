"""Every command that README.md, preparing.md and plan-format.md show is carried out as it stands there."""

from __future__ import annotations

import io
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

from letsconnect_tui.cli.exit_codes import run_guarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "docs/preparing.md", "docs/plan-format.md")


def block_lines(page: str, languages: tuple[str, ...]) -> Iterator[str]:
    """The lines of a page's blocks in these languages; a block without a language has an empty one."""
    language: str | None = None
    for line in (ROOT / page).read_text("utf-8").splitlines():
        if line.startswith("```"):
            language = line[3:].strip() if language is None else None
        elif language in languages:
            yield line


def commands_of(page: str) -> list[list[str]]:
    """The words behind ``letsconnect`` of each line of the page's shell blocks, without comments.

    Those that ask or draw at a terminal are in ``at_a_terminal``, and carried out in ``tests/terminal``.
    """
    return [words for words in _typed(page) if not _needs_a_terminal(words)]


def at_a_terminal() -> list[list[str]]:
    """Each command of the pages that asks or draws at a terminal, once."""
    found = [words for page in PAGES for words in _typed(page) if _needs_a_terminal(words)]
    return [list(words) for words in dict.fromkeys(map(tuple, found))]


def _typed(page: str) -> list[list[str]]:
    lines = (line for line in block_lines(page, ("sh", "")) if line.startswith("letsconnect"))
    return [shlex.split(line, comments=True)[1:] for line in lines]


def _needs_a_terminal(words: list[str]) -> bool:
    return words == ["new"] or words[0] == "edit"


def test_preparing_shows_nothing_but_commands_of_ours() -> None:
    lines = list(block_lines("docs/preparing.md", ("sh",)))

    assert len(lines) > 30
    assert {line.split()[0] for line in lines} == {"letsconnect"}


def carried_out(page: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> int:
    """Carry out the commands of a page one after the other; how many there were."""
    commands = commands_of(page)
    for words in commands:
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
        if words[0] == "new" and "--from" in words:
            Path(words[words.index("--from") - 1]).unlink(missing_ok=True)
        assert run_guarded(words) == 0, (words, capfd.readouterr().err)
        captured = capfd.readouterr()
        assert "⧼" not in captured.out + captured.err, words
    return len(commands)


def test_the_commands_of_preparing_work_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert carried_out("docs/preparing.md", monkeypatch, capfd) > 30


def test_the_first_session_of_the_readme_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert carried_out("README.md", monkeypatch, capfd) >= 5


def test_the_commands_of_the_plan_format_work_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    _an_invitation_a_sheet_and_a_session(monkeypatch)
    commands = commands_of("docs/plan-format.md")
    edits = next(index for index, words in enumerate(commands) if words[0] == "set")
    looks = next(index for index, words in enumerate(commands) if words[0] == "check")

    for index, words in enumerate(commands):
        if index in (looks, edits):  # the page goes on with the plan of a clinic, here with a second date
            assert (
                run_guarded(["new", "clinic", "fresh.toml", "--start", "2031-12-03T15:00", "--zone", "UTC"])
                == 0
            )
            Path("fresh.toml").replace("my-clinic.toml")
            assert run_guarded(["set", "my-clinic.toml", "session.repeats=2031-12-04T01:00"]) == 0
        if words[0] == "new":
            monkeypatch.setattr(sys, "stdin", io.StringIO(""))
            Path(words[1] if "--from" in words else words[2]).unlink(missing_ok=True)
        assert run_guarded(words) == 0, (words, capfd.readouterr().err)
    assert len(commands) > 15


def _an_invitation_a_sheet_and_a_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files that the page begins plans with, and a session that is ``last``."""
    shipped = str(ROOT / "sessions" / "learning-clinic-newcomers.toml")
    assert run_guarded(["calendar", shipped, "--occurrence", "1", "-o", "invitation.ics"]) == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO("start\nnext\nend\n"))
    assert run_guarded(["run", shipped, "--plain"]) == 0
    book = openpyxl.Workbook()
    for row in (
        ("Time", "Title", "Duration", "Lead"),
        ("15:00", "Welcome", "10", "Ngozi"),
        ("15:10", "Talk", "20", "Bo"),
    ):
        book.active.append(row)
    book.save("run-of-show.xlsx")
