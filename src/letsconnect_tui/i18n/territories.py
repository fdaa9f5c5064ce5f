"""Countries as people write them, by the codes of ISO 3166, so that ``Nigeria`` and ``NG`` count as one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from letsconnect_tui.i18n.catalogue import language_of_words

if TYPE_CHECKING:
    from collections.abc import Callable

_LANGUAGES = ("en", "es", "fr", "pt", "ar", "de", "it", "ru", "id", "tr", "hi", "sw", "zh")
"""Those that people of the programme fill in forms in."""
_ALSO = {
    "UK": "GB", "USA": "US", "UAE": "AE", "DRC": "CD", "Ivory Coast": "CI", "Czech Republic": "CZ",
    "Turkey": "TR", "Swaziland": "SZ", "Burma": "MM", "Cape Verde": "CV", "East Timor": "TL",
    "Macedonia": "MK", "Holland": "NL", "The Netherlands": "NL", "The Gambia": "GM", "England": "GB",
    "Scotland": "GB", "Wales": "GB", "Great Britain": "GB", "United States of America": "US",
    "South Korea": "KR", "Republic of Korea": "KR", "Russian Federation": "RU", "Viet Nam": "VN",
    "DR Congo": "CD", "Congo": "CG", "Palestine": "PS", "Syrian Arab Republic": "SY", "México DF": "MX",
    "United Republic of Tanzania": "TZ", "Côte d'Ivoire": "CI", "Hong Kong": "HK", "Macau": "MO",
}  # fmt: skip


def territory_code(text: str, key: Callable[[str], str]) -> str | None:
    """``NG`` for ``Nigeria``, ``Nigéria`` or ``ng``; None for what is no country.

    Args:
        text: As somebody wrote it.
        key: Folds two spellings of a name to one.
    """
    bare = text.strip()
    codes = _codes()
    if len(bare) == 2 and bare.upper() in codes:
        return bare.upper()
    return _by_name(key).get(key(bare))


def territory_name(code: str) -> str:
    """``Nigeria`` for ``NG`` in the language of the words; what is no code stays as it is."""
    if code not in _codes():
        return code
    from letsconnect_tui.i18n.cldr import locale  # 70 ms, only where a country is told

    return str(locale(language_of_words()).territories.get(code, code))


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    from letsconnect_tui.i18n.cldr import locale

    codes = map(str, locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha())


@lru_cache(maxsize=4)
def _by_name(key: Callable[[str], str]) -> dict[str, str]:
    """Folded names in several languages; English decides where one name means two countries."""
    from letsconnect_tui.i18n.cldr import locale

    names = {key(name): code for name, code in _ALSO.items()}
    for language in _LANGUAGES:
        for code, name in locale(language).territories.items():
            if code in _codes():
                names.setdefault(key(str(name)), code)
    return names
