"""Connects to a NATS JetStream engine; what that takes is loaded only then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import message
from letsconnect_tui.together.engine import EngineRefused
from letsconnect_tui.together.nats_address import parse_address

if TYPE_CHECKING:
    from letsconnect_tui.together.engine import Connection
    from letsconnect_tui.together.nats_check import EngineState

TIMEOUT_S = 5.0


def connect(address: str, stream: str, *, create: bool, timeout: float = TIMEOUT_S) -> Connection:
    """Connect to one session's stream.

    Args:
        address: The engine's, as ``nats_address`` describes it.
        stream: The name of the session's stream: lower-case letters and digits.
        create: Whether it is made where it is not there.
        timeout: How many seconds that may take.

    Raises:
        InputError: The address is none.
        Unreachable: No server answers there.
        EngineRefused: There is no such session, or the engine is none that a session can be trusted to.
    """
    target = parse_address(address)
    _demand_client()
    from letsconnect_tui.together.nats_connection import NatsConnection

    return NatsConnection(target, stream, create=create, timeout=timeout)


def inspect(address: str, timeout: float = TIMEOUT_S) -> EngineState:
    """What an engine says about itself, without a session; raises as ``connect``, but trusts any."""
    target = parse_address(address)
    _demand_client()
    from letsconnect_tui.together.nats_check import inspect_engine

    return inspect_engine(target, timeout)


def _demand_client() -> None:
    try:
        import nats  # noqa: F401 - 60 ms; only a shared session takes it
    except ModuleNotFoundError:
        problem = message("engine-no-client")
        raise EngineRefused(problem, message("engine-no-client-hint")) from None
