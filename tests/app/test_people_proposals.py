"""People from files and pastes reach the session in both faces, with what the reader had to say."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.people_proposals import names_in
from letsconnect_tui.app.requests import LoadRosterFile, ProposePaste
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.i18n import words
from letsconnect_tui.plain.live import PlainSession
from tests.app.rehearsed import rehearsed

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "Name,Status\nАнна,approved\nBo,denied\nTotal,\n"
NOTES = [
    "was read as cp1251",
    "refused or cancelled left out, first in line 3",
    "nobody (titles, totals) left out",
]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "who came.csv"
    path.write_bytes(TABLE.encode("cp1251"))
    return path


def test_a_typed_roster_says_what_was_left_out_or_guessed(roster: Path) -> None:
    session, _ = rehearsed()
    lines: list[str] = []
    PlainSession(session, lines.append).take(f"roster {roster}")

    assert lines[-1].startswith("ok ")
    for note in NOTES:
        assert any(line.startswith("! ") and note in line for line in lines)
    assert "Анна" in {person.facts.name for person in session.state.people.values()}


def test_the_screens_get_the_same_notes_with_the_answer(roster: Path) -> None:
    session, _ = rehearsed()
    alerts = [words(alert) for alert in session.execute(LoadRosterFile(str(roster), "cp1251")).alerts]

    assert not any(NOTES[0] in alert for alert in alerts)  # the encoding was named, so it is no guess
    assert all(any(note in alert for alert in alerts) for note in NOTES[1:])


def test_a_roster_of_the_command_line_says_the_same_on_standard_error(
    roster: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "x.toml"
    assert run_guarded(["new", "clinic", str(plan)]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("quit\n"))

    assert run_guarded(["rehearse", str(plan), "--plain", "--roster", str(roster)]) == 0
    err = capfd.readouterr().err
    assert all(note in err for note in NOTES)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Name,Languages\nAda Example,en\n", ("Ada Example",)),
        ("Ada Example\nBala\n", ("Ada Example", "Bala")),
        ('15:02:11 From Ada to Everyone: he said "hello\nBala', ("Ada", "Bala")),
        ("Ada\nBala\nAda\n", ("Ada", "Bala")),
    ],
)
def test_names_are_found_in_tables_and_lists_that_were_pasted(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text)[0] == names


def test_rows_of_a_pasted_table_that_are_left_out_are_named() -> None:
    session, _ = rehearsed()
    reply = session.propose(ProposePaste("Name,Languages,Status\nAna,pt,approved\nBo,zh,denied\nTotal,2,\n"))

    assert [line.strip() for line in reply.preview] == [
        "new: Ana",
        "1 row that is nobody (titles, totals) left out, first in line 4.",
        "1 registration that was refused or cancelled left out, first in line 3.",
    ]


def test_a_name_twice_in_one_paste_marks_one_person() -> None:
    session, _ = rehearsed()
    lines: list[str] = []
    PlainSession(session, lines.append).run(iter(["paste", "Zuri Example", "Zuri Example", ".", "accept"]))

    assert [person.facts.name for person in session.state.people.values()].count("Zuri Example") == 1
