"""Language codes: what the environment asks for, what stands in for what, what CLDR calls it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import UnknownLocaleError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


ENGLISH = "en"
PSEUDO = "en-x-pseudo"

# Closest language that readers of the first also read; also the plural rules and dates where CLDR has none.
STAND_INS: Mapping[str, str] = {
    "ary": "ar",
    "arz": "ar",
    "be-tarask": "be",
    "bci": "fr",
    "fon": "fr",
    "kbp": "fr",
    "gcr": "fr",
    "dag": "en",
    "dga": "en",
    "efi": "en",
    "gpe": "en",
    "gur": "en",
    "ibb": "en",
    "igl": "en",
    "tcy": "kn",
}
_CLDR_CODES: Mapping[str, str] = {
    "be-tarask": "be_TARASK",
    "kk-cyrl": "kk",
    "pt-br": "pt_BR",
    "sr-ec": "sr_Cyrl",
    "sr-el": "sr_Latn",
    "tw": "ak",
    "zh-hans": "zh_Hans",
    "zh-hant": "zh_Hant",
}
_VARIABLES = ("LETSCONNECT_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")


@lru_cache(maxsize=64)
def normalised(code: str) -> str:
    """``pt_BR.UTF-8`` as ``pt-br``; English for ``C``, ``POSIX`` and whatever is no language code."""
    candidate = code.partition(".")[0].partition("@")[0].replace("_", "-").lower()
    return candidate if _CODE.fullmatch(candidate) else ENGLISH


def from_environment(environment: Mapping[str, str]) -> str:
    """The language that the first variable set among ours, LC_ALL, LC_MESSAGES and LANG asks for."""
    for variable in _VARIABLES:
        if environment.get(variable):
            return normalised(environment[variable])
    return ENGLISH


def fallbacks(code: str) -> Iterator[str]:
    """Where a word is looked for, in order: the language, its stand-in, its parent, English."""
    tried = set()
    while code and code not in tried:
        tried.add(code)
        yield code
        code = STAND_INS.get(code) or code.rpartition("-")[0]
    if ENGLISH not in tried:
        yield ENGLISH


def cldr_code(code: str) -> str:
    """The code as CLDR writes it: ``pt_BR`` for ``pt-br``."""
    if code in _CLDR_CODES:
        return _CLDR_CODES[code]
    language, *rest = code.split("-")
    return "_".join([language, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


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


_ACCENTED = str.maketrans("aeiouyAEIOUYcnszCNSZ", "àéîöüýÀÉÎÖÜÝçñšžÇÑŠŽ")
_SYNTAX = re.compile(r"(\{\{KEY:[^{}]+\}\}|\{\{PLURAL:\$\d+\||\|\d+=|\||\}\}|\$\d+)")
_LONGER_BY = 0.4


def pseudo(text: str) -> str:
    """``text`` in brackets, accented, padded; its places, plural forms and keys untouched."""
    inside = "".join(
        piece if _SYNTAX.fullmatch(piece) else piece.translate(_ACCENTED) for piece in _SYNTAX.split(text)
    )
    padding = "·" * round(len(_SYNTAX.sub("", text)) * _LONGER_BY)
    return f"[{inside}{padding}]"
