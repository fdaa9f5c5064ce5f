"""The table of typed words: what each does and how it is written. The palette offers the same words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.commands import agenda, history, people, queries, rooms, texts
from letsconnect_tui.session.refuse import refuse
from letsconnect_tui.text import NOTE_LIMIT, clean

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.reply import Reply

Handler = Callable[["LiveSession", str], "Reply"]


@dataclass(frozen=True, slots=True)
class Word:
    """One typed command: ``usage`` shows its arguments, ``help-<name>`` is its sentence."""

    name: str
    usage: str
    handler: Handler
    area: str


WORDS: dict[str, Word] = {
    name: Word(name, usage, handler, area)
    for area, table in (
        ("time", agenda.WORDS),
        ("people", people.WORDS),
        ("rooms", rooms.WORDS),
        ("texts", texts.WORDS),
        ("history", history.WORDS),
        ("look", queries.WORDS),
    )
    for name, usage, handler in table
}


def carry_out(desk: LiveSession, line: str) -> Reply:
    """Carry out one typed line; raises CommandRefused for a word that is unknown or makes no sense now."""
    typed = clean(line, limit=NOTE_LIMIT)
    name, _, argument = typed.partition(" ")
    word = WORDS.get(name.casefold())
    if word is None:
        near = _nearest(name.casefold())
        if near is not None:
            refuse("refused-word-near", name, near)
        refuse("refused-word", name)
    return word.handler(desk, argument.strip())


def _nearest(name: str) -> str | None:
    from difflib import get_close_matches

    near = get_close_matches(name, [*WORDS, "wait", "paste"], n=1)
    return near[0] if near else None
