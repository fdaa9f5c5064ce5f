"""The open proposal: what it rests on, and that a yes acts once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app import requests as r
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.i18n import words
from tests.app.rehearsed import rehearsed, said

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession

STALE = "no Things have changed since this was proposed. Propose it again; nothing changed."
PEOPLE = tuple(f"new {name} lang=en" for name in ("Ana", "Ben", "Cai", "Dee"))
IN_ROOMS = ("start", *PEOPLE, "next", "next", "next", "rooms count=2", "accept", "open")


def proposed(*lines: str) -> LiveSession:
    session, _ = rehearsed()
    for line in lines:
        if line.startswith("paste:"):
            assert session.propose(r.ProposePaste(line.removeprefix("paste:"))).ok
        else:
            assert perform_line(session, line).ok, line
    assert session.proposal is not None
    return session


ROOMS = ("start", *PEOPLE, "rooms count=2")
TIMES = ("start", "next", "rebalance end=+10m")
TIDY = (*IN_ROOMS, "move Ana 1", "move Ben 1", "move Cai 1", "move Dee 2", "tidy")

CHANGED = [
    (ROOMS, ("left Ana",)),
    (ROOMS, ("undo 5",)),  # Dee was never added
    (ROOMS, ("undo 5", "new Eve lang=en")),
    (ROOMS, ("next", "next", "next", "next")),  # the breakout is over
    (TIMES, ("next",)),
    (TIMES, ("add 5m",)),
    (TIMES, ("drop draft",)),
    (TIMES, ("later 5m",)),
    (TIMES, ("swap-items jose-share draft",)),
    (("new Ana", "paste:Ana\nZoe"), ("undo",)),
    (("new Ana", "paste:Ana\nZoe"), ("new Zoe",)),
    (("new Ana", "paste:Ana\nZoe"), ("undo", "new Ben")),
]


@pytest.mark.parametrize(("before", "change"), CHANGED)
def test_a_proposal_is_refused_once_what_it_rests_on_has_changed(
    before: tuple[str, ...], change: tuple[str, ...]
) -> None:
    session = proposed(*before)
    assert said(session, *change).startswith("ok")
    records = len(session.log.records)

    assert said(session, "accept") == STALE
    assert len(session.log.records) == records


UNCHANGED = [
    (ROOMS, ("new Eve lang=en", "here amaka", "add 5m", "note hello", "recording on")),
    (ROOMS, ("left Ana", "undo")),
    (ROOMS, ("undo 5", "redo")),
    (TIMES, ("here amaka", "new Eve", "note hello", "recording on", "copy essentials")),
    (TIMES, ("add 5m", "undo")),
    (("new Ana", "paste:Ana\nZoe"), ("left Ana", "new Ben", "start", "next")),
    (TIDY, ("note hello", "here amaka", "add 1m")),
]


@pytest.mark.parametrize(("before", "change"), UNCHANGED)
def test_a_proposal_stands_whatever_else_has_changed(
    before: tuple[str, ...], change: tuple[str, ...]
) -> None:
    session = proposed(*before)
    assert said(session, *change).startswith("ok")

    assert said(session, "accept").startswith("ok")


def test_moves_proposed_are_refused_once_somebody_was_moved_by_hand() -> None:
    session = proposed(*TIDY)
    assert said(session, "move Ana 2").startswith("ok")

    assert said(session, "accept") == STALE


def test_nobody_is_seated_in_the_place_of_somebody_who_was_taken_back() -> None:
    """The next one added gets another id, so even an acceptance that came through could not seat them."""
    session, _ = rehearsed()
    said(session, "new Ana", "rooms", "undo")

    assert said(session, "accept") == STALE
    said(session, "new Ben")
    assert said(session, "accept") == STALE
    assert session.state.rounds == ()


def test_a_proposal_accepted_twice_is_carried_out_once() -> None:
    session = proposed(*ROOMS)
    assert session.proposal is not None
    yes = r.Accept(session.proposal.id)
    assert session.execute(yes).ok
    records = len(session.log.records)
    again = session.execute(yes)

    assert again.ok
    assert words(again.message) == "That is so already; nothing changed"
    assert len(session.log.records) == records


def test_a_yes_to_rooms_that_were_changed_since_is_refused() -> None:
    session = proposed(*ROOMS)
    assert session.proposal is not None
    seen = session.proposal.id
    said(session, "move Ana 2")

    assert not session.execute(r.Accept(seen)).ok
    assert session.state.rounds == ()
    assert said(session, "accept").startswith("ok")


def test_a_change_to_rooms_that_are_stale_is_refused() -> None:
    """Else changing them by hand would make them look fresh."""
    session = proposed(*ROOMS)
    said(session, "left Ana")

    assert said(session, "move Ben 2") == STALE
    assert said(session, "lock Ben") == STALE


def test_a_no_keeps_the_proposal_and_a_reject_ends_it() -> None:
    session = proposed(*TIMES)
    shown = session.proposal
    assert shown is not None
    said(session, "next", "accept")
    assert session.proposal is shown

    assert session.execute(r.Reject(shown.id)).ok
    assert not session.proposal
    assert session.execute(r.Reject(shown.id)).ok
    assert said(session, "accept") == "no There is nothing to accept; nothing changed"


def test_no_id_of_a_proposal_is_given_twice() -> None:
    session = proposed(*ROOMS)
    seen = []
    lines = "rooms/move Ana 1/lock Ana/unlock Ana/rebalance/reject/rebalance/rooms"
    for line in lines.split("/"):
        perform_line(session, line)
        if session.proposal is not None:
            seen.append(session.proposal.id)

    assert len(seen) == len(set(seen)) == 7


def test_a_preview_that_was_left_cannot_be_accepted_any_more() -> None:
    session = proposed(*TIMES)
    assert session.proposal is not None
    seen = session.proposal.id
    session.discard_proposal()

    assert not session.execute(r.Accept(seen)).ok


def test_changes_to_a_proposal_can_be_left_for_what_it_was_before() -> None:
    session = proposed(*ROOMS)
    before = session.proposal
    said(session, "move Ana 2", "lock Ana")
    session.discard_proposal(back_to=before)

    assert session.proposal is before
    assert said(session, "accept").startswith("ok")
