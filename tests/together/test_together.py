"""Several people run one session from their own machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.library import Library
from tests.together.machines import Machine, settled, until
from tests.together.memory_engine import MemoryEngine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def engine() -> MemoryEngine:
    """An engine that nobody shares anything on yet."""
    return MemoryEngine(skew_ms=40_000)


@pytest.fixture
def machines(tmp_path: Path, engine: MemoryEngine) -> Iterator[tuple[Machine, Machine, Machine]]:
    """Chidi facilitates, Ngozi may take over, Ana helps."""
    three = (
        Machine(tmp_path, "chidi", engine),
        Machine(tmp_path, "ngozi", engine, skew_ms=300_000),
        Machine(tmp_path, "ana", engine, "helper", skew_ms=-2_000),
    )
    settled(*three)
    yield three
    for machine in three:
        machine.close()


Three = tuple[Machine, Machine, Machine]


def test_what_one_does_all_see_and_all_files_hold_in_the_same_order(machines: Three) -> None:
    chidi, ngozi, ana = machines
    chidi.say("start", "start")
    ana.say("here amaka", "new Zoe")
    ngozi.say("note all is well")
    settled(*machines)

    states = [machine.session.state for machine in machines]
    assert states[0].people.keys() == states[1].people.keys() == states[2].people.keys()
    assert all(state.phase == "live" for state in states)
    assert any("Amaka Ụzọma is here" in one for one in chidi.told())
    kept = []
    for machine in machines:
        with Library.open(machine.path, read_only=True) as library:
            records = library.log("small.1").records
        kept.append([(record.entry, record.at, record.events) for record in records])
    assert kept[0] == kept[1] == kept[2]


def test_a_helper_marks_people_and_cannot_move_the_agenda(machines: Three) -> None:
    chidi, _, ana = machines
    chidi.say("start", "start")
    settled(*machines)

    assert ana.say("here amaka").startswith("ok ")
    assert ana.say("next") == (
        "no Your code is a helper’s: you can mark people, take notes and say how rooms are doing, "
        "and nothing else; nothing changed"
    )


def test_only_who_holds_the_clock_moves_the_time_and_another_facilitator_takes_it_with_one_word(
    machines: Three,
) -> None:
    chidi, ngozi, _ = machines
    chidi.say("start", "start")
    settled(*machines)
    assert ngozi.say("next") == "no Chidi holds the clock. Write take-clock to take it over; nothing changed."

    assert ngozi.say("take-clock").startswith("ok ")
    assert ngozi.say("next").startswith("ok ")
    settled(*machines)

    assert chidi.session.state.current == "amaka-share"
    assert chidi.say("next").startswith("no Ngozi holds the clock")


def test_machines_with_wrong_clocks_show_the_same_moment(machines: Three) -> None:
    chidi, ngozi, ana = machines
    chidi.say("start", "start")
    ngozi.say("note one")
    ana.say("note two")
    settled(*machines)
    chidi.say("pause", "resume")
    settled(*machines)

    def apart() -> int:
        nows = [machine.session.now() for machine in machines]
        return max(nows) - min(nows)

    until(lambda: apart() < 150)


def test_without_a_network_everything_goes_on_and_is_joined_in_order_later(machines: Three) -> None:
    chidi, ngozi, ana = machines
    chidi.say("start", "start")
    settled(*machines)
    ana.connection.cut()
    assert ana.say("here amaka").startswith("ok ")
    assert ana.say("here jose").startswith("ok ")
    assert ana.recorder.waiting == 2
    ngozi.say("here amaka")
    chidi.say("next")
    settled(chidi, ngozi)

    ana.connection.mend()
    settled(*machines)

    assert chidi.session.state.people["jose"].is_here
    assert "Ngozi had already done the same" in ana.told()


def test_two_facilitators_apart_the_time_follows_whoever_held_the_clock(machines: Three) -> None:
    chidi, ngozi, ana = machines
    chidi.say("start", "start")
    settled(*machines)
    ngozi.connection.cut()
    ngozi.say("take-clock", "next", "next", "here jose")
    assert ngozi.session.state.current == "jose-share"
    chidi.say("next")
    settled(chidi, ana)

    ngozi.connection.mend()
    settled(*machines)

    assert ngozi.session.state.current == chidi.session.state.current == "amaka-share"
    assert chidi.session.state.people["jose"].is_here
    aside = [action.command for action in ngozi.recorder.aside()]
    assert aside == ["TakeClock", "Next"]  # Chidi went on from the welcome as well
    assert any("Set aside" in one for one in ngozi.told())


def test_taking_over_from_a_dead_machine_keeps_what_was_done_since(machines: Three) -> None:
    chidi, ngozi, ana = machines
    chidi.say("start", "start")
    settled(*machines)
    chidi.connection.cut()

    ngozi.say("take-clock", "next")
    settled(ngozi, ana)
    assert ana.session.state.current == "amaka-share"

    chidi.say("next")
    chidi.connection.mend()
    settled(*machines)
    assert chidi.session.state.current == "amaka-share"
    assert chidi.recorder.aside() == ()


def test_undo_takes_back_ones_own_latest_and_the_facilitators_history_takes_all(machines: Three) -> None:
    chidi, _, ana = machines
    chidi.say("start", "start")
    ana.say("here amaka")
    settled(*machines)
    chidi.say("here jose")
    settled(*machines)

    assert ana.say("undo").startswith("ok ")
    settled(*machines)
    assert not chidi.session.state.people["amaka"].is_here
    assert chidi.session.state.people["jose"].is_here
    assert ana.say("undo").startswith("no ")
    number = chidi.session.log.latest_undoable
    assert number is not None
    assert ana.say(f"undo {number.number}").startswith("no ")


def test_walk_ins_of_two_helpers_are_two_people_whoever_is_first(
    tmp_path: Path, engine: MemoryEngine
) -> None:
    chidi = Machine(tmp_path, "chidi", engine)
    helpers = [Machine(tmp_path, name, engine, "helper") for name in ("ana", "bo")]
    for helper in helpers:
        helper.connection.cut()
        helper.say(f"new {helper.name} guest")
    for helper in helpers:
        helper.connection.mend()
    settled(chidi, *helpers)

    names = {person.facts.name for person in chidi.session.state.people.values()}
    assert {"ana guest", "bo guest"} <= names
    for machine in (chidi, *helpers):
        machine.close()


def test_what_waits_survives_the_end_of_the_program_and_is_in_every_list(
    tmp_path: Path, engine: MemoryEngine, machines: Three
) -> None:
    chidi, _, ana = machines
    chidi.say("start", "start")
    settled(*machines)
    ana.connection.cut()
    ana.say("here amaka", "note done offline")
    ana.close()

    with Library.open(ana.path, read_only=True) as library:
        assert library.folded("small.1").state.people["amaka"].is_here
        assert library.log("small.1").state.lines[-1].text == "done offline"
        shared = library.waiting("small.1")
        assert shared is not None
        assert len(shared.waiting) == 2


def test_a_watcher_sees_everything_and_does_nothing(
    tmp_path: Path, engine: MemoryEngine, machines: Three
) -> None:
    chidi, *_ = machines
    watcher = Machine(tmp_path, "wendy", engine, "watcher")
    chidi.say("start", "start")
    until(lambda: watcher.session.state.phase == "live")

    assert watcher.session.onlooker
    assert watcher.say("next").startswith("no ")
    with Library.open(watcher.path, read_only=True) as library:
        assert library.session_ids() == ()
    watcher.close()


def test_who_is_connected_is_known_everywhere(machines: Three) -> None:
    chidi, _, ana = machines
    until(lambda: {one.called for one in chidi.recorder.present()} == {"Chidi", "Ngozi", "Ana"})

    ana.recorder.disconnect()

    until(lambda: {one.called for one in chidi.recorder.present()} == {"Chidi", "Ngozi"})
