"""A cue is said in the language of who speaks, with the facilitator's beside it, and names people whole."""

from __future__ import annotations

import pytest

from letsconnect_tui.app.requests import CopyText
from letsconnect_tui.i18n import words
from letsconnect_tui.messages.cues import to_say, to_say_in_both
from tests.app.rehearsed import PLAN
from tests.tui.stage import a_desk, on_stage

SPANISH = PLAN.replace('name = "José Ñahui"', 'name = "José Ñahui"\nlanguages = ["es"]')
FIVE_MS = 300_000


@pytest.mark.parametrize("left_ms", [FIVE_MS, 30_000, 0])
def test_a_cue_has_the_facilitators_language_beside_it(left_ms: int) -> None:
    session, _ = a_desk(SPANISH)
    theirs = to_say(session.state, session.names, "jose", left_ms)
    own = to_say(a_desk()[0].state, session.names, "jose", left_ms)
    assert theirs != own
    assert to_say_in_both(session.state, session.names, "jose", left_ms) == f"{theirs} ({own})"


def test_where_both_speak_the_same_it_is_said_once() -> None:
    session, _ = a_desk()
    args = session.state, session.names, "amaka", FIVE_MS
    assert to_say_in_both(*args) == to_say(*args)


def test_without_a_wish_the_whole_name_is_called() -> None:
    session, _ = a_desk(SPANISH)
    assert "José Ñahui" in to_say(session.state, session.names, "jose", FIVE_MS)
    wished, _ = a_desk(SPANISH.replace('name = "José Ñahui"', 'name = "José Ñahui"\ncall = "Pepe"'))
    assert "Pepe" in to_say(wished.state, wished.names, "jose", FIVE_MS)


async def test_both_are_shown_when_it_falls_due_and_only_theirs_is_copied() -> None:
    live = ("wait 600", "start", "next", "next", "wait 599")
    async with on_stage(*live, plan=SPANISH, size=(160, 36)) as stage:
        await stage.wait(2)
        both = to_say_in_both(stage.session.state, stage.session.names, "jose", FIVE_MS)
        assert both in stage.text
        copied = stage.session.execute(CopyText("cue")).copied
        assert copied == to_say(stage.session.state, stage.session.names, "jose", FIVE_MS)
        assert words("seconds", 1) not in both
