"""Every command in docs/preparing.md is carried out as it stands there, one after the other."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from letsconnect_tui.cli.exit_codes import run_guarded

if TYPE_CHECKING:
    import pytest

DOCS = Path(__file__).parents[1] / "docs"
_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands_of(page: str) -> list[list[str]]:
    lines = "".join(_BLOCK.findall((DOCS / page).read_text("utf-8"))).splitlines()
    typed = [shlex.split(line, comments=True) for line in lines]
    return [words for words in typed if words]


def test_every_line_of_a_shell_block_is_a_command_of_ours() -> None:
    commands = commands_of("preparing.md")

    assert len(commands) > 10
    assert {words[0] for words in commands} == {"letsconnect"}


def test_the_commands_work_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    for words in commands_of("preparing.md"):
        assert run_guarded(words[1:]) == 0, (words, capfd.readouterr().err)
        told = capfd.readouterr()
        assert "⧼" not in told.out + told.err, words
