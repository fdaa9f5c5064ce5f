"""Calendar events and cue sheets as the beginning of a plan."""

from __future__ import annotations

import contextlib
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.app.plan_library import load_plan, read_plan, shipped_plans
from letsconnect_tui.app.shipped_templates import TEMPLATES
from letsconnect_tui.app.template_items import fitted_to_slot, template_items
from letsconnect_tui.cli.app import run
from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.calendar import Revision, calendar_of, entries
from letsconnect_tui.importers.cue_sheet import read_cue_sheet
from letsconnect_tui.importers.ics import read_event

NOW = datetime(2026, 11, 1, tzinfo=UTC)
EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
{head}BEGIN:VEVENT
UID:1
SUMMARY:Writing\\, together
{lines}
END:VEVENT
END:VCALENDAR
"""
SHEET = """Exported by a show

Cue,Title,Time Start,Time End,Duration,Note,Skip,Timer type,Lead,colour
1,Welcome,15:00:00,15:10:00,00:10:00,"say hi
to all",,,Amaka Ụzọma,red
2,Left out,15:10,15:20,,,true,,,
3,Talk,11:20 PM,11:45 pm,,,,,José,
,Part one,,,,,,group,,
4,Close,,,5m,,,,Amaka Ụzọma,
"""


def an_event(path: Path, lines: str, head: str = "") -> Path:
    path = path / "invitation.ics"
    path.write_bytes(EVENT.format(lines=lines, head=head).replace("\n", "\r\n").encode())
    return path


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_event(path, now=NOW) if path.suffix == ".ics" else read_cue_sheet(path)
    return caught.value.message.key


def test_event_gives_title_time_zone_length_and_link(tmp_path: Path) -> None:
    lines = (
        "DTSTART;TZID=Africa/Lagos:20261203T150000\nDTEND;TZID=Africa/Lagos:20261203T163000\n"
        "DESCRIPTION:Join: <https://meet.example.org/a?b=1>."
    )

    event = read_event(an_event(tmp_path, lines), now=NOW)

    assert event.title == "Writing, together"
    assert event.start == datetime(2026, 12, 3, 15)  # noqa: DTZ001
    assert (event.timezone, event.length_s) == ("Africa/Lagos", 5400)
    assert event.link == "https://meet.example.org/a?b=1"


@pytest.mark.parametrize(
    ("start", "head", "zone", "hour"),
    [
        ("DTSTART:20261203T150000Z", "", "UTC", 15),
        ("DTSTART:20261203T150000Z", "X-WR-TIMEZONE:Asia/Kathmandu\n", "Asia/Kathmandu", 20),
        ("DTSTART:20261203T150000", "", None, 15),
        ("DTSTART;TZID=Mars/Phobos:20261203T150000", "", None, 15),
        ("DTSTART;TZID=/mozilla.org/20070129_1/America/New_York:20261203T150000", "", "America/New_York", 15),
        ("DTSTART;TZID=W. Europe Standard Time:20261203T150000", "", "Europe/Berlin", 15),
    ],
)
def test_zone_of_an_event_is_found_or_left_open(
    start: str, head: str, zone: str | None, hour: int, tmp_path: Path
) -> None:
    event = read_event(an_event(tmp_path, start, head), now=NOW)

    assert (zone, hour) == (event.timezone, event.start.hour)


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ("DTSTART;VALUE=DATE:20261203", "new-ics-whole-day"),
        ("LOCATION:x", "new-ics-broken"),
        ("DTSTART:soon", "new-ics-broken"),
        ("DTSTART:20261203T150000Z\nDTEND:20261203T160000Z\nDURATION:PT1H", "new-ics-broken"),
        ("DTSTART:00010101T000000Z", "plan-moment-year"),
    ],
)
def test_event_without_a_usable_time_is_refused(lines: str, key: str, tmp_path: Path) -> None:
    assert refused(an_event(tmp_path, lines)) == key


@pytest.mark.parametrize(
    "content", [b"", b"BEGIN:VCALENDAR\r\n", b"hello", b"\xff\xfe", b"BEGIN:VEVENT\r\nEND:X\r\n"]
)
def test_what_is_no_calendar_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    path.write_bytes(content)

    assert refused(path).startswith("new-ics-")


def test_a_path_inside_a_file_opens_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    path.write_text(str(an_event(tmp_path, "DTSTART:20261203T150000Z")))

    assert refused(path) == "new-ics-broken"


PIECES = (
    """\
