"""What Babel knows of a language, or of the nearest one it knows. Importing this takes 70 ms."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError

from letsconnect_tui.i18n.languages import ENGLISH, cldr_code, fallbacks


@lru_cache
def locale(language: str) -> Locale:
    """CLDR's data for ``language``, its stand-in, its parent, or English."""
    for code in fallbacks(language):
        try:
            return Locale.parse(cldr_code(code))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(ENGLISH)


_NAMED_IN = ("en", "fr", "es", "pt", "ar", "sw")
_OWN_NAMES = (
    "es", "fr", "pt", "ar", "sw", "ha", "yo", "ig", "am", "zu", "hi", "bn", "ur", "ne", "ta", "id", "ru",
    "uk", "de", "it", "tr", "vi", "ja", "ko", "zh", "fa",
)  # fmt: skip


def language_named(name: str) -> str | None:
    """The code of a language that is named in one of six languages, or in itself; None for no such name."""
    wanted = _plain(name)
    for language in _NAMED_IN:
        for code, called in locale(language).languages.items():
            if _plain(str(called)) == wanted:
                return str(code).replace("_", "-").lower()
    own = ((code, locale(code).languages.get(code)) for code in _OWN_NAMES)
    return next((code for code, called in own if called and _plain(called) == wanted), None)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(one for one in letters if not unicodedata.combining(one))
