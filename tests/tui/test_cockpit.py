from __future__ import annotations

import os
from datetime import UTC
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.errors import NotSaved
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.read import read_plan_text
from letsconnect_tui.session.commands import AddPerson
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.text import cell_width, printable
from letsconnect_tui.tui.widgets.text_rows import TextRows
from tests.app.rehearsed import PLAN
from tests.hostile import HOSTILE_NAMES
from tests.tui.stage import a_desk, on_stage

if TYPE_CHECKING:
    from pathlib import Path

LIVE = ("wait 600", "start", "wait 60")
SIZES = [(60, 20), (70, 24), (80, 24), (120, 40), (200, 50)]


@pytest.mark.parametrize("size", SIZES)
async def test_what_matters_is_on_the_screen_at_every_size(size: tuple[int, int]) -> None:
    async with on_stage(*LIVE, "next", "wait 30", size=size) as stage:
        for text in (
            "LIVE", "2 of", "What reviewers look for", "Amaka Ụzọma", "not marked", "left of 15:00", "ahead",
            "latest finish", "next", "QuickStatements", "José Ñahui", "on deck", "u takes back", "? more",
        ):  # fmt: skip
            assert text in stage.text, text


@pytest.mark.parametrize("size", [*SIZES, (40, 12), (30, 8)])
async def test_no_row_is_wider_than_the_window(size: tuple[int, int]) -> None:
    async with on_stage(*LIVE, size=size) as stage:
        assert max(cell_width(line) for line in stage.lines) <= size[0]
        assert len(stage.lines) == size[1]


async def test_time_left_counts_down_and_then_up_in_words_too() -> None:
    async with on_stage(*LIVE) as stage:
        assert "left of 5:00" in stage.text
        await stage.wait(300)
        assert "over (had 5:00)" in stage.text
        assert "1:00 behind" in stage.text


async def test_a_pause_says_so_and_for_how_long() -> None:
    async with on_stage(*LIVE, "pause") as stage:
        await stage.wait(70)
        assert "PAUSED" in stage.lines[0]
        assert "paused, 1:10" in stage.text
        assert "p go on" in stage.lines[-1]


async def test_the_last_item_says_so_and_offers_the_end() -> None:
    async with on_stage(*LIVE, "next", "next", "next", "next") as stage:
        assert "last item" in stage.text
        assert "E end" in stage.lines[-1]


async def test_what_was_said_about_the_recording_is_said_as_said() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("x")
        assert "you said: recording since 10:01" in stage.text
        await stage.press("x")
        assert "you said: recording" not in stage.text.replace("takes back: You said", "")


async def test_a_chat_line_that_was_copied_shows_when() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("c")
        assert "1 ✓ 10:01 Pad: https://example.org/pad" in stage.text
        await stage.rest()
        assert stage.app.clipboard == "Pad: https://example.org/pad"
        await stage.settle()
        assert "Copied: chat line 1 (clipboard, ~/" in stage.text


async def test_the_next_sharer_not_marked_here_is_asked_for_and_y_marks() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.wait(1)
        assert "Amaka speaks in" in stage.text
        assert "y yes, here" in stage.text
        await stage.press("y")
        assert stage.session.state.people["amaka"].is_here
        assert "Amaka speaks in" not in stage.text


async def test_a_key_says_what_it_did_and_what_u_takes_back() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("]")
        assert "✓ 5:00 more for Welcome" in stage.lines[-2]
        assert "u takes it back" in stage.lines[-2]
        stage.seconds += 10
        await stage.wait(10)
        assert "u takes back: 5:00 more for Welcome" in stage.lines[-2]
        await stage.press("u")
        assert "Taken back: 5:00 more for Welcome" in stage.lines[-2]


async def test_what_a_key_did_is_gone_after_a_while() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("]")
        stage.seconds += 10
        await stage.wait(10)
        assert "✓" not in stage.lines[-2]