BEGIN:VEVENT|END:VEVENT|END:VCALENDAR|BEGIN:VALARM|DTSTART:20261203T150000Z|DTSTART:soon|DTSTART:|DTEND:x
DTSTART;TZID=../../etc/passwd:20261203T150000|DTSTART;VALUE=PERIOD:1/2|DURATION:PT1H|DURATION:-P9999999D
SUMMARY|SUMMARY;X=":y|CONFERENCE:x|LOCATION:\\|URL;VALUE=URI:https://x|RRULE:FREQ=SECONDLY| folded|:|;
DTSTART:99991231T235959Z|DTEND;VALUE=DATE:20261204|DTSTART;TZID=:20261203T150000|X-WR-TIMEZONE:/dev/zero
""".strip()
    .replace("\n", "|")
    .split("|")
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=12))
def test_no_calendar_raises_anything_but_an_input_error(lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.ics"
        path.write_text("\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines]), "utf-8")
        with contextlib.suppress(InputError):
            assert read_event(path, now=NOW).length_s > 0


def test_own_calendar_entry_leads_back_to_the_same_time(tmp_path: Path) -> None:
    plan = load_plan(shipped_plans()[0])
    path = tmp_path / "own.ics"
    path.write_bytes(calendar_of((entry, Revision(0, NOW)) for entry in entries(plan)))

    event = read_event(path, now=NOW)

    assert event.start.replace(tzinfo=UTC) == plan.session.starts_at
    assert (event.title, event.length_s) == (plan.session.title, plan.session.length_s)


def a_sheet(path: Path, text: str = SHEET, encoding: str = "utf-8") -> Path:
    path = path / "show.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_sheet_gives_items_with_notes_and_people(tmp_path: Path) -> None:
    sheet = read_cue_sheet(a_sheet(tmp_path))

    assert [(item.title, item.duration_s) for item in sheet.items] == [
        ("Welcome", 600),
        ("Talk", 1500),
        ("Close", 300),
    ]
    assert [item.lead for item in sheet.items] == ["amaka-uzoma", "jose", "amaka-uzoma"]
    assert sheet.items[0].notes == "say hi\nto all"
    assert sheet.begins_s == 15 * 3600


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_sheet_of_a_spreadsheet_program_is_read(encoding: str, tmp_path: Path) -> None:
    sheet = read_cue_sheet(a_sheet(tmp_path, SHEET.replace(",", ";"), encoding))

    assert [person.name for person in sheet.people] == ["Amaka Ụzọma", "José"]


def test_sheet_without_items_is_refused(tmp_path: Path) -> None:
    assert refused(a_sheet(tmp_path, "a,b\n1,2\n")) == "new-csv-no-heading"
    assert refused(a_sheet(tmp_path, "title,duration\nx,\n,5\n")) == "new-csv-no-items"


def test_new_plan_from_a_sheet_checks_clean(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"

    run(["new", str(path), "--from", str(a_sheet(tmp_path)), "--zone", "Africa/Lagos"])

    assert read_plan(path).clean
    assert load_plan(path).session.start.hour == 15
    assert load_plan(path).items[0].notes == "say hi\nto all"


@pytest.mark.parametrize("minutes", [5, 30, 60, 120, 240])
def test_new_plan_from_an_event_fits_its_length(minutes: int, tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    source = an_event(
        tmp_path, f"DTSTART:20261203T150000Z\nDURATION:PT{minutes}M\nLOCATION:https://x.example.org"
    )

    run(["new", str(path), "--from", str(source)])

    assert read_plan(path).clean
    assert load_plan(path).session.length_s == minutes * 60
    assert load_plan(path).session.links.room == "https://x.example.org"


@given(st.sampled_from(sorted(TEMPLATES)), st.integers(60, 24 * 3600))
def test_template_fits_any_slot(name: str, length_s: int) -> None:
    items = fitted_to_slot(template_items(TEMPLATES[name]), length_s)

    assert sum(item.duration_s for item in items) <= length_s
    assert min(item.duration_s for item in items) >= (60 if length_s >= 150 * len(items) else 1)
    assert len({item.duration_s for item in items if item.fair}) <= 1
