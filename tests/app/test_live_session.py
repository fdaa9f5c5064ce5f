"""The session: typed words, sentences, proposals."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.requests import Accept, CopyText, LoadRosterFile, Reject, SeatLate
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.i18n import words
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import room_commands
from letsconnect_tui.session.facts import Command
from tests.app.rehearsed import rehearsed, said

if TYPE_CHECKING:
    from letsconnect_tui.app.reply import Reply


def test_an_answer_says_when_what_where_it_stands_and_how_to_take_it_back() -> None:
    session, clock = rehearsed()
    said(session, "start")
    clock.advance(200_000 + 300_000)

    answer = said(session, "handoff")

    assert answer == "ok 15:08:20 What reviewers look for, Amaka Ụzọma. 3:20 behind, ends 15:58. Undo: undo"


def test_a_handoff_has_thanks_and_intro_ready() -> None:
    session, _ = rehearsed()
    said(session, "start")

    reply = perform_line(session, "handoff")

    assert reply.preview == ("  Thank you, Chidi Okoye!", "  Amaka leads the Igbo Wiktionary group.")


def test_somebody_whose_arrival_was_taken_back_still_has_a_name_in_the_answer() -> None:
    session, _ = rehearsed()

    assert said(session, "new Ana", "undo").startswith("ok 15:00:00 Taken back: Ana is new and here.")


@pytest.mark.parametrize("typed", ["amaka", "uzoma", "Ụzọma", "UZO"])
def test_any_unique_part_of_a_name_will_do(typed: str) -> None:
    session, _ = rehearsed()

    assert said(session, f"here {typed}").startswith("ok 15:00:00 Amaka Ụzọma is here.")


def test_a_part_of_several_names_is_refused_with_the_candidates() -> None:
    session, _ = rehearsed()
    said(session, "new José Quispe")

    assert said(session, "here jose") == (
        "no “jose” means several: José Ñahui, José Quispe. Write more of the name; nothing changed."
    )


def test_new_always_makes_a_new_person() -> None:
    session, _ = rehearsed()
    said(session, "new Ana", "new Ana")

    assert [person.facts.name for person in session.state.people.values()].count("Ana") == 2


def test_swap_of_sharers_swaps_their_places_and_of_seats_their_rooms() -> None:
    session, _ = rehearsed()
    said(session, "swap amaka jose")
    order = session.state.order
    said(session, "start", *(f"new {name} lang=en" for name in ("Ana", "Ben", "Cai", "Dee")))
    said(session, "rooms size=2", "accept")
    before = dict(session.state.rounds[-1].seating)
    one, other = "p1", next(person for person in before if before[person] != before["p1"])
    said(session, f"swap Ana {session.names.of(other)}")

    assert order.index("jose-share") < order.index("amaka-share")
    assert session.state.rounds[-1].seating == {**before, one: before[other], other: before[one]}


def test_nothing_proposed_is_kept_before_it_is_accepted() -> None:
    session, _ = rehearsed()
    said(session, "start", *(f"new {name}" for name in ("Ana", "Ben", "Cai")))
    before = len(session.log.records)

    said(session, "rooms")
    said(session, "reject")
    said(session, "rebalance")

    assert len(session.log.records) == before
    assert session.state.rounds == ()


def test_rooms_can_be_changed_by_hand_before_they_are_accepted() -> None:
    session, _ = rehearsed()
    said(session, "start", *(f"new {name} lang=en" for name in ("Ana", "Ben", "Cai", "Dee")))
    said(session, "rooms count=2", "move Ana 2", "lock Ana", "accept")

    assert session.state.rounds[-1].seating["p1"] == 2
    assert "p1" in session.state.rounds[-1].locked


def test_somebody_late_gets_a_room_and_nobody_else_moves() -> None:
    session, _ = rehearsed()
    said(session, "start", *(f"new {name} lang=en" for name in ("Ana", "Ben", "Cai", "Dee")))
    said(session, "rooms count=2", "accept", "open")
    before = dict(session.state.rounds[-1].seating)
    said(session, "new Eve lang=en", "late Eve")
    after = dict(session.state.rounds[-1].seating)

    assert after.pop("p5") in (1, 2)
    assert after == before


def test_who_left_comes_back_to_the_same_room() -> None:
    session, _ = rehearsed()
    said(session, "start", *(f"new {name} lang=en" for name in ("Ana", "Ben", "Cai", "Dee")))
    said(session, "rooms count=2", "accept", "open", "left Ana")
    room = session.state.rounds[-1].seating["p1"]

    assert said(session, "late Ana").startswith("ok")
    assert session.state.rounds[-1].seating["p1"] == room
    assert session.state.people["p1"].is_here


def test_rebalance_shares_what_was_lost_and_one_undo_takes_it_all_back() -> None:
    session, clock = rehearsed()
    said(session, "start")
    clock.advance(15 * 60_000)
    said(session, "next", "rebalance")
    before = session.state
    said(session, "accept")
    sharers = {session.state.allotted("jose-share")}
    total = sum(session.state.allotted(item) for item in session.state.to_come)

    assert sharers != {15 * 60_000}
    assert total == 60 * 60_000 - 30 * 60_000
    said(session, "undo")
    assert session.state == before


def test_the_alarm_is_told_with_the_command_that_brought_it_about() -> None:
    session, clock = rehearsed()
    said(session, "start", "next")
    clock.advance(16 * 60_000)
    session.due_cues()

    reply = perform_line(session, "add 20m")

    (alarm,) = reply.alerts
    assert words(alarm) == (
        "What is to come is 10:00 too long to end at 16:00; this item must finish by 15:40. "
        "It costs José Ñahui 7:30"
    )


def test_hidden_names_are_in_no_answer() -> None:
    session, _ = rehearsed()
    session.names_hidden = True

    assert "Amaka" not in said(session, "here amaka") + said(session, "history")


def test_next_and_handoff_are_one_command_with_the_same_lines_and_answer() -> None:
    """Along the whole agenda: between leaders, from a leader to nobody and back."""
    for_next, clock_of_next = rehearsed()
    for_handoff, clock_of_handoff = rehearsed()
    said(for_next, "start")
    said(for_handoff, "start")
    lines = []
    for _ in range(len(for_next.state.to_come)):
        clock_of_next.advance(60_000)
        clock_of_handoff.advance(60_000)
        one, other = perform_line(for_next, "next"), perform_line(for_handoff, "handoff")
        assert (one.preview, one.message) == (other.preview, other.message)
        lines.append(one.preview)

    assert lines[0] == ("  Thank you, Chidi Okoye!", "  Amaka leads the Igbo Wiktionary group.")
    assert lines[-1] == ()


def test_two_people_who_go_on_at_once_go_on_once() -> None:
    session, _ = rehearsed()
    said(session, "start")
    command = c.Next(from_item="welcome")
    replies: list[Reply] = []
    together = threading.Barrier(2)

    def press() -> None:
        together.wait()
        replies.append(session.execute(command))

    people = [threading.Thread(target=press) for _ in range(2)]
    for one in people:
        one.start()
    for one in people:
        one.join()

    assert session.state.current == "amaka-share"
    assert [reply.ok for reply in replies] == [True, True]
    assert sum(reply.outcome is not None and reply.outcome.record is not None for reply in replies) == 1


def test_two_people_who_accept_at_once_accept_once() -> None:
    session, _ = rehearsed()
    said(session, "start", "new Ana", "new Ben", "rooms")
    assert session.proposal is not None
    yes = Accept(session.proposal.id)
    replies: list[Reply] = []
    people = [threading.Thread(target=lambda: replies.append(session.execute(yes))) for _ in range(4)]
    for one in people:
        one.start()
    for one in people:
        one.join()

    assert all(reply.ok for reply in replies)
    assert len(session.state.rounds) == 1
    assert [record.command for record in session.log.records].count("AcceptRooms") == 1


@pytest.mark.parametrize(
    "command",
    [
        c.Next(from_item="nowhere"),
        c.Drop("nowhere"),
        c.Undo(99),
        c.Redo(99),
        c.MarkHere("nobody"),
        room_commands.SeatPerson("nobody", 9),
        Command(),
        Accept(7),
        Reject(7),
        SeatLate("nobody"),
        LoadRosterFile("/nowhere/at/all.csv"),
        LoadRosterFile("~nobody/people.csv"),
        CopyText("nothing such"),
        CopyText("99"),
    ],
    ids=repr,
)
def test_a_refusal_is_a_reply_and_nothing_changed(command: Command) -> None:
    session, _ = rehearsed()
    before = session.log

    reply = session.execute(command)

    assert not reply.ok
    assert words(reply.message)
    assert session.log is before
