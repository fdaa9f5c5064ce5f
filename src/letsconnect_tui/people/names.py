"""One name, many spellings: keys for searching, comparing, sorting, and the canonical wiki username."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from letsconnect_tui.text import lazy_pattern

# Letters that do not decompose, and Arabic letters that keyboards of other languages write differently.
_APOSTROPHES = "'’‘ʼʻʹ`´"
_APOSTROPHE = lazy_pattern(f"[{_APOSTROPHES}]")
_SAME_LETTER = str.maketrans(
    dict(zip("ɓɗƙƴđłøıŋɛɔǝəɣʋƒɖðħŧɨʉ", "bdkydloineoeegvfddhtiu", strict=True))
    | {"æ": "ae", "œ": "oe", "þ": "th"}
    | dict(zip("کیىةٱہھ", "كييهاهه", strict=True))
    | dict.fromkeys("ـ\u200c\u200d" + _APOSTROPHES, "")
)
_OPTIONAL_MARK = lazy_pattern(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670\u06d6-\u06ed]"
)


@lru_cache(maxsize=8192)
def search_key(name: str) -> str:
    """``name`` folded for comparing: no case, accents, vowel points or punctuation; one blank between words.

    Marks that carry a letter of their own (viramas, Indic vowels, kana voicing) stay.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    composed = unicodedata.normalize("NFC", _OPTIONAL_MARK().sub("", folded)).translate(_SAME_LETTER)
    spaced = "".join(one if unicodedata.category(one)[0] in "LMN" else " " for one in composed)
    return " ".join(spaced.split()) or "".join(composed.split())


def words_in(text: str) -> list[str]:
    """The words of a text as in search keys; of ``Rita's`` also those before and behind the apostrophe.

    A search key drops apostrophes, and a name followed by one would be another word.
    """
    return f"{search_key(text)} {search_key(_APOSTROPHE().sub(' ', text))}".split()


@lru_cache(maxsize=8192)
def romanised(name: str) -> str:
    """The search key of ``name`` in Latin letters; the search key itself when that is already ASCII."""
    key = search_key(name)
    if key.isascii():
        return key
    from anyascii import anyascii  # reads tables from disk, not needed for names in ASCII

    return search_key(anyascii(name)) or key


_SOUNDS = (
    (lazy_pattern("ph"), "f"),
    (lazy_pattern("[cskgzt]h|tch|sch|[cgjqx]|ck"), "k"),
    (lazy_pattern("[bv]"), "p"),
    (lazy_pattern("d"), "t"),
    (lazy_pattern("z"), "s"),
    (lazy_pattern("[^a-z]|[aeiouyhw]"), ""),
    (lazy_pattern(r"(.)\1+"), r"\1"),
)
"""Letters that scripts write for one sound become one; vowels, which some do not write, go."""


@lru_cache(maxsize=8192)
def consonants(word: str) -> str:
    """A romanised word by its sounds: ``karim`` and ``krym`` are both ``krm``."""
    for pattern, sound in _SOUNDS:
        word = pattern().sub(sound, word)
    return word


FEWEST_CONSONANTS = 2
SPELT_ALIKE = 50
"""In percent: with less, two words with the same consonants are two words."""


def sounds_like(word: str, other: str) -> bool:
    """Whether two romanised words have the same consonants, enough of them, and more letters in common."""
    from rapidfuzz import fuzz

    sound = consonants(word)
    return (
        len(sound) >= FEWEST_CONSONANTS
        and sound == consonants(other)
        and fuzz.ratio(word, other) >= SPELT_ALIKE
    )


def sort_key(name: str) -> tuple[str, str]:
    """Sorts accented letters beside plain ones and other scripts by their romanisation."""
    return romanised(name), name


_PRONOUNS = lazy_pattern(
    r"[(\[<]?\b(?:she|he|they|ze|xe|elle|il|iel|ella|él|ela|ele)\s*/\s*[\w/\s]{2,20}?[)\]>]?(?=\s|$)",
    re.IGNORECASE,
)
_BRACKETED = lazy_pattern(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|【[^【】]*】)\s*")
_AFTER_A_BAR = lazy_pattern(r"\s+(?:[-–—/]|\|+)\s+.*$|\s*\|.*$")
_TAG_BEFORE = lazy_pattern(r"^(?:\d{1,2}\s*[-–.:)_]\s*|[A-Z]{2,4}\s*[-–:|]\s+)")
_ROLE_AFTER = lazy_pattern(
    r"[\s,]+(?:co-?host|host|guest|facilitator|interpreter|speaker|sharer|invité|invitado|convidado)$",
    re.IGNORECASE,
)
_NAMESPACE = lazy_pattern(
    r"^:?(?:[a-z-]{1,12}:){0,2}"
    r"(?:user|u|benutzer(?:in)?|usuari[oa]|utilisat(?:eur|rice)|usuári[oa]|utente|gebruiker|wikipedysta"
    r"|участни(?:к|ца)|користувач|مستخدمة?|کاربر|משתמשת?|सदस्य|ব্যবহারকারী|利用者|用户|使用者|사용자|mtumiaji"
    r"|onye ọrụ|oníṣe|oniṣe|ma'aikaci|umsebenzisi|pengguna|kullanıcı|thành viên)"
    r"(?:[ _]talk)?\s*:\s*",
    re.IGNORECASE,
)


