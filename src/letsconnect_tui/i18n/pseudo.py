"""A language nobody speaks: accented, 40 % longer, so that in tests a word that skipped i18n stands out."""

from __future__ import annotations

import re

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