async def test_a_refusal_is_told_and_changes_nothing() -> None:
    async with on_stage(*LIVE, "next", "next", "next", "next") as stage:
        before = stage.commands_given
        await stage.press("n")
        assert "last item" in stage.lines[-2]
        assert stage.commands_given == before


async def test_a_disk_that_fails_is_told_and_changes_nothing() -> None:
    class FullDisk:
        def append(self, document: dict[str, Any]) -> int:
            if document.get("record", 0) or document.get("number", 0):
                raise NotSaved(message("store-not-saved", "disk full"))
            return 1

    session, clock = a_desk(store=FullDisk())
    async with on_stage(session=(session, clock)) as stage:
        await stage.press("s")
        assert stage.session.state.phase == "ready"
        assert "! Not saved: disk full" in stage.lines[-2]


async def test_hidden_names_are_nowhere() -> None:
    async with on_stage(*LIVE, size=(200, 50)) as stage:
        await stage.press("H", "u")
        for name in ("Chidi", "Amaka", "José", "Ñahui"):
            assert name not in stage.text, name


async def test_the_big_clock_shows_no_names_and_no_notes_and_any_key_leaves_it() -> None:
    async with on_stage(*LIVE, "next") as stage:
        await stage.press("Z")
        assert "What reviewers look for" in stage.text
        assert "Amaka" not in stage.text
        await stage.press("n")
        assert stage.session.state.current == "amaka-share"
        assert "Amaka" in stage.text


async def test_the_lock_works_under_the_big_clock_and_keeps_it() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("Z", "ctrl+l", "n")
        assert len(stage.app.screen_stack) == 2
        await stage.press("ctrl+l", "n")
        assert len(stage.app.screen_stack) == 1
        assert stage.commands_given == 1


async def test_who_takes_part_in_a_session_that_is_not_shared_is_said() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("J")
        assert "This session runs on this computer alone." in " ".join(stage.text.split())


async def test_ending_takes_the_word() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("E")
        stage.seconds += 1
        await stage.type("yes")
        await stage.press("enter")
        assert stage.panel == "end"
        assert stage.commands_given == 1
        await stage.press("backspace", "backspace", "backspace")
        await stage.type("end")
        await stage.press("enter")
        assert stage.session.state.phase == "ended"


async def test_quitting_while_live_asks_and_a_quick_enter_is_not_an_answer() -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press("ctrl+q")
        assert "Close this window?" in stage.text
        await stage.press("enter", gap=0.0)
        assert stage.app.is_running
        await stage.press("escape")
        assert stage.panel is None


async def test_the_history_shows_the_effect_first_and_takes_back_with_a_second_enter() -> None:
    async with on_stage(*LIVE, "add 5m", "next") as stage:
        await stage.press("U", "down", "enter")
        assert "Enter again takes it back" in stage.text
        assert stage.commands_given == 3
        await stage.press("enter")
        assert stage.commands_given == 2
        assert stage.session.state.runs["welcome"].added_ms == 0


async def test_an_onlooker_follows_what_the_writer_does(tmp_path: Path) -> None:
    read = read_plan_text(PLAN, "plan").plan
    assert read is not None
    clock = VirtualClock(int(read.session.starts_at.timestamp() * 1000))
    with Library.open(tmp_path / "all.json") as written:
        writer = LiveSession(written.begin(read, "plan.toml", clock))
        with Library.open(tmp_path / "all.json", read_only=True) as followed:
            session = LiveSession(followed.resume(followed.find("last"), clock), zone=UTC, followed=followed)
            async with on_stage(session=(session, clock), library=followed, read_only=True) as stage:
                assert "not started" in stage.lines[0]
                assert perform_line(writer, "start").ok
                await stage.wait(1)
                assert "LIVE" in stage.lines[0]
                await stage.press("p")
                assert writer.state.phase == "live"