def bare_name(raw: str) -> str:
    """A display name without what people add: pronouns, ``[ES]``, ``- Igbo``, ``(Guest)``, ``User:``, roles.

    Only for comparing; never shown. What would leave nothing is kept.
    """
    name = _NAMESPACE().sub("", raw.strip())
    for addition in (_PRONOUNS, _BRACKETED, _TAG_BEFORE, _AFTER_A_BAR, _ROLE_AFTER):
        without = addition().sub(" ", name).strip(" ,-–—|")
        name = without if search_key(without) else name
    return " ".join(name.split())


_TRIMMED = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_WIKI_ADDRESS = lazy_pattern(r"^https?://[^/\s]+/(?:wiki/|w/index\.php\?title=)([^?&#\s]+)", re.IGNORECASE)
_NOT_IN_A_TITLE = lazy_pattern(
    "[\x00-\x1f\x7f-\x9f#<>\\[\\]|{}/\u200b-\u200f\u202a-\u202e\ue000-\uf8ff\ufffd]"
)
_ADDRESS = lazy_pattern(
    r"(?:\d{1,3}\.){3}(?:\d{1,3}|xxx)|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}", re.IGNORECASE
)
_E_MAIL = lazy_pattern(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_OTHER_NAMESPACE = lazy_pattern(
    r"(?:media|special|(?:\w+ )?talk|project|wikipedia|wikimedia|meta|file|image|mediawiki|template|help"
    r"|category|module|portal|draft)\s*:",
    re.IGNORECASE,
)
_TEMPORARY = lazy_pattern(r"~\d{4}-")
USERNAME_BYTES = 255


def username(raw: str) -> str | None:
    """``raw`` as MediaWiki writes a username, or None if it cannot be a lasting one.

    Strips a ``User:`` prefix, also a localised one or a page's address; underscores become blanks, the first
    letter a capital. None for addresses (IP or e-mail), temporary accounts (``~2026-…``), pages of other
    namespaces and characters no title may have. Old accounts may hold ``@ : =``, so these are let through.
    """
    address = _WIKI_ADDRESS().match(raw.strip())
    name = unquote(address[1]) if address else raw
    name = "".join(" " if one == "_" or unicodedata.category(one)[0] == "Z" else one for one in name)
    name = name.strip(" \t\r\n" + _TRIMMED).removeprefix("@")
    name = " ".join(unicodedata.normalize("NFC", _NAMESPACE().sub("", name)).split(" ")).strip(" " + _TRIMMED)
    name = re.sub(" {2,}", " ", name)
    if not name or len(name.encode(errors="replace")) > USERNAME_BYTES or _NOT_IN_A_TITLE().search(name):
        return None
    if (
        _ADDRESS().fullmatch(name)
        or _E_MAIL().fullmatch(name)
        or _TEMPORARY().match(name)
        or _OTHER_NAMESPACE().match(name)
    ):
        return None
    # A title case letter that takes more than one character (ß, ŉ) stays as it is, as in MediaWiki.
    first = name[0].title()
    return (first if len(first) == 1 else name[0]) + name[1:]


# fmt: off
_TITLES = frozenset((
    "dr", "prof", "professor", "mr", "mrs", "ms", "mx", "sir", "madam", "dame", "chief", "alhaji", "alhaja",
    "hajiya", "malam", "mallam", "pastor", "rev", "fr", "imam", "sheikh", "eng", "engr", "barr", "don",
    "dona", "sr", "senor", "senora", "m", "mme", "mlle", "herr", "frau",
))
_FIRST_HALVES = frozenset((
    "عبد", "ابو", "أبو", "ام", "أم", "بن", "ابن", "abd", "abdel", "abu", "umm", "ibn", "bint",
))
# fmt: on


def short_name(name: str) -> str:
    """What a cue calls the person: the first word that is a name, with its second half where it has one."""
    words = name.split()
    while len(words) > 1 and search_key(words[0]) in _TITLES:
        words = words[1:]
    if len(words) > 1 and (words[0].casefold() in _FIRST_HALVES or len(search_key(words[0])) == 1):
        return " ".join(words[:2])
    return words[0].rstrip(",") if words else ""
