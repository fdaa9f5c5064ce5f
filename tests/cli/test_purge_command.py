"""``letsconnect purge`` as typed: a look first, then names are gone from the file and what lies beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.retention import sessions_with_names
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.store import EventFile
from tests.session.builders import a_plan, a_session, somebody

if TYPE_CHECKING:
    from pathlib import Path

DAY_S = 86_400


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A file with a session that ended, with a backup of it and a copy of something damaged."""
    file = EventFile.open(tmp_path / "letsconnect.json")
    sitting = a_session(a_plan(name="old"), store=file)
    sitting.started().give(somebody("Rita Roster"), somebody("Zoë")).at(30)
    file.rewrite()
    file.close()
    (tmp_path / "letsconnect.json.damaged-20260101T000000Z-0").write_text("Rita Roster")
    return file.path


def days_later(days: float, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(path, read_only=True) as library:
        at_s = library.log("clinic.1").latest.at / 1000
    monkeypatch.setattr("letsconnect_tui.cli.privacy.time.time", lambda: at_s + days * DAY_S)


def test_names_stay_for_ninety_days(
    kept: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    days_later(89.9, kept, monkeypatch)
    before = kept.read_bytes()

    assert run_guarded(["purge", "--yes", "--file", str(kept)]) == 0
    assert "6 people, kept until" in capfd.readouterr().out
    assert kept.read_bytes() == before


def test_without_yes_it_is_only_shown(
    kept: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    days_later(90, kept, monkeypatch)
    before = kept.read_bytes()

    assert run_guarded(["purge", "--file", str(kept)]) == 0
    assert "letsconnect purge --yes" in capfd.readouterr().out
    assert kept.read_bytes() == before


def test_names_are_gone_from_the_file_its_backups_and_copies_and_counts_stay(
    kept: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    days_later(90, kept, monkeypatch)

    assert run_guarded(["purge", "--yes", "--file", str(kept)]) == 0
    assert "gone from 1 session" in capfd.readouterr().out
    everything = b"".join(path.read_bytes() for path in kept.parent.iterdir())
    for name in (b"Rita", b"Zo", b"Ana", b'"ana"', b"Flo"):
        assert name not in everything
    with Library.open(kept, read_only=True) as library:
        (run,) = library.runs()
        assert (run.participants, run.peak, library.left_out(run.id)) == (2, 2, 0)
        assert sessions_with_names(library) == ()


def test_a_second_purge_finds_nobody(
    kept: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    days_later(400, kept, monkeypatch)
    run_guarded(["purge", "--yes", "--file", str(kept)])
    capfd.readouterr()

    assert run_guarded(["purge", "--yes", "--file", str(kept)]) == 0
    assert "names anybody" in capfd.readouterr().out


def test_other_sessions_stay_as_they_are(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from letsconnect_tui.clock import VirtualClock
    from letsconnect_tui.session import commands as c
    from letsconnect_tui.session.facts import PersonFacts

    with Library.open(kept) as library:
        later = library.log("clinic.1").latest.at + 60 * DAY_S * 1000
        recorder = library.begin(a_plan(name="new"), "new.toml", VirtualClock(later))
        recorder.record(c.AddPerson(PersonFacts("Still Known")))
    days_later(91, kept, monkeypatch)

    assert run_guarded(["purge", "--yes", "--file", str(kept)]) == 0
    with Library.open(kept, read_only=True) as library:
        assert [one.session for one in sessions_with_names(library)] == ["new.1"]
        assert library.log("new.1").state.people["p1"].facts.name == "Still Known"


def test_a_purge_lists_the_exports_with_names_that_it_does_not_reach(
    kept: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    export = kept.parent / "people.csv"
    arguments = ["export", "attendance", "last", "--names", "-o", str(export), "--file", str(kept)]
    assert run_guarded(arguments) == 0
    days_later(90, kept, monkeypatch)

    assert run_guarded(["purge", "--yes", "--file", str(kept)]) == 0

    assert f"  {export}" in capfd.readouterr().out.splitlines()