async def test_an_onlooker_learns_who_runs_the_session_and_when_nobody_does_any_more(tmp_path: Path) -> None:
    read = read_plan_text(PLAN, "plan").plan
    assert read is not None
    clock = VirtualClock(int(read.session.starts_at.timestamp() * 1000))
    written = Library.open(tmp_path / "all.json")
    assert perform_line(LiveSession(written.begin(read, "plan.toml", clock)), "start").ok
    with Library.open(tmp_path / "all.json", read_only=True) as followed:
        session = LiveSession(followed.resume(followed.find("last"), clock), zone=UTC, followed=followed)
        async with on_stage(session=(session, clock), library=followed, read_only=True) as stage:
            await stage.wait(1)
            assert f"(process {os.getpid()} on" in stage.text
            assert "ctrl+q" in stage.lines[-1]
            for key in ("n next", "p pause", "y yes", "u takes"):
                assert key not in stage.text, key
            written.close()
            await stage.wait(1)
            assert "Nobody runs this any more" in stage.text
    with Library.open(tmp_path / "all.json") as again:
        assert not again.file.read_only


@pytest.mark.parametrize("key", ["U", "?", "C"])
async def test_the_key_that_opens_a_panel_closes_it_and_so_does_escape(key: str) -> None:
    async with on_stage(*LIVE) as stage:
        await stage.press(key)
        opened = stage.panel
        await stage.press(key)
        assert opened is not None
        assert stage.panel is None
        await stage.press(key, "escape")
        assert stage.panel is None


async def test_the_clock_stays_where_it_is_when_a_panel_opens() -> None:
    async with on_stage(*LIVE) as stage:
        above = stage.lines[:10]
        await stage.press("U")
        assert stage.lines[:10] == above


async def test_before_the_start_the_countdown_and_who_is_ready_are_shown() -> None:
    async with on_stage() as stage:
        for text in (
            "not started",
            "until the start",
            "0 of 6 ready",
            "not marked",
            "s start",
            "r ready list",
        ):
            assert text in stage.text, text


async def test_an_onlooker_gives_no_commands() -> None:
    async with on_stage(*LIVE, read_only=True) as stage:
        before = stage.commands_given
        await stage.press("n", "p", "u")
        assert stage.commands_given == before
        assert "only looking" in stage.lines[0]
        assert "This window only looks" in stage.text


async def test_hostile_names_stay_text_and_in_their_row() -> None:
    session, clock = a_desk()
    for number, name in enumerate(HOSTILE_NAMES):
        session.execute(
            AddPerson(PersonFacts(name=name.encode("utf-8", "replace").decode()[:300] or f"x{number}"))
        )
    async with on_stage(*LIVE, session=(session, clock), size=(200, 60)) as stage:
        assert "? more" in stage.lines[-1]
        assert max(cell_width(line) for line in stage.lines) <= 200
        assert [line for line in stage.lines if printable(line) != line] == []


@pytest.mark.parametrize("name", ["[b]Ada[/b]", "[@click=app.quit]Ada[/]", "$1 {{PLURAL:$1|a|b}}", "a[/"])
async def test_a_sharer_called_like_markup_is_shown_as_written(name: str) -> None:
    plan = PLAN.replace('name = "Chidi Okoye"', f"name = '{name}'")
    async with on_stage(*LIVE, plan=plan) as stage:
        assert name in stage.text


async def test_a_tick_paints_only_the_clock() -> None:
    async with on_stage(*LIVE, "here Amaka") as stage:
        await stage.wait(1)
        painted: list[str] = []
        before = TextRows.refresh

        def watched(self: TextRows, *regions: Any, **options: Any) -> Any:
            painted.append(str(self.id))
            return before(self, *regions, **options)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(TextRows, "refresh", watched)
            await stage.wait(1)
        assert set(painted) <= {"clock"}


async def test_the_side_pane_calls_rooms_by_their_language_not_its_code() -> None:
    async with on_stage(
        "start", "new Ana lang=es", "new Luz lang=es", "rooms", "accept", size=(120, 40)
    ) as stage:
        await stage.settle()

        assert "español" in stage.text


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("d", "Enter drops it"),
        ("s", "Enter puts the start right"),
        ("#", "Enter counts them"),
        ("m", "Enter keeps it"),
        ("q", "Enter parks it"),
        ("a", "Enter keeps it until the report"),
    ],
)
async def test_a_prompt_says_what_enter_does(key: str, says: str) -> None:
    async with on_stage("wait 600", "start") as stage:
        await stage.press(key)
        assert says in stage.text


