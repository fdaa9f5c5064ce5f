"""Plain lines in real time: cues are written as they fall due, also while nobody types."""

from __future__ import annotations

import json
import queue
import sys
import threading
import time
from typing import TYPE_CHECKING

from letsconnect_tui.app.alerts import Alert, standing_alerts
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.app.requests import ProposePaste
from letsconnect_tui.commands.arguments import duration_ms
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.times import exact_time
from letsconnect_tui.plain.decode import is_text, text_lines
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.rehearsal import Rehearsal


def run_in_real_time(session: LiveSession, *, strict: bool = False, source: TextIO | None = None) -> int:
    """Hold a session over standard input and output until ``quit`` or the end of input; the exit code."""
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_read_into, args=(source or sys.stdin, lines), daemon=True).start()
    plain = PlainSession(session, write_line, strict=strict)
    while True:
        try:
            line = lines.get(timeout=1 - time.time() % 1)
        except queue.Empty:
            plain.cues()
            continue
        if line is None:
            plain.finish()
        if line is None or not plain.take(line):
            return 1 if plain.failed else 0


def _read_into(source: TextIO, lines: queue.SimpleQueue[str | None]) -> None:
    """Pass lines on as they come; the end of input is passed on whatever ends it."""
    try:
        for line in text_lines(source):
            lines.put(line)
    finally:
        lines.put(None)


def write_line(line: str) -> None:
    """One line on standard output, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


END_OF_PASTE = "."
PREVIEW = "  "
"""What a line of a preview begins with."""


class PlainSession:
    """Feeds typed lines to a session and writes what comes back.

    Args:
        session: The session.
        write: Takes one line without its end.
        rehearsal: Lets the clock run for ``wait``; None in a real session, where ``wait`` is refused.
        strict: Whether a ``no`` ends everything.
        echo: Whether to repeat each typed line behind ``>``, for a script that people watch.
    """

    def __init__(
        self,
        session: LiveSession,
        write: Callable[[str], None],
        *,
        rehearsal: Rehearsal | None = None,
        strict: bool = False,
        echo: bool = False,
    ) -> None:
        self.session = session
        self._echo = echo
        self.strict = strict
        self.failed = False
        self._write = write
        self._rehearsal = rehearsal
        self._pasted: list[str] | None = None
        self._offers: dict[Message, Alert] = {}

    def run(self, lines: Iterator[str]) -> int:
        """Take lines until one leaves or there are no more; the exit code."""
        for line in lines:
            if not self.take(line):
                break
        else:
            self.finish()
        return 1 if self.failed else 0

    def finish(self) -> None:
        """End of input: a list still being pasted ends there, and the session is left."""
        if self._pasted is not None:
            self.take(END_OF_PASTE)
        self.take("quit")

    def take(self, line: str) -> bool:
        """Carry out one line; whether to go on."""
        line = line.rstrip("\r\n")
        if not is_text(line):
            return self._answer(Reply(False, message("refused-no-text")))
        if self._echo and line.strip():
            self._write(f"> {line}")
        if self._pasted is not None:
            if line.strip() != END_OF_PASTE:
                self._pasted.append(line)
                return True
            line = "paste"
        elif line.strip() == "paste":
            self._pasted = []
            return True
        elif not line.strip() or line.lstrip().startswith("#"):
            return True
        self.cues()
        return self._answer(self._reply(line.strip()))

    def cues(self) -> None:
        """Write what fell due since the last look; an onlooker's first, what the writer did."""
        for at, what in self.session.follow():
            self._write(f"! {exact_time(at, self.session.zone)} {self._one_line(words(what))}")
        for cue, text in self.session.due_cues():
            self._write(f"! {exact_time(cue.at, self.session.zone)} {self._one_line(words(text))}")

    def _reply(self, line: str) -> Reply:
        word, _, argument = line.partition(" ")
        if self._pasted is not None:
            text, self._pasted = "\n".join(self._pasted), None
            return self.session.propose(ProposePaste(text))
        if word.casefold() == "wait":
            return self._wait(argument)
        return perform_line(self.session, line)

    def _wait(self, argument: str) -> Reply:
        if self._rehearsal is None:
            return Reply(False, message("refused-wait"))
        try:
            ms = duration_ms(argument)
        except CommandRefused as no:
            return Reply(False, no.message)
        for _ in self._rehearsal.pass_time(ms):
            self.cues()
        return Reply(True, message("reply-waited", exact_time(self.session.now(), self.session.zone)))

    def _answer(self, reply: Reply) -> bool:
        for alert in (*reply.alerts, *self._new_offers()):
            now = exact_time(self.session.now(), self.session.zone)
            self._write(f"! {now} {self._one_line(words(alert))}")
        if reply.json is not None:
            self._write(json.dumps(reply.json, ensure_ascii=False))
            return True
        for line in reply.preview:
            self._write(f"  {self._one_line(line.removeprefix(PREVIEW))}".rstrip())
        self._write(f"{'ok' if reply.ok else 'no'} {self._one_line(words(reply.message))}")
        if not reply.ok and self.strict:
            self.failed = True
            return False
        return not reply.leaves

    def _new_offers(self) -> list[Message]:
        """What there is to decide since the last command, each with the words that say yes.

        An onlooker has nothing to decide.
        """
        if self.session.onlooker:
            return []
        before, self._offers = (
            self._offers,
            {one.text: one for one in standing_alerts(self.session) if one.is_offer},
        )
        fresh = [one for text, one in self._offers.items() if text not in before]
        typed = [(one.text, one.says or one.typed) for one in fresh]
        return [message("alert-yes", text, says) if says else text for text, says in typed]

    @staticmethod
    def _one_line(text: str) -> str:
        return printable(text)
