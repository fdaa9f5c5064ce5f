"""The page for the room, in the language of those who look at it; its script holds no words."""

from __future__ import annotations

import html
import json
from functools import lru_cache
from importlib.resources import files

from letsconnect_tui.i18n.catalogue import words_in
from letsconnect_tui.i18n.cldr import locale

WORDS = (
    "left", "warn", "over", "break", "paused", "ready", "soon", "ended", "waiting", "next", "stale", "cut",
    "rooms-open", "rooms-left", "rooms-over",
)  # fmt: skip
"""What the script says, by the name it has there."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
"""With every answer: nothing from elsewhere is loaded, nothing is kept, and the address is told to nobody."""


def page(title: str, language: str) -> str:
    """The page before it has heard any facts.

    Args:
        title: The session's.
        language: Of the words around it.
    """
    spoken = {name: words_in(language, f"audience-screen-{name}", *_PLACES) for name in WORDS}
    return _asset("page.html").format(
        language=html.escape(language),
        direction=locale(language).text_direction,
        title=html.escape(title),
        words=html.escape(json.dumps(spoken, ensure_ascii=False)),
        noscript=html.escape(words_in(language, "audience-screen-noscript")),
    )


def assets() -> dict[str, tuple[str, bytes]]:
    """What the page loads from the same place: its kind and its bytes, by name."""
    kinds = {"page.js": "text/javascript; charset=utf-8", "page.css": "text/css; charset=utf-8"}
    return {name: (kind, _asset(name).encode()) for name, kind in kinds.items()}


_PLACES = ("$1", "$2")
"""The script puts the values in, each second anew."""


@lru_cache
def _asset(name: str) -> str:
    return files("letsconnect_tui.audience_screen").joinpath(name).read_text("utf-8")
