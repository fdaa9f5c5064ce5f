"""Runs in one file: begun, gone on with, found again, and what cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.app.library import MEETING_DECAY, Library, default_file
from letsconnect_tui.app.runs import begin_run
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.errors import FileLocked, InputError, NotSaved
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import room_commands
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.store import EventFile
from tests.session.builders import HOUR, MINUTE, Kept, a_plan, rooms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from letsconnect_tui.app.recorder import Recorder
    from letsconnect_tui.plan.model import Plan

PLAN = a_plan()
OTHER = a_plan(name="workshop")
ZERO = int(PLAN.session.starts_at.timestamp()) * 1000
DAY = 24 * HOUR


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lc.json"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path) as opened:
        yield opened


def clock(days: float = 0) -> VirtualClock:
    return VirtualClock(ZERO + round(days * DAY))


def held(
    library: Library, plan: Plan = PLAN, *, days: float = 0, ended: bool = True, rehearsal: bool = False
) -> Recorder:
    """A run that began so many days after the plan's start."""
    recorder = library.begin(plan, "clinic.toml", clock(days), rehearsal=rehearsal)
    recorder.record(c.Start())
    if ended:
        recorder.record(c.End())
    return recorder


def test_runs_are_numbered_behind_their_plans_id(library: Library) -> None:
    ids = [held(library, plan, days=day).state.session for day, plan in enumerate((PLAN, OTHER, PLAN))]
    assert ids == ["clinic.1", "workshop.1", "clinic.2"]


def goes_on_with(library: Library) -> str | None:
    """The run begun last, if it has not ended; no rehearsals."""
    latest = [run for run in library.runs_of(PLAN.session.id) if not run.rehearsal][-1:]
    return latest[0].id if latest and latest[0].unfinished else None


def test_a_second_run_of_one_window_has_an_id_of_its_own(library: Library) -> None:
    held(library)
    assert library.begin(PLAN, "", clock(1)).state.session == "clinic.2"
    assert [run.id for run in library.runs()] == ["clinic.1", "clinic.2"]


def test_a_run_goes_on_where_it_was(path: Path) -> None:
    machine = clock()
    with Library.open(path) as library:
        recorder = library.begin(PLAN, "clinic.toml", machine)
        recorder.record(c.Start())
    machine.advance(7 * MINUTE)
    with Library.open(path) as library:
        again = library.resume(str(goes_on_with(library)), machine)
        assert again.state == recorder.state
        assert again.state.runs["welcome"].elapsed(again.now()) == 7 * MINUTE
        again.record(c.Next())
    with Library.open(path) as library:
        assert library.log("clinic.1").state == again.state


def test_only_a_run_begun_last_and_not_ended_is_gone_on_with(library: Library) -> None:
    assert goes_on_with(library) is None
    held(library, ended=False)
    assert goes_on_with(library) == "clinic.1"
    held(library, days=1)
    assert goes_on_with(library) is None


def test_attendance_edited_later_does_not_hide_the_run_under_way(library: Library) -> None:
    earlier = held(library)
    held(library, days=1, ended=False)
    earlier.clock.advance(2 * DAY)  # type: ignore[attr-defined]
    earlier.record(c.MarkHere("ana"))
    assert goes_on_with(library) == "clinic.2"


def test_rehearsals_are_kept_apart(library: Library) -> None:
    held(library)
    held(library, days=1, ended=False, rehearsal=True)

    assert goes_on_with(library) is None
    assert library.find("clinic") == "clinic.1"
    assert library.find("last") == "clinic.1"
    assert library.find("clinic.2") == "clinic.2"
    assert [run.rehearsal for run in library.runs()] == [False, True]


def test_a_rehearsal_is_found_where_there_is_nothing_else(library: Library) -> None:
    held(library, rehearsal=True)
    assert library.find("last") == library.find("clinic") == "clinic.1"


def test_last_is_the_run_that_was_touched_last(library: Library) -> None:
    held(library, days=2)
    held(library, OTHER, days=1)
    assert library.find("last") == "clinic.1"


@pytest.mark.parametrize("name", ["last", "clinic", "clinic.9", ""])
def test_what_is_not_there_is_said(library: Library, name: str) -> None:
    with pytest.raises(InputError) as no:
        library.log(library.find(name))
    assert no.value.message.key == "sessions-none"


