"""A session folded in one pass is the session, whatever was taken back and whatever is damaged."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letsconnect_tui.app.runs import outline_of_text
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.record import record_of, record_of_json
from letsconnect_tui.session.refuse import EventMismatch
from letsconnect_tui.session.run_summary import run_of
from letsconnect_tui.session.single_pass import folded, legible
from tests.session.builders import Kept, a_session
from tests.session.wishes import random_command, random_wait_ms

if TYPE_CHECKING:
    from random import Random

RANDOMS = st.randoms(use_true_random=False)


def held(random: Random, steps: int) -> list[bytes]:
    """The documents of a session in which anything was given and much of it taken back."""
    kept = Kept()
    session = a_session(store=kept).started()
    for _ in range(steps):
        latest = session.recorder.log.latest.number
        wish = random_command(random, session.state, session.now, latest)
        undo = c.Undo(random.randrange(latest + 1))
        with suppress(CommandRefused):
            session.give(random.choice([wish, wish, c.Undo(), c.Redo(), undo]))
        session.clock.advance(random_wait_ms(random))
    return [line.encode() for line in kept.lines]


@given(random=RANDOMS)
@settings(max_examples=30, deadline=None)
def test_one_pass_comes_to_what_replay_comes_to(random: Random) -> None:
    documents = held(random, 40)
    log = replay(legible(documents), plan_of_text)
    session = folded(lambda: documents, plan_of_text)
    assert (session.state, session.latest, session.left_out) == (log.state, log.latest, 0)
    outlined = folded(lambda: documents, outline_of_text)
    assert run_of(outlined.state, 0) == run_of(log.state, 0)
    edited = any(b'"plan-replaced"' in document for document in documents)
    assert edited or outlined.state.plan.people[0].name == ""


@given(random=RANDOMS)
@settings(max_examples=30, deadline=None)
def test_so_it_does_where_documents_are_lost_or_illegible(random: Random) -> None:
    documents = held(random, 30)
    for place in range(1, len(documents)):
        kind = random.random()
        if kind < 0.1:
            documents[place] = documents[place].replace(b'"at":', b'"when":')
        elif kind < 0.15:
            documents[place] = b'{"session":"clinic.1"}'
    documents = [one for place, one in enumerate(documents) if place == 0 or random.random() < 0.9]
    records = list(legible(documents))
    log = replay(records, plan_of_text)
    session = folded(lambda: documents, plan_of_text)
    assert (session.state, session.latest) == (log.state, log.latest)
    assert session.left_out == len(documents) - len(records) + len(log.unfit)


@pytest.mark.parametrize("documents", [[], [b"{}"], [b"nothing"], [b'{"session":"a","undoes":"x"}']])
def test_without_an_opening_there_is_no_session(documents: list[bytes]) -> None:
    with pytest.raises(EventMismatch):
        folded(lambda: documents, plan_of_text)


def test_a_note_that_looks_like_an_undo_is_a_note() -> None:
    kept = Kept()
    a_session(store=kept).started().give(c.TakeLine("note", '{"undoes":1,"redoes":1}'))
    documents = [line.encode() for line in kept.lines]
    session = folded(lambda: documents, plan_of_text)
    assert (session.state.phase, len(session.state.lines)) == ("live", 1)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False)
    | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=4,
)
RECORD: dict[str, Any] = {
    "session": "a.1",
    "number": 1,
    "command": "TakeLine",
    "at": 1,
    "utc": 1,
    "steady": 1,
    "boot": "b",
    "events": [{"e": "line", "number": 1, "kind": "note", "text": "a", "item": None}],
    "undoes": None,
    "by": "\ud800",
}


@given(
    st.dictionaries(st.sampled_from([*RECORD, "unknown"]), VALUES, max_size=2),
    st.sets(st.sampled_from(sorted(RECORD)), max_size=1),
)
def test_json_is_read_as_its_document_is(changes: dict[str, Any], missing: set[str]) -> None:
    document = {name: value for name, value in (RECORD | changes).items() if name not in missing}
    text = json.dumps(document).encode()
    try:
        record = record_of(json.loads(text))
    except msgspec.ValidationError:
        with pytest.raises(msgspec.ValidationError):
            record_of_json(text)
    else:
        assert record_of_json(text) == record
