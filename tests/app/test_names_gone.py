"""After names have gone, by their day or because somebody asked: no name anywhere, every figure as before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.forgetting import forget, sessions_knowing
from letsconnect_tui.app.import_proposals import import_command, propose_import
from letsconnect_tui.app.library import Library
from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.app.people_key import forgotten_marks, key_path, marks_key
from letsconnect_tui.app.people_proposals import roster_command
from letsconnect_tui.app.requests import ProposeImport
from letsconnect_tui.app.retention import part_with_key, purge
from letsconnect_tui.app.series import chosen_sessions
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.exporters.formats import SeriesSource, export_series, series_format_named
from letsconnect_tui.paths import state_dir
from tests.exporters.held_year import a_year
from tests.session.builders import a_session

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.exporters.naming import NameLevel

PEOPLE = 60


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "kept" / "year.json"
    path.parent.mkdir()
    a_year(path, clinics=3, connectathons=2, people=PEOPLE)
    return path


def figures(path: Path, level: NameLevel = "all") -> dict[str, object]:
    with Library.open(path, read_only=True) as library:
        source = SeriesSource(chosen_sessions(library).states, level, marks_key())
    data: dict[str, object] = json.loads(export_series(series_format_named("json"), source).text)
    data.pop("people", None)
    for held in data["per_session"]:  # type: ignore[attr-defined]
        held.pop("first_time")  # answers are counted over all sessions
    return data


def sessions(path: Path) -> tuple[str, ...]:
    with Library.open(path, read_only=True) as library:
        return tuple(run.id for run in library.runs())


def bytes_kept(path: Path) -> bytes:
    """Everything in the folder of the file and in that of what the program remembers."""
    folders = (path.parent, state_dir())
    return b"".join(one.read_bytes() for folder in folders for one in folder.rglob("*") if one.is_file())


@pytest.mark.parametrize("how_many", [2, 5])
def test_after_a_purge_every_figure_is_as_before(kept: Path, how_many: int) -> None:
    before = figures(kept), figures(kept, "none")
    with Library.open(kept) as library:
        assert purge(library, sessions(kept)[:how_many]) == ()

    assert (figures(kept), figures(kept, "none")) == before


def test_after_a_purge_no_name_is_found_in_any_byte(kept: Path) -> None:
    with Library.open(kept) as library:
        purge(library, sessions(kept))
    everything = bytes_kept(kept)
    for field in (b"User Group", b"person-added", b'"person":', b"AddPerson"):
        everything = everything.replace(field, b"")

    assert not [word for word in (b"Person", b"person", b"Ngozi", b"Twin", b"User ") if word in everything]


def test_a_key_destroyed_changes_no_figure_and_later_sessions_begin_anew(kept: Path) -> None:
    before = figures(kept)
    with Library.open(kept) as library:
        purge(library, sessions(kept)[:2])
        assert part_with_key(library) == ()

    assert not key_path().exists()
    assert figures(kept) == before
    with Library.open(kept) as library:
        purge(library, sessions(kept))
    assert figures(kept) == before


def test_the_marks_say_nothing_without_their_key(kept: Path) -> None:
    with Library.open(kept) as library:
        purge(library, sessions(kept))
        states = [library.folded(session).state for session in sessions(kept)]
    marks = {mark for state in states for person in state.people.values() for mark in person.facts.marks}

    assert len(marks) >= PEOPLE
    assert marks_key()
    assert marks_key().hex().encode() not in kept.read_bytes()


def test_who_was_forgotten_is_nowhere_and_still_counts_once(kept: Path) -> None:
    before = figures(kept)
    with Library.open(kept) as library:
        people = library.folded(sessions(kept)[0]).state.people.values()
        wanted = next(one.facts for one in people if one.facts.username and not one.is_team)
        assert forget(library, sessions_knowing(library, str(wanted.username))) == ()
    after = figures(kept)

    totals = ("sessions", "attendances", "unique", "returning", "minutes")
    assert [after[key] for key in totals] == [before[key] for key in totals]
    assert str(wanted.username).encode() + b'"' not in bytes_kept(kept)


def test_a_later_list_does_not_bring_back_who_was_forgotten(kept: Path, tmp_path: Path) -> None:
    with Library.open(kept) as library:
        state = library.folded(sessions(kept)[0]).state
        wanted = next(one.facts for one in state.people.values() if one.facts.username and not one.is_team)
        forget(library, sessions_knowing(library, wanted.name))
    assert forgotten_marks()
    roster = tmp_path / "roster.csv"
    roster.write_text(f"Name,Username\n{wanted.name},{wanted.username}\nBo Diaz,\n", "utf-8")
    load, notes = roster_command(a_session().state, roster, None)

    assert [one.name for one in load.people] == ["Bo Diaz"]
    assert [one.key for one in notes] == ["roster-note-forgotten"]
    roster.write_text(f"Name,Username\n{wanted.name},{wanted.username}\n", "utf-8")
    with pytest.raises(CommandRefused):
        roster_command(a_session().state, roster, None)


def test_an_attendance_file_does_not_either(kept: Path, tmp_path: Path) -> None:
    with Library.open(kept) as library:
        state = library.folded(sessions(kept)[0]).state
        wanted = next(one.facts for one in state.people.values() if one.facts.username and not one.is_team)
        forget(library, sessions_knowing(library, wanted.name))
    report = tmp_path / "zoom.csv"
    report.write_text(
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
        f"{wanted.name},,12/03/2026 02:00:00 PM,12/03/2026 02:30:00 PM,30,Yes\n"
        "Bo Diaz,,12/03/2026 02:00:00 PM,12/03/2026 02:40:00 PM,40,Yes\n",
        "utf-8",
    )
    session = LiveSession(a_session().started().recorder)
    proposal = propose_import(session, ProposeImport(str(report), "UTC"))
    command = import_command(proposal)

    assert [one.facts.name for one in command.new] == ["Bo Diaz"]
    assert wanted.name not in str(command)
