"""Rooms by keys: proposed off the screen's thread, changed by hand, opened, closed, reported back."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.breakout_rounds import room_offers
from letsconnect_tui.app.proposals import RoomsProposal
from letsconnect_tui.app.rehearsal import INVENTED
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.text import cell_width
from letsconnect_tui.tui.panels.rooms.panel import RoomsPanel
from tests.tui.input.chat_sentences import gaps, sentences
from tests.tui.stage import Stage, a_desk, on_stage

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.clock import VirtualClock

HOSTILE = (
    "[bold red]Ana[/]",
    "a" * 79,
    "é̂́x́",
    "👩‍👩‍👧‍👦 Familia 👩‍👩‍👧‍👦",
    "محمد\u202eevil",
    "\x1b]2;title\x07Eve",
    "ง้้้้",
)

BEFORE_REPORTS = """
plan = 1
[session]
id = "a-walk"
title = "A walk"
start = 2027-03-06T15:00
timezone = "UTC"
length = "60m"
[[item]]
id = "tables"
kind = "breakout"
title = "Tables"
duration = "20m"
[item.breakout]
size = 3
[[item]]
id = "stretch"
kind = "break"
title = "Stretch"
duration = "5m"
[[item]]
id = "walk"
kind = "report-back"
title = "One minute a table"
duration = "14m"
"""


def in_the_rooms(
    people: int = 9, *, names: tuple[str, ...] = (), languages: bool = True
) -> tuple[LiveSession, VirtualClock]:
    """A session whose breakout is running, with people who are here."""
    session, clock = a_desk()
    for number in range(people):
        name, spoken = INVENTED[number % len(INVENTED)]
        turn = number // len(INVENTED)
        line = f"new {name} {turn + 1}" if turn else f"new {name}"
        assert perform_line(session, f"{line} lang={spoken}" if languages else line).ok
    for name in names:
        assert perform_line(session, f"new {name}").ok
    clock.advance(600_000)
    for line in ("start", "next", "next", "next"):
        assert perform_line(session, line).ok
    return session, clock


def seats(stage: Stage) -> dict[str, int]:
    """The room of everybody, as accepted or as proposed."""
    proposal, held = stage.session.proposal, stage.session.state.round
    if isinstance(proposal, RoomsProposal):
        return {person: room.number for room in proposal.plan.rooms for person in room.members}
    assert held is not None
    return dict(held.seating)


async def test_r_proposes_and_enter_accepts() -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        assert "Round 1: 9 people in" in stage.text
        assert "no pair meets twice" in stage.text
        shown = seats(stage)
        await stage.press("enter")

        assert stage.session.state.round is not None
        assert stage.session.state.round.seating == shown
        assert "4 press o" in stage.text


async def test_enter_does_not_count_before_the_rooms_have_stood_for_a_moment() -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        await stage.press("enter", gap=0.3)
        assert stage.session.state.round is None


async def test_o_accepts_and_opens_at_once() -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        await stage.press("o")
        held = stage.session.state.round
        assert held is not None
        assert held.is_open
        assert "Round 1 open: 15:00 left" in stage.text


async def test_nobody_here_teaches_what_fills_the_rooms() -> None:
    async with on_stage(session=in_the_rooms(0)) as stage:
        await stage.press("r")
        assert "w marks who is here" in stage.text
        await stage.press("enter", "o", "m", "l", "x", "s", "f", "escape")
        assert stage.session.state.round is None


async def test_moving_the_cursor_accepts_nothing() -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        await stage.press("down", "right", "left", "up", "end", "home")
        assert stage.session.state.round is None


async def test_m_and_a_digit_move_the_person_under_the_cursor_and_s_leaves_them_there() -> None:
    async with on_stage(session=in_the_rooms(languages=False)) as stage:
        await stage.press("r")
        person = next(who for who, room in seats(stage).items() if room == 1)
        await stage.press("m")
        assert "move " in stage.lines[-4]
        await stage.press("2")
        assert seats(stage)[person] == 2
        for _ in range(2):
            await stage.press("s")
            assert seats(stage)[person] == 2
        await stage.press("l" if stage.session.proposal is None else "enter")
        assert person in stage.session.state.round.locked  # type: ignore[union-attr]


async def test_m_and_enter_move_to_the_room_under_the_cursor() -> None:
    async with on_stage(session=in_the_rooms(languages=False)) as stage:
        await stage.press("r")
        person = next(who for who, room in seats(stage).items() if room == 1)
        await stage.press("m", "end")
        await stage.press("enter")
        assert seats(stage)[person] == max(seats(stage).values())
        assert stage.session.state.round is None


@pytest.mark.parametrize(("people", "typed", "room"), [(9, "2", 2), (60, "1", 1), (60, "12", 12)])
async def test_enter_behind_a_rooms_number_ends_the_number_and_accepts_nothing(
    people: int, typed: str, room: int
) -> None:
    async with on_stage(session=in_the_rooms(people, languages=False)) as stage:
        await stage.press("r")
        person = next(who for who, number in seats(stage).items() if number not in (room, 1))
        rooms = stage.app.session_screen.panel.rooms  # type: ignore[union-attr]
        rooms.go_to(person, seats(stage)[person])
        await stage.press("m")
        await stage.press(*typed, "enter", gap=0.4)
        await stage.settle()
        assert (seats(stage)[person], stage.session.state.round) == (room, None)

        await stage.press("enter", gap=1.0)
        assert stage.session.state.round is not None


async def test_what_is_not_kept_is_said_before_whom_it_concerns() -> None:
    """Names are cut where there are many, the reason never."""
    names = tuple(f"Somebody Newcome {number}" for number in range(30))
    async with on_stage(session=in_the_rooms(30, names=names)) as stage:
        await stage.press("r")
        assert "not kept: languages unknown: in a room" in stage.text


async def test_escape_lets_go_before_it_closes() -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        before = seats(stage)
        await stage.press("m")
        await stage.press("escape")
        assert (stage.panel, seats(stage)) == ("rooms", before)
        await stage.press("escape")
        assert stage.panel is None


async def test_x_on_two_people_swaps_them() -> None:
    async with on_stage(session=in_the_rooms(languages=False)) as stage:
        await stage.press("r")
        before = seats(stage)
        await stage.press("x", "down", "x")
        after = seats(stage)
        changed = sorted(who for who in before if before[who] != after[who])
        assert len(changed) == 2
        assert [after[who] for who in changed] == [before[who] for who in reversed(changed)]


async def test_a_proposal_is_kept_for_coming_back_and_made_anew_when_somebody_came() -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        await stage.press("s")
        before = seats(stage)
        await stage.press("r")
        await stage.press("r")
        assert seats(stage) == before
        await stage.press("r")
        await stage.say("new Zoë lang=en")
        await stage.press("r")
        assert len(seats(stage)) == len(before) + 1


async def test_who_comes_while_rooms_are_shown_is_said_and_seated_with_s() -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        await stage.say("new Zoë lang=en")
        assert "One person came since" in stage.text
        await stage.press("s")
        assert "came since" not in stage.text


async def test_people_without_a_name_get_seats() -> None:
    session, clock = in_the_rooms()
    assert perform_line(session, "headcount 20").ok
    async with on_stage(session=(session, clock)) as stage:
        await stage.press("r")
        assert "9 of 20 are marked: 11 get a seat but no name" in stage.text
        assert "seat" in stage.text


async def test_what_is_not_kept_is_shown_and_never_copied() -> None:
    session, clock = in_the_rooms(6)
    assert perform_line(session, "new Lin lang=zh").ok
    async with on_stage(session=(session, clock)) as stage:
        await stage.press("r")
        assert "not kept: " in stage.text
        await stage.press("c")
        assert "Accept the rooms first" in stage.text
        await stage.press("enter")
        await stage.press("c")
        assert "not kept" not in (stage.app.clipboard or "")


async def test_late_people_are_seated_with_y_and_nobody_else_moves() -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        await stage.press("o")
        before = seats(stage)
        await stage.say("new Zoë lang=es,en")
        assert "y seats Zoë" in stage.text
        await stage.press("y")
        after = seats(stage)
        assert {who: after[who] for who in before} == before
        assert len(after) == len(before) + 1
        assert "+Zoë" in stage.text


async def test_space_i_and_e_say_how_a_room_is_doing_was_visited_and_what_is_sent() -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        await stage.press("o")
        await stage.press("space", "i")
        await stage.press("space")
        held = stage.session.state.round
        assert held is not None
        assert (dict(held.status), set(held.visits)) == ({1: "needs-help"}, {1})
        assert "needs help, visited" in stage.text
        await stage.wait(601)
        assert "! send now" in stage.text
        await stage.press("e")
        assert "broadcast:1:0" in stage.session.state.copied
        assert "send now" not in stage.text


async def test_plus_lengthens_the_round_and_shows_the_new_end() -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        await stage.press("o")
        await stage.press("+")
        assert "Round 1 open: 16:00 left" in stage.text


async def test_the_keys_shown_stand_also_when_the_session_goes_on_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another thread accepts, seats or closes between two looks at what makes sense."""
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        panel = stage.app.query_one(RoomsPanel)
        looks = cycle([("accept",), ("accept", "move", "lock")])
        monkeypatch.setattr(panel, "actions_now", lambda: next(looks))
        for _ in range(4):
            assert {one.id for one in panel.bindings_now()} <= {"rooms-accept", "rooms-move", "rooms-lock"}


