"""What Babel knows of a language, or of the nearest one it knows. Importing this takes 70 ms."""

from __future__ import annotations

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
