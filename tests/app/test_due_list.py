"""What is due over all plans, ticked as facts that survive edits of the plan and restarts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.app.bootstrap import open_occurrence
from letsconnect_tui.app.due_list import due_lines, due_soon
from letsconnect_tui.app.home_view import home_view
from letsconnect_tui.app.library import Library
from letsconnect_tui.app.plan_library import FoundPlan, load_plan
from letsconnect_tui.app.retention import purge
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.exporters.reminders import OCCASIONS, reminder
from letsconnect_tui.plan.occurrence import starts
from letsconnect_tui.plan.preparation import sharers
from letsconnect_tui.session.commands import TickStep
from tests.app.rehearsed import PLAN

if TYPE_CHECKING:
    from pathlib import Path

SOON = (datetime.now(UTC) + timedelta(days=10)).replace(minute=0, second=0, microsecond=0)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.replace("2026-12-03T15:00", f"{SOON:%Y-%m-%dT%H:%M}"), "utf-8")
    return path


def asked(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    capfd.readouterr()
    assert run_guarded([*arguments, "--json", "--file", "kept.json"]) == 0, capfd.readouterr().err
    data = json.loads(capfd.readouterr().out)
    assert data["version"] == 1
    lines: list[dict[str, Any]] = data["due"]
    return lines


def done(lines: list[dict[str, Any]]) -> set[tuple[str, str | None]]:
    return {(line["step"], line["sharer"]) for line in lines if line["done"]}


def test_over_all_plans_it_says_what_is_open_within_the_days_asked_for(
    plan_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    near = {line["step"] for line in asked(capfd, "due", "--days", "5")}
    far = {line["step"] for line in asked(capfd, "due", "--days", "40")}

    assert {"topics", "agenda", "confirmed", "invitation"} <= near
    assert "reminder-24h" not in near
    assert {"reminder-24h", "before-links", "recording", "page"} <= far


def test_ticks_are_facts_that_the_next_process_reads(
    plan_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    asked(capfd, "due", str(plan_file), "--done", "agenda", "--done", "before-links")
    asked(capfd, "due", str(plan_file), "--done", "slides", "--for", "amaka")

    assert done(asked(capfd, "due", str(plan_file))) == {
        ("agenda", None), ("before-links", None), ("slides", "amaka"),
    }  # fmt: skip
    asked(capfd, "due", str(plan_file), "--undone", "agenda")
    assert done(asked(capfd, "due", str(plan_file))) == {("before-links", None), ("slides", "amaka")}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title = "A small clinic"', 'title = "Another title"'),
        (f"{SOON:%Y-%m-%dT%H:%M}", f"{SOON + timedelta(days=2, hours=3):%Y-%m-%dT%H:%M}"),
        (
            "plan = 1",
            'plan = 1\n[[checklist]]\nid = "agenda"\nbefore = 3\n[[checklist]]\nid = "meeting"\nskip = true',
        ),
    ],
)
def test_ticks_survive_edits_of_the_plan(
    old: str, new: str, plan_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    asked(capfd, "due", str(plan_file), "--done", "agenda")
    text = plan_file.read_text("utf-8")
    assert old in text
    plan_file.write_text(text.replace(old, new), "utf-8")

    assert ("agenda", None) in done(asked(capfd, "due", str(plan_file)))
    asked(capfd, "due", str(plan_file), "--done", "topics")
    assert {("agenda", None), ("topics", None)} <= done(asked(capfd, "due", str(plan_file)))


def test_a_step_of_the_plans_own_is_ticked_like_the_others(
    plan_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    own = '\n[[checklist]]\nid = "glossary"\ntitle = "Glossary for interpreters"\nbefore = 5\nwho = "jose"\n'
    plan_file.write_text(plan_file.read_text("utf-8") + own, "utf-8")

    asked(capfd, "due", str(plan_file), "--done", "glossary")
    (line,) = [one for one in asked(capfd, "due", str(plan_file)) if one["step"] == "glossary"]

    assert (line["what"], line["who"], line["done"]) == ("Glossary for interpreters", "jose", True)


def test_a_step_that_there_is_not_is_refused_with_those_there_are(
    plan_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["due", str(plan_file), "--done", "agneda", "--file", "kept.json"]) == 2
    assert "agenda" in capfd.readouterr().err


def test_the_preflight_lists_the_call_alone_and_takes_short_names(
    plan_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    asked(capfd, "preflight", str(plan_file), "--done", "links")
    lines = asked(capfd, "preflight", str(plan_file))

    assert all(line["step"].startswith("before-") for line in lines)
    assert done(lines) == {("before-links", None)}


def test_a_plan_that_repeats_is_prepared_once_and_looked_at_each_time(plan_file: Path) -> None:
    text = plan_file.read_text("utf-8")
    again = f"{SOON + timedelta(hours=8):%Y-%m-%dT%H:%M}"
    plan_file.write_text(text.replace("[session]", f"[session]\nrepeats = [{again}]", 1), "utf-8")
    plan = load_plan(plan_file)
    lines = due_lines(plan, {})

    counts = {
        step: sum(line.task.id == step and line.task.sharer is None for line in lines)
        for step in ("agenda", "before-links")
    }
    assert counts == {"agenda": 1, "before-links": 2}
    first, second = starts(plan)
    for held in (first, second):
        with_ticks = due_lines(plan, {held: (frozenset({"agenda", "before-links"}), {})})
        assert [line.task.id for line in with_ticks if line.done] == ["agenda", "before-links"]
        assert [line.starts_at for line in with_ticks if line.done and line.task.id == "before-links"] == [
            held
        ]


def test_what_was_due_long_ago_is_not_asked_for_any_more(plan_file: Path) -> None:
    lines = due_lines(load_plan(plan_file), {})

    assert due_soon(lines, SOON + timedelta(days=60), 14) == ()
    assert due_soon(lines, SOON - timedelta(days=300), 14) == ()


def test_home_shows_what_the_team_has_to_do_next(plan_file: Path) -> None:
    plan = load_plan(plan_file)
    found = (FoundPlan(plan_file, plan),)
    now = SOON - timedelta(days=9)

    view = home_view((), found, now)
    ticked = home_view((), found, now, {plan.session.id: {"": frozenset({"agenda"})}})

    assert view.next is not None
    assert ticked.next is not None
    assert "agenda" in [line.task.id for line in view.next.due]
    assert "agenda" not in [line.task.id for line in ticked.next.due]
    assert all(line.task.sharer is None for line in view.next.due)


def test_ticks_stay_when_names_go_and_ids_that_a_plan_made_do_not(plan_file: Path) -> None:
    own = '\n[[checklist]]\nid = "ask-amaka"\ntitle = "Ask Amaka"\nbefore = 5\n'
    plan_file.write_text(plan_file.read_text("utf-8") + own, "utf-8")
    with Library.open(plan_file.parent / "kept.json") as library:
        session = open_occurrence(library, plan_file)
        for step in ("agenda", "ask-amaka"):
            assert session.execute(TickStep(step)).ok
        run = session.state.session
        purge(library, (run,))
        steps = library.folded(run).state.steps

    assert steps == {"agenda", "step"}
    assert "amaka" not in (plan_file.parent / "kept.json").read_text("utf-8").lower()


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "ar"])
@pytest.mark.parametrize("occasion", OCCASIONS)
def test_a_reminder_is_whole_in_every_language(occasion: str, language: str, plan_file: Path) -> None:
    plan = load_plan(plan_file)
    person = plan.person("amaka")
    assert person is not None
    text = reminder(plan, plan.session.starts_at, person, occasion, language=language)

    assert "⧼" not in text
    assert "$" not in text
    assert plan.session.title in text
    in_english = reminder(plan, plan.session.starts_at, person, occasion, language="en")
    assert (text == in_english) == (language == "en")


@pytest.mark.parametrize(
    ("start", "zone", "expected"),
    [
        ("2026-12-03T23:30", "Asia/Tokyo", "Friday, 4 December 2026, 08:30–"),
        ("2026-12-03T00:30", "America/Bogota", "Wednesday, 2 December 2026, 19:30–"),
        ("2026-10-25T15:00", "Europe/Berlin", "Sunday, 25 October 2026, 16:00–"),
        ("2026-10-24T15:00", "Europe/Berlin", "Saturday, 24 October 2026, 17:00–"),
    ],
)
def test_a_reminder_tells_the_weekday_and_time_where_the_sharer_is(
    start: str, zone: str, expected: str, plan_file: Path
) -> None:
    text = PLAN.replace("2026-12-03T15:00", start).replace(
        'id = "amaka"', f'id = "amaka"\ntimezone = "{zone}"'
    )
    plan_file.write_text(text, "utf-8")
    plan = load_plan(plan_file)
    person = plan.person("amaka")
    assert person is not None
    assert plan.session.timezone == "UTC"

    assert expected in reminder(plan, plan.session.starts_at, person, "day", language="en")


def test_what_is_done_is_not_asked_for_again(plan_file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    asked(capfd, "due", str(plan_file), "--done", "slides", "--for", "amaka")
    assert (
        run_guarded(["remind", str(plan_file), "--for", "amaka", "--language", "en", "--file", "kept.json"])
        == 0
    )
    output = capfd.readouterr().out

    assert "your yes" in output
    assert "your slides" not in output
    plan = load_plan(plan_file)
    person = plan.person("amaka")
    assert person is not None
    assert "your slides" in reminder(plan, plan.session.starts_at, person, "day", language="en")


def test_nothing_is_ticked_where_one_step_is_unknown(
    plan_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    tick = ["due", str(plan_file), "--done", "topics", "--done", "nope", "--file", "kept.json"]
    assert run_guarded(tick) == 2
    assert not [line for line in asked(capfd, "due", str(plan_file)) if line["done"]]


def test_nobody_but_a_sharer_is_asked_for_slides(plan_file: Path) -> None:
    plan = load_plan(plan_file)
    others = [person for person in plan.people if person.id not in sharers(plan)]
    texts = [reminder(plan, min(starts(plan)), person, "day", language="en") for person in others]
    asked_for = [person for person in plan.people if person.id in sharers(plan)]
    assert texts
    assert not [text for text in texts if "slides" in text]
    for person in asked_for:
        assert "slides" in reminder(plan, min(starts(plan)), person, "day", language="en")


def test_a_plan_that_cannot_be_read_is_named(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "broken.toml").write_text(PLAN.replace("2026-12-03T15:00", "soon"), "utf-8")
    assert run_guarded(["due", "--file", "kept.json"]) == 0
    assert "broken.toml" in capfd.readouterr().err
