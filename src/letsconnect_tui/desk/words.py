"""The table of typed words: what each does and how it is written. The palette offers the same words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.desk import do_history, do_look, do_people, do_rooms, do_texts, do_time
from letsconnect_tui.session.refuse import refuse
from letsconnect_tui.text import NOTE_LIMIT, clean

if TYPE_CHECKING:
    from letsconnect_tui.desk.desk import Desk
    from letsconnect_tui.desk.reply import Reply

Handler = Callable[["Desk", str], "Reply"]


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
        ("time", do_time.WORDS),
        ("people", do_people.WORDS),
        ("rooms", do_rooms.WORDS),
        ("texts", do_texts.WORDS),
        ("history", do_history.WORDS),
        ("look", do_look.WORDS),
    )
    for name, usage, handler in table
}


def carry_out(desk: Desk, line: str) -> Reply:
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
