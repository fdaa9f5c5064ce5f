"""What is sealed opens only as it was sealed, where it was sealed for, and proves who sent it."""

from __future__ import annotations

import random
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from nacl.secret import Aead
from nacl.signing import SigningKey

from letsconnect_tui.together.codes import Codes, SessionKeys, keys_of, new_codes
from letsconnect_tui.together.sealing import LONGEST, SessionSealer, place_of
from letsconnect_tui.together.wire import NotReadable

if TYPE_CHECKING:
    from letsconnect_tui.together.roles import Role

CODES = new_codes()
ROLES: tuple[Role, ...] = ("facilitator", "helper", "watcher")


def keys_by_role(codes: Codes) -> dict[Role, SessionKeys]:
    """What each code opens."""
    return dict(zip(ROLES, map(keys_of, (codes.facilitator, codes.helper, codes.watcher)), strict=True))


KEYS = keys_by_role(CODES)
SEALERS = {role: SessionSealer(keys) for role, keys in KEYS.items()}
HELLO = SEALERS["facilitator"].seal("a-0", "control", b"hello")
for known in SEALERS.values():
    known.unseal("a-0", "control", HELLO)
each_role = pytest.mark.parametrize("role", ROLES)
PLAIN = b'{"kind":"record","sent":12,"record":{"name":"Ng\xe1\xbb\x8dzi"}}'


@given(st.sampled_from(ROLES), st.text(max_size=20), st.text(max_size=20), st.binary(max_size=3000))
@settings(max_examples=200, deadline=None)
def test_what_any_role_seals_every_role_opens(role: Role, entry: str, subject: str, plain: bytes) -> None:
    payload = SEALERS[role].seal(entry, subject, plain)
    for sealer in SEALERS.values():
        unsealed = sealer.unseal(entry, subject, payload)
        assert (unsealed.role, unsealed.plain) == (role, plain)


@each_role
def test_every_single_changed_bit_is_noticed(role: Role) -> None:
    payload = SEALERS[role].seal("k3f9q2-17", "marks", PLAIN)
    for bit in range(8 * len(payload)):
        changed = bytearray(payload)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(NotReadable):
            SEALERS["watcher"].unseal("k3f9q2-17", "marks", bytes(changed))


@each_role
def test_what_was_cut_or_added_to_is_noticed(role: Role) -> None:
    payload = SEALERS[role].seal("k3f9q2-17", "marks", PLAIN)
    for changed in (*(payload[:length] for length in range(len(payload))), payload + b"\0", payload * 2):
        with pytest.raises(NotReadable):
            SEALERS["facilitator"].unseal("k3f9q2-17", "marks", changed)


@each_role
@pytest.mark.parametrize(
    ("entry", "subject"),
    [("k3f9q2-18", "marks"), ("k3f9q2-17", "control"), ("k3f9q2-1", "7marks"), ("", "k3f9q2-17marks")],
)
def test_what_was_moved_to_another_place_is_noticed(role: Role, entry: str, subject: str) -> None:
    payload = SEALERS[role].seal("k3f9q2-17", "marks", PLAIN)
    with pytest.raises(NotReadable):
        SEALERS["helper"].unseal(entry, subject, payload)


@each_role
def test_what_was_sealed_for_another_session_is_noticed(role: Role) -> None:
    other = {
        role: keys_of(code) for role, code in zip(KEYS, keys_of(new_codes().facilitator).codes, strict=True)
    }
    payload = SessionSealer(other[role]).seal("a-1", "control", PLAIN)
    for sealer in SEALERS.values():
        with pytest.raises(NotReadable):
            sealer.unseal("a-1", "control", payload)


@each_role
def test_even_with_the_same_content_key_another_stream_is_another_place(role: Role) -> None:
    elsewhere = SessionSealer(replace(KEYS[role], stream="0" * 32))
    with pytest.raises(NotReadable):
        SEALERS["facilitator"].unseal("a-1", "control", elsewhere.seal("a-1", "control", PLAIN))


def test_a_name_in_a_message_cannot_be_read_without_a_code() -> None:
    payload = SEALERS["helper"].seal("a-1", "marks", PLAIN)
    assert "Ngọzi".encode() not in payload
    with pytest.raises(NotReadable):
        SessionSealer(keys_of(new_codes().facilitator)).unseal("a-1", "marks", payload)


