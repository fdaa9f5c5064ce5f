"""Folding from checkpoints comes to what folding everything comes to, and folds little."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import events as e
from letsconnect_tui.session import fold as folding
from letsconnect_tui.session.evolve import evolve
from letsconnect_tui.session.facts import Command, PersonFacts
from letsconnect_tui.session.fold import LARGEST_GAP, is_kept, kept_positions
from letsconnect_tui.session.log import SessionLog, replay
from letsconnect_tui.session.record import Record
from letsconnect_tui.session.refuse import EventMismatch
from tests.session.builders import Kept, Sitting, a_plan, a_session
from tests.session.consistency import folded_one_by_one
from tests.session.wishes import random_command, random_wait_ms

if TYPE_CHECKING:
    from letsconnect_tui.session.state import State

PLAN = a_plan()
RANDOMS = st.randoms(use_true_random=False)
PEOPLE = 50


@pytest.fixture
def small_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checkpoints at most four commands apart, so that short sessions have all kinds of them."""
    monkeypatch.setattr(folding, "LARGEST_GAP", 4)


@pytest.fixture
def folded(monkeypatch: pytest.MonkeyPatch) -> list[e.AnyEvent]:
    """Every event that is folded."""
    events: list[e.AnyEvent] = []

    def counting(state: State, event: e.AnyEvent, at: int) -> State:
        events.append(event)
        return evolve(state, event, at)

    monkeypatch.setattr(folding, "evolve", counting)
    return events


def state_from_scratch(records: list[Record]) -> State:
    """All records folded from the first on, as undo and redo are defined."""
    gone: set[int] = set()
    for record in records:
        if record.undoes is not None:
            gone.add(record.undoes)
        if record.redoes is not None:
            gone.discard(record.redoes)
    standing = [one for one in records[1:] if one.undoes is one.redoes is None and one.number not in gone]
    return folded_one_by_one(PLAN, records[0], standing)


def a_step(random: Random, session: Sitting) -> Command:
    log = session.recorder.log
    number = random.randrange(log.latest.number + 2)
    wish = random_command(random, session.state, session.now, log.latest.number)
    return random.choice([c.Undo(), c.Redo(), c.Undo(number), c.Redo(number), wish, wish])


@pytest.mark.usefixtures("small_gaps")
@given(random=RANDOMS)
@settings(max_examples=30, deadline=None)
def test_whatever_is_taken_back_and_given_again_is_as_if_all_was_folded_anew(random: Random) -> None:
    kept = Kept()
    session = a_session(PLAN, store=kept).started()
    handed_out = []
    for _ in range(80):
        step, log = a_step(random, session), session.recorder.log
        try:
            session.give(step)
        except CommandRefused as no:
            if no.message.key == "refused-rests-on" and isinstance(step, c.Undo):
                target = log.latest_undoable if step.number is None else log.record(step.number)
                assert target is not None
                with pytest.raises(EventMismatch):
                    state_from_scratch([*kept.records, _record(10_000, undoes=target.number)])
        assert session.state == state_from_scratch(kept.records)
        assert replay(kept.records, plan_of_text) == session.recorder.log
        handed_out += [(one.state, repr(one.state)) for one in session.recorder.log._fold.checkpoints[-2:]]
        session.clock.advance(random_wait_ms(random))
    assert all(repr(state) == was for state, was in handed_out), "a state that was kept has changed"


@pytest.mark.usefixtures("small_gaps")
@given(random=RANDOMS)
@settings(max_examples=20, deadline=None)
def test_checkpoints_hold_the_state_after_their_commands(random: Random) -> None:
    session = a_session(PLAN).started()
    for _ in range(60):
        with suppress(CommandRefused):
            session.give(a_step(random, session))
    fold = session.recorder.log._fold
    places = [one.commands for one in fold.checkpoints]
    length = len(fold.commands)
    assert places == sorted({0, *range(4, length, 4), *places} & {0, *kept_positions(length)})
    for one in fold.checkpoints:
        state = folded_one_by_one(PLAN, session.recorder.log.records[0], fold.commands[: one.commands])
        assert one.state == state


@given(random=RANDOMS)
@settings(max_examples=40, deadline=None)
def test_numbers_that_do_not_ascend_change_nothing_of_what_undo_means(random: Random) -> None:
    numbers = [random.randrange(6) for _ in range(8)]
    records = [_record(0, e.SessionOpened(PLAN.text, "", 0))]
    records += [_record(number, e.HeadcountTaken(place)) for place, number in enumerate(numbers)]
    log = replay(records, plan_of_text)
    for _ in range(8):
        undone, again = log.record(random.randrange(6)), log.to_redo()
        if undone is not None and random.random() < 0.6:
            record = _record(9, undoes=undone.number)
        elif again is not None:
            record = _record(9, redoes=again.number)
        else:
            record = _record(random.randrange(6), e.HeadcountTaken(99))
        records.append(record)
        log = log.with_record(record)
        assert log.state.headcounts == state_from_scratch(records).headcounts
        assert log == replay(records, plan_of_text)


