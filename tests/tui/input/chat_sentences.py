"""Sentences as they are typed into the chat of a call, seeded, with the pauses between their letters."""

from __future__ import annotations

import random
from collections.abc import Iterator

# fmt: off
WORDS = (
    "welcome", "everyone", "thanks", "for", "coming", "can", "you", "hear", "me", "now", "the",
    "slides", "are", "in", "the", "pad", "please", "mute", "yourself", "next", "up", "is", "great",
    "question", "we", "will", "come", "back", "to", "that", "sorry", "my", "sound", "broke", "who",
    "wants", "to", "go", "first", "yes", "no", "ok", "done", "here", "hello", "share", "your",
    "screen", "breakout", "rooms", "open", "soon", "any", "links", "recording", "started", "keep",
    "going", "undo", "that", "nnn", "zzz", "+1", "+1", "100%", "bienvenidos", "gracias", "por",
    "venir", "préstame", "atención", "où", "sont", "les", "notes", "merci", "beaucoup", "nnọọ",
    "daalụ", "karibu", "sana", "U", "R", "E", "Z", "H",
)
# fmt: on


def sentences(count: int, seed: int = 7) -> Iterator[str]:
    """At least four different letters each, as anything longer than a word has."""
    rng = random.Random(seed)
    while count:
        text = " ".join(rng.choice(WORDS) for _ in range(rng.randrange(2, 12)))
        runs = "".join(letter for n, letter in enumerate(text) if n == 0 or text[n - 1] != letter)
        if len(runs) >= 4:
            count -= 1
            yield text


def gaps(text: str, seed: int) -> Iterator[float]:
    """Seconds before each letter: fast and slow writers, no pause to think."""
    rng = random.Random(seed)
    pace = rng.uniform(0.04, 0.3)
    for _ in text:
        yield min(0.55, max(0.02, rng.gauss(pace, pace / 3)))
