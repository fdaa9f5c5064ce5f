"""Keys of other keyboard layouts, sent as a real terminal sends them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.terminal.test_real_terminal import Open, terminal

if TYPE_CHECKING:
    from tests.terminal.real_terminal import Terminal

__all__ = ["terminal"]

PAUSE_KEY = {"Russian": "з", "Greek": "π", "Hebrew": "פ", "Arabic": "ح", "full width": "ｐ"}
NEXT_KEY = {"Russian": "т", "Greek": "ν", "Hebrew": "מ", "Arabic": "ى", "full width": "ｎ"}


def press(live: Terminal, key: str) -> None:
    live.child.send(key.encode())


@pytest.mark.parametrize("layout", NEXT_KEY)
def test_single_letter_keys_work_on_the_layout(terminal: Open, layout: str) -> None:
    live = terminal(80, 24, "live")
    live.until("more")
    press(live, NEXT_KEY[layout])
    live.until("2 of 5")
    live.read(1.0)
    press(live, PAUSE_KEY[layout])
    live.until("PAUSED")


def test_the_key_that_the_terminal_reports_counts(terminal: Open) -> None:
    live = terminal(80, 24, "live")
    live.until("more")
    live.child.send("\x1b[1087::112;;1087u")  # п, which is p on a Serbian keyboard and g on a Russian one
    live.until("PAUSED")
    assert b"\x1b[=4;2u" in live.raw, "the program asks for such reports"


def test_a_letter_on_no_key_says_so(terminal: Open) -> None:
    live = terminal(80, 24, "live")
    live.until("more")
    press(live, "字")
    live.until("字 is on no key here")


def test_a_letter_with_alt_is_not_the_letter(terminal: Open) -> None:
    live = terminal(80, 24, "live")
    live.until("more")
    press(live, "\x1bn")
    live.until("Press n alone")
    assert "1 of 5" in live.text


def test_a_paste_and_enter_do_nothing(terminal: Open) -> None:
    live = terminal(80, 24, "live")
    live.until("more")
    press(live, "\x1b[200~next\rnext\r\x1b[201~\r")
    live.until("Enter came too soon to count")
    assert "1 of 5" in live.text
