from __future__ import annotations

import importlib
import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
import vobject
from msgspec.structs import replace

from letsconnect_tui.app.plan_library import load_plan, shipped_plans
from letsconnect_tui.app.saving import revise_all
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.calendar import Revision, calendar_of, entries, fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.plan.model import Plan

STAMP = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(params=[path.stem for path in shipped_plans()])
def shipped(request: pytest.FixtureRequest) -> Plan:
    return load_plan(next(path for path in shipped_plans() if path.stem == request.param))


@pytest.fixture
def plan() -> Plan:
    """A plan with a repeat."""
    return load_plan(next(path for path in shipped_plans() if path.stem == "connectathon"))


def calendar_at(plan: Plan, sequence: int = 0) -> bytes:
    """The calendar of a plan, all of its times in one revision."""
    return calendar_of((entry, Revision(sequence, STAMP)) for entry in entries(plan))


def events(content: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(content).events)


def retitled(plan: Plan, title: str) -> Plan:
    return replace(plan, session=replace(plan.session, title=title))


def test_vobject_finds_nothing_wrong(shipped: Plan) -> None:
    calendar = vobject.readOne(calendar_at(shipped).decode())

    assert calendar.validate(raiseException=True)


def test_libical_finds_nothing_wrong(shipped: Plan) -> None:
    gi = pytest.importorskip("gi", reason="PyGObject is not installed, by which libical is called")
    try:
        gi.require_version("ICalGLib", "3.0")
    except ValueError:
        pytest.skip("libical has no typelib here: the package gir1.2-ical-3.0 is missing")
    libical = importlib.import_module("gi.repository").ICalGLib

    component = libical.Component.new_from_string(calendar_at(shipped).decode())

    assert component.check_restrictions()
    assert component.count_errors() == 0


ICAL_JS = """
const ICAL = require("ical.js"), Calendar = (ICAL.default || ICAL);
const text = require("fs").readFileSync(0, "utf8");
const root = new Calendar.Component(Calendar.parse(text));
const events = root.getAllSubcomponents("vevent").map(one => new Calendar.Event(one));
const utc = time => time.toJSDate().toISOString();
const told = events.map(one => [one.uid, one.summary, utc(one.startDate), utc(one.endDate)]);
console.log(JSON.stringify(told));
"""


def test_ical_js_reads_the_same(shipped: Plan) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed, which runs ical.js")
    if subprocess.run([node, "-e", 'require("ical.js")'], capture_output=True, check=False).returncode:
        pytest.skip("ical.js is not installed: npm install ical.js, and NODE_PATH where it is")
    content = calendar_at(shipped)

    read = subprocess.run([node, "-e", ICAL_JS], input=content, capture_output=True, check=True)

    expected = [
        [
            str(one["UID"]),
            str(one["SUMMARY"]),
            *(f"{at.astimezone(UTC):%FT%T}.000Z" for at in (one.start, one.end)),
        ]
        for one in events(content)
    ]
    assert json.loads(read.stdout) == expected


def test_icalendar_reads_back_what_the_plan_says(shipped: Plan) -> None:
    session = shipped.session

    (first, *repeats) = events(calendar_at(shipped, 3))

    assert (session.starts_at, session.ends_at) == (first.start, first.end)
    assert (session.title, 3) == (first["SUMMARY"], first["SEQUENCE"])
    assert len(session.repeats) == len(repeats)
    assert not first.errors


def test_link_stands_where_every_calendar_looks_for_it(plan: Plan) -> None:
    (event, _) = events(calendar_at(plan))

    room = plan.session.links.room
    assert room == event["LOCATION"] == event["URL"] == event["CONFERENCE"]
    assert room is not None
    assert room in event["DESCRIPTION"]


def test_list_of_features_is_not_quoted(plan: Plan) -> None:
    """A quoted list is read as one feature with commas in its name."""
    content = calendar_at(plan).replace(b"\r\n ", b"")

    assert b"CONFERENCE;FEATURE=AUDIO,VIDEO;LABEL=Join the session;VALUE=URI:https://" in content


def test_nobody_is_named_and_nothing_asks_for_an_answer(shipped: Plan) -> None:
    content = calendar_at(shipped).replace(b"\r\n ", b"").decode()

    assert not [person.name for person in shipped.people if person.name in content]
    assert "ATTENDEE" not in content
    assert "METHOD" not in content


def test_sharers_are_named_only_where_the_plan_says_so(shipped: Plan) -> None:
    public = replace(shipped, session=replace(shipped.session, public_names=True))
    content = calendar_at(public).replace(b"\r\n ", b"").decode()

    named = {person.name for person in shipped.people if person.name in content}
    assert named == {person.name for person in shipped.people if person.role == "sharer"}


def test_times_are_utc_and_lines_are_short(shipped: Plan) -> None:
    content = calendar_at(shipped)

    assert b"VTIMEZONE" not in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert f"DTSTART:{shipped.session.starts_at:%Y%m%dT%H%M%SZ}".encode() in content


def test_same_plan_gives_the_same_bytes(plan: Plan) -> None:
    once, again = (calendar_at(plan, 1) for _ in range(2))

    assert once == again


def test_kind_audience_and_topics_are_categories(plan: Plan) -> None:
    (event, _) = events(calendar_at(plan))

    expected = ["Connectathon", "Relevant for newcomers", "Relevant for experienced organisers", "connecting"]
    assert expected == list(map(str, event["CATEGORIES"].cats))