def test_after_damage_an_undo_leaves_the_rest_as_it_is() -> None:
    kept = Kept()
    a_session(PLAN, store=kept).started().give(c.Next(), c.TakeHeadcount(1), c.Next(), c.TakeHeadcount(2))
    log = replay([one for one in kept.records if one.number != 2], plan_of_text)
    assert log.unfit == {4}

    log = log.with_record(_record(9, undoes=3)).with_record(_record(10, undoes=4))
    assert [people for _, people in log.state.headcounts] == [2]
    log = log.with_record(_record(11, redoes=4)).with_record(_record(12, redoes=3))
    assert [people for _, people in log.state.headcounts] == [1, 2]
    assert log.state.current == "welcome"


# -- how much is folded, kept and copied -----------------------------------------------------------


def test_states_are_kept_the_closer_the_nearer_the_end() -> None:
    for length in [*range(70), 1000, 5000, 33_333, 100_000]:
        positions = kept_positions(length)
        assert positions == [position for position in range(1, length) if is_kept(position, length)]
        for before, after in zip([0, *positions], [*positions, length], strict=True):
            assert after - before <= LARGEST_GAP
            assert after - before <= max(1, length - after), (length, before, after)
    assert len(kept_positions(100_000)) < 50


def test_a_state_that_is_not_kept_any_more_never_is_again() -> None:
    for position in (*range(1, 9), 63, 64, 96, 100, LARGEST_GAP - 1, LARGEST_GAP, LARGEST_GAP + 8):
        was = [is_kept(position, length) for length in range(position + 1, position + 3 * LARGEST_GAP)]
        assert was == sorted(was, reverse=True)


def _record(number: int, *events: e.AnyEvent, **fields: Any) -> Record:
    return Record("clinic.1", number, "Any", number * 1000, 0, 0, "", events, **fields)


def a_log(length: int) -> SessionLog:
    """People who come and go, headcounts and notes."""
    random = Random(length)
    here: set[str] = set()
    roster = tuple(e.PersonAdded(f"p{k}", PersonFacts(f"Person {k}")) for k in range(PEOPLE))
    records = [_record(0, e.SessionOpened(PLAN.text, "", 0)), _record(1, *roster)]
    while len(records) < length:
        number, person = len(records), f"p{random.randrange(PEOPLE)}"
        came: e.AnyEvent = e.WentOut(person) if person in here else e.CameIn(person)
        note = e.LineTaken(number, "note", "A note", None)
        event = random.choice([came, e.HeadcountTaken(number), note])
        here ^= {person} if event is came else set()
        records.append(_record(number, event))
    return replay(records, plan_of_text)


LENGTH = 20_000


@pytest.fixture(scope="module")
def long_log() -> SessionLog:
    return a_log(LENGTH)


def test_the_latest_commands_are_taken_back_one_by_one_with_little_folding(
    long_log: SessionLog, folded: list[e.AnyEvent]
) -> None:
    log, times, most = long_log, 3000, 0
    for number in range(times):
        latest = log.latest_undoable
        assert latest is not None
        before = len(folded)
        log = log.with_record(_record(LENGTH + number, undoes=latest.number))
        most = max(most, len(folded) - before)
    assert most <= LARGEST_GAP
    assert len(folded) <= 12 * times
    assert log.state == replay(log.records, plan_of_text).state


@pytest.mark.parametrize("back", [1, 2, 3, 10, 100, 1000, 10_000])
def test_an_earlier_command_is_taken_back_by_folding_what_came_after_it(
    long_log: SessionLog, folded: list[e.AnyEvent], back: int
) -> None:
    command = long_log.undoable[-back]
    with suppress(EventMismatch):  # who was marked since then may have to stay so
        long_log.without(command.number)
    assert len(folded) <= 2 * back


def test_redo_of_the_latest_folds_it_alone(long_log: SessionLog, folded: list[e.AnyEvent]) -> None:
    log = long_log.with_record(_record(LENGTH, undoes=LENGTH - 1))
    folded.clear()
    again = log.with_record(_record(LENGTH + 1, redoes=LENGTH - 1))
    assert len(folded) == 1
    assert again.state == long_log.state


def test_a_note_copies_as_little_late_as_early(long_log: SessionLog, folded: list[e.AnyEvent]) -> None:
    note = e.LineTaken(10 * LENGTH, "note", "A note", None)
    assert long_log.with_record(_record(LENGTH, note)).state.people is long_log.state.people
    assert len(folded) == 1
    early = [bytes_of(a_log(length)) for length in (400, 420, 440)]
    late = [bytes_of(long_log.with_record(_record(LENGTH, note))), bytes_of(long_log)]
    assert max(late) <= max(early) + 4096, (early, late)


def bytes_of(log: SessionLog) -> int:
    """The most memory that one note more takes."""
    number = log.latest.number + 1
    record = _record(number, e.LineTaken(100 * LENGTH + number, "note", "A note", None))
    tracemalloc.start()
    try:
        log.with_record(record)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
