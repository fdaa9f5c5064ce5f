"""The address of an engine: ``nats://letsconnect:TOKEN@host:4222``, or several with commas between them.

``tls://`` demands TLS. ``?ca=FILE`` names the certificate of an authority of one's own; ``?trust-sync=yes``
says that the engine writes everything to its disk at once where it cannot be asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message

if TYPE_CHECKING:
    from urllib.parse import SplitResult

DEFAULT_PORT = 4222
SCHEMES = ("nats", "tls")


class EngineAddress(msgspec.Struct, frozen=True):
    """Where an engine is; its servers may be several that belong together."""

    servers: tuple[str, ...]
    """Without credentials: the first one's are for all, also for servers that the engine names by itself."""
    shown: str
    """Hosts and ports alone."""
    tls: bool
    trust_sync: bool
    user: str | None = None
    password: str | None = None
    authority: str | None = None
    """The file with the certificate of an authority of one's own."""


def parse_address(address: str) -> EngineAddress:
    """Read an address; raises InputError for what is none."""
    parts = [_split(one.strip(), address) for one in address.split(",")]
    options: dict[str, list[str]] = {}
    for part in parts:
        options |= parse_qs(part.query)
    unknown = set(options) - {"trust-sync", "ca"}
    if unknown:
        raise InputError(message("engine-address-option", min(unknown)), message("engine-address-hint"))
    return EngineAddress(
        tuple(f"{part.scheme}://{part.netloc.rpartition('@')[2]}" for part in parts),
        ", ".join(f"{part.hostname}:{part.port or DEFAULT_PORT}" for part in parts),
        any(part.scheme == "tls" for part in parts),
        options.get("trust-sync") == ["yes"],
        parts[0].username and unquote(parts[0].username),
        parts[0].password and unquote(parts[0].password),
        options.get("ca", [None])[-1],
    )


def _split(one: str, whole: str) -> SplitResult:
    wrong = InputError(
        message("engine-address-wrong", _without_secret(whole)), message("engine-address-hint")
    )
    try:
        part = urlsplit(one if "://" in one else f"nats://{one}")
        port = part.port
    except ValueError:
        raise wrong from None
    if part.scheme not in SCHEMES or not part.hostname or port == 0 or part.path.strip("/"):
        raise wrong
    return part


def _without_secret(address: str) -> str:
    """An address as it may be shown: what stands before the host is left out."""
    scheme, _, rest = address.rpartition("://")
    return f"{scheme or 'nats'}://{rest.rpartition('@')[2]}"
