"""The three codes of a shared session, and the keys that follow from each.

A code is a role's word and 28 letters of Crockford's base 32 (https://www.crockford.com/base32.html): 80
random bits, from which every key follows; 50 bits of a slow hash of the keys that signatures are checked
with; and a sum in two letters that finds what was mistyped. A helper's bits are a hash of a facilitator's,
and a watcher's of a helper's, so that a code opens what the codes below it open, and nothing above.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import get_args

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.together.roles import Role

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 28
SEED_BYTES = 10
CHECK_BITS = 50
_SUM_LETTERS = 2
_FORGIVEN = str.maketrans("oil", "011")
_ROLES: tuple[Role, ...] = get_args(Role)
_PRIME = 1021
"""The largest below 32 × 32. A letter counts as often as its place, and places times letters stay below it:
so one wrong letter, and two that changed places, always change the sum."""
_OPSLIMIT, _MEMLIMIT = 3, 16 * 1024 * 1024
"""About 0.05 s and 16 MB: twice when a session is shared or joined, and for each guess of whoever guesses."""


class Codes(msgspec.Struct, frozen=True):
    """One code for each role."""

    facilitator: str
    helper: str
    watcher: str

    def __repr__(self) -> str:
        return "Codes(…)"  # no code in a log


class SessionKeys(msgspec.Struct, frozen=True):
    """What one code opens."""

    role: Role
    stream: str
    """Names the stream; says nothing about the code."""
    content: bytes
    """Encrypts every message of the session."""
    signing: bytes | None
    """The seed of the key that this role signs with; a watcher has none."""
    check: int
    """A hash of both public keys, as far as the code holds it."""
    public: tuple[bytes, bytes] | None
    """The public keys of facilitator and helper, which follow from a facilitator's code alone."""
    codes: tuple[str, ...]
    """Every code that can be shown to others: one's own and those below."""

    def __repr__(self) -> str:
        return f"SessionKeys({self.role}, …)"  # no key in a log


def new_codes() -> Codes:
    """Codes for a session that is not shared yet."""
    seed = secrets.token_bytes(SEED_BYTES)
    seeds = _seeds("facilitator", seed)
    _, stream = _stretched(seeds["watcher"])
    return Codes(*_codes(seeds, fingerprint(stream, _public_keys(seeds))))


def keys_of(code: str) -> SessionKeys:
    """What a code opens, however it was copied: in any case, with or without blanks and dashes, O for 0.

    Args:
        code: With or without ``@`` and an address behind it.

    Raises:
        InputError: It is no code, not a whole one, or mistyped.
    """
    role, seed, check = _read(code.partition("@")[0])
    seeds = _seeds(role, seed)
    content, stream = _stretched(seeds["watcher"])
    public = _public_keys(seeds) if role == "facilitator" else None
    if public is not None and fingerprint(stream, public) != check:
        raise InputError(message("code-mistyped"), message("code-hint"))
    signing = None if role == "watcher" else _hashed(seeds[role], "sign")
    return SessionKeys(role, stream, content, signing, check, public, _codes(seeds, check))


def is_code(text: str) -> bool:
    """Whether somebody means a code and not, for instance, a session's id; it may still be mistyped."""
    role, letters = _parts(text.partition("@")[0])
    return role is not None and len(letters) >= LENGTH // 2


@lru_cache(maxsize=32)
def fingerprint(stream: str, public: tuple[bytes, bytes]) -> int:
    """What a code holds of the public keys of both roles that sign; slow on purpose.

    Whoever has a watcher's code could else try keys of their own until the few bits of the hash agree.
    """
    made = _slow(b"".join(public), hashlib.blake2b(stream.encode(), digest_size=16).digest(), 16)
    return int.from_bytes(made) >> (128 - CHECK_BITS)


def _seeds(role: Role, seed: bytes) -> dict[Role, bytes]:
    """The seed of a role and of every role below it."""
    seeds = {role: seed}
    for above, below in pairwise(_ROLES):
        if above in seeds:
            seeds[below] = _hashed(seeds[above], below)[:SEED_BYTES]
    return seeds


def _public_keys(seeds: dict[Role, bytes]) -> tuple[bytes, bytes]:
    from nacl.signing import SigningKey  # needed by whoever shares only, as everywhere in this module

    facilitator, helper = (bytes(SigningKey(_hashed(seeds[role], "sign")).verify_key) for role in _ROLES[:2])
    return facilitator, helper


def _codes(seeds: dict[Role, bytes], check: int) -> tuple[str, ...]:
    return tuple(_written(role, seed, check) for role, seed in seeds.items())


def _written(role: Role, seed: bytes, check: int) -> str:
    number = int.from_bytes(seed) << CHECK_BITS | check
    letters = _in_letters(number, LENGTH - _SUM_LETTERS)
    letters += _in_letters(_sum(role, letters), _SUM_LETTERS)
    return "-".join([role, *(letters[at : at + 4] for at in range(0, LENGTH, 4))])


def _in_letters(number: int, count: int) -> str:
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(count)))


def _sum(role: Role, letters: str) -> int:
    weighted = sum(place * LETTERS.index(letter) for place, letter in enumerate(letters, 1))
    return (300 * _ROLES.index(role) + weighted) % _PRIME


def _parts(text: str) -> tuple[Role | None, str]:
    """The role's word, and the letters behind it without what people and programs put between them."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(letter for letter in plain if letter.isalnum())
    role = next((one for one in _ROLES if letters.startswith(one)), None)
    return role, letters.removeprefix(role or "").translate(_FORGIVEN)


def _read(text: str) -> tuple[Role, bytes, int]:
    role, letters = _parts(text)
    if role is None:
        raise InputError(message("code-no-role"), message("code-hint"))
    if len(letters) != LENGTH:
        raise InputError(message("code-length", LENGTH, len(letters)), message("code-hint"))
    strange = next((letter for letter in letters if letter not in LETTERS), None)
    if strange is not None:
        raise InputError(message("code-letter", strange), message("code-hint"))
    content, added = letters[:-_SUM_LETTERS], letters[-_SUM_LETTERS:]
    if _in_letters(_sum(role, content), _SUM_LETTERS) != added:
        raise InputError(message("code-mistyped"), message("code-hint"))
    number = 0
    for letter in content:
        number = number << 5 | LETTERS.index(letter)
    return role, (number >> CHECK_BITS).to_bytes(SEED_BYTES), number & ((1 << CHECK_BITS) - 1)


@lru_cache(maxsize=8)
def _stretched(watcher_seed: bytes) -> tuple[bytes, str]:
    """The content key and the stream's name; slow on purpose."""
    made = _slow(watcher_seed, b"letsconnect code", 48)  # the seed is random: one salt for all is enough
    return made[:32], made[32:].hex()


def _slow(secret: bytes, salt: bytes, size: int) -> bytes:
    from nacl.pwhash import argon2id

    made: bytes = argon2id.kdf(size, secret, salt, opslimit=_OPSLIMIT, memlimit=_MEMLIMIT)
    return made


def _hashed(seed: bytes, what: str) -> bytes:
    return hashlib.blake2b(what.encode(), digest_size=32, key=seed, person=b"letsconnect code").digest()