async def test_f_shows_only_the_rooms_of_a_name() -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        await stage.press("f")
        stage.seconds += 1
        await stage.type("kofi")
        await stage.press("enter")
        assert "only rooms with “kofi”" in stage.text
        assert "Kofi" in stage.text
        assert "Rosa" not in stage.text
        assert (stage.panel, stage.session.state.round) == ("rooms", None)
        await stage.press("escape")
        assert "Rosa" in stage.text


async def test_after_the_close_rooms_report_back_with_equal_time() -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        await stage.press("o")
        await stage.press("z")
        rooms = len(stage.session.state.round.rooms)  # type: ignore[union-attr]
        assert f"{rooms} rooms report back" in stage.text
        await stage.press("right", "enter")
        reports = stage.session.state.round.reports  # type: ignore[union-attr]
        assert list(reports) == [1]
        assert reports[1] is not None
        await stage.press("enter")
        assert len(stage.session.state.round.reports) == 2  # type: ignore[union-attr]


@pytest.mark.parametrize("size", [(60, 24), (120, 40)])
async def test_no_hostile_name_breaks_a_row(size: tuple[int, int]) -> None:
    async with on_stage(session=in_the_rooms(4, names=HOSTILE), size=size) as stage:
        await stage.press("r")
        await stage.press("down", "right", "right", "m")
        assert "\x1b]" not in stage.text
        assert "\u202e" not in stage.text
        assert all(cell_width(line) <= size[0] for line in stage.lines)
        await stage.press("escape")
        await stage.press("enter")
        assert stage.session.state.round is not None


