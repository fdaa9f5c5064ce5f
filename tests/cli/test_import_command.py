"""``letsconnect import`` as it is typed: what it shows, what it keeps, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.store import EventFile
from tests.exporters.held import held_session

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.session.state import State

DAY = "2026-12-03"
REPORT = (
    "Name (original name),Email,Join time,Leave time,Duration (minutes),In waiting room\n"
    f"Rita Roster,,{DAY} 14:05:00,{DAY} 14:47:00,42,No\n"
    f"Never Came,,{DAY} 14:10:00,{DAY} 14:20:00,10,No\n"
    f"Someone New,,{DAY} 14:00:00,{DAY} 14:02:00,2,Yes\n"
    f"Someone New,,{DAY} 14:02:00,{DAY} 14:30:00,28,No\n"
    f"Rita Rostr,,{DAY} 14:30:00,{DAY} 14:31:00,1,No\n"
)

KNOWN = "“participants.csv” was taken in before; nothing changed"


@pytest.fixture
def kept(tmp_path: Path) -> str:
    """A file with a session that was held."""
    file = EventFile.open(tmp_path / "letsconnect.json")
    held_session(store=file)
    file.close()
    return str(file.path)


@pytest.fixture
def report(tmp_path: Path, kept: str) -> str:
    """What the platform says about it."""
    path = tmp_path / "participants.csv"
    with Library.open(tmp_path / "letsconnect.json", read_only=True) as library:
        start = library.runs()[0].started_at
    assert start is not None
    path.write_text(REPORT, "utf-8")
    return str(path)


def state_of(kept: str) -> State:
    from pathlib import Path

    with Library.open(Path(kept), read_only=True) as library:
        return library.folded("clinic.1").state


def test_without_yes_nothing_is_kept(kept: str, report: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = state_of(kept)

    assert run_guarded(["import", "last", report, "--zone", "UTC", "--file", kept]) == 0
    said = capsys.readouterr()
    assert "zoom: 2 known, 1 new, 1 to decide, 1 row left out" in said.out
    assert "Add --yes" in said.err
    assert state_of(kept) == before


def test_json_says_who_is_sure_unsure_new_left_out_and_where_marks_differ(
    kept: str, report: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["import", "last", report, "--zone", "UTC", "--json", "--file", kept]) == 0
    data = json.loads(capsys.readouterr().out)

    assert list(data) == ["sure", "unsure", "new", "dropped", "conflicts"]
    assert data["sure"] == [{"row": 2, "person": "Rita Roster"}, {"row": 3, "person": "Never Came"}]
    assert data["unsure"] == [{"row": 6, "candidates": ["Rita Roster"]}]
    assert data["new"] == [{"row": 5, "name": "Someone New"}]
    assert data["dropped"] == [{"row": 4, "why": "waiting room"}]
    assert {"Rita Roster", "Quiet {{Person}}"} <= {one["person"] for one in data["conflicts"]}


def test_yes_takes_it_in_and_a_second_time_changes_nothing(
    kept: str, report: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["import", "clinic", report, "--zone", "UTC", "--yes", "--file", kept]
    assert run_guarded(command) == 0
    assert "3 people taken in from a file, 1 of them new" in capsys.readouterr().err
    after = state_of(kept)
    assert {one.facts.name for one in after.people.values() if one.imported} == {
        "Rita Roster",
        "Never Came",
        "Someone New",
    }
    assert run_guarded(command) == 0
    assert capsys.readouterr() == (
        f"{KNOWN}. One person in it is still to be decided: press i in the session\n",
        "",
    )
    assert state_of(kept) == after


def test_the_same_file_again_says_only_that_nothing_changed(
    kept: str, report: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from pathlib import Path

    path = Path(report)
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[:-1]) + "\n", "utf-8")
    command = ["import", "last", report, "--zone", "UTC", "--yes", "--file", kept]
    assert run_guarded(command) == 0
    capsys.readouterr()
    for arguments in (command, [one for one in command if one != "--yes"]):
        assert run_guarded(arguments) == 0
        assert capsys.readouterr() == (f"{KNOWN}\n", "")

    assert run_guarded([*command, "--json"]) == 0
    again = capsys.readouterr()
    assert len(json.loads(again.out)["sure"]) == 3
    assert again.err == f"{KNOWN}\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["import", "nothing", "REPORT"], "nothing"),
        (["import", "last", "missing.csv"], "missing.csv"),
        (["import", "last", "REPORT", "--zone", "Nowhere"], "no time zone"),
        (["import", "last", "REPORT", "--encoding", "klingon"], "klingon"),
    ],
)
def test_what_cannot_be_taken_in_is_told(
    arguments: list[str], expected: str, kept: str, report: str, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = [report if one == "REPORT" else one for one in arguments]

    assert run_guarded([*typed, "--yes", "--file", kept]) == 2
    assert expected in capsys.readouterr().err


def test_while_another_window_writes_nothing_is_taken_in(kept: str, report: str) -> None:
    from pathlib import Path

    writer = EventFile.open(Path(kept))
    try:
        assert run_guarded(["import", "last", report, "--yes", "--file", kept]) == 3
    finally:
        writer.close()
