"""What people type, with times: sentences for another window, meant keys, held keys. Seeded.

Letters follow each other in log-normal gaps, as typing does; blanks are followed by pauses now and then.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log

SIGMA = 0.45
"""Spread of the gaps between letters, as the logarithm has it."""
PAUSE_S = 1.4
"""The longest pause between two words."""

SENTENCES = {
    "en": (
        "welcome everyone", "can you hear me now", "namaste everyone", "the slides are in the pad",
        "please mute yourself", "xavier is late today", "no sound on my side", "next up is the great Amaka",
        "pad is open, add your names", "sorry my camera broke", "kids are home, back in five",
        "any questions so far?", "many thanks to all of you", "question from the chat: who pays?",
        "we will come back to that", "breakout rooms open soon", "Anna wants to go first",
        "undo that please", "really useful, thanks +1", "unite us all", "bandwidth is bad here",
        "captions would help", "how do I join room 3", "just a moment", "recording has not started",
        "do we have time for one more", "so sorry to be late", "hey, nice to see you all", "you rock",
        "napkin math says 40", "paul, you are on mute", "kate has a question", "cats are everywhere today",
    ),
    "es": (
        "buenas tardes a todas", "no se escucha nada", "para la próxima lo vemos", "préstame atención",
        "quién toma notas hoy", "muchas gracias por venir", "perdón, se cortó la luz", "¿pueden repetir?",
        "nadie ve la pantalla", "casi terminamos", "saludos desde Bogotá", "Karla pregunta algo",
    ),
    "fr": (
        "bonjour à toutes et tous", "où sont les notes", "merci beaucoup", "pas de son chez moi",
        "je n'entends rien", "qui partage ensuite", "à bientôt", "nathalie arrive dans cinq minutes",
        "c'est parfait", "patientez un instant", "salut tout le monde", "désolée du retard",
    ),
    "de": (
        "kann ich das sehen", "danke euch allen", "könnt ihr mich hören", "naja, fast fertig",
        "kamera geht nicht", "was kommt als nächstes", "pause bitte", "bin gleich wieder da",
        "schöne Grüße aus Kiel", "mein Mikro ist kaputt", "nächstes Thema bitte", "xenia kommt später",
    ),
    "pt": (
        "bom dia pessoal", "não consigo abrir o link", "obrigada a todas", "pode repetir, por favor",
        "cadê o documento", "sala três está vazia", "qual é a pergunta", "mais um minuto", "nada ainda",
    ),
    "sw": (
        "karibu sana", "habari za asubuhi", "asante sana mwalimu", "naomba msaada", "kwaheri wote",
        "mzuri sana", "sauti haisikiki", "ninaweza kuanza", "pamoja tunaweza", "kazi nzuri",
    ),
    "ig": (
        "nnọọ ndị enyi", "daalụ nke ukwuu", "kedu ka ị mere", "anyị bidoro ugbu a", "biko kwuo ọzọ",
        "ọ dị mma", "nwanne m nọ ebe a", "ụbọchị ọma", "ka ọ dị", "ndewo nu",
    ),
    "id": (
        "selamat pagi semua", "mohon maaf terlambat", "apakah suara saya jelas", "terima kasih banyak",
        "nanti saya kembali", "kapan kita mulai", "bisa diulang lagi", "pak, layarnya gelap",
    ),
    "tr": (
        "herkese merhaba", "sesim geliyor mu", "çok teşekkürler", "bir dakika lütfen", "nasılsınız",
        "kamera açılmıyor", "hoş geldiniz", "şimdi kim konuşacak", "pardon geç kaldım",
    ),
    "hi": (
        "namaste sabko", "kya aap sun sakte hain", "dhanyavaad", "mujhe link bhejiye", "haan bilkul",
        "aaj kaun bolega", "nahi dikh raha", "kripya dohraiye", "shukriya doston", "phir milte hain",
    ),
}  # fmt: skip
ANSWERS = (
    "yes", "no", "ok", "okay", "k", "kk", "y", "n", "na", "nah", "nope", "yep", "pls", "plz", "thx", "np",
    "brb", "lol", "hi", "hey", "hello", "hola", "ja", "nein", "oui", "non", "si", "sim", "não", "danke",
    "merci", "gracias", "asante", "karibu", "sawa", "ndiyo", "daalụ", "mba", "ee", "iya", "siap", "haan",
    "evet", "tamam", "peki", "+1", "+1 from me", "same", "here", "agree", "sure", "cool", "good", "done",
    "me too", "not yet", "can't", "on it", "who?", "what?", "wow", "ready", "perfect", "bye", "cheers",
)  # fmt: skip
"""Each is sent with Enter."""
_WORDS = sorted({word for all_of in SENTENCES.values() for text in all_of for word in text.split()})


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key, so many seconds after the one before it."""

    key: str
    gap: float


