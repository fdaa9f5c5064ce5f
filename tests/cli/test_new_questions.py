"""``letsconnect new`` without arguments, answered line by line."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from letsconnect_tui.app.plan_library import load_plan, read_plan, shipped_plans
from letsconnect_tui.cli.exit_codes import run_guarded

if TYPE_CHECKING:
    import pytest


class Answers(io.StringIO):
    """Standard input that counts as a terminal."""

    def isatty(self) -> bool:
        return True


def answer(monkeypatch: pytest.MonkeyPatch, folder: Path, *lines: str) -> int:
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.stdin", Answers("".join(f"{line}\n" for line in lines)))
    return run_guarded(["new"])


def test_a_clinic_is_asked_shown_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ("1", "", "Funding", "Thu 3 December 2026 15:00", "Lagos", "Łukasz, Thandeka", "Ana Silva, Bo")

    assert answer(monkeypatch, tmp_path, *lines, "English, Français", "", "") == 0

    reading = read_plan(tmp_path / "funding.toml")
    assert reading.clean
    plan = reading.plan
    assert plan is not None
    session = plan.session
    assert (session.title, session.timezone, f"{session.start:%F %H:%M}") == (
        "Funding", "Africa/Lagos", "2026-12-03 15:00",
    )  # fmt: skip
    assert (session.language, session.interpretation) == ("en", ("fr",))
    sharers = [person.name for person in plan.people if person.role == "sharer"]
    assert sharers == ["Ana Silva", "Bo"]
    assert [item.lead for item in plan.items if item.kind == "share"] == ["ana-silva", "bo"]
    assert "What Ana Silva brings" in capsys.readouterr().out


def test_an_answer_that_cannot_be_used_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (
        "rave",
        "connectathon",
        "no file",
        "",
        "A",
        "soon",
        "2026-12-03",
        "2026-12-03T15:00",
        "Atlantis",
        "Bogotá",
        "",
        "Quenyaish",
        "es",
    )

    assert answer(monkeypatch, tmp_path, *lines, "no link", "https://x.org", "here.toml") == 0

    plan = load_plan(tmp_path / "here.toml")
    assert (plan.session.kind, plan.session.timezone) == ("connectathon", "America/Bogota")
    assert plan.session.links.room == "https://x.org"
    out = capsys.readouterr().out
    assert all(text in out for text in ("rave", "“soon”", "Atlantis", "Quenyaish", "no link", "no file"))


def test_every_kind_by_its_plan_name_and_by_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place, (typed, kind) in enumerate(
        [("learning-clinic", "learning-clinic"), ("clinic", "learning-clinic"), ("3", "workshop")]
    ):
        file = f"{place}.toml"
        answers = (typed, "", "A", "", "UTC", "", "", "", "", file)
        assert answer(monkeypatch, tmp_path, *answers) == 0
        assert load_plan(tmp_path / file).session.kind == kind


def test_the_usual_zone_is_that_of_the_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Africa/Lagos")

    assert answer(monkeypatch, tmp_path, "1", "", "A", "", "", "", "", "", "", "a.toml") == 0

    assert load_plan(tmp_path / "a.toml").session.timezone == "Africa/Lagos"


def test_giving_up_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer(monkeypatch, tmp_path, "1", "", "Funding") == 0

    assert list(tmp_path.iterdir()) == []


def test_more_sharers_than_usual_still_fit_the_slot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ", ".join(f"Sharer {letter}" for letter in "ABCDEFG")

    assert answer(monkeypatch, tmp_path, "1", "", "Full", "", "UTC", "", names, "", "", "") == 0

    assert read_plan(Path("full.toml")).clean
    assert sum(item.kind == "share" for item in load_plan(Path("full.toml")).items) == 7


def test_an_agenda_in_a_file_takes_the_place_of_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text(
        "15:00 Welcome (5 min) Ngozi Obi\nbring cake\n15:05 Talk (20 min)\n", "utf-8"
    )

    assert answer(monkeypatch, tmp_path, "1", "mine.txt", "Mine", "", "UTC", "", "", "") == 0

    assert "“bring cake” (line 2)" in capsys.readouterr().out
    plan = load_plan(Path("mine.toml"))
    assert [(item.title, item.duration_s) for item in plan.items] == [("Welcome", 300), ("Talk", 1200)]
    assert [person.name for person in plan.people] == ["Ngozi Obi"]
    assert f"{plan.session.start:%H:%M}" == "15:00"


def test_a_template_of_ones_own_is_offered_and_dated_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic = next(path for path in shipped_plans() if "experienced" in path.stem)
    assert run_guarded(["template", "add", str(clinic), "ours"]) == 0

    assert answer(monkeypatch, tmp_path, "ours", "Again", "2031-12-03 15:00", "Lagos", "again.toml") == 0

    assert "your own" in capsys.readouterr().out
    plan = load_plan(tmp_path / "again.toml")
    assert (plan.session.title, plan.session.timezone) == ("Again", "Africa/Lagos")
    assert len(plan.items) == len(load_plan(clinic).items)


def test_the_team_is_named_where_it_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for team, expected in (
        ("Łukasz, Thandeka, Zoë", ["lukasz", "thandeka", "zoe"]), ("Łukasz", ["lukasz"]), ("Ana", ["ana-2"]),
    ):  # fmt: skip
        file = f"{team}.toml"
        assert answer(monkeypatch, tmp_path, "1", "", "A", "", "UTC", team, "Ana", "", "", file) == 0
        plan = load_plan(tmp_path / file)
        assert [person.id for person in plan.people if person.role != "sharer"] == expected
        led = {item.lead for item in plan.items if item.kind != "share"}
        assert led == set(expected[:2])
        assert next(person for person in plan.people if person.role == "sharer").backup == expected[0]


def test_a_start_that_the_clocks_skip_is_asked_again_and_no_answer_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    skipped = ("2027-03-28 02:30", "Europe/Berlin")
    lines = ("1", "", "Spring", *skipped, "2027-03-28 15:00", "Europe/Berlin", "", "Ana", "en", "")

    assert answer(monkeypatch, tmp_path, *lines, "no-folder/a.toml", "a.toml") == 0

    assert "does not exist in Europe/Berlin" in capsys.readouterr().out
    assert f"{load_plan(tmp_path / 'a.toml').session.start:%F %H:%M}" == "2027-03-28 15:00"


def test_an_event_or_an_earlier_plan_can_be_what_it_begins_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.ics").write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Grants\r\n"
        b"DTSTART;TZID=Africa/Lagos:20311203T150000\r\nDTEND;TZID=Africa/Lagos:20311203T163000\r\n"
        b"LOCATION:https://x.org/call\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert answer(monkeypatch, tmp_path, "1", "x.ics", "", "", "", "Bo", "Ana", "", "", "event.toml") == 0
    session = load_plan(tmp_path / "event.toml").session
    assert (session.title, f"{session.start:%F %H:%M}", session.timezone, session.length_s) == (
        "Grants", "2031-12-03 15:00", "Africa/Lagos", 5400,
    )  # fmt: skip
    assert session.links.room == "https://x.org/call"

    (tmp_path / "broken.toml").write_text("plan = 1\n[session\n", "utf-8")
    lines = ("1", "broken.toml", "event.toml", "Again", "2032-01-07 15:00", "", "again.toml")
    assert answer(monkeypatch, tmp_path, *lines) == 0
    assert "broken.toml" in capsys.readouterr().out
    again = load_plan(tmp_path / "again.toml")
    assert (again.session.title, f"{again.session.start:%F}") == ("Again", "2032-01-07")
    assert len(again.items) == len(load_plan(tmp_path / "event.toml").items)
