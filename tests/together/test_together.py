"""Several people run one session from their own machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from letsconnect_tui.app.forgetting import forget, sessions_knowing
from letsconnect_tui.app.library import Library
from letsconnect_tui.session.commands import Start
from letsconnect_tui.session.events import MachineJoined
from letsconnect_tui.session.team_commands import JoinTeam
from letsconnect_tui.together.order import OrderedRecord
from letsconnect_tui.together.shared_log import SharedLog
from tests.session.builders import a_session
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
    assert any("Amaka Ụzọma is here" in one for one in chidi.new_texts())
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
        "and nothing else; nothing changed."
    )


def test_only_who_holds_the_clock_moves_the_time_and_another_facilitator_takes_it_with_one_word(
    machines: Three,
) -> None:
    chidi, ngozi, _ = machines
    chidi.say("start", "start")
    settled(*machines)
    assert ngozi.say("next") == (
        "no Chidi holds the clock. Take it over with the key O, or write take-clock; nothing changed."
    )

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
    for machine in machines:
        assert 0 <= machine.session.now() - machine.recorder.own_presence().since < 60_000


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
    assert "Ngozi had already done the same" in ana.new_texts()


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
    assert any("Set aside" in one for one in ngozi.new_texts())


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


def test_somebody_forgotten_is_gone_from_the_engine_and_from_every_file(
    engine: MemoryEngine, machines: Three
) -> None:
    chidi, ngozi, ana = machines
    chidi.say("start", "start")
    ana.say("new Zebediah Quux")
    settled(*machines)

    assert chidi.say("forget Zebediah", "forget Zebediah").startswith("ok ")
    settled(*machines)

    for machine in machines:
        assert all("Zebediah" not in one.facts.name for one in machine.session.state.people.values())
    for path in chidi.path.parent.rglob("*"):
        assert not path.is_file() or b"Zebediah" not in path.read_bytes()
    assert all(b"Zebediah" not in entry.payload for entry in engine.entries)
    assert ngozi.say("here jose").startswith("ok ")
    settled(*machines)
    assert chidi.session.state.people["jose"].is_here


def test_a_helper_makes_nobody_forgotten(machines: Three) -> None:
    chidi, _, ana = machines
    assert ana.say("forget Amaka", "forget Amaka").startswith("no Your code is a helper’s")
    assert chidi.session.state.people["amaka"].facts.name == "Amaka Ụzọma"


def test_what_waits_is_not_decided_anew_for_each_of_its_own_entries(
    machines: Three, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a long time without a network takes minutes to send, also while something is set aside."""
    decisions = []

    def counted(log: SharedLog, *args: Any) -> Any:
        decisions.append(args)
        return decide(log, *args)

    decide = SharedLog._again
    monkeypatch.setattr(SharedLog, "_again", counted)
    chidi, ngozi, ana = machines
    chidi.say("start", "start")
    settled(*machines)
    ngozi.connection.cut()
    ngozi.say("take-clock", *(f"note {number}" for number in range(60)))
    chidi.say("next")
    settled(chidi, ana)
    decisions.clear()

    ngozi.connection.mend()
    settled(*machines)

    assert len(ngozi.recorder.aside()) == 1
    assert [line.text for line in chidi.session.state.lines] == [str(number) for number in range(60)]
    assert len(decisions) < 4 * 60


def test_what_was_set_aside_can_be_done_after_all_or_dropped(machines: Three) -> None:
    chidi, ngozi, ana = machines
    chidi.say("start", "start")
    settled(*machines)
    ngozi.connection.cut()
    ngozi.say("take-clock", "add 5m", "add 2m")
    chidi.say("next")
    settled(chidi, ana)
    ngozi.connection.mend()
    settled(*machines)
    assert ngozi.say("aside") == "ok 3 actions are set aside"

    assert ngozi.say("aside drop 3") == "ok Dropped; it will not be done"
    assert ngozi.say("aside apply 1").startswith("ok ")
    settled(*machines)

    assert chidi.session.state.clock_holder == "ngozi"
    assert len(ngozi.recorder.aside()) == 1


def test_who_comes_back_after_the_end_of_their_program_goes_on_where_they_were(
    tmp_path: Path, engine: MemoryEngine
) -> None:
    chidi, ana = Machine(tmp_path, "chidi", engine), Machine(tmp_path, "ana", engine, "helper")
    settled(chidi, ana)
    ana.connection.cut()
    ana.say("here amaka")
    ana.close()
    chidi.say("start", "start", "next")
    settled(chidi)

    again = Machine(tmp_path, "ana", engine, "helper", rejoins=True)
    settled(chidi, again)

    assert chidi.session.state.people["amaka"].is_here
    assert again.session.state.current == "amaka-share"
    chidi.close()
    again.close()


