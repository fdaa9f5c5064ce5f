"""A file of a meeting platform is taken in beside what was marked by hand, which it never changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.people_proposals import NEW, OUT
from letsconnect_tui.app.proposals import ImportProposal
from letsconnect_tui.app.requests import Accept, DecideImport, ProposeImport
from letsconnect_tui.exporters.attendance_facts import attendance
from letsconnect_tui.exporters.naming import Naming
from letsconnect_tui.i18n import words
from letsconnect_tui.session.anonymous_session import nameless
from letsconnect_tui.session.commands import LoadRoster
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.session.forgotten_person import without_people
from tests.app.rehearsed import rehearsed, said

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.clock import VirtualClock

MINUTE_MS = 60_000
HEADER = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,In waiting room\n"
ROWS = """\
Amaka Uzoma,amaka@example.org,2026-12-03 15:00:00,2026-12-03 15:50:00,50,No,No
Ngozi Eze,,2026-12-03 14:59:00,2026-12-03 15:01:00,2,Yes,Yes
Ngozi Eze,,2026-12-03 15:01:00,2026-12-03 15:20:00,19,Yes,No
Zoe - fr (Ngozi Eze),,2026-12-03 15:30:00,2026-12-03 15:58:30,29,Yes,No
Walk In,walk@example.org,2026-12-03 15:10:00,2026-12-03 15:40:00,30,Yes,No
Olayemi Adebayor,,2026-12-03 15:10:00,2026-12-03 15:12:00,2,Yes,No
iPhone,,2026-12-03 15:10:00,2026-12-03 15:11:00,1,Yes,No
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "participants.csv"
    path.write_text(HEADER + ROWS, "utf-8")
    return path


@pytest.fixture
def held() -> tuple[LiveSession, VirtualClock]:
    """A session held from 15:00 to 16:00, with two who registered, one of whom was marked by hand."""
    session, clock = rehearsed()
    session.execute(LoadRoster((PersonFacts("Ngozi Eze"), PersonFacts("Olayemi Adebayo"))))
    said(session, "start", "here Amaka Ụzọma")
    clock.advance(60 * MINUTE_MS)
    said(session, "left Amaka Ụzọma", "end")
    clock.advance(24 * 60 * MINUTE_MS)
    return session, clock


def proposed(session: LiveSession, path: Path, zone: str | None = None) -> ImportProposal:
    reply = session.propose(ProposeImport(str(path), zone))
    assert isinstance(session.proposal, ImportProposal), words(reply.message)
    return session.proposal


def accept(session: LiveSession) -> str:
    assert session.proposal is not None
    reply = session.execute(Accept(session.proposal.id))
    return f"{'ok' if reply.ok else 'no'} {words(reply.message)}"


def person(session: LiveSession, name: str) -> str:
    return next(one.id for one in session.state.people.values() if one.facts.name == name)


def minutes(session: LiveSession) -> dict[str, int | None]:
    naming = Naming(session.state, "all")
    facts = attendance(session.state, session.now(), naming)
    return {one.name: one.minutes for one in facts.people if one.intervals}


def test_who_is_who_is_shown_before_anything_is_kept(
    held: tuple[LiveSession, VirtualClock], file: Path
) -> None:
    session, _ = held
    before = session.log
    made = proposed(session, file)

    assert [(one.line, one.kind) for one in made.matches] == [
        ("Amaka Uzoma", "sure"),
        ("Zoe - fr", "sure"),
        ("Walk In", "new"),
        ("Olayemi Adebayor", "unsure"),
        ("iPhone", "new"),
    ]
    assert made.decided == ("amaka", person(session, "Ngozi Eze"), NEW, None, NEW)
    assert session.log is before


def test_marks_made_by_hand_stay_and_differences_are_shown(
    held: tuple[LiveSession, VirtualClock], file: Path
) -> None:
    session, _ = held
    marked = session.state.people["amaka"].spans
    made = proposed(session, file)
    reply = session.propose(ProposeImport(str(file)))

    assert [one.person for one in made.conflicts] == ["amaka"]
    assert "  Amaka Ụzọma: marked 15:00–16:00, the file says 15:00–15:50; both are kept" in reply.preview
    assert accept(session).startswith("ok")
    assert session.state.people["amaka"].spans == marked
    assert [(one.start, one.end) for one in session.state.people["amaka"].imported] != []
    assert minutes(session)["Amaka Ụzọma"] == 60


def test_who_was_marked_by_nobody_was_there_when_the_file_says(
    held: tuple[LiveSession, VirtualClock], file: Path
) -> None:
    session, _ = held
    proposed(session, file)
    answer = accept(session)

    assert "4 people taken in from a file, 2 of them new" in answer
    assert minutes(session) == {"Amaka Ụzọma": 60, "Ngozi Eze": 48, "Walk In": 30, "iPhone": 1}


def test_one_undo_takes_an_import_back_whole(held: tuple[LiveSession, VirtualClock], file: Path) -> None:
    session, _ = held
    before = session.state
    proposed(session, file)
    accept(session)
    assert said(session, "undo").startswith("ok")

    assert session.state == before
    assert said(session, "redo").startswith("ok")
    assert minutes(session)["Ngozi Eze"] == 48


def test_the_same_file_twice_changes_nothing(held: tuple[LiveSession, VirtualClock], file: Path) -> None:
    session, _ = held
    proposed(session, file)
    accept(session)
    before = session.log
    proposed(session, file)

    assert accept(session).startswith("ok")
    assert session.log is before


