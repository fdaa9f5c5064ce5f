"""The only file that touches what Textual keeps to itself; written for and tested with Textual 8.2.8.

``tests/tui/test_textual_compat.py`` names what broke when a newer Textual has changed one of these:

- ``App._handle_exception``: the one hook for a crash. Textual's own prints local variables, which hold names.
- ``App._exception``, ``_exception_event``, ``_return_code``, ``_exit_renderables``,
  ``_close_messages_no_wait``: what that hook sets, so that the app ends as with Textual's own.
- ``App._driver``: the way to the terminal, for its title.
"""

from __future__ import annotations

from rich.text import Text
from textual.app import App


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
        told = "\n".join(self.crash_lines(error))
        self._exit_renderables.append(Text(told, no_wrap=True, overflow="ignore"))
        self._close_messages_no_wait()

    def write_to_terminal(self, sequence: str) -> None:
        """Write a control sequence, where there is a terminal."""
        if self._driver is not None:
            self._driver.write(sequence)
