"""Which run is meant when somebody runs a plan."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from letsconnect_tui.app.runs import choose_run
from letsconnect_tui.session.run_summary import Run
from tests.session.builders import a_plan

FILE = "/plans/clinic.toml"
TWICE = a_plan(start="2026-12-03T15:00", repeats=("2026-12-03T22:00", "2026-12-10T15:00"), zone="UTC")
ONCE = a_plan(start="2026-12-03T15:00", zone="UTC")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-12-{text}").replace(tzinfo=UTC)


def a_run(start: str, phase: str, *, number: int = 1, file: str = FILE, rehearsal: bool = False) -> Run:
    starts_at = int(at(start).timestamp()) * 1000
    started = None if phase == "ready" else starts_at
    return Run(
        id=f"clinic.{number}", plan_id="clinic", title="", kind="other", phase=phase, starts_at=starts_at,
        occurrence_at=starts_at, started_at=started, ended_at=started if phase == "ended" else None,
        latest_at=starts_at, opened_at=starts_at + number, participants=0, peak=0, rehearsal=rehearsal,
        plan_file=file,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("now", "held", "start"),
    [
        ("01T10:00", [], "03T15:00"),
        ("03T16:30", [], "03T15:00"),
        ("03T16:30", ["03T15:00"], "03T22:00"),
        ("03T18:00", [], "03T22:00"),
        ("04T08:00", [], "10T15:00"),
        ("10T14:00", ["03T15:00"], "10T15:00"),
    ],
)
def test_the_nearest_occurrence_is_meant_that_was_not_held_and_is_not_hours_past(
    now: str, held: list[str], start: str
) -> None:
    runs = [a_run(one, "ended", number=n) for n, one in enumerate(held, 1)]

    choice = choose_run(runs, TWICE, FILE, at(now))

    assert (choice.run, choice.start, choice.is_past) == (None, at(start), False)


def test_where_all_is_past_the_latest_that_was_not_held_is_asked_about() -> None:
    choice = choose_run([], TWICE, FILE, at("20T10:00"))

    assert (choice.start, choice.is_past) == (at("10T15:00"), True)
    assert not choose_run([], ONCE, FILE, at("03T16:59")).is_past
    assert choose_run([], ONCE, FILE, at("03T17:01")).is_past


@pytest.mark.parametrize("phase", ["live", "paused"])
def test_a_run_under_way_comes_before_everything(phase: str) -> None:
    runs = [a_run("03T15:00", phase), a_run("10T15:00", "ready", number=2)]

    assert choose_run(runs, TWICE, FILE, at("10T14:00")).run == "clinic.1"


@pytest.mark.parametrize(
    ("now", "run"),
    [("03T23:30", "clinic.2"), ("04T08:00", "clinic.2"), ("09T23:00", "clinic.2"), ("10T00:30", None)],
)
def test_an_ended_session_is_opened_again_until_the_day_of_the_next(now: str, run: str | None) -> None:
    runs = [a_run("03T15:00", "ended"), a_run("03T22:00", "ended", number=2)]

    choice = choose_run(runs, TWICE, FILE, at(now))

    assert choice.run == run
    assert choice.start == (at("03T22:00") if run else at("10T15:00"))


def test_a_session_that_does_not_repeat_is_opened_again_however_late() -> None:
    runs = [a_run("03T15:00", "ended")]

    assert choose_run(runs, ONCE, FILE, at("29T10:00")).run == "clinic.1"
    assert [note.key for note in choose_run(runs, ONCE, FILE, at("29T10:00")).notes] == ["run-finish"]
    assert choose_run(runs, ONCE, FILE, at("29T10:00"), new=True).run is None
    assert choose_run(runs, ONCE, FILE, at("29T10:00"), reopen=False).run is None


def test_a_run_that_was_prepared_is_gone_on_with_at_its_own_occurrence() -> None:
    runs = [a_run("03T15:00", "ready"), a_run("10T15:00", "ready", number=2)]

    assert choose_run(runs, TWICE, FILE, at("03T14:00")).run == "clinic.1"
    assert choose_run(runs, TWICE, FILE, at("03T20:00")).run is None
    assert choose_run(runs, TWICE, FILE, at("10T14:00")).run == "clinic.2"


def test_an_occurrence_asked_for_is_meant_whatever_became_of_it() -> None:
    runs = [a_run("03T15:00", "ended"), a_run("03T22:00", "live", number=2)]

    choices = [choose_run(runs, TWICE, FILE, at("20T10:00"), occurrence=n) for n in (1, 2, 3)]

    assert [(one.run, one.start, one.is_past) for one in choices] == [
        ("clinic.1", at("03T15:00"), False),
        ("clinic.2", at("03T22:00"), False),
        (None, at("10T15:00"), False),
    ]
    assert choose_run(runs, TWICE, FILE, at("20T10:00"), occurrence=1, new=True).run is None


def test_a_prepared_run_whose_start_was_edited_is_still_the_plans() -> None:
    runs = [a_run("02T11:00", "ready")]

    choice = choose_run(runs, ONCE, FILE, at("01T10:00"))

    assert (choice.run, choice.start) == ("clinic.1", at("03T15:00"))


@pytest.mark.parametrize("phase", ["ready", "live", "ended"])
def test_a_copy_with_the_same_id_and_another_start_is_told_apart(phase: str) -> None:
    runs = [a_run("01T15:00", phase, file="/plans/november.toml")]

    choice = choose_run(runs, ONCE, FILE, at("03T14:00"))

    assert (choice.run, choice.start) == (None, at("03T15:00"))
    assert [note.key for note in choice.notes] == ["run-told-apart"]


def test_a_file_that_is_used_again_for_another_day_begins_another_session() -> None:
    runs = [a_run("01T15:00", "ended")]

    assert choose_run(runs, ONCE, FILE, at("03T14:00")).run is None


def test_a_start_that_was_corrected_after_the_session_is_still_the_same() -> None:
    runs = [a_run("03T14:30", "ended")]

    assert choose_run(runs, ONCE, FILE, at("04T14:00")).run == "clinic.1"


def test_rehearsals_are_never_meant() -> None:
    assert choose_run([a_run("03T15:00", "live", rehearsal=True)], ONCE, FILE, at("03T15:10")).run is None
