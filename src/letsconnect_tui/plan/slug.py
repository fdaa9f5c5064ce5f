"""Short names for the keyboard, made from titles and names in any script."""

from __future__ import annotations

import re

LIMIT = 40


def slug(text: str) -> str:
    """``"Amaka Ụzọma"`` → ``"amaka-uzoma"``; at most 40 letters, digits and hyphens; may be empty."""
    from anyascii import anyascii  # deferred: most plans give their ids

    words = re.findall(r"[a-z0-9]+", anyascii(text).lower().replace("'", ""))
    short = ""
    for word in words:
        if short and len(short) + 1 + len(word) > LIMIT:
            break
        short = f"{short}-{word}" if short else word[:LIMIT]
    return short