def test_repeat_has_its_own_uid_and_its_own_agenda_times(plan: Plan) -> None:
    first, second = events(calendar_at(plan))

    assert first["UID"] == "connectathon-2027-01-08@letsconnect-tui"
    assert second["UID"] == "connectathon-2027-01-08~2@letsconnect-tui"
    assert "02:00 Arriving with music" in second["DESCRIPTION"]


def test_line_breaks_in_a_title_begin_no_new_property(plan: Plan) -> None:
    hostile = retitled(plan, "Title, long; \r\nATTENDEE:mailto:x@example.org")

    content = calendar_at(hostile)

    assert not [line for line in content.split(b"\r\n") if line.startswith(b"ATTENDEE")]
    assert b"NAME:Title\\, long\\; \\nATTENDEE" in content


def sequences(plan: Plan, path: Path, now: datetime = STAMP) -> list[tuple[int, datetime]]:
    return [(revision.sequence, revision.stamp) for _, revision in revise_all(entries(plan), path, now)]


def test_number_rises_only_when_the_entry_changed(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "revisions.json"
    later, last = STAMP + timedelta(days=1), STAMP + timedelta(days=2)

    assert sequences(plan, path) == [(0, STAMP), (0, STAMP)]
    assert sequences(plan, path, later) == [(0, STAMP), (0, STAMP)]
    assert [(1, last), (1, last)] == sequences(retitled(plan, "New"), path, last)


def test_changed_repeat_leaves_the_first_entry_alone(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "revisions.json"
    sequences(plan, path)
    moved = replace(plan.session, repeats=(plan.session.repeats[0] + timedelta(hours=1),))

    changed = sequences(replace(plan, session=moved), path)

    assert [sequence for sequence, _ in changed] == [0, 1]


def test_notes_for_the_facilitator_do_not_change_the_entry(plan: Plan) -> None:
    (entry, _) = entries(plan)
    noted = replace(plan, items=tuple(replace(item, notes="quiet") for item in plan.items))

    assert fingerprint(entry) == fingerprint(entries(noted)[0])


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a": 1}', '{"a": {"sequence": 1, "stamp": "x"}}', "\0"])
def test_damaged_revisions_are_refused_and_kept(plan: Plan, tmp_path: Path, content: str) -> None:
    path = tmp_path / "revisions.json"
    path.write_text(content)

    with pytest.raises(InputError):
        sequences(plan, path)

    assert path.read_text() == content


def test_entries_of_several_plans_share_one_file(tmp_path: Path) -> None:
    every = [entry for path in shipped_plans() for entry in entries(load_plan(path))]

    content = calendar_of(revise_all(every, tmp_path / "revisions.json", STAMP))

    assert len({event["UID"] for event in events(content)}) == len(every) == 7


def statuses(content: bytes) -> list[tuple[str, str, int]]:
    return [(str(one["STATUS"]), str(one["SUMMARY"]), one["SEQUENCE"]) for one in events(content)]


def test_a_cancelled_date_keeps_its_identity_and_says_so_in_its_title_too(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "revisions.json"
    before = calendar_of(revise_all(entries(plan), path, STAMP))
    second = entries(plan)[1].uid
    after = calendar_of(revise_all(entries(plan), path, STAMP + timedelta(days=1), cancel=[second]))

    title = plan.session.title
    assert statuses(after) == [("CONFIRMED", title, 0), ("CANCELLED", f"Cancelled: {title}", 1)]
    assert [one["UID"] for one in events(after)] == [one["UID"] for one in events(before)]
    assert b"TRANSPARENT" in after
    assert after.count(b"BEGIN:VALARM") == 1
    assert vobject.readOne(after.decode()).validate(raiseException=True)


def test_what_was_cancelled_stays_so_until_it_is_held_after_all(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "revisions.json"
    first = entries(plan)[0].uid
    moments = [STAMP + timedelta(days=day) for day in range(4)]

    revise_all(entries(plan), path, moments[0], cancel=[first])
    again = statuses(calendar_of(revise_all(entries(plan), path, moments[1])))
    held = statuses(calendar_of(revise_all(entries(plan), path, moments[2], hold=[first])))
    later = statuses(calendar_of(revise_all(entries(plan), path, moments[3])))

    assert (again[0][0], again[0][2]) == ("CANCELLED", 0)
    assert (held[0][0], held[0][2]) == ("CONFIRMED", 1)
    assert later == held


def test_the_command_cancels_all_dates_or_one_and_says_how_to_take_it_back(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = str(next(one for one in shipped_plans() if one.stem == "connectathon"))

    assert run_guarded(["calendar", path, "--cancel", "2", "-o", str(tmp_path / "one.ics")]) == 0
    assert "--hold 2" in capfd.readouterr().err
    assert run_guarded(["calendar", "--cancel", path, "-o", str(tmp_path / "all.ics")]) == 0
    assert run_guarded(["calendar", path, "--hold", "-o", str(tmp_path / "held.ics")]) == 0
    capfd.readouterr()
    assert run_guarded(["calendar", path, "--cancel", "9"]) == 2

    by_calendar = [
        [str(one["STATUS"]) for one in events((tmp_path / f"{name}.ics").read_bytes())]
        for name in ("one", "all", "held")
    ]
    assert by_calendar == [["CONFIRMED", "CANCELLED"], ["CANCELLED"] * 2, ["CONFIRMED"] * 2]


def test_what_is_left_of_a_template_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["new", "clinic", str(tmp_path / "plan.toml")]) == 0
    capfd.readouterr()

    assert run_guarded(["calendar", str(tmp_path / "plan.toml"), "-o", str(tmp_path / "plan.ics")]) == 0

    assert "still says" in capfd.readouterr().err
