"""The address of an engine: ``nats://letsconnect:TOKEN@host:4222``, or several with commas between them.

``tls://`` demands TLS; ``wss://`` is the same over a WebSocket, for networks that let nothing else out, and
may name a path behind a reverse proxy. ``?ca=FILE`` names the certificate of an authority of one's own;
``?trust-sync=yes`` says that the engine writes everything to its disk at once where it cannot be asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message

if TYPE_CHECKING:
    from urllib.parse import SplitResult

PORTS = {"nats": 4222, "tls": 4222, "ws": 80, "wss": 443}
"""Scheme → the port where none is named."""
WEB = ("ws", "wss")


class EngineAddress(msgspec.Struct, frozen=True):
    """Where an engine is; its servers may be several that belong together."""

    servers: tuple[str, ...]
    """Without credentials: the first one's are for all, also for servers that the engine names by itself."""
    shown: str
    """Hosts and ports alone."""
    tls: bool
    """Whether a server that does not encrypt is refused; over a WebSocket its line proves that by itself."""
    web: bool
    """Whether it is spoken to over a WebSocket."""
    trust_sync: bool
    user: str | None = None
    password: str | None = None
    authority: str | None = None
    """The file with the certificate of an authority of one's own."""


def parse_address(address: str) -> EngineAddress:
    """Read an address; raises InputError for what is none."""
    parts = [_split(one.strip(), address) for one in address.split(",")]
    if len({part.scheme in WEB for part in parts}) > 1:
        raise _wrong(address)
    options: dict[str, list[str]] = {}
    for part in parts:
        options |= parse_qs(part.query)
    unknown = set(options) - {"trust-sync", "ca"}
    if unknown:
        raise InputError(message("engine-address-option", min(unknown)), message("engine-address-hint"))
    return EngineAddress(
        tuple(f"{part.scheme}://{part.netloc.rpartition('@')[2]}{part.path.rstrip('/')}" for part in parts),
        ", ".join(f"{part.hostname}:{part.port or PORTS[part.scheme]}" for part in parts),
        any(part.scheme == "tls" for part in parts),
        parts[0].scheme in WEB,
        options.get("trust-sync") == ["yes"],
        parts[0].username and unquote(parts[0].username),
        parts[0].password and unquote(parts[0].password),
        options.get("ca", [None])[-1],
    )


def _split(one: str, whole: str) -> SplitResult:
    try:
        part = urlsplit(one if "://" in one else f"nats://{one}")
        port = part.port
    except ValueError:
        raise _wrong(whole) from None
    has_path = part.scheme not in WEB and part.path.strip("/")
    if part.scheme not in PORTS or not part.hostname or port == 0 or has_path:
        raise _wrong(whole)
    return part


def _wrong(address: str) -> InputError:
    shown = _without_secret(address)
    return InputError(message("engine-address-wrong", shown), message("engine-address-hint"))


def _without_secret(address: str) -> str:
    """An address as it may be shown: what stands before each host is left out."""
    shown = []
    for one in address.split(","):
        scheme, _, rest = one.strip().rpartition("://")
        shown.append(f"{scheme or 'nats'}://{rest.rpartition('@')[2]}")
    return ", ".join(shown)