async def test_hidden_names_stay_hidden() -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        await stage.press("H")
        assert "Kofi" not in stage.text
        await stage.press("m")
        assert "Kofi" not in stage.text


async def test_an_onlooker_sees_rooms_and_proposes_none() -> None:
    async with on_stage(session=in_the_rooms(), read_only=True) as stage:
        await stage.press("r")
        await stage.press("s", "o")
        assert "This window only looks" in stage.text
        assert stage.session.proposal is None


@pytest.mark.parametrize("opened", [False, True], ids=["proposed", "open"])
async def test_sentences_typed_into_the_rooms_change_nothing(opened: bool) -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        if opened:
            await stage.press("o")
        before = stage.session.state
        for number, text in enumerate([*sentences(5, seed=7), "move 2 please", "xmas is near", "zoom link?"]):
            stage.seconds += 2
            for letter, gap in zip(text, gaps(text, number), strict=True):
                stage.post(letter, gap=gap)
            stage.post("enter", gap=0.2)
            await stage.settle()
            stage.seconds += 2
            await stage.press("2")
        assert stage.session.state.round == before.round
        assert stage.session.state.runs == before.runs


@pytest.mark.parametrize("key", ["m", "x"])
@pytest.mark.parametrize("accepted", [False, True], ids=["proposed", "accepted"])
async def test_who_is_locked_is_not_picked_up(key: str, accepted: bool) -> None:
    async with on_stage(session=in_the_rooms(languages=False)) as stage:
        await stage.press("r")
        if accepted:
            await stage.press("enter")
        before = seats(stage)
        await stage.press("l")
        await stage.press(key)
        assert "stays in this room: l lets go first" in stage.text
        await stage.press("2")
        assert seats(stage) == before


async def test_who_is_locked_is_not_swapped_as_the_second_of_two() -> None:
    async with on_stage(session=in_the_rooms(languages=False)) as stage:
        await stage.press("r")
        before = seats(stage)
        await stage.press("l", "down", "x")
        await stage.press("up", "x")
        assert "stays in this room" in stage.text
        assert seats(stage) == before


async def test_nothing_is_offered_before_somebody_has_gone_and_tidy_does_what_is_offered() -> None:
    session, clock = in_the_rooms(6, languages=False)
    assert perform_line(session, "rooms count=2").ok
    async with on_stage(session=(session, clock)) as stage:
        await stage.press("r")
        await stage.press("o")
        assert "g does it" not in stage.text
        for person in [who for who, room in seats(stage).items() if room == 1][:2]:
            await stage.say(f"left @{person}")
        assert "g does it" in stage.text
        await stage.press("t")
        assert "Enter moves them" in stage.text


