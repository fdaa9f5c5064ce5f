"""What an engine's errors mean for a session: put into words, and told apart from a lost connection."""

from __future__ import annotations

import ssl

from nats import errors
from nats.js import errors as js_errors

from letsconnect_tui.errors import LetsConnectError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.together.engine import EngineRefused, Unreachable

WRONG_LAST = (10071, 10164)
"""Another entry came first."""
ID_IN_FLIGHT = 10158
"""The same entry is being stored at this moment."""
NO_STREAM = 10059
FULL = (10023, 10047, 10074, 10077, 10110, 10122)
"""No room: of the server, of the account, of the stream, or the disk does not take it."""
NO_PEERS = 10005
TOO_BIG = 10054
PASSING = (503, 10008, 10009, 10014, 10076)
"""No leader at this moment, or the server is starting or stopping."""


def refusal(error: Exception, engine: str) -> LetsConnectError:
    """An engine's error in words: whether nobody knows what happened, or it was refused.

    Args:
        error: What the client raised.
        engine: The address as it may be shown.
    """
    if isinstance(error, LetsConnectError):
        return error
    if isinstance(error, js_errors.APIError):
        return _of_answer(error, engine)
    if isinstance(error, errors.MaxPayloadError):
        return EngineRefused(message("engine-too-big", engine), message("engine-too-big-hint"))
    error = getattr(error, "certificate_error", error)  # a WebSocket's wraps it
    if isinstance(error, ssl.SSLError):
        problem = message(
            "engine-certificate", engine, getattr(error, "verify_message", "") or str(error.reason)
        )
        return EngineRefused(problem, message("engine-certificate-hint"))
    if "authorization" in str(error).lower():
        return EngineRefused(message("engine-wrong-token", engine), message("engine-wrong-token-hint"))
    return unreachable(engine)


def unreachable(engine: str) -> Unreachable:
    """The connection is lost, or there was none."""
    return Unreachable(message("engine-unreachable", engine), message("engine-unreachable-hint"))


def silent(engine: str) -> Unreachable:
    """The line is there and the answer is not: a server whose disk is full says nothing."""
    return Unreachable(message("engine-silent", engine), message("engine-silent-hint"))


def no_session(engine: str) -> EngineRefused:
    """The stream is not there."""
    return EngineRefused(message("engine-no-session", engine), message("engine-no-session-hint"))


def not_permitted(engine: str, what: str) -> EngineRefused:
    """The account lacks a permission; ``what`` is the server's own word for it."""
    return EngineRefused(message("engine-no-permission", engine, what), message("engine-no-permission-hint"))


def _of_answer(error: js_errors.APIError, engine: str) -> LetsConnectError:
    if error.err_code == NO_STREAM:
        return no_session(engine)
    if error.err_code in FULL:
        return EngineRefused(message("engine-full", engine), message("engine-full-hint"))
    if error.err_code == NO_PEERS:
        return EngineRefused(
            message("engine-too-few-servers", engine), message("engine-too-few-servers-hint")
        )
    if error.err_code == TOO_BIG:
        return EngineRefused(message("engine-too-big", engine), message("engine-too-big-hint"))
    if error.code in PASSING or error.err_code in PASSING or error.err_code == ID_IN_FLIGHT:
        return unreachable(engine)
    problem = message("engine-refused", engine, error.description or str(error.err_code))
    return EngineRefused(problem, message("engine-refused-hint"))
