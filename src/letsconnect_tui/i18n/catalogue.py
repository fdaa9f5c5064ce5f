"""The words of each language as read from its JSON file, and the language in use."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path

from letsconnect_tui.i18n.languages import ENGLISH, PSEUDO, fallbacks, from_environment, normalised
from letsconnect_tui.i18n.message import Message
from letsconnect_tui.i18n.message_format import fill

_FOLDER = Path(__file__).parent
_chosen: str | None = None


def use(language: str | None) -> None:
    """Speak ``language`` from now on; None: what the environment asks for."""
    global _chosen
    _chosen = None if language is None else normalised(language)


def current_language() -> str:
    """The code of the language in use, such as ``en`` or ``pt-br``."""
    return _chosen or from_environment(os.environ)


def language_of_words() -> str:
    """The language in use where most words come in it, else English: for dates that stand among the words."""
    language, ours = current_language(), catalogue(ENGLISH).keys()
    own = (catalogue(code).keys() for code in fallbacks(language) if code != ENGLISH)
    return language if any(2 * len(keys & ours) > len(ours) for keys in own) else ENGLISH


def words(message: str | Message, *values: object) -> str:
    """A message in the language in use, its values put in; an unknown key comes back as ``⧼key⧽``.

    Values are text as it is: nothing in them is expanded. A value that is a Message is put into words first.
    """
    if isinstance(message, Message):
        return words_in(current_language(), message.key, *message.values)
    return words_in(current_language(), message, *values)


def words_in(language: str, key: str, *values: object) -> str:
    """As ``words``, in a given language: what is said to a sharer in theirs."""
    spoken = tuple(_spoken(language, value) for value in values)
    for code in fallbacks(language):
        template = catalogue(code).get(key)
        if template is not None:
            # The text's own language decides its plural: an English stand-in follows English rules.
            return fill(template, spoken, code)
    return no_words(key)


def no_words(key: str) -> str:
    """What stands where a message is missing."""
    return f"⧼{key}⧽"


def language_with(key: str, language: str) -> str:
    """The language in which ``words_in`` says a message: the given one, its stand-in, its parent, English."""
    return next((code for code in fallbacks(language) if key in catalogue(code)), ENGLISH)


def _spoken(language: str, value: object) -> object:
    if isinstance(value, Message):
        return words_in(language, value.key, *value.values)
    if isinstance(value, tuple | list):
        return ", ".join(str(_spoken(language, one)) for one in value)
    return value


@lru_cache
def catalogue(code: str) -> dict[str, str]:
    """Key → text of one language; empty when there is no such language, or its file cannot be read."""
    if code == PSEUDO:
        from letsconnect_tui.i18n.pseudo import pseudo  # for tests of the screens only

        return {key: pseudo(text) for key, text in catalogue(ENGLISH).items()}
    try:
        entries = json.loads((_FOLDER / f"{code}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {key: text for key, text in entries.items() if isinstance(text, str)}