async def test_rooms_for_a_headcount_say_nothing_of_meetings_and_report_back_by_number() -> None:
    session, clock = in_the_rooms(0)
    assert perform_line(session, "headcount 11").ok
    async with on_stage(session=(session, clock)) as stage:
        await stage.press("r")
        assert "11 seats in" in stage.text
        assert "11 counted, nobody by name" in stage.text
        assert "meets" not in stage.text
        assert "0 of 11" not in stage.text
        await stage.press("o")
        await stage.press("C")
        await stage.press("4")
        assert "cards" in stage.session.state.copied
        await stage.press("z")
        assert "rooms report back" in stage.text
        await stage.press("enter")
        assert list(stage.session.state.round.reports) == [1]  # type: ignore[union-attr]


async def test_rooms_closed_before_the_report_back_begins_wait_for_it() -> None:
    session, clock = a_desk(BEFORE_REPORTS)
    clock.advance(600_000)
    for line in ("headcount 9", "start", "rooms", "accept", "open", "next", "next", "close"):
        perform_line(session, line)
    async with on_stage(session=(session, clock)) as stage:
        await stage.press("r")
        assert "rooms report back" in stage.text


async def test_a_latecomer_is_offered_the_room_by_its_title() -> None:
    async with on_stage(session=in_the_rooms()) as stage:
        await stage.press("r")
        await stage.press("o")
        await stage.say("new Zoë lang=es,en")
        assert "Zoë has no room: Room " in stage.text


async def test_an_offer_names_whom_it_would_move() -> None:
    session, clock = in_the_rooms(9, languages=False)
    assert perform_line(session, "rooms count=2").ok
    async with on_stage(session=(session, clock)) as stage:
        await stage.press("r")
        await stage.press("o")
        for person in [who for who, room in seats(stage).items() if room == 1][:-1]:
            await stage.say(f"left @{person}")
        assert session.state.round is not None
        borrow = next(
            offer for offer in room_offers(session.state, session.state.round, {}) if offer.kind == "borrow"
        )
        name = stage.session.names.of(borrow.moves[0].guest)
        assert f"move {name} there from room 2?" in stage.text


async def test_lists_of_names_are_not_copied_where_nobody_is_named() -> None:
    session, _ = in_the_rooms(0)
    for line in ("headcount 11", "rooms", "accept"):
        assert perform_line(session, line).ok
    assert not perform_line(session, "copy people").ok
    assert "+ 3 seats" in (perform_line(session, "copy sheet").copied or "")


@pytest.mark.parametrize("phase", ["proposed", "accepted", "open"])
async def test_l_after_m_locks_the_one_who_was_moved(phase: str) -> None:
    async with on_stage(session=in_the_rooms(languages=False)) as stage:
        await stage.press("r")
        if phase != "proposed":
            await stage.press("enter" if phase == "accepted" else "o")
        person = next(who for who, room in seats(stage).items() if room == 1)
        await stage.press("m")
        await stage.press("3")
        await stage.press("l")
        assert seats(stage)[person] == 3
        if phase == "proposed":
            await stage.press("enter")
        held = stage.session.state.round
        assert held is not None
        assert held.locked == {person}
        await stage.press("l")
        assert stage.session.state.round is not None
        assert stage.session.state.round.locked == frozenset()


async def test_the_groups_of_the_latest_round_are_made_again_with_a_key() -> None:
    async with on_stage(session=in_the_rooms(languages=False)) as stage:
        await stage.press("r")
        await stage.press("o")
        before = seats(stage)
        gone = next(iter(before))
        await stage.press("z")
        await stage.say(f"left @{gone}")
        await stage.press("G")
        assert "same groups again" in stage.text
        assert seats(stage) == {who: room for who, room in before.items() if who != gone}


@pytest.mark.parametrize("line", ["offer", "room"])
@pytest.mark.parametrize("number", [1, 2])
async def test_g_does_the_offer_under_the_cursor_or_of_the_room_under_it(number: int, line: str) -> None:
    """Two rooms lost all but one person, and each of them has an offer."""
    async with on_stage(session=in_the_rooms(12, languages=False)) as stage:
        await stage.press("r")
        await stage.press("o")
        held = stage.session.state.round
        assert held is not None
        for room in (1, 2):
            for person in held.members(room)[1:]:
                await stage.say(f"left @{person}")
        alone = held.members(number)[0]
        await stage.rest()
        rooms = stage.app.session_screen.panel.rooms  # type: ignore[union-attr]
        assert {"offer:0", "offer:1"} <= set(rooms.keys)
        rooms.move_to_key(f"offer:{number - 1}" if line == "offer" else str(number))
        await stage.press("g")

        moved = {person for person, room in seats(stage).items() if room != held.seating[person]}
        assert alone in moved
