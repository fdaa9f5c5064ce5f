"""What the room sees follows the session, and holds nothing that is nobody's business."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.audience_screen.facts import AudienceFacts, AudienceView
from letsconnect_tui.commands.table import perform_line
from tests.together.machines import Machine, until
from tests.together.memory_engine import MemoryEngine
from tests.tui.clinic import CLINIC
from tests.tui.stage import a_desk

if TYPE_CHECKING:
    from pathlib import Path

MINUTE = 60_000


def test_before_the_start_the_clock_runs_to_the_start() -> None:
    session, _ = a_desk(CLINIC)
    facts = AudienceView(session).facts()

    assert (facts.phase, facts.title, facts.due_at) == ("ready", None, session.state.planned_start)
    assert facts.session == "Writing a funding proposal together"
    assert [line.phase for line in facts.agenda] == ["coming"] * len(session.state.order)


def left(facts: AudienceFacts, now: int) -> int:
    """What a clock made of the facts shows."""
    return facts.left_ms if facts.due_at is None else facts.due_at - now


def test_the_clock_is_the_cockpits_through_pause_extension_and_overtime() -> None:
    session, clock = a_desk(CLINIC)
    view = AudienceView(session)
    for line in (
        "start",
        "wait",
        "add 5m",
        "pause",
        "wait",
        "resume",
        "next",
        "back",
        "next",
        "add -90s",
        "next",
    ):
        if line != "wait":
            assert perform_line(session, line).ok, line
        for _ in range(3):
            clock.advance(7 * MINUTE + 417)
            facts = view.facts()
            assert left(facts, session.now()) == session.moment().remaining, line
            assert facts.title == session.state.item(session.state.current or "").title


def test_nothing_changes_while_only_seconds_pass() -> None:
    session, clock = a_desk(CLINIC)
    view = AudienceView(session)
    for line in ("start", "next"):
        perform_line(session, line)
        clock.advance(1000)
        before = view.facts()
        clock.advance(20_000)

        assert view.facts() == before


def test_in_a_pause_the_clock_stands_and_the_agenda_moves() -> None:
    session, clock = a_desk(CLINIC)
    view = AudienceView(session)
    perform_line(session, "start")
    perform_line(session, "pause")
    before = view.facts()
    clock.advance(30 * MINUTE)
    after = view.facts()

    assert (after.due_at, after.left_ms) == (None, before.left_ms)
    assert after.agenda[-1].start_at > before.agenda[-1].start_at


def test_open_rooms_have_their_clock() -> None:
    session, _ = a_desk(CLINIC)
    view = AudienceView(session)
    for line in ("start", "new Ana", "new Bo", "new Cy", "new Di", *("next",) * 4):
        perform_line(session, line)
    assert view.facts().rooms is None
    for line in ("rooms", "accept", "open"):
        perform_line(session, line)
    facts = view.facts()

    assert facts.rooms is not None
    assert facts.rooms.closes_at == session.now() + session.moment().remaining
    perform_line(session, "pause")
    assert view.facts().rooms == replace(facts.rooms, closes_at=None)
    for line in ("resume", "close"):
        perform_line(session, line)
    assert view.facts().rooms is None


def test_after_the_end_there_is_no_item_and_no_clock() -> None:
    session, clock = a_desk(CLINIC)
    for line in ("start", "next", "end", "end"):
        perform_line(session, line)
        clock.advance(MINUTE)
    assert session.state.phase == "ended"
    facts = AudienceView(session).facts()

    assert (facts.phase, facts.title, facts.due_at, facts.whole_ms) == ("ended", None, None, 0)


def test_what_is_skipped_or_dropped_is_not_on_the_agenda() -> None:
    session, _ = a_desk(CLINIC)
    perform_line(session, "start")
    before = [line.title for line in AudienceView(session).facts().agenda]
    perform_line(session, "skip")
    perform_line(session, "drop stretch")
    after = [line.title for line in AudienceView(session).facts().agenda]

    assert len(after) == len(before) - 2
    assert set(after) < set(before)


def test_no_name_note_or_chat_line_reaches_the_room_whatever_a_title_says() -> None:
    plan = CLINIC.replace("What reviewers look for", "Amaka Ụzọma and Amaka on what José Ñahui reads")
    plan = plan.replace("Writing a funding proposal together", "Chidi Okoye invites")
    session, _ = a_desk(plan)
    view = AudienceView(session)
    for line in ("new Thuy Tran", "start", "note Thuy Tran was brave", "next"):
        perform_line(session, line)
        encoded = msgspec.json.encode(view.facts()).decode()
        for secret in (
            "Amaka",
            "Ụzọma",
            "José",
            "Ñahui",
            "Chidi",
            "Okoye",
            "Thuy",
            "Tran",
            "brave",
            "https:",
        ):
            assert secret not in encoded
    assert not session.names_hidden


def test_somebody_who_is_new_or_renamed_is_hidden_in_titles_from_then_on() -> None:
    session, _ = a_desk(CLINIC.replace("Stretch, drink something", "Thuy Tran and Ximena Rey stretch"))
    view = AudienceView(session)

    def title() -> str:
        return view.facts().agenda[3].title

    assert title() == "Thuy Tran and Ximena Rey stretch"
    perform_line(session, "new Thuy Tran")
    assert title() == "#4 and Ximena Rey stretch"
    perform_line(session, "rename Thuy Tran = Ximena Rey")
    assert "Ximena" not in title()
    perform_line(session, "undo")
    perform_line(session, "undo")
    assert "Thuy" not in title()


def test_a_shared_session_is_followed_as_a_watcher_who_says_when_the_line_is_cut(tmp_path: Path) -> None:
    engine = MemoryEngine()
    facilitator = Machine(tmp_path, "ana", engine)
    watcher = Machine(tmp_path, "wall", engine, "watcher")
    view = AudienceView(watcher.session)
    facilitator.say("start", "start")

    def phase(wanted: str) -> bool:
        watcher.session.follow()
        return view.facts().phase == wanted

    until(lambda: phase("live"))
    assert not view.facts().is_cut_off
    assert view.facts().due_at == AudienceView(facilitator.session).facts().due_at
    watcher.connection.cut()
    assert view.facts().is_cut_off
    for machine in (facilitator, watcher):
        machine.close()