def gap_of(rng: random.Random, median_s: float, sigma: float = SIGMA) -> float:
    """A pause between two letters."""
    return rng.lognormvariate(log(median_s), sigma)


def strokes(text: str, rng: random.Random, median_s: float, *, sends: bool) -> list[Stroke]:
    """A text as it is typed, with slips that are corrected."""
    typed: list[Stroke] = []
    for before, sign in zip(" " + text, text, strict=False):
        gap = gap_of(rng, median_s)
        if before == " " and typed and rng.random() < 0.25:
            gap = rng.uniform(median_s, PAUSE_S)
        if typed and sign.isalpha() and rng.random() < 0.03:
            typed += [
                Stroke(rng.choice("abcdefghiklmnoprstuw"), min(gap, PAUSE_S)),
                Stroke("backspace", min(gap_of(rng, median_s * 1.5), PAUSE_S)),
            ]
            gap = gap_of(rng, median_s)
        typed.append(Stroke(sign, min(gap, PAUSE_S)))
    if sends:
        typed.append(Stroke("enter", min(gap_of(rng, median_s * 1.3), PAUSE_S)))
    return typed


def texts(rng: random.Random) -> Iterator[str]:
    """Sentences as people write them, and as many made of the same words in any order, capitals too."""
    languages = sorted(SENTENCES)
    while True:
        if rng.random() < 0.5:
            text = rng.choice(SENTENCES[rng.choice(languages)])
        else:
            text = " ".join(rng.choice(_WORDS) for _ in range(rng.randrange(2, 8)))
        yield text.capitalize() if rng.random() < 0.3 else text


def sentences(count: int, seed: int = 1) -> Iterator[list[Stroke]]:
    """Typed at medians from 0.12 to 0.30 s; nine of ten are sent with Enter."""
    rng = random.Random(seed)
    for text in islice(texts(rng), count):
        yield strokes(text, rng, rng.uniform(0.12, 0.30), sends=rng.random() < 0.9)


def answers(count: int, seed: int = 2, slowest: float = 0.55) -> Iterator[list[Stroke]]:
    """Short answers with Enter, at any speed."""
    rng = random.Random(seed)
    for _ in range(count):
        yield strokes(rng.choice(ANSWERS), rng, rng.uniform(0.1, slowest), sends=True)


def pastes(count: int, seed: int = 3) -> Iterator[list[Stroke]]:
    """Texts that a terminal without paste reports sends as keys, all at once, and then Enter."""
    rng = random.Random(seed)
    for text in islice(texts(rng), count):
        yield [*(Stroke(sign, 0.001) for sign in text), Stroke("enter", rng.uniform(0.001, 1.0))]


def slow_sentences(count: int, seed: int = 4) -> Iterator[list[Stroke]]:
    """Typed at medians from 0.5 to 0.7 s."""
    rng = random.Random(seed)
    for text in islice(texts(rng), count):
        yield strokes(text, rng, rng.uniform(0.5, 0.7), sends=rng.random() < 0.9)


def held(key: str, rng: random.Random) -> list[Stroke]:
    """A key held down: its first repetition comes late, the others fast."""
    every = rng.uniform(0.02, 0.09)
    first = [Stroke(key, 2.0), Stroke(key, rng.uniform(0.2, 0.66))]
    return [*first, *(Stroke(key, every) for _ in range(rng.randrange(3, 60)))]


def double_tapped(key: str, rng: random.Random) -> list[Stroke]:
    """A key that was hit twice where once was meant."""
    return [Stroke(key, 2.0), Stroke(key, rng.uniform(0.03, 0.25))]


def shown(typed: Sequence[Stroke]) -> str:
    """For the message of a test that failed."""
    return "".join(f"{one.key}·{one.gap:.2f} " for one in typed)
