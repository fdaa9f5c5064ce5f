from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from letsconnect_tui.app.saving import crash_report, keep_copied, keep_crash, short_path
from letsconnect_tui.errors import NotSaved
from letsconnect_tui.i18n.message import message
from letsconnect_tui.paths import state_dir


def failing(name: str) -> None:
    secret = f"{name}@example.org"
    try:
        raise KeyError(secret)
    except KeyError as error:
        raise NotSaved(message("store-not-saved", name)) from error


def caught(name: str) -> NotSaved:
    with pytest.raises(NotSaved) as failed:
        failing(name)
    return failed.value


def test_a_crash_report_names_errors_and_places_and_nobody() -> None:
    report = crash_report(caught("Ngozi"))
    assert "builtins.KeyError" in report
    assert "NotSaved store-not-saved" in report
    assert "failing" in report
    assert "Ngozi" not in report


def test_a_crash_report_is_kept_for_its_owner_only() -> None:
    path = keep_crash(caught("Ngozi"))
    assert path is not None
    assert "Ngozi" not in path.read_text("utf-8")
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0


def test_the_text_copied_last_replaces_the_one_before() -> None:
    keep_copied("one that is long")
    path = keep_copied("Ọkọ 山田")
    assert path is not None
    assert path.read_text("utf-8") == "Ọkọ 山田\n"
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0


def test_a_path_is_told_from_the_home_folder_on() -> None:
    assert short_path(Path.home() / "state" / "copied.txt") == "~/state/copied.txt"
    assert short_path(Path("/elsewhere/copied.txt")).endswith("copied.txt")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_keeps_nothing_and_fails_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/nowhere")
    assert keep_copied("x") is None


def test_the_newest_ten_crash_reports_are_kept() -> None:
    kept = [path for _ in range(14) if (path := keep_crash(caught("Ngozi"))) is not None]

    assert len(kept) == 14
    assert {*state_dir().glob("crash-*.log")} == {*kept[-10:]}
