"""Puts values into a message: ``$1``, ``{{PLURAL:$1|one|many}}``, as on translatewiki.net.

Forms of PLURAL stand in CLDR's order (zero, one, two, few, many, other), those that the language has; when
there are fewer, the last one stands for the rest. ``{{PLURAL:$1|0=nobody|one|many}}`` names a form for one
exact number. ``{{KEY:next|n}}`` names the key of a binding: the one of the settings, else the default given.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from letsconnect_tui.i18n.languages import ENGLISH, PSEUDO

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_PLACES = re.compile(r"\{\{PLURAL:\$(?P<counted>\d+)\|(?P<forms>[^{}]*)\}\}|\$(?P<place>\d+)")
_EXACT_FORM = re.compile(r"(\d+)=(.*)", re.DOTALL)
_KEY = re.compile(r"\{\{KEY:(?P<binding>[a-z0-9-]+)\|(?P<default>[^{}|]+)\}\}")
_CLDR_ORDER = ("zero", "one", "two", "few", "many", "other")


_keys_of_settings: dict[str, tuple[str, ...]] = {}


def use_keys(keys: Mapping[str, Sequence[str]]) -> None:
    """Name these keys from now on, by binding id, instead of the defaults; none: the defaults again."""
    _keys_of_settings.clear()
    _keys_of_settings.update({binding: tuple(own) for binding, own in keys.items()})


def keys_of(binding_id: str, default: str) -> tuple[str, ...]:
    """The keys of a binding; ``default`` has commas between several, as Textual's bindings do."""
    return _keys_of_settings.get(binding_id) or tuple(default.split(","))


def key_name(binding_id: str, default: str) -> str:
    """The key of a binding as screens name it: the first of several."""
    return keys_of(binding_id, default)[0]


def fill(template: str, values: Sequence[object], language: str) -> str:
    """``template`` with ``values`` put in; a place without a value stays, nothing in a value is expanded."""

    def put(match: re.Match[str]) -> str:
        place = int(match["counted"] or match["place"])
        if not 1 <= place <= len(values):
            return match[0]
        if match["place"]:
            return str(values[place - 1])
        # The chosen form is text of the template, so only places can follow in it, never another PLURAL.
        return _PLACES.sub(
            put, _plural_form(_as_number(values[place - 1]), match["forms"].split("|"), language)
        )

    if "{{KEY:" in template:
        template = _KEY.sub(lambda match: key_name(match["binding"], match["default"]), template)
    return _PLACES.sub(put, template)


def _as_number(value: object) -> int | float:
    if isinstance(value, int | float):
        return value
    try:
        return int(str(value))
    except ValueError:
        return 0


def _plural_form(number: int | float, forms: Sequence[str], language: str) -> str:
    ordered = []
    for form in forms:
        exact = _EXACT_FORM.fullmatch(form)
        if exact is None:
            ordered.append(form)
        elif int(exact[1]) == number:
            return exact[2]
    if not ordered:
        return ""
    return ordered[min(_plural_rule(language)(number), len(ordered) - 1)]


@lru_cache
def _plural_rule(language: str) -> Callable[[int | float], int]:
    """Number → which of the language's forms, counted from 0."""
    if language in (ENGLISH, PSEUDO):
        return lambda number: 0 if number == 1 else 1
    from letsconnect_tui.i18n.cldr import locale  # 70 ms, not needed for English

    rule = locale(language).plural_form
    order = [tag for tag in _CLDR_ORDER if tag in rule.tags or tag == "other"]
    return lambda number: order.index(rule(number))
