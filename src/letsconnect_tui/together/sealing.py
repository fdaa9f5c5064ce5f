"""Messages that only whoever has a code can read, signed by role.

A message is compressed, signed over its place and its content, and encrypted with the session's key so that
it opens only at its place: the stream, the entry's name and the subject. The signature is inside: whoever has
no code cannot tell who sent it. A facilitator's messages carry the public keys of both roles, and a code
holds enough of their hash to know the right ones.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from nacl.exceptions import BadSignatureError, CryptoError
from nacl.secret import Aead
from nacl.signing import SigningKey, VerifyKey

from letsconnect_tui.together.codes import fingerprint
from letsconnect_tui.together.wire import NotReadable, Unsealed

if TYPE_CHECKING:
    from letsconnect_tui.together.codes import SessionKeys
    from letsconnect_tui.together.roles import Role

LONGEST: dict[Role, int] = {"facilitator": 64 << 20, "helper": 1 << 20, "watcher": 64 << 10}
"""No message of a role is longer than this when it is unpacked: only a facilitator sends whole logs, and
whoever has a watcher's code must not be able to fill memories."""
_ROLES: tuple[Role, ...] = ("facilitator", "helper", "watcher")
_KEY = 32
_SIGNATURE = 64


class SessionSealer:
    """Seals and opens the messages of one session with what one code opens."""

    def __init__(self, keys: SessionKeys) -> None:
        self.role = keys.role
        self._check, self._stream, self._public = keys.check, keys.stream, keys.public
        self._box = Aead(keys.content)
        self._signing = None if keys.signing is None else SigningKey(keys.signing)

    def seal(self, entry: str, subject: str, plain: bytes) -> bytes:
        """A message sealed for one place.

        Args:
            entry: The entry's name.
            subject: Where it is sent.
            plain: What it says.
        """
        head = bytes([_ROLES.index(self.role)])
        if self.role == "facilitator" and self._public is not None:
            head += b"".join(self._public)
        place, packed = place_of(self._stream, entry, subject), zlib.compress(plain)
        signature = b""
        if self._signing is not None:
            signature = self._signing.sign(place + head + packed).signature
        sealed: bytes = self._box.encrypt(head + signature + packed, place)
        return sealed

    def unseal(self, entry: str, subject: str, payload: bytes) -> Unsealed:
        """The message, and the role that its signature proves.

        Args:
            entry: The name it was found under.
            subject: Where it was found.
            payload: What ``seal`` made.

        Raises:
            NotReadable: It was altered, sealed for another place or session, or signed by nobody known.
        """
        place = place_of(self._stream, entry, subject)
        try:
            opened = self._box.decrypt(payload, place)
        except (CryptoError, ValueError) as error:
            raise NotReadable from error
        if not opened or opened[0] >= len(_ROLES):
            raise NotReadable
        role = _ROLES[opened[0]]
        head_end = 1 + (2 * _KEY if role == "facilitator" else 0)
        head, signed_end = opened[:head_end], head_end + (0 if role == "watcher" else _SIGNATURE)
        signature, packed = opened[head_end:signed_end], opened[signed_end:]
        if role == "facilitator" and len(head) == head_end:
            self._learn((head[1 : 1 + _KEY], head[1 + _KEY :]))
        if role != "watcher":
            self._verify(role, place + head + packed, signature)
        return Unsealed(role, _unpacked(packed, LONGEST[role]))

    def _verify(self, role: Role, signed: bytes, signature: bytes) -> None:
        if self._public is None:
            raise NotReadable
        try:
            VerifyKey(self._public[_ROLES.index(role)]).verify(signed, signature)
        except (BadSignatureError, ValueError) as error:
            raise NotReadable from error

    def _learn(self, public: tuple[bytes, bytes]) -> None:
        """Take public keys for the session's if the code knows their hash."""
        if self._public is None and fingerprint(self._stream, public) == self._check:
            self._public = public


def place_of(stream: str, entry: str, subject: str) -> bytes:
    """The place that a message belongs to; with lengths, so that its parts cannot run into each other."""
    parts = [part.encode() for part in ("letsconnect entry 1", stream, entry, subject)]
    return b"".join(len(part).to_bytes(4) + part for part in parts)


def _unpacked(packed: bytes, longest: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(packed, longest)
    except zlib.error as error:
        raise NotReadable from error
    if not unpacker.eof or unpacker.unused_data:
        raise NotReadable
    return plain
