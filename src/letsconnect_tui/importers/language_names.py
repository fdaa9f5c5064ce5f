"""Names of languages as people write them on a form, as codes."""

from __future__ import annotations

import re
from functools import lru_cache

from letsconnect_tui.people.names import search_key
from letsconnect_tui.text import clean

_ASKED_IN = ("en", "fr", "es", "pt", "ar", "sw")
_SPOKEN = re.findall(
    r"\w+",
    "aa af ak am an ar az be bg bm bn bo br bs ca cs cy da de dv dz ee el en eo es et eu fa ff fi fil "
    "fr ga gl gu ha haw he hi hr hu hy id ig is it ja jv ka kab kcg kg ki kk km kn ko ku ky lg ln lo lt "
    "lv mg mi mk ml mn mni mr ms mt my nb ne nl nn no nqo nr nso ny om or pa pcm pl ps pt ro ru rw rn "
    "sat sd sg shi si sk sl sn so sq sr ss st su sv sw ta te tg th ti tk tl tn tr ts tw ug uk ur uz ve "
    "vi wo xh yo zgh zh zu",
)
# fmt: off
_ALSO = {
    "baoule": "bci", "chinese": "zh", "creole": "ht", "dagaare": "dga", "dagbani": "dag",
    "efik": "efi", "fon": "fon", "farefare": "gur", "frafra": "gur", "filipino": "fil",
    "ghanaian pidgin": "gpe", "haitian creole": "ht", "ibibio": "ibb", "igala": "igl",
    "kabiye": "kbp", "mandarin": "zh", "pidgin": "pcm", "naija": "pcm", "tulu": "tcy",
    "kiswahili": "sw", "asusu igbo": "ig", "ede yoruba": "yo", "harshen hausa": "ha",
    "castellano": "es", "farsi": "fa", "中文": "zh", "普通话": "zh", "twi": "tw",
}
# fmt: on
_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_SEPARATORS = re.compile(r"[;,/|、،，&+]|\n|\s(?:and|et|y|e|und|na)\s", re.IGNORECASE)
_REMARK = re.compile(r"\([^)]*\)|\s[-–:]\s.*$|:.*$")


def language_codes(text: str) -> tuple[str, ...]:
    """``English; Français / Igbo (a little)`` as ``("en", "fr", "ig")``; unknown ones stay as written."""
    codes = (language_code(part) for part in _SEPARATORS.split(text))
    return tuple(dict.fromkeys(code for code in codes if code))


def language_code(text: str) -> str:
    """The code of one language named in English, French, Spanish, Portuguese, Arabic, Swahili or itself."""
    name = clean(_REMARK.sub("", text), limit=40)
    key = search_key(name)
    if not key or key in _ALSO:
        return _ALSO.get(key, "")
    code = name.replace("_", "-").lower()
    if _CODE.fullmatch(code) and code.partition("-")[0] in {*_SPOKEN, *_ALSO.values()}:
        return code
    names = (_names_in(asked_in) for asked_in in _ASKED_IN)
    return next((known[key] for known in names if key in known), None) or _own_names().get(key, name)


@lru_cache
def _names_in(language: str) -> dict[str, str]:
    from letsconnect_tui.i18n.cldr import locale  # 70 ms, only for rosters

    names = locale(language).languages
    return {search_key(str(names[code])): code for code in reversed(_SPOKEN) if code in names}


@lru_cache
def _own_names() -> dict[str, str]:
    from letsconnect_tui.i18n.cldr import locale  # half a second for all, only when no other name fits

    names = {code: locale(code).languages.get(code) for code in _SPOKEN if locale(code).language == code}
    return {search_key(name): code for code, name in names.items() if name}
