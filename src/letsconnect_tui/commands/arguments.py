"""Reading the arguments of a typed line."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.people.names import search_key
from letsconnect_tui.plan.moments import LONGEST, is_too_long, parse_duration
from letsconnect_tui.session.refuse import refuse
from letsconnect_tui.text import western_digits

if TYPE_CHECKING:
    from letsconnect_tui.app.requests import Request
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.session.state import State


_MOST_DIGITS = 9


def nothing(argument: str, word: str) -> None:
    """Refuse an argument where none belongs."""
    if argument:
        refuse("refused-no-argument", word, argument)


def duration_ms(argument: str, *, signed: bool = False) -> int:
    """A duration such as ``5m``, ``90s``, ``1h``, ``-90s`` in milliseconds; a sign only where ``signed``."""
    text = western_digits(argument.strip()).replace("−", "-")
    if not text:
        refuse("refused-no-time")
    sign = 1
    if text[:1] in ("+", "-"):
        if not signed:
            unsigned = parse_duration(text[1:])
            refuse("refused-duration" if unsigned is None else "refused-duration-sign", argument)
        sign = -1 if text[0] == "-" else 1
        text = text[1:]
    seconds = parse_duration(int(text) if text.isascii() and text.isdigit() else text)
    if seconds is None and is_too_long(text):
        refuse("refused-duration-range", argument, LONGEST)
    if seconds is None:
        refuse("refused-duration", argument)
    return sign * seconds * 1000


def whole_number(argument: str, *, least: int = 0, most: int = 999_999_999) -> int:
    """A number without a sign, from ``least`` to ``most``."""
    text = western_digits(argument.strip()).replace("−", "-")
    if not text:
        refuse("refused-no-number")
    if not re.fullmatch(r"[+-]?\d+", text, re.ASCII):
        refuse("refused-number", argument)
    if len(text) > _MOST_DIGITS or text[0] in "+-" or not least <= int(text) <= most:
        refuse("refused-number-range", argument, least, most)
    return int(text)


def options(
    argument: str, allowed: Iterable[str], *, stops: Collection[str] | None = None
) -> tuple[dict[str, str], list[str]]:
    """``size=5 "New York"`` as ({"size": "5"}, ["New York"]); refuses options not allowed or without a value.

    An option given twice has both values, with a comma between.

    Args:
        argument: What was typed.
        allowed: Names of options.
        stops: Where given, words behind an option belong to its value (``region=South America``) up to the
            next option or one of these words.
    """
    try:
        parts = shlex.split(argument, posix=True) if '"' in argument else argument.split()
    except ValueError:
        parts = argument.split()
    known = tuple(allowed)
    found: dict[str, str] = {}
    rest: list[str] = []
    last: str | None = None
    for part in parts:
        key, equals, value = part.partition("=")
        if equals and key not in known:
            refuse("refused-option", part, ", ".join(f"{name}=" for name in known))
        if equals:
            found[key] = f"{found[key]},{value}" if key in found else value
            last = key
        elif last is not None and stops is not None and part not in stops:
            found[last] += f" {part}"
        else:
            rest.append(part)
            last = None
    for key, value in found.items():
        with_value(key, value)
    return found, rest


def with_value(option: str, value: str) -> str:
    """``value``; refuses nothing but blanks, commas and quotes: whoever wrote the option meant something."""
    if not value.strip(' ,;"'):
        refuse("refused-option-empty", f"{option}=")
    return value


def item_named(state: State, query: str, *, among: Iterable[str] | None = None) -> str:
    """The id of the item that an id, or any part of a title, means; refuses when none or several do.

    Args:
        state: Knows the items.
        query: An id, or a part of a title or id.
        among: Only these may be meant; of another one it is said that it cannot be.
    """
    ids = list(state.order if among is None else among)
    found = _items_called(state, query, ids)
    if len(found) == 1:
        return found[0]
    if found:
        refuse("refused-several", query, ", ".join(found))
    if not search_key(query):
        refuse("refused-item-missing", ", ".join(ids))
    others = _items_called(state, query, state.order)
    if len(others) == 1:
        refuse("refused-item-not-now", state.item(others[0]).title, ", ".join(ids))
    return refuse("refused-no-item", query, ", ".join(ids))


def _items_called(state: State, query: str, ids: Iterable[str]) -> list[str]:
    """The item with that id, else those with the query in the title, else in the id."""
    known, key = list(ids), search_key(query)
    if query in known or not key:
        return [item for item in known if item == query]
    in_title = [item for item in known if key in search_key(state.item(item).title)]
    return in_title or [item for item in known if key in search_key(item)]


Parser = Callable[["SessionReader", str], "Request"]
"""Turns what stands behind the word into a request; raises CommandRefused where that makes no sense."""


class TypedCommand(msgspec.Struct, frozen=True):
    """One typed command; ``help-<name>`` is its sentence."""

    name: str
    usage: str
    """The word with its arguments."""
    parse: Parser
    area: str

    @property
    def stands_alone(self) -> bool:
        """Whether the word takes no argument; one is refused before ``parse``."""
        return self.usage == self.name
