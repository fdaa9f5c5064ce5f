"""What waits for the shared order, as it is kept in the file and read again."""

from __future__ import annotations

import pytest
from msgspec import json
from msgspec.structs import replace

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.waiting import (
    Joined,
    Settled,
    WaitingAction,
    WaitingActions,
    document,
    read_waiting,
    waiting_action,
)
from tests.session.builders import a_session


def an_action(entry: str, *, about: str = "") -> WaitingAction:
    outcome = a_session().given(c.TakeLine("note", "x"))
    assert outcome.record is not None
    return waiting_action(entry, outcome.record, c.TakeLine("note", "x"), about=about, after=7)


def read(*kept: WaitingAction | Settled | Joined) -> WaitingActions:
    return read_waiting(json.encode(document("clinic.1", one)) for one in kept)


def test_an_action_comes_back_with_what_it_is_about_and_what_was_known() -> None:
    action = an_action("m-1", about="m-0")
    found = read(action)

    assert found == WaitingActions(waiting=(action,), names=frozenset({"m-1"}))
    assert (action.about, action.after) == ("m-0", 7)
    assert action.what() == c.TakeLine("note", "x")


def test_what_was_settled_waits_no_longer_and_only_what_was_set_aside_is_shown() -> None:
    actions = [an_action(f"m-{number}") for number in range(5)]
    outcomes = (Settled("m-1", "done"), Settled("m-2", "aside"), Settled("m-3", "dropped"))
    found = read(*actions, *outcomes, Settled("m-4", "aside"), Settled("m-4", "chosen"))

    assert [one.entry for one in found.waiting] == ["m-0"]
    assert [one.entry for one in found.aside] == ["m-2"]
    assert found.names == {one.entry for one in actions}


def test_an_action_under_another_name_stands_where_it_stood() -> None:
    first, second = an_action("m-1"), an_action("m-2")
    renamed = replace(first, entry="m-3", instead_of="m-1")

    assert read(first, second, renamed).waiting == (renamed, second)


def test_how_this_machine_takes_part_is_what_was_kept_last() -> None:
    before, now = Joined("m", "Ana", "helper-a", "one"), Joined("m", "Ana", "helper-b", "two")
    assert read(before, now).joined == now


def test_what_another_version_wanted_is_refused() -> None:
    with pytest.raises(CommandRefused) as refused:
        replace(an_action("m-1"), command="Dance").what()
    assert refused.value.message.key == "refused-unknown"
