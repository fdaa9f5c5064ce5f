"""Two facilitators' files become one: all of both, nothing twice, and the same whichever comes first."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from letsconnect_tui.app.forgetting import forget, sessions_knowing
from letsconnect_tui.app.library import Library
from letsconnect_tui.app.merging import MergedFiles, merge_file
from letsconnect_tui.app.retention import purge
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.session.moment import head
from letsconnect_tui.session.people_events import ImportedPresence
from tests.session.builders import MINUTE, a_plan, somebody

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.app.recorder import Recorder
    from letsconnect_tui.session.facts import Command

START = 1_796_306_400_000
ITEMS = {"welcome": 5, "talk": 20, "draft": 20, "close": 5}
TEAM = {"flo": "facilitator"}


def named(recorder: Recorder, name: str) -> str:
    return next(one.id for one in recorder.state.people.values() if one.facts.name == name)


def begun(path: Path, *, plan_start: str = "2026-12-03T15:00", opened_ms: int = 0) -> None:
    """A session with Ada and Ben here since 0:00."""
    with Library.open(path) as library:
        recorder = library.begin(
            a_plan(ITEMS, people=TEAM, start=plan_start), "clinic.toml", VirtualClock(START + opened_ms, 0)
        )
        for command in (c.Start(), somebody("Ada"), somebody("Ben", country="Peru")):
            recorder.record(command)


def gone_on(path: Path, *steps: tuple[float, Command | str]) -> None:
    """The session with these commands at these minutes; a name means that the person leaves."""
    with Library.open(path) as library:
        clock = VirtualClock(START, 0)
        recorder = library.resume("clinic.1", clock)
        at = 0.0
        for minute, command in steps:
            clock.advance(round((minute - at) * MINUTE))
            at = minute
            given = c.MarkLeft(named(recorder, command)) if isinstance(command, str) else command
            recorder.record(given)


def merged(into: Path, other: Path) -> MergedFiles:
    with Library.open(into) as library, Library.open(other, read_only=True) as theirs:
        return merge_file(library, theirs)


def facts(path: Path) -> dict[str, object]:
    """What a file says of every session, without the ids that people happen to have."""
    by_session: dict[str, object] = {}
    with Library.open(path, read_only=True) as library:
        for run in library.runs():
            state = library.folded(run.id).state
            people = sorted(
                (one.facts.name, one.facts.country or "", [(s.start, s.end) for s in one.spans])
                for one in state.people.values()
            )
            words = sorted((line.kind, line.text, line.answered) for line in state.lines)
            by_session[run.id] = (
                people,
                words,
                state.headcount,
                state.phase,
                head(state).unique,
                head(state).peak,
            )
            assert library.left_out(run.id) == 0
    return by_session


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """A file and a copy of it."""
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    begun(one)
    shutil.copy(one, other)
    return one, other


def both_orders(one: Path, other: Path) -> tuple[dict[str, object], dict[str, object]]:
    copy_one, copy_other = one.with_suffix(".a"), other.with_suffix(".b")
    shutil.copy(one, copy_one)
    shutil.copy(other, copy_other)
    merged(copy_one, other)
    merged(copy_other, one)
    return facts(copy_one), facts(copy_other)


def test_what_each_knew_is_known_by_both(two: tuple[Path, Path]) -> None:
    one, other = two
    gone_on(one, (5, somebody("Cy")), (20, c.Next()), (30, c.TakeLine("note", "a note")))
    gone_on(other, (6, somebody("Di")), (7, somebody("cy")), (31, c.TakeLine("question", "a question")))
    first, second = both_orders(one, other)
    people, words, *_ = first["clinic.1"]  # type: ignore[misc]

    assert first == second
    assert [name for name, *_ in people] == ["Ada", "Ben", "Cy", "Di", "Flo"]  # type: ignore[has-type]
    assert words == [("note", "a note", False), ("question", "a question", False)]  # type: ignore[has-type]


def test_a_second_time_changes_nothing(two: tuple[Path, Path]) -> None:
    one, other = two
    gone_on(one, (5, somebody("Cy")), (20, c.Next()))
    gone_on(other, (6, somebody("Di")), (40, "Ada"))
    merged(one, other)
    before = one.read_bytes()
    again = merged(one, other)

    assert (again.added, again.changed, again.same) == ((), (), ("clinic.1",))
    assert one.read_bytes() == before


def test_who_left_in_one_file_has_left_and_two_times_are_a_conflict(two: tuple[Path, Path]) -> None:
    one, other = two
    gone_on(one, (10, "Ada"), (20, "Ben"))
    gone_on(other, (30, "Ben"), (31, c.Next()))
    done = merged(one, other)
    people = {name: spans for name, _, spans in facts(one)["clinic.1"][0]}  # type: ignore[index]

    assert people["Ada"] == [(START, START + 10 * MINUTE)]
    assert people["Ben"] == [(START, START + 30 * MINUTE)]
    assert [(found.conflict.kind, found.conflict.person) for found in done.conflicts] == [("left", "Ben")]


def test_two_facts_are_a_conflict_and_a_missing_one_is_filled_in(two: tuple[Path, Path]) -> None:
    one, other = two
    for path, country, after_ms in ((one, "Chile", 1000), (other, "Peru", 2000)):
        with Library.open(path) as library:
            recorder = library.resume("clinic.1", VirtualClock(START + after_ms, 0))
            ada = recorder.state.people[named(recorder, "Ada")].facts
            recorder.record(c.DescribePerson(named(recorder, "Ada"), replace(ada, country=country)))
    done = merged(one, other)

    (conflict,) = [one.conflict for one in done.conflicts]
    assert (conflict.kind, conflict.person, conflict.fact) == ("fact", "Ada", "country")
    assert {conflict.kept, conflict.other} == {"Chile", "Peru"}


def test_two_who_held_one_occurrence_by_themselves_have_one_session(tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    begun(one)
    begun(other, opened_ms=30_000)
    gone_on(other, (2, somebody("Di")))
    first, second = both_orders(one, other)

    assert first == second
    assert list(first) == ["clinic.1"]
    assert [name for name, *_ in first["clinic.1"][0] if name in ("Ada", "Ben", "Di")] == [  # type: ignore[index]
        "Ada", "Ben", "Di",
    ]  # fmt: skip


def test_another_occurrence_of_the_same_id_gets_an_id_of_its_own(tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    begun(one)
    begun(other, plan_start="2026-12-10T15:00", opened_ms=7 * 24 * 60 * MINUTE)
    first, second = both_orders(one, other)

    assert first == second
    assert list(first) == ["clinic.1", "clinic.2"]
    merged(one, other)
    assert merged(one, other).same == ("clinic.2",)


def test_no_name_comes_back_that_is_gone_from_either(two: tuple[Path, Path]) -> None:
    one, other = two
    gone_on(other, (5, somebody("Cy")))
    with Library.open(one) as library:
        forget(library, sessions_knowing(library, "Ben"))
    merged(one, other)
    assert b'"Ben"' not in one.read_bytes()
    assert b'"Cy"' in one.read_bytes()
    with Library.open(one) as library:
        purge(library, ("clinic.1",))
    merged(one, other)

    assert not [name for name in (b'"Ben"', b'"Cy"', b'"Ada"') if name in one.read_bytes()]
    assert facts(one)["clinic.1"][4] == 3  # type: ignore[index]


steps = st.lists(
    st.tuples(
        st.integers(1, 50),
        st.sampled_from(["Ada", "Ben", "Cy", "+Cy", "+Di", "+Ada", "next", "note", "47", "pause", "end"]),
    ),
    max_size=6,
).map(sorted)


def act(path: Path, todo: list[tuple[int, str]], started_ms_later: int) -> None:
    """What somebody did; two computers were never started in the same millisecond."""
    with Library.open(path) as library:
        clock = VirtualClock(START, 0)
        clock.reboot(started_ms_later)
        recorder = library.resume("clinic.1", clock)
        at = 0
        for minute, what in todo:
            clock.advance((minute - at) * MINUTE)
            at = minute
            simple: dict[str, Command] = {
                "next": c.Next(), "note": c.TakeLine("note", "n"), "47": c.TakeHeadcount(47),
                "pause": c.Pause(), "end": c.End(),
            }  # fmt: skip
            try:
                if what in simple:
                    recorder.record(simple[what])
                elif what.startswith("+"):
                    here = [one.id for one in recorder.state.people.values() if one.facts.name == what[1:]]
                    recorder.record(c.MarkHere(here[0]) if here else somebody(what[1:]))
                else:
                    recorder.record(c.MarkLeft(named(recorder, what)))
            except (CommandRefused, StopIteration):
                continue


@given(steps, steps)
@example([(3, "+Cy")], [(3, "+Di")])
@example([(1, "next")], [(1, "+Cy"), (1, "Cy")])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_either_order_is_the_same_and_nobody_is_lost(
    tmp_path_factory: pytest.TempPathFactory, mine: list[tuple[int, str]], theirs: list[tuple[int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("fork")
    one, other = folder / "one.json", folder / "other.json"
    begun(one)
    shutil.copy(one, other)
    act(one, mine, 0)
    act(other, theirs, 1)
    known = {name for path in (one, other) for name, *_ in facts(path)["clinic.1"][0]}  # type: ignore[index]
    first, second = both_orders(one, other)

    assert first == second
    assert {name for name, *_ in first["clinic.1"][0]} == known  # type: ignore[index]
    again = merged(one.with_suffix(".a"), other)
    assert again.changed == ()


def test_the_command_says_what_came_of_it(two: tuple[Path, Path], capfd: pytest.CaptureFixture[str]) -> None:
    one, other = two
    gone_on(one, (20, "Ben"))
    gone_on(other, (30, "Ben"), (31, somebody("Cy")))
    before = one.read_bytes()
    assert run_guarded(["merge", str(other), "--dry-run", "--file", str(one)]) == 0
    assert one.read_bytes() == before
    assert "Only looked" in capfd.readouterr().out
    assert run_guarded(["merge", str(other), "--json", "--file", str(one)]) == 0
    data = json.loads(capfd.readouterr().out)

    assert data["changed"] == ["clinic.1"]
    assert [(one["kind"], one["person"], one["kept"]) for one in data["conflicts"]] == [
        ("left", "Ben", "2026-12-03T14:30:00Z")
    ]
    assert run_guarded(["merge", str(one), "--file", str(one)]) == 2
    assert run_guarded(["merge", str(one) + ".none", "--file", str(one)]) == 2


def imported() -> c.ImportAttendance:
    """A platform's file that knows Ada and Eve, each for ten minutes."""
    spans = ((START, START + 10 * MINUTE),)
    known = ImportedPresence("p1", 2, spans)
    new = c.NewArrival(PersonFacts("Eve"), ImportedPresence("+1", 3, spans))
    return c.ImportAttendance("f" * 64, "zoom.csv", "zoom", (known,), (new,))


def test_an_attendance_file_that_one_took_in_is_known_by_both(two: tuple[Path, Path]) -> None:
    one, other = two
    gone_on(one, (5, somebody("Cy")), (20, c.Next()))
    gone_on(other, (6, imported()))
    first, second = both_orders(one, other)
    people = {name: spans for name, _, spans in first["clinic.1"][0]}  # type: ignore[index]

    assert first == second
    assert people["Eve"] == [(START, START + 10 * MINUTE)]
    merged(one, other)
    assert merged(one, other).changed == ()
    with Library.open(one, read_only=True) as library:
        assert list(library.folded("clinic.1").state.imports) == ["f" * 64]
