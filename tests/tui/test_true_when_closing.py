"""What is promised when a window closes is so, in both faces: of rehearsals, and of a file that is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.app.requests import Quit
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.i18n import words
from letsconnect_tui.plain.live import PlainSession
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.tui.app import LiveApp
from tests.app.rehearsed import PLAN
from tests.tui.stage import on_stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOES_ON = "goes on"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "all.json") as opened:
        yield opened


def kept_session(library: Library, *, rehearsal: bool = False) -> tuple[LiveSession, VirtualClock]:
    plan = plan_of_text(PLAN)
    clock = VirtualClock(int(plan.session.starts_at.timestamp()) * 1000)
    recorder = library.begin(plan, "plan.toml", clock, rehearsal=rehearsal)
    return LiveSession(recorder, zone=ZoneInfo("UTC"), library=library), clock


def closing(session: LiveSession) -> str:
    return words(session.ask(Quit()).message)


async def test_a_session_that_is_kept_goes_on(library: Library) -> None:
    session, clock = kept_session(library)
    async with on_stage("start", session=(session, clock)) as stage:
        await stage.press("ctrl+q")
        assert GOES_ON in stage.text
        assert "same command" in stage.text
    assert GOES_ON in closing(session)


async def test_a_rehearsal_that_nobody_keeps_does_not_go_on() -> None:
    async with on_stage("start") as stage:
        await stage.press("ctrl+q")
        assert "kept nowhere" in stage.text
        assert GOES_ON not in stage.text
        assert "nothing was kept" in closing(stage.session)


async def test_nobody_goes_on_with_a_rehearsal_that_is_kept(library: Library) -> None:
    session, clock = kept_session(library, rehearsal=True)
    async with on_stage("start", session=(session, clock)) as stage:
        await stage.press("ctrl+q")
        assert "begins anew" in stage.text
        assert GOES_ON not in stage.text
    assert closing(session) == "Closed; what was rehearsed is kept, and the next rehearsal begins anew"


def shown_columns(size: tuple[int, int]) -> int:
    """The columns left of the agenda that stands beside wide screens."""
    return 66 if size[0] > 100 else size[0]


@pytest.mark.parametrize("rehearsal", [False, True])
def test_after_a_crash_the_last_line_promises_what_there_is(library: Library, rehearsal: bool) -> None:
    session, _ = kept_session(library, rehearsal=rehearsal)
    kept = LiveApp(session, library=library).where_kept()
    assert str(library.file.path) in kept
    assert ("to go on" in kept) != rehearsal


@pytest.mark.parametrize(("ended", "size"), [(False, (80, 24)), (False, (120, 30)), (True, (80, 24))])
async def test_a_session_whose_file_is_gone_says_where_it_is(
    library: Library, tmp_path: Path, ended: bool, size: tuple[int, int]
) -> None:
    session, clock = kept_session(library)
    async with on_stage("start", *(["end"] if ended else []), size=size, session=(session, clock)) as stage:
        (tmp_path / "all.json").unlink()
        await stage.say("note all is well")
        copy = library.file.path
        assert copy != tmp_path / "all.json"
        assert copy.is_file()
        if not ended:
            await stage.press("ctrl+q")
        shown = "".join(row[: shown_columns(size)].strip() for row in stage.lines)
        assert copy.name in shown.replace(" ", "")
        assert "everything is kept" not in stage.text
        assert "same command" not in stage.text
    assert str(copy) in closing(session)


def test_plain_lines_say_where_a_file_went_also_after_the_end(library: Library, tmp_path: Path) -> None:
    session, _ = kept_session(library)
    for line in ("start", "end"):
        assert perform_line(session, line).ok
    (tmp_path / "all.json").unlink()
    written: list[str] = []
    PlainSession(session, written.append).take("new Ana")
    assert any(line.startswith("!") and str(library.file.path) in line for line in written)
    assert written[-1].startswith("ok ")