def test_an_altered_or_foreign_entry_is_left_out_everywhere_and_nothing_stops(
    engine: MemoryEngine, machines: Three
) -> None:
    chidi, _, ana = machines
    chidi.say("start", "start")
    settled(*machines)
    with engine.lock:
        engine.store("evil-1", "control", b"facilitator|{}")
        engine.store("evil-2", "marks", b"garbage")
        helper_next = next(
            one for one in engine.entries if b"SessionStarted" in one.payload or one.subject == "control"
        )
        engine.store("evil-3", "control", b"helper|" + helper_next.payload.partition(b"|")[2])

    assert chidi.say("next").startswith("ok ")
    ana.say("here amaka")
    settled(*machines)

    assert ana.session.state.current == "amaka-share"
    assert ana.session.log.records[1:] == chidi.session.log.records[1:]


def test_a_log_told_anew_leaves_what_waits_and_how_one_takes_part(machines: Three) -> None:
    chidi, ngozi, ana = machines
    chidi.say("start", "start", "new Zebediah Quux")
    settled(*machines)
    ana.connection.cut()
    ana.say("here amaka")
    chidi.say("forget Zebediah", "forget Zebediah")
    settled(chidi, ngozi)

    ana.connection.mend()
    settled(*machines)

    assert chidi.session.state.people["amaka"].is_here
    assert b"Zebediah" not in ana.path.read_bytes()
    shared = ana.library.waiting("small.1")
    assert shared is not None
    assert shared.joined is not None


def test_a_file_told_anew_without_the_network_keeps_what_waited_and_leaves(
    tmp_path: Path, engine: MemoryEngine
) -> None:
    chidi = Machine(tmp_path, "chidi", engine)
    chidi.say("start", "start", "new Zebediah Quux")
    settled(chidi)
    chidi.connection.cut()
    chidi.say("here amaka", "note said while the network was away")
    chidi.recorder.disconnect()

    assert forget(chidi.library, sessions_knowing(chidi.library, "Zebediah Quux")) == ()

    state = chidi.library.log("small.1").state
    assert state.people["amaka"].is_here
    assert [line.text for line in state.lines] == ["said while the network was away"]
    assert b"Zebediah" not in chidi.path.read_bytes()
    assert chidi.library.waiting("small.1") is None
    chidi.library.close()


def test_notes_taken_at_once_get_numbers_from_the_order_and_what_ticks_them_follows(
    engine: MemoryEngine, machines: Three
) -> None:
    chidi, ngozi, ana = machines
    before = engine.last_seq
    for machine in (ngozi, ana):
        machine.connection.cut()
        machine.say(f"ask what does {machine.name} say?", "answered 1")
    ngozi.connection.mend()
    settled(chidi, ngozi)
    ana.connection.mend()
    settled(*machines)

    lines = [(line.number, line.text, line.answered) for line in chidi.session.state.lines]
    assert lines == [(1, "what does ngozi say?", True), (2, "what does ana say?", True)]
    assert engine.last_seq == before + 4


def test_a_facilitator_who_joins_while_the_session_runs_can_take_the_clock(
    tmp_path: Path, engine: MemoryEngine
) -> None:
    chidi = Machine(tmp_path, "chidi", engine)
    chidi.say("start", "start", "next")
    settled(chidi)

    ngozi = Machine(tmp_path, "ngozi", engine)
    settled(chidi, ngozi)

    assert ngozi.recorder.aside() == ()
    assert chidi.session.state.clock_holder == "chidi"
    assert ngozi.say("take-clock", "next").startswith("ok ")
    settled(chidi, ngozi)
    assert chidi.session.state.current == "jose-share"
    chidi.close()
    ngozi.close()


def test_who_joins_before_they_have_seen_that_the_session_runs_is_not_set_aside() -> None:
    opening = a_session().recorder.log
    stamp = replace(opening.latest, events=(), command="")
    sharer, joiner = (SharedLog(opening, machine, "facilitator") for machine in ("sharer", "joiner"))
    decision, action = sharer.act(JoinTeam("sharer", "Chidi", "facilitator"), stamp)
    assert action is not None
    sharer.keep(decision, action)
    decision, started = sharer.act(Start(), stamp)
    assert started is not None
    sharer.keep(decision, started)
    decision, joins = joiner.act(JoinTeam("joiner", "Ngozi", "facilitator"), stamp)
    assert joins is not None
    joiner.keep(decision, joins)

    for seq, one in enumerate((action, started), 1):
        joiner.arrived(OrderedRecord(seq, "control", "facilitator", one.record))
    joiner.rebase()

    (waiting,) = joiner.waiting
    assert [type(event) for event in waiting.record.events] == [MachineJoined]
    assert joiner.aside == ()
