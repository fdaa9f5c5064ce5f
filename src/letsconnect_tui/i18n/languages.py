"""Language codes: what the environment asks for, what stands in for what, what CLDR calls it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

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