def test_a_name_that_no_session_has_is_said_with_those_that_there_are(library: Library) -> None:
    library.begin(PLAN, "clinic.toml", clock())
    with pytest.raises(InputError) as no:
        library.find("other")
    assert no.value.message.key == "library-no-session"
    assert PLAN.session.id in no.value.message.values


def test_a_list_shows_what_a_run_came_to_be(library: Library) -> None:
    recorder = library.begin(PLAN, "clinic.toml", clock())
    recorder.record(c.AddPerson(PersonFacts("Zoe")))
    recorder.record(c.Start())
    (run,) = library.runs()
    assert (run.phase, run.unfinished, run.participants, run.peak) == ("live", True, 1, 1)
    assert (run.plan_id, run.starts_at, run.started_at, run.ended_at) == ("clinic", ZERO, ZERO, None)


def test_the_nearest_occurrence_is_held(library: Library) -> None:
    weekly = a_plan(repeats=("2026-12-10T15:00", "2026-12-17T15:00"))
    recorder = library.begin(weekly, "", clock(8))
    assert recorder.state.planned_start == ZERO + 7 * DAY


def test_a_run_without_a_file_is_kept_nowhere() -> None:
    recorder = begin_run("clinic.1", PLAN, "", clock())
    recorder.record(c.Start())
    assert recorder.state.phase == "live"


def test_a_run_whose_opening_cannot_be_stored_is_not_begun() -> None:
    class Full(Kept):
        def append(self, document: dict[str, Any]) -> int:
            raise NotSaved(message("store-not-saved"))

    with pytest.raises(NotSaved):
        begin_run("clinic.1", PLAN, "", clock(), store=Full())


# -- two windows -----------------------------------------------------------------------------------


def test_a_second_window_may_look_but_not_write(path: Path, library: Library) -> None:
    recorder = held(library, ended=False)
    with pytest.raises(FileLocked):
        Library.open(path)
    with Library.open(path, read_only=True) as onlooker:
        assert onlooker.log("clinic.1").state == recorder.state
        assert not onlooker.poll()

        recorder.record(c.Next())
        assert onlooker.poll()
        assert onlooker.log("clinic.1").state == recorder.state

        recorder.record(c.Undo())
        assert onlooker.poll()
        assert onlooker.log("clinic.1") == recorder.log


def test_an_onlooker_starts_over_when_the_file_was_replaced(path: Path, library: Library) -> None:
    held(library)
    held(library, days=1)
    with Library.open(path, read_only=True) as onlooker:
        assert len(onlooker.runs()) == 2
        library.file.rewrite([one for one in library.file.documents() if one["session"] == "clinic.2"])
        assert onlooker.poll()
        assert [run.id for run in onlooker.runs()] == ["clinic.2"]
    assert [run.id for run in library.runs()] == ["clinic.2"]


# -- what cannot be read ---------------------------------------------------------------------------


def rewritten(path: Path, change: Any) -> None:
    """The file with each document as ``change`` makes it; None leaves one out."""
    file = EventFile.open(path)
    file.rewrite([one for document in file.documents() if (one := change(document)) is not None])
    file.close()


def written(path: Path) -> None:
    with Library.open(path) as library:
        held(library, ended=False).record(c.TakeHeadcount(7))
        held(library, OTHER)


@pytest.mark.parametrize(
    "change",
    [
        {"events": []},
        {"events": [{"e": "opened", "plan_text": "no plan", "plan_file": "", "starts_at": 0}]},
        {"events": [{"e": "an-event-of-tomorrow"}]},
        {"at": "noon"},
        {"session": 5},
    ],
)
def test_a_run_without_a_readable_opening_is_left_aside(path: Path, change: dict[str, Any]) -> None:
    written(path)
    rewritten(
        path,
        lambda document: (
            {**document, **change}
            if (document["session"], document["number"]) == ("clinic.1", 0)
            else document
        ),
    )
    with Library.open(path) as library:
        assert [run.id for run in library.runs()] == ["workshop.1"]
        assert library.unreadable() == ("clinic.1",)
        assert library.find("last") == "workshop.1"
        assert goes_on_with(library) is None
        with pytest.raises(InputError) as no:
            library.log("clinic.1")
        assert no.value.message.key == "library-unreadable"
        assert library.begin(PLAN, "", clock(1)).state.session == "clinic.2"


