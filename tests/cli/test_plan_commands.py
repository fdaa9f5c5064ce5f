"""check, show, new and calendar, as they are typed."""

from __future__ import annotations

import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest

from letsconnect_tui import paths
from letsconnect_tui.app.plan_library import load_plan, read_plan, shipped_plans
from letsconnect_tui.cli.app import run
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import words
from letsconnect_tui.plan.problems import PlanError

CLINIC = str(next(path for path in shipped_plans() if "newcomers" in path.stem))
CONNECTATHON = str(next(path for path in shipped_plans() if path.stem == "connectathon"))
BROKEN = """plan = 1
[session]
id = "demo"
title = "Demo"
start = 2026-12-03T15:00
timezone = "Africa/Lagos"
length = "1h"
[[item]]
title = "What reviewers look for"
duration = "twenty"
"""


@pytest.fixture(autouse=True)
def before_all_dates_of_the_plans_that_ship(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letsconnect_tui.cli.check._present", lambda: datetime(2026, 11, 1, tzinfo=UTC))


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("clinic.toml").write_text(BROKEN)
    return "clinic.toml"


def test_check_says_the_line_the_place_and_what_to_write(
    broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", broken]) == 1

    sentence = (
        "clinic.toml:10: item 1 “What reviewers look for”: duration “twenty” is not a duration. "
        'Write minutes (20) or "20m", "1h30m".'
    )
    expected = [sentence, '    duration = "twenty"', "clinic.toml: 1 error."]
    assert expected == capsys.readouterr().out.splitlines()


def test_check_of_a_clean_plan_sums_it_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", CLINIC]) == 0

    assert f"{CLINIC}: checks clean, 12 items, 1:54:00 of 2:00:00.\n" == capsys.readouterr().out


def test_warnings_do_not_fail_a_check(broken: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(broken).write_text(BROKEN.replace("twenty", "70m"))

    assert run(["check", broken]) == 0

    assert "clinic.toml: 1 warning, 1 item, 1:10:00 of 1:00:00." in capsys.readouterr().out


def test_check_goes_on_after_a_file_that_cannot_be_read(
    broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "none.toml", ".", CLINIC]) == 1

    out = capsys.readouterr().out
    assert "none.toml: There is no file “none.toml”." in out
    assert "is a folder" in out
    assert "checks clean" in out


def test_check_json_has_every_problem_with_its_line(broken: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--json", broken, CLINIC]) == 1

    failed, clean = json.loads(capsys.readouterr().out)["plans"]
    (error,) = failed["errors"]
    assert (failed["ok"], failed["file"], error["line"]) == (False, broken, 10)
    assert (error["where"], error["source"]) == ("item 1 “What reviewers look for”", 'duration = "twenty"')
    assert clean == {"file": CLINIC, "ok": True, "errors": [], "warnings": [], "advice": []}


def test_show_has_three_clocks_and_the_weekday_of_another_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", CLINIC, "--zone", "Asia/Tokyo"]) == 0

    lines = capsys.readouterr().out.splitlines()
    (header,) = [line for line in lines if line.startswith("here ")]
    assert header.split() == ["here", "Africa/Lagos", "UTC", "long", "item", "lead"]
    (close,) = [line for line in lines if "goodbye" in line]
    assert close.split()[:5] == ["Fri", "00:50", "16:50", "15:50", "4:00"]
    assert close.endswith("Ngọzi Adéwálé")


def test_show_has_one_column_for_zones_that_agree(capsys: pytest.CaptureFixture[str]) -> None:
    run(["show", CONNECTATHON, "--zone", "Africa/Abidjan"])

    assert "UTC    long" in capsys.readouterr().out


def test_show_refuses_an_unknown_zone() -> None:
    with pytest.raises(InputError) as caught:
        run(["show", CLINIC, "--zone", "Africa/Lagoss"])

    assert caught.value.message.key == "plan-with-hint"


def test_show_json_has_utc_starts(capsys: pytest.CaptureFixture[str]) -> None:
    run(["show", CLINIC, "--json"])

    shown = json.loads(capsys.readouterr().out)
    first = shown["items"][0]
    assert shown["session"]["starts_at"] == first["start"] == "2026-12-03T14:00:00Z"
    assert {"id", "title", "kind", "start", "duration_s", "lead"} == set(first)
    assert shown["session"]["repeats"] == ["2026-12-04T08:00:00Z"]


def test_show_of_a_broken_plan_carries_its_problems(broken: str) -> None:
    with pytest.raises(PlanError):
        run(["show", broken])


@pytest.mark.parametrize("command", [["run"], ["rehearse"], ["show"], ["whatif"], ["calendar"]])
def test_a_broken_plan_in_a_folder_is_told_whole_and_by_its_path(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my plans").mkdir()
    Path("my plans/q.toml").write_text(BROKEN + 'colour = "red"\n')

    assert run_guarded([*command, "my plans/q.toml"]) == 1

    first, line, second, *_ = capsys.readouterr().err.splitlines()
    assert first.startswith("my plans/q.toml:10: item 1 “What reviewers look for”: duration “twenty”")
    assert line == '    duration = "twenty"'
    assert second.startswith("my plans/q.toml:11: item 1 “What reviewers look for”: ")


def test_a_broken_plan_names_a_command_that_works_as_written(broken: str, tmp_path: Path) -> None:
    Path("my plans").mkdir()
    Path(broken).rename("my plans/q.toml")

    with pytest.raises(PlanError) as caught:
        load_plan(Path("my plans/q.toml"))
    assert caught.value.hint is not None
    assert "letsconnect check 'my plans/q.toml'" in words(caught.value.hint)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a path here")
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "pipe"],
        ["rooms", "pipe"],
        ["new", "x.toml", "--from", "pipe.ics"],
        ["run", CLINIC, "--roster", "pipe"],
    ],
)
def test_a_pipe_is_refused_and_not_waited_for(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("pipe", "pipe.ics"):
        os.mkfifo(name)

    assert run_guarded(arguments) == (1 if arguments[0] == "check" else 2)
    captured = capsys.readouterr()
    assert "is a pipe or a device, not a file" in captured.out + captured.err


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless device here")
@pytest.mark.parametrize("arguments", [["check", "/dev/zero"], ["rooms", "/dev/zero"]])
def test_a_device_without_end_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(arguments) in (1, 2)
    captured = capsys.readouterr()
    assert "/dev/zero” is a pipe or a device" in captured.out + captured.err


@pytest.mark.parametrize("kind", ["clinic", "connectathon", "workshop"])
def test_new_plan_checks_clean_and_is_told_only_what_to_fill_in(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "new.toml"

    options = ["--title", 'A "new" \\ plan', "--start", "2027-03-04T15:00", "--zone", "Asia/Kathmandu"]
    assert run(["new", kind, str(path), *options]) == 0

    problems = read_plan(path).problems
    assert {problem.message.key for problem in problems} == {"plan-advice-placeholder"}
    assert {problem.level for problem in problems} == {"advice"}
    session = load_plan(path).session
    assert (session.title, session.timezone) == ('A "new" \\ plan', "Asia/Kathmandu")


def test_two_new_plans_have_different_ids(tmp_path: Path) -> None:
    for name in ("one.toml", "two.toml"):
        run(["new", "clinic", str(tmp_path / name), "--start", "2027-03-04T15:00"])

    one, two = (load_plan(tmp_path / name).session.id for name in ("one.toml", "two.toml"))
    assert one != two
    assert one.startswith("2027-03-04-learning-clinic-")


def test_new_leaves_an_existing_file_alone(broken: str) -> None:
    with pytest.raises(InputError) as caught:
        run(["new", "clinic", broken])

    assert caught.value.message.key == "new-exists"
    assert Path(broken).read_text() == BROKEN


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["clinik", "x.toml"], "plan-with-hint"),
        (["clinic"], "new-which-file"),
        (["clinic", "x.toml", "--start", "soon"], "plan-not-a-moment"),
        (["clinic", "x.toml", "--start", "2027-03-04T15:00Z"], "plan-moment-with-offset"),
        (["clinic", "x.toml", "--zone", "../etc"], "show-unknown-zone"),
        (["clinic", "none/x.toml"], "new-not-written"),
    ],
)
def test_new_refuses_what_it_cannot_use(
    arguments: list[str], key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(InputError) as caught:
        run(["new", *arguments])

    assert caught.value.message.key == key
    assert not Path("x.toml").exists()


def test_new_asks_at_a_terminal_only_for_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def answer(question: str, default: str, **shown: bool) -> str:
        asked.append(question)
        return "Asked for" if question == "Title" else default

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("letsconnect_tui.cli.new.typer.prompt", answer)
    path = tmp_path / "asked.toml"

    run(["new", "workshop", str(path), "--zone", "Asia/Jakarta"])

    assert asked == ["Title", "Start (date and time)"]
    assert load_plan(path).session.title == "Asked for"


def test_new_refuses_a_start_that_clocks_skip(tmp_path: Path) -> None:
    path = tmp_path / "skipped.toml"

    with pytest.raises(InputError) as caught:
        run(["new", "clinic", str(path), "--start", "2027-03-28T02:30", "--zone", "Europe/Berlin"])

    assert not path.exists()
    problem = words(caught.value.message)
    assert f"{path}” was not written: 2027-03-28T02:30 does not exist in Europe/Berlin" in problem


def test_calendar_counts_revisions_in_the_state_folder(tmp_path: Path) -> None:
    plan, out = tmp_path / "plan.toml", tmp_path / "plan.ics"
    text = Path(CONNECTATHON).read_text("utf-8")

    numbers = []
    for version in (text, text, text.replace("Connectathon:", "Meeting:"), text):
        plan.write_text(version, "utf-8")
        assert run(["calendar", str(plan), "-o", str(out)]) == 0
        calendar = icalendar.Calendar.from_ical(out.read_bytes())
        numbers.append([event["SEQUENCE"] for event in calendar.events])

    assert numbers == [[0, 0], [0, 0], [1, 1], [2, 2]]


def test_calendar_given_out_twice_is_the_same_to_the_byte(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    once, again = (run(["calendar", CLINIC]) == 0 and capfdbinary.readouterr().out for _ in range(2))

    assert once == again
    assert bytes(once).startswith(b"BEGIN:VCALENDAR\r\n")


def test_calendar_refuses_two_plans_with_one_id() -> None:
    with pytest.raises(InputError) as caught:
        run(["calendar", CLINIC, CLINIC])

    assert caught.value.message.key == "calendar-same-id"


def test_calendar_that_cannot_be_written_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        run(["calendar", CLINIC, "-o", str(tmp_path / "none" / "x.ics")])

    assert caught.value.message.key == "export-not-written"


def test_calendar_does_not_replace_a_plan(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_bytes(Path(CLINIC).read_bytes())

    with pytest.raises(InputError):
        run(["calendar", str(plan), "-o", str(plan)])

    assert plan.read_bytes() == Path(CLINIC).read_bytes()


@pytest.mark.skipif(not hasattr(Path, "owner"), reason="no owners here")
def test_folders_are_their_owners_only() -> None:
    for folder in (paths.data_dir(), paths.config_dir(), paths.state_dir()):
        assert stat.S_IMODE(paths.made_folder(folder).stat().st_mode) == paths.OWNER_ONLY


@pytest.mark.parametrize("command", ["run", "rehearse"])
@pytest.mark.parametrize("roster", ["none.csv", ".", "empty.csv"])
def test_a_roster_that_cannot_be_read_stops_before_anything_starts(
    command: str,
    roster: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.csv").touch()

    assert run_guarded([command, CLINIC, "--plain", "--file", "kept.json", "--roster", roster]) == 2

    captured = capsys.readouterr()
    assert captured.out == ""
    assert roster in captured.err
    assert not Path("kept.json").exists()


REPEATED = """plan = 1
[session]
id = "twice"
title = "Twice"
start = 2027-03-20T23:30
timezone = "Europe/Berlin"
length = "4h"
repeats = [2027-03-27T23:30]
[[item]]
title = "Talk"
duration = "1h"
[[item]]
title = "Night"
duration = "1h"
start = "ANCHOR"
"""


@pytest.fixture
def repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("twice.toml").write_text(REPEATED.replace("ANCHOR", "01:00"))
    return "twice.toml"


def test_show_and_whatif_move_the_anchors_with_the_occurrence(
    repeated: str, capsys: pytest.CaptureFixture[str]
) -> None:
    starts = []
    for options in ([], ["--occurrence", "2"]):
        assert run(["show", repeated, "--json", *options]) == 0
        starts.append(json.loads(capsys.readouterr().out)["items"][1]["start"])
        assert run(["whatif", repeated, "--json", *options]) == 0
        starts.append(json.loads(capsys.readouterr().out)["begins_at"])

    assert starts == [
        "2027-03-21T00:00:00Z", "2027-03-20T22:30:00Z", "2027-03-28T00:00:00Z", "2027-03-27T22:30:00Z",
    ]  # fmt: skip


@pytest.mark.parametrize("command", ["show", "whatif", "check", "calendar", "rehearse"])
def test_an_occurrence_that_there_is_not_is_refused(
    command: str, repeated: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded([command, repeated, "--occurrence", "3"]) == 2

    assert "There is no occurrence 3: the plan has 2 dates." in capsys.readouterr().err


def test_check_looks_at_every_occurrence_or_at_the_one_asked_for(
    repeated: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(repeated).write_text(REPEATED.replace("ANCHOR", "02:15"))

    assert run(["check", repeated]) == 1
    assert (
        "Only in occurrence 2, counting the start as 1: 2027-03-28T02:15 does not exist"
        in capsys.readouterr().out
    )
    assert run(["check", repeated, "--occurrence", "1"]) == 0
    assert capsys.readouterr().out.startswith("twice.toml: nothing is wrong with this occurrence")
    assert run(["check", repeated, "--occurrence", "2"]) == 1


def test_the_calendar_of_one_occurrence_has_its_entry_with_its_own_identity(
    repeated: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["calendar", repeated, "--occurrence", "2"]) == 0

    (event,) = icalendar.Calendar.from_ical(capfdbinary.readouterr().out).walk("VEVENT")
    assert (str(event["UID"]), f"{event.decoded('DTSTART'):%d %H:%M}") == (
        "twice~2@letsconnect-tui",
        "27 22:30",
    )
    assert "01:00 Night" in str(event["DESCRIPTION"])


def test_a_plan_whose_dates_are_all_past_is_told_so_and_stays_clean(
    repeated: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = Path(repeated).read_text()
    Path(repeated).write_text(text.replace("2027", "2021").replace("Europe/Berlin", "Africa/Lagos"))

    assert run(["check", repeated]) == 0

    out = capsys.readouterr().out
    assert "twice.toml:5: advice: session: This is in the past." in out
    assert "checks clean" in out


def test_one_date_to_come_is_enough_not_to_be_past(repeated: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = Path(repeated).read_text()
    Path(repeated).write_text(
        text.replace("start = 2027", "start = 2021").replace("repeats = [2027", "repeats = [2099")
    )

    run(["check", repeated])

    assert "in the past" not in capsys.readouterr().out


def test_two_plans_with_one_id_are_both_told_and_a_plain_copy_only_in_passing(
    repeated: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = Path(repeated).read_text()
    Path("moved.toml").write_text(
        text.replace("start = 2027-03-20", "start = 2028-03-20").replace("[2027", "[2028")
    )
    Path("copy.toml").write_text(text)

    assert run(["check", repeated, "moved.toml", "copy.toml"]) == 0

    out = capsys.readouterr().out
    assert (
        "twice.toml:3: warning: session: The id “twice” is also in moved.toml, which starts at another" in out
    )
    assert (
        "moved.toml:3: warning: session: The id “twice” is also in twice.toml, which starts at another" in out
    )
    assert "twice.toml:3: advice: session: The id “twice” is also in copy.toml" in out
