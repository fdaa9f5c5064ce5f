"""Calendar files as other programs write them: their own zones, broken lines, series."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.plan_library import load_plan, read_plan
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.errors import InputError
from letsconnect_tui.importers.ics import CalendarEvent, read_event

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 1, tzinfo=UTC)
VENDOR = "GMT Standard Time"
BRITISH = """BEGIN:VTIMEZONE
TZID:{zone}
BEGIN:STANDARD
DTSTART:20001029T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20000326T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
"""


def event(lines: str, uid: str = "a@b") -> str:
    return f"BEGIN:VEVENT\nUID:{uid}\n{lines.strip()}\nEND:VEVENT\n"


def read(folder: Path, *parts: str, now: datetime = NOW) -> CalendarEvent:
    path = folder / "x.ics"
    text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y\n" + "".join(parts) + "END:VCALENDAR\n"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    return read_event(path, now=now)


def keys(found: CalendarEvent) -> list[str]:
    return [note.key for note in found.notes]


@pytest.mark.parametrize(
    ("zone", "hour", "named"),
    [
        ("GMT", 9, "UTC"),
        ("Europe/London", 10, "Europe/London"),
        ("GMT Standard Time", 10, "Europe/London"),
        ("Customized Time Zone 1", 9, "UTC"),
        ("Asia/Tokyo", 9, "UTC"),
    ],
)
def test_the_files_own_zone_wins_over_one_of_the_same_name(
    zone: str, hour: int, named: str, tmp_path: Path
) -> None:
    lines = f"DTSTART;TZID={zone}:20270722T102000\nDTEND;TZID={zone}:20270722T105000"
    found = read(tmp_path, BRITISH.format(zone=zone), event(lines))

    assert (found.start.hour, found.start.minute, found.timezone) == (hour, 20, named)
    assert found.length_s == 30 * 60
    assert ("new-ics-own-zone" in keys(found)) == (zone in ("GMT", "Asia/Tokyo"))


def test_a_letter_broken_over_two_lines_is_whole(tmp_path: Path) -> None:
    title = "é rest of the title 💙 tail"
    content = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20270701T110000Z\r\nSUMMARY:{title}\r\n".encode()
    content += b"END:VEVENT\r\nEND:VCALENDAR\r\n"
    start = content.index("é".encode())
    path = tmp_path / "x.ics"
    for cut in range(start, start + len(title.encode())):
        path.write_bytes(content[:cut] + b"\r\n " + content[cut:])

        assert read_event(path, now=NOW).title == title


def test_a_file_in_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    text = "BEGIN:VCALENDAR\r\n" + event("DTSTART:20270701T110000Z\nSUMMARY:Ọrụ") + "END:VCALENDAR\r\n"
    path.write_bytes(text.encode("utf-16"))

    assert read_event(path, now=NOW).title == "Ọrụ"


CANCELLED = (
    "RECURRENCE-ID:20270715T102000Z\nDTSTART:20270715T102000Z\nSTATUS:CANCELLED\nSUMMARY:Cancelled one"
)
MOVED = "RECURRENCE-ID:20270729T102000Z\nDTSTART:20270730T120000Z\nDTEND:20270730T130000Z\nSUMMARY:Moved"
SERIES = "DTSTART:20270715T102000Z\nDTEND:20270715T112000Z\nRRULE:FREQ=WEEKLY;COUNT=4\nSUMMARY:Series"


def test_a_series_is_taken_before_its_cancelled_date_wherever_that_stands(tmp_path: Path) -> None:
    found = read(tmp_path, event(CANCELLED), event(SERIES), event(MOVED))

    assert (found.title, found.start) == ("Series", datetime(2027, 7, 22, 10, 20))  # noqa: DTZ001
    assert [f"{date:%m-%d %H:%M}" for date in found.repeats] == ["07-30 12:00", "08-05 10:20"]
    assert keys(found) == ["new-ics-series", "new-ics-dates-cancelled", "new-ics-dates-moved"]


def test_dates_that_are_over_are_passed_over_while_there_are_later_ones(tmp_path: Path) -> None:
    during = read(tmp_path, event(SERIES), now=datetime(2027, 7, 25, tzinfo=UTC))
    after = read(tmp_path, event(SERIES), now=datetime(2028, 1, 1, tzinfo=UTC))

    assert (during.start.day, len(during.repeats)) == (29, 1)
    assert (after.start.day, len(after.repeats)) == (15, 3)


def test_a_series_keeps_its_local_time_when_clocks_change(tmp_path: Path) -> None:
    lines = "DTSTART;TZID=Europe/London:20270320T100000\nRRULE:FREQ=WEEKLY;COUNT=3"
    found = read(tmp_path, BRITISH.format(zone="Europe/London"), event(lines))

    assert [date.hour for date in (found.start, *found.repeats)] == [10, 10, 10]


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ((event(CANCELLED),), "new-ics-cancelled"),
        (("METHOD:CANCEL\n", event(SERIES)), "new-ics-cancelled"),
    ],
)
def test_what_was_called_off_is_refused(parts: tuple[str, ...], key: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, *parts)

    assert refused.value.message.key == key


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ((event(MOVED),), "new-ics-one-date"),
        ((event(SERIES), event("DTSTART:20270101T100000Z", uid="other")), "new-ics-others"),
        ((event("DTSTART:20270101T100000Z"),), "new-ics-no-end"),
        (
            (event("DTSTART:20270101T100000Z\nDTEND:20270101T110000Z\nRRULE:FREQ=SECONDLY"),),
            "new-ics-series-unread",
        ),
    ],
)
def test_what_was_guessed_or_left_out_is_said(parts: tuple[str, ...], key: str, tmp_path: Path) -> None:
    assert key in keys(read(tmp_path, *parts))


SKIPPED = "DTSTART;TZID=Europe/London:20270328T013000\nDTEND;TZID=Europe/London:20270328T033000"
TWICE = "DTSTART;TZID=Europe/London:20271031T013000\nDTEND;TZID=Europe/London:20271031T023000"


@pytest.mark.parametrize(
    ("parts", "start", "key", "length_h"),
    [
        ((event(SKIPPED),), "2027-03-28T02:30", "new-ics-skipped-hour", 1),
        ((BRITISH.format(zone=VENDOR), event(SKIPPED.replace("Europe/London", VENDOR))),
         "2027-03-28T02:30", "new-ics-skipped-hour", 1),
        (("X-WR-TIMEZONE:Europe/London\n", event("DTSTART:20270328T013000\nDURATION:PT1H")),
         "2027-03-28T02:30", "new-ics-skipped-hour", 1),
        ((event(f"{SKIPPED.replace('0328', '0321')}\nRRULE:FREQ=WEEKLY;COUNT=3"),),
         "2027-03-21T01:30", "new-ics-skipped-hour", 2),
        ((event(TWICE),), "2027-10-31T01:30", "new-ics-comes-twice", 2),
    ],
)  # fmt: skip
def test_a_time_that_clocks_skip_or_show_twice_is_said(
    parts: tuple[str, ...], start: str, key: str, length_h: int, tmp_path: Path
) -> None:
    found = read(tmp_path, *parts)

    assert f"{found.start:%Y-%m-%dT%H:%M}" == start
    assert keys(found).count(key) == 1
    assert found.length_s == length_h * 3600


def test_the_second_of_two_equal_times_is_kept_as_the_moment_it_is(tmp_path: Path) -> None:
    second = event("DTSTART:20271031T013000Z\nDTEND:20271031T023000Z")

    found = read(tmp_path, "X-WR-TIMEZONE:Europe/London\n", second)

    assert (f"{found.start:%H:%M}", found.timezone) == ("01:30", "UTC")


def test_a_series_becomes_repeats_of_the_plan(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    read(tmp_path, event(SERIES))

    assert run_guarded(["new", "clinic", str(tmp_path / "x.toml"), "--from", str(tmp_path / "x.ics")]) == 0
    assert len(load_plan(tmp_path / "x.toml").session.repeats) == 3
    assert "3 later dates stand in repeats" in capfd.readouterr().err


def test_an_event_longer_than_a_session_is_refused_until_its_length_is_said(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    read(tmp_path, event("DTSTART:20270701T080000Z\nDTEND:20270702T180000Z\nSUMMARY:Two days"))
    arguments = ["new", "clinic", str(tmp_path / "x.toml"), "--from", str(tmp_path / "x.ics")]

    assert run_guarded(arguments) == 2
    assert "--length" in capfd.readouterr().err
    assert run_guarded([*arguments, "--length", "2h"]) == 0
    assert load_plan(tmp_path / "x.toml").session.length_s == 7200
    assert read_plan(tmp_path / "x.toml").clean


def test_at_a_terminal_the_length_of_a_long_event_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(tmp_path, event("DTSTART:20270701T080000Z\nDTEND:20270702T180000Z\nSUMMARY:Two days"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.prompt", lambda question, default=None: default or "90m")

    assert run_guarded(["new", "clinic", str(tmp_path / "x.toml"), "--from", str(tmp_path / "x.ics")]) == 0
    assert load_plan(tmp_path / "x.toml").session.length_s == 5400