def forged(below: Role, above: Role, public: tuple[bytes, bytes], signing: bytes | None) -> bytes:
    """What a holder of a code might write as somebody above: all that the format allows.

    Args:
        below: The role whose content key is used.
        above: The role that is claimed.
        public: The keys it is said to be signed with.
        signing: The seed of the key that signs; None: a signature of nothing.
    """
    head = bytes([ROLES.index(above)])
    head += b"".join(public) if above == "facilitator" else b""
    place, packed = place_of(KEYS[below].stream, "a-1", "control"), zlib.compress(PLAIN)
    signed = bytes(64) if signing is None else SigningKey(signing).sign(place + head + packed).signature
    made: bytes = Aead(KEYS[below].content).encrypt(head + signed + packed, place)
    return made


def test_a_helpers_keys_never_make_a_facilitators_message() -> None:
    real = KEYS["facilitator"].public
    assert real is not None
    own = bytes(SigningKey(KEYS["helper"].signing or b"").verify_key)
    for public in (real, (own, own), (own, real[1]), (real[0], own), (b"", b""), (bytes(32), bytes(32))):
        payload = forged("helper", "facilitator", public, KEYS["helper"].signing)
        for role in ROLES:
            for sealer in (SEALERS[role], SessionSealer(KEYS[role])):
                with pytest.raises(NotReadable):
                    sealer.unseal("a-1", "control", payload)


@pytest.mark.parametrize("claimed", ["facilitator", "helper"])
def test_a_watchers_keys_never_make_a_message_of_somebody_who_signs(claimed: Role) -> None:
    seed = bytes(range(32))
    own = bytes(SigningKey(seed).verify_key)
    for signing in (None, seed):
        payload = forged("watcher", claimed, (own, own), signing)
        for keys in KEYS.values():
            with pytest.raises(NotReadable):
                SessionSealer(keys).unseal("a-1", "control", payload)


def test_a_role_that_was_altered_behind_the_encryption_is_noticed() -> None:
    """The holder of any code can open and close a message; the signature covers the role."""
    payload = SEALERS["facilitator"].seal("a-1", "control", PLAIN)
    place = place_of(KEYS["watcher"].stream, "a-1", "control")
    box = Aead(KEYS["watcher"].content)
    opened = bytearray(box.decrypt(payload, place))
    for role in (1, 3, 255):
        opened[0] = role
        with pytest.raises(NotReadable):
            SEALERS["helper"].unseal("a-1", "control", box.encrypt(bytes(opened), place))
    with pytest.raises(NotReadable):
        SEALERS["helper"].unseal("a-1", "control", box.encrypt(b"", place))


def test_keys_are_learned_from_any_facilitators_message_and_not_from_a_helpers() -> None:
    helped = SEALERS["helper"].seal("b-1", "marks", PLAIN)
    newcomer = SessionSealer(KEYS["watcher"])
    with pytest.raises(NotReadable):
        newcomer.unseal("b-1", "marks", helped)
    newcomer.unseal("a-0", "control", HELLO)
    assert newcomer.unseal("b-1", "marks", helped).role == "helper"


@pytest.mark.parametrize("role", ["helper", "watcher"])
def test_a_message_that_unpacks_to_too_much_is_refused(role: Role) -> None:
    longest = LONGEST[role]
    bomb = SEALERS[role].seal("a-1", "marks", bytes(4 * longest))
    assert len(bomb) < longest
    with pytest.raises(NotReadable):
        SEALERS["facilitator"].unseal("a-1", "marks", bomb)
    fits = bytes(longest - 1)
    assert (
        SEALERS["facilitator"].unseal("a-1", "marks", SEALERS[role].seal("a-1", "marks", fits)).plain == fits
    )


def test_rubbish_is_refused() -> None:
    chance = random.Random(7)
    for length in range(200):
        with pytest.raises(NotReadable):
            SEALERS["helper"].unseal("a-1", "marks", chance.randbytes(length))


def test_the_same_message_sealed_twice_looks_different() -> None:
    assert SEALERS["watcher"].seal("", "presence", b"x") != SEALERS["watcher"].seal("", "presence", b"x")