def test_an_unreadable_record_leaves_the_rest_of_its_run(path: Path) -> None:
    written(path)
    rewritten(
        path,
        lambda document: (
            {**document, "events": [{"e": "?"}]}
            if document["session"] == "clinic.1" and document["command"] == "Start"
            else document
        ),
    )
    with Library.open(path) as library:
        assert library.log("clinic.1").state.headcount == 7
        assert library.left_out("clinic.1") == 1
        assert library.left_out("workshop.1") == 0
        recorder = library.resume("clinic.1", clock(1))
        recorder.record(c.Start())
        assert recorder.state.phase == "live"


def test_documents_of_other_programs_are_passed_over(path: Path) -> None:
    file = EventFile.open(path)
    file.append({"kind": "something else"})
    file.append({"session": None})
    file.close()
    with Library.open(path) as library:
        assert library.runs() == ()


# -- who met before --------------------------------------------------------------------------------


def met(library: Library, names: tuple[str, ...], *, days: float, opened: bool = True) -> Recorder:
    """A run in which these people sat in one room."""
    recorder = library.begin(PLAN, "", clock(days))
    for name in names:
        bare, _, username = name.partition("@")
        recorder.record(c.AddPerson(PersonFacts(bare, username=username or None)))
    recorder.record(c.Start())
    recorder.record(rooms(tuple(f"p{k + 1}" for k in range(len(names)))))
    if opened:
        recorder.record(room_commands.OpenRooms())
    recorder.record(c.End())
    return recorder


def test_earlier_meetings_fade_run_by_run(library: Library) -> None:
    met(library, ("Zoe", "Yan"), days=0)
    met(library, ("Yan", "Xiu"), days=1)
    met(library, ("Xiu", "Yan"), days=2)
    now = met(library, ("Xiu", "Yan", "Zoe"), days=3).state  # p1, p2, p3

    assert library.met_before(now) == {
        ("p1", "p2"): MEETING_DECAY + MEETING_DECAY**2,
        ("p2", "p3"): MEETING_DECAY**3,
    }


def test_rooms_that_were_never_opened_are_no_meeting(library: Library) -> None:
    met(library, ("Zoe", "Yan"), days=0, opened=False)
    assert library.met_before(met(library, ("Zoe", "Yan"), days=1).state) == {}


def test_rehearsals_are_no_meeting(library: Library) -> None:
    recorder = library.begin(PLAN, "", clock(), rehearsal=True)
    for command in (
        c.AddPerson(PersonFacts("Zoe")),
        c.AddPerson(PersonFacts("Yan")),
        c.Start(),
        rooms(("p1", "p2")),
        room_commands.OpenRooms(),
    ):
        recorder.record(command)
    assert library.met_before(met(library, ("Zoe", "Yan"), days=1).state) == {}


@pytest.mark.parametrize(
    ("before", "now", "known"),
    [
        (("Zoë", "Yan"), ("zoe", "YAN"), True),
        (("Zoe@Zed", "Yan"), ("Somebody else@zed", "Yan"), True),
        (("Zoe@Zed", "Yan"), ("Zoe", "Yan"), True),
        (("Zoe@Zed", "Yan"), ("Zoe@Zack", "Yan"), False),
        (("Zoe", "Yan"), ("Zoe", "Yan", "Zoe"), False),
        (("Zoe", "Yan", "Zoe"), ("Zoe", "Yan"), False),
    ],
)
def test_people_are_the_same_only_when_that_is_sure(
    library: Library, before: tuple[str, ...], now: tuple[str, ...], known: bool
) -> None:
    met(library, before, days=0)
    assert bool(library.met_before(met(library, now, days=1).state)) is known


def test_the_file_can_be_named_in_the_environment(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    assert default_file().name == "letsconnect.json"
    monkeypatch.setenv("LETSCONNECT_FILE", str(path))
    assert default_file() == path


def test_the_last_session_is_one_that_was_held_not_one_merely_opened(tmp_path: Path) -> None:
    plan = a_plan()
    clock = VirtualClock(int(plan.session.starts_at.timestamp()) * 1000)
    with Library.open(tmp_path / "db.json") as library:
        library.begin(plan, "plan.toml", clock).record(c.Start())
        library.begin(plan, "plan.toml", clock)

        assert library.find("last") == f"{plan.session.id}.1"
        assert library.find(plan.session.id) == f"{plan.session.id}.1"