def test_what_was_left_open_is_taken_in_by_the_same_file_once_it_is_decided(
    held: tuple[LiveSession, VirtualClock], file: Path
) -> None:
    session, _ = held
    proposed(session, file)
    accept(session)
    olayemi = person(session, "Olayemi Adebayo")
    made = proposed(session, file)
    decided = tuple(olayemi if one.line.startswith("Olayemi") else OUT for one in made.matches)
    assert session.propose(DecideImport(made.id, decided)).ok
    assert accept(session).startswith("ok")

    assert minutes(session)["Olayemi Adebayo"] == 2
    assert minutes(session)["Ngozi Eze"] == 48


def test_a_proposal_is_stale_once_the_people_have_changed(
    held: tuple[LiveSession, VirtualClock], file: Path
) -> None:
    session, _ = held
    proposed(session, file)
    said(session, "new Walk In")

    assert accept(session).startswith("no")


def test_a_registration_is_no_attendance(held: tuple[LiveSession, VirtualClock], tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_text("Timestamp,Your name,Email\n2026-12-01,Ada,a@example.org\n", "utf-8")

    assert "who registered, not who was there" in said(held[0], f"import {path}")


def test_times_of_another_day_are_doubted(held: tuple[LiveSession, VirtualClock], tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text((HEADER + ROWS).replace("2026-12-03", "2026-11-03"), "utf-8")
    made = proposed(held[0], path)

    assert "import-note-elsewhere" in [note.key for note in made.notes]


def test_the_session_decides_what_a_date_leaves_open(
    held: tuple[LiveSession, VirtualClock], tmp_path: Path
) -> None:
    path = tmp_path / "open.csv"
    path.write_text("Name,Join,Leave\nAda,12/03/2026 15:00,12/03/2026 15:30\n", "utf-8")
    made = proposed(held[0], path)

    assert [note.key for note in made.notes] == []
    assert made.presence[0].spans[0][0] == held[0].state.planned_start


def test_a_zone_that_is_named_is_used(held: tuple[LiveSession, VirtualClock], tmp_path: Path) -> None:
    path = tmp_path / "lagos.csv"
    path.write_text("Name,Join,Leave\nAda,2026-12-03 16:00,2026-12-03 16:30\n", "utf-8")

    assert said(held[0], f"import {path} zone=Africa/Lagos").startswith("ok")
    assert isinstance(held[0].proposal, ImportProposal)
    assert held[0].proposal.presence[0].spans[0][0] == held[0].state.planned_start
    assert "no time zone" in said(held[0], f"import {path} zone=Lagos")


def test_typed_lines_take_a_file_in_with_accept(held: tuple[LiveSession, VirtualClock], file: Path) -> None:
    session, _ = held

    assert "2 known, 2 new, 1 to decide, 1 row left out" in said(session, f"import {file}")
    assert said(session, "accept").startswith("ok")
    assert "Walk In" in minutes(session)


def test_minutes_without_times_are_counted_from_the_start(
    held: tuple[LiveSession, VirtualClock], tmp_path: Path
) -> None:
    path = tmp_path / "unique.csv"
    path.write_text("Name (original name),Email,Total duration (minutes),Guest\nNgozi Eze,,37,Yes\n", "utf-8")
    proposed(held[0], path)
    accept(held[0])

    assert minutes(held[0])["Ngozi Eze"] == 37


def test_a_roll_call_says_who_was_here_and_not_for_how_long(
    held: tuple[LiveSession, VirtualClock], tmp_path: Path
) -> None:
    session, _ = held
    path = tmp_path / "pad.txt"
    path.write_text("* Ngozi Eze\n* Somebody Else\n", "utf-8")
    proposed(session, path)
    accept(session)
    facts = attendance(session.state, session.now(), Naming(session.state, "all"))

    assert {one.name: (one.status, one.minutes) for one in facts.people if one.status != "not-marked"} == {
        "Amaka Ụzọma": ("left", 60),
        "Ngozi Eze": ("here", None),
        "Somebody Else": ("here", None),
    }


def kept(session: LiveSession) -> str:
    return json.dumps([record.document() for record in session.log.records], ensure_ascii=False)


def test_rows_are_kept_with_their_lines_and_without_addresses(
    held: tuple[LiveSession, VirtualClock], file: Path
) -> None:
    session, _ = held
    proposed(session, file)
    accept(session)
    event = session.log.records[-1].events[-1]
    rows = {row.line: row for row in event.rows}  # type: ignore[union-attr]

    assert rows[6].cells == ("Walk In", "2026-12-03 15:10:00", "2026-12-03 15:40:00", "30")
    assert rows[6].person == person(session, "Walk In")
    assert (rows[3].person, rows[3].why) == (None, "attendance-why-waiting")
    assert rows[7].person is None
    assert "@example.org" not in kept(session)


def test_names_of_a_file_go_with_all_others(held: tuple[LiveSession, VirtualClock], file: Path) -> None:
    session, _ = held
    proposed(session, file)
    accept(session)
    records = nameless(session.state, session.log.records)

    text = json.dumps([record.document() for record in records], ensure_ascii=False)
    assert not [name for name in ("Ngozi", "Walk", "Olayemi", "participants") if name in text]


def test_whoever_is_forgotten_is_gone_from_the_rows_too(
    held: tuple[LiveSession, VirtualClock], file: Path
) -> None:
    session, _ = held
    proposed(session, file)
    accept(session)
    records = without_people(session.state, session.log.records, [person(session, "Walk In")])
    text = json.dumps([record.document() for record in records], ensure_ascii=False)

    assert "Walk" not in text
    assert "Ngozi" in text