async def test_what_would_be_dropped_and_the_end_stand_there_before_enter() -> None:
    async with on_stage("wait 600", "start") as stage:
        await stage.press("d")
        assert "Draft a paragraph" in stage.text, "what can be dropped"
        stage.seconds += 1
        await stage.type("draft", gap=0.2)
        assert words("tui-ask-drop-leads", "Draft a paragraph", "10:40") in stage.text
        await stage.press("enter", gap=1.0)
        assert stage.app.snapshot().time(stage.session.moment().projected_end) == "10:40"


async def test_a_key_shown_as_coming_has_no_tick() -> None:
    async with on_stage("wait 600", "start") as stage:
        stage.post("p", gap=2.0)
        await stage.pilot.pause()
        coming = [line for line in stage.lines if words("tui-coming", words("tui-key-pause")) in line]
        assert not any("✓" in line for line in coming)
        await stage.settle()
        assert stage.session.state.phase == "paused"


async def test_a_digit_without_a_way_out_says_that_it_does_nothing() -> None:
    async with on_stage("wait 600", "here amaka", "start", "wait 300", "next") as stage:
        await stage.press("h")
        await stage.press("9", gap=2.0)
        line = stage.lines[-2]
        assert line.startswith(" ! ")
        assert "✓" not in line


async def test_an_alert_names_what_its_yes_does() -> None:
    people = tuple(f"new P{n} lang=en" for n in range(6))
    async with on_stage(
        "wait 600",
        "start",
        *people,
        "next",
        "next",
        "next",
        "rooms count=2",
        "accept",
        "open",
        "new Zed lang=en",
    ) as stage:
        await stage.wait(1)
        assert "y seat" in stage.text


async def test_what_was_shown_as_coming_is_gone_once_it_is_there() -> None:
    async with on_stage("wait 600", "start") as stage:
        await stage.press("t")
        await stage.press("E", gap=2.0)
        assert words("tui-coming", words("tui-key-times-earlier")) not in stage.text


LOW_SIZES = [(80, 12), (40, 12), (40, 10), (80, 15), (40, 16)]


async def test_the_end_with_open_rooms_is_told_and_a_second_enter_ends() -> None:
    async with on_stage(
        "wait 600", "start", "new Ana", "new Bo", "next", "next", "next", "rooms size=2", "accept", "open"
    ) as stage:
        await stage.press("E", "e", "n", "d", gap=1.0)
        await stage.press("enter", gap=2.0)
        assert (stage.panel, stage.session.state.phase) == ("end", "live")
        assert "still open" in stage.text
        await stage.press("enter", gap=2.0)
        assert stage.session.state.phase == "ended"


OPENED = {"w": "find", "?": "Keys while live", "r": "Nobody is marked here", "t": "All fits", "E": "End the"}


@pytest.mark.parametrize("size", LOW_SIZES)
@pytest.mark.parametrize("key", OPENED)
async def test_a_panel_is_seen_in_a_low_window(size: tuple[int, int], key: str) -> None:
    async with on_stage(*LIVE, size=size) as stage:
        await stage.press(key)
        assert OPENED[key] in stage.text
        assert stage.app.query_one("#panel-place").size.height >= 4


async def test_the_list_of_keys_has_only_the_one_of_two_that_acts_now() -> None:
    async with on_stage(*LIVE, size=(80, 60)) as stage:
        await stage.press("?")
        assert "p  pause" in stage.text
        assert "p  go on" not in stage.text


async def test_a_key_of_the_open_panel_that_is_idle_sends_nobody_to_that_panel() -> None:
    async with on_stage(*LIVE, "new Ana", "new Bo") as stage:
        await stage.press("r", "z")
        assert "press r first" not in stage.text
        assert "z (close rooms) has nothing to do here now" in stage.lines[-2]
