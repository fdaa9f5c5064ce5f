"""Letters of other keyboards as the Latin letters at the same place, so that ``т`` is the key ``n``.

What the terminal reports of a key (the base layout key of the kitty keyboard protocol) counts most; else a
table by position decides. Letters with marks of a Latin keyboard stay what they are.
"""

from __future__ import annotations

import unicodedata

_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_POSITIONS = {
    # By position on a PC keyboard: the Russian layout; what Ukrainian and Belarusian have instead is below.
    "cyrillic": "йцукенгшщзфывапролдячсмить",
    "greek": ";ςερτυθιοπασδφγηξκλζχψωβνμ",
    "hebrew": "/'קראטוןםפשדגכעיחלךזסבהנמצ",
    "arabic": "ضصثقفغعهخحشسيبلاتنمئءؤرﻻىة",
}
_BESIDES = {
    "cyrillic": {"і": "s", "ў": "o"},
    # With Shift this layout has other letters and marks, not capitals.
    "arabic": {"آ": "N", "أ": "H", "\u0652": "X", "\u064c": "R", "\u064f": "E", "‘": "U", "ﻹ": "T", "إ": "Y"},
}


def _table(name: str) -> dict[str, str]:
    table = dict(zip(_POSITIONS[name], _LATIN, strict=True)) | _BESIDES.get(name, {})
    capitals = {
        one.upper(): key.upper() for one, key in table.items() if one.upper() != one and len(one.upper()) == 1
    }
    return table | capitals


_TABLES = {name: _table(name) for name in _POSITIONS}
_SCRIPTS = {"cyrillic": "CYRILLIC", "greek": "GREEK", "hebrew": "HEBREW", "arabic": "ARABIC"}


class KeyboardLayouts:
    """Knows which key a written letter stands on."""

    def __init__(self) -> None:
        self._layout = ""
        """The layout of the latest letter; it says what signs of ASCII stand for on it."""

    def plain(self, sign: str) -> str | None:
        """The key that a written sign means; None where it is on no key that is known.

        Args:
            sign: One printable sign, as it was written.
        """
        folded = unicodedata.normalize("NFKC", sign)
        if folded.isascii() and len(folded) == 1:
            on_layout = _TABLES.get(self._layout, {}).get(folded) if not folded.isalnum() else None
            if folded.isalpha():
                self._layout = ""
            return on_layout or folded
        reported = reported_key(sign)
        name = self._layout_of(sign)
        self._layout = name or self._layout
        return reported or _TABLES.get(name, {}).get(sign)

    def _layout_of(self, sign: str) -> str:
        name = unicodedata.name(sign, "") if len(sign) == 1 else ""
        return next((one for one, script in _SCRIPTS.items() if name.startswith(script)), "")


def is_latin(sign: str) -> bool:
    """Whether a sign is a Latin letter, or no letter at all."""
    return not sign.isalpha() or unicodedata.name(sign[0], "").startswith(("LATIN", "FULLWIDTH LATIN"))


_reported: dict[str, str] = {}


def report_key(sign: str, base: str) -> None:
    """The terminal says that a sign was written with this key of a Latin keyboard."""
    if sign and base and not is_latin(sign):
        _reported[sign] = base


def reported_key(sign: str) -> str | None:
    """The key that the terminal said a sign is on."""
    return _reported.get(sign)
