"""The only file that touches what Textual keeps to itself; written for and tested with Textual 8.2.8.

``tests/tui/test_textual_compat.py`` names what broke when a newer Textual has changed one of these:

- ``App._handle_exception``: the one hook for a crash. Textual's own prints local variables, which hold names.
- ``App._exception``, ``_exception_event``, ``_return_code``, ``_exit_renderables``,
  ``_close_messages_no_wait``: what that hook sets, so that the app ends as with Textual's own.
- ``App._driver``: the way to the terminal, for its title and for giving it back without Textual.
- ``LinuxDriver.attrs_before``, ``_writer_thread``: how the terminal was before, and whether all is written.
- ``keys._character_to_key``: the name that the parser gives a printable key.
- ``XTermParser._parse_extended_key``: Textual 8.2 asks for no alternate keys, and fails on them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

if sys.platform != "win32":
    import termios

from rich.text import Text
from textual import constants
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key

from letsconnect_tui.text import lazy_pattern

LEAVES = (
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?2004l\x1b[?2048l\x1b[?7h"
    "\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""What Textual writes at its end: no reports of mouse, paste, focus and size, the usual screen and keys."""
REPORT_ALTERNATE_KEYS = "\x1b[=4;2u"
"""Asks a terminal that speaks the kitty keyboard protocol to say which key of a Latin layout was pressed;
Textual has switched the protocol on, and switches it off as a whole."""
_WITH_ALTERNATES = lazy_pattern(r"\x1b\[(\d+):\d*(?::(\d*))?((?:;(\d*)[\d:]*)?(?:;[\d:]*)?)u")
_SHIFT = 1
_reports: list[Callable[[str, str], None]] = []
"""Who is told of alternate keys: the latest app, as there is one parser for all."""
_MODIFIERS = frozenset({"alt", "ctrl", "meta", "super", "hyper"})


class CompatApp(App[int]):
    """An app that tells a crash in its own words, and can write control sequences."""

    def crash_lines(self, error: Exception) -> list[str]:
        """What is said of a crash when the screens are gone; keep a report of it here."""
        raise NotImplementedError

    def _handle_exception(self, error: Exception) -> None:
        self._return_code = 1
        if self._exception is None:  # as Textual has it, so that tests see the first error
            self._exception = error
            self._exception_event.set()
        text = "\n".join(self.crash_lines(error))
        self._exit_renderables.append(Text(text, no_wrap=True, overflow="ignore"))
        self._close_messages_no_wait()

    def write_to_terminal(self, sequence: str) -> None:
        """Write a control sequence, where there is a terminal."""
        if self._driver is not None:
            self._driver.write(sequence)

    def restore_terminal(self, more: str = "") -> None:
        """Do at once, from any thread, what Textual does at its end, unless it has done so.

        Args:
            more: What is written besides.
        """
        if sys.platform == "win32":
            return
        attributes = getattr(self._driver, "attrs_before", None)
        if attributes is None or sys.__stderr__ is None or sys.__stdin__ is None:
            return
        terminal, writer = sys.__stdin__.fileno(), getattr(self._driver, "_writer_thread", None)
        if termios.tcgetattr(terminal) != attributes or (writer is not None and writer.is_alive()):
            termios.tcsetattr(terminal, termios.TCSANOW, attributes)
            more += LEAVES
        os.write(sys.__stderr__.fileno(), more.encode())

    def ask_for_alternate_keys(self, report: Callable[[str, str], None]) -> None:
        """Let the terminal report the keys of other layouts, and read what it reports.

        Args:
            report: Called with what a key writes, and the key of a Latin layout at its place.
        """
        if not (self.is_headless or constants.DISABLE_KITTY_KEY):
            _reports.append(report)
            XTermParser._parse_extended_key = _parse_extended_key  # type: ignore[method-assign,assignment]
            self.write_to_terminal(REPORT_ALTERNATE_KEYS)


def key_of(sign: str, at: float) -> Key:
    """The event of a printable key, as Textual's own parser makes it."""
    key = Key(_character_to_key(sign), sign)
    key.time = at
    return key


def is_with_modifier(key: Key) -> bool:
    """Whether a key was pressed together with Alt, Ctrl or the like, so that it is not its letter alone."""
    return not _MODIFIERS.isdisjoint(key.key.split("+")[:-1])


def without_sign(key: Key) -> Key:
    """The same key, writing nothing: Textual 8.2 gives the letter of ``alt+n`` too."""
    changed = Key(key.key, None)
    changed.time = key.time
    return changed


_parse_without_alternates = XTermParser._parse_extended_key


def _parse_extended_key(parser: XTermParser, sequence: str) -> list[Key] | None:
    """Take the alternate keys out of ``CSI code:shifted:base;modifiers;text u``, and remember the base.

    That is the form of the kitty keyboard protocol; all numbers but the first may be missing.
    """
    match = _WITH_ALTERNATES().fullmatch(sequence)
    if match is None:
        return _parse_without_alternates(parser, sequence)
    code, base, rest, modifiers = match.groups()
    keys = _parse_without_alternates(parser, f"\x1b[{code}{rest}u")
    if base:
        shift = (int(modifiers or "1") - 1) & _SHIFT
        key = chr(int(base))
        for one in keys or ():
            for report in _reports[-1:]:
                report(one.character or chr(int(code)), key.upper() if shift else key)
    return keys
