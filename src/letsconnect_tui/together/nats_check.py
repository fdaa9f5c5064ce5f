"""Whether an engine keeps what it acknowledges: asked of every server before a session is trusted to it.

By default a NATS server writes to the disk every two minutes, and what it acknowledged in between is lost
with the power. Servers tell their setting in the system account only; an engine for sessions lets its users
ask for it under ``letsconnect.engine`` (``docs/together.md``).
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace
from nats import errors
from nats.js import errors as js_errors

from letsconnect_tui.i18n.message import message
from letsconnect_tui.together.engine import EngineRefused
from letsconnect_tui.together.loop_thread import LoopThread
from letsconnect_tui.together.nats_client import CheckedClient
from letsconnect_tui.together.nats_refusals import unreachable
from letsconnect_tui.together.nats_stream import SessionStream

if TYPE_CHECKING:
    from letsconnect_tui.together.nats_address import EngineAddress

ASK = "letsconnect.engine"
"""Every server of the engine answers here with its state, where the operator lets users ask."""
TRIAL_S = 1.5
ANSWERS_S = 1.0
"""How long all servers of a cluster have to answer."""


class EngineState(msgspec.Struct, frozen=True):
    """What an engine says about itself."""

    version: str
    has_jetstream: bool
    servers: int
    """Those that answered; 0 where users may not ask."""
    expected: int
    """Those that belong together."""
    unsynced: tuple[str, ...]
    """The names of those that write to the disk only now and then."""
    free_bytes: int | None
    """Least of what the servers still take; None where it is not said."""
    round_trip_ms: float
    store_ms: float | None = None
    """How long it took to store an entry for a trial; None where it was not stored."""


async def engine_state(client: CheckedClient) -> EngineState:
    """Ask a connected engine."""
    began = time.perf_counter()
    await client.flush(5)
    round_trip_ms = (time.perf_counter() - began) * 1000
    answers = await _answers(client)
    jetstreams = [(_name(one), one["statsz"].get("jetstream") or {}) for one in answers]
    free = [_free(jetstream) for _, jetstream in jetstreams if jetstream]
    return EngineState(
        version=str(client.server_info.get("version", "")),
        has_jetstream=bool(client.server_info.get("jetstream")),
        servers=len(answers),
        expected=max((one["statsz"].get("active_servers", 1) for one in answers), default=0),
        unsynced=tuple(
            name for name, stats in jetstreams if stats and not stats["config"].get("sync_always")
        ),
        free_bytes=min(free, default=None),
        round_trip_ms=round_trip_ms,
    )


async def demand_trustworthy(client: CheckedClient) -> None:
    """Raises EngineRefused unless every server that answers keeps what it acknowledges."""
    address = client.address
    if not client.server_info.get("jetstream"):
        raise EngineRefused(
            message("engine-no-jetstream", address.shown), message("engine-no-jetstream-hint")
        )
    state = await engine_state(client)
    if state.unsynced:
        problem = message("engine-not-synced", address.shown, ", ".join(state.unsynced))
        raise EngineRefused(problem, message("engine-not-synced-hint"))
    if not state.servers and not address.trust_sync:
        problem = message("engine-sync-unknown", address.shown)
        raise EngineRefused(problem, message("engine-sync-unknown-hint"))


def inspect_engine(address: EngineAddress, timeout: float) -> EngineState:
    """Connect, ask, store an entry for a trial and leave again."""

    async def ask() -> EngineState:
        client = CheckedClient(address)
        await client.open()
        try:
            state = await engine_state(client)
            return replace(state, store_ms=await _trial(client)) if state.has_jetstream else state
        finally:
            await client.leave()

    loop = LoopThread("together-inspection")
    try:
        return loop.call(ask(), timeout)
    except (TimeoutError, errors.Error):
        raise unreachable(address.shown) from None
    finally:
        loop.close()


async def _trial(client: CheckedClient) -> float | None:
    """Store one entry in a stream of its own: a server whose disk is full answers everything but that."""
    stream = SessionStream(client, f"trial{secrets.token_hex(4)}")
    try:
        async with asyncio.timeout(TRIAL_S):
            await stream.make()
            began = time.perf_counter()
            await stream.publish("trial-1", "marks", b"trial", None, 0, TRIAL_S)
            return (time.perf_counter() - began) * 1000
    except (TimeoutError, errors.Error, js_errors.Error):
        return None
    finally:
        with contextlib.suppress(TimeoutError, errors.Error, js_errors.Error):
            async with asyncio.timeout(TRIAL_S):
                await stream.delete()


async def _answers(client: CheckedClient) -> list[dict[str, Any]]:
    inbox = client.new_inbox()
    subscription = await client.subscribe(inbox)
    answers: list[dict[str, Any]] = []
    try:
        await client.publish(ASK, reply=inbox)
        async with asyncio.timeout(ANSWERS_S):
            while True:
                msg = await subscription.next_msg(ANSWERS_S)
                answer = msgspec.json.decode(msg.data) if msg.data else None
                if not isinstance(answer, dict) or "statsz" not in answer:
                    break  # nobody answers there, or something that is no server
                answers.append(answer)
                if len(answers) >= answer["statsz"].get("active_servers", 1):
                    break
    except (TimeoutError, errors.TimeoutError, msgspec.DecodeError):
        pass  # a server that is down does not answer
    finally:
        await subscription.unsubscribe()
    return answers


def _name(answer: dict[str, Any]) -> str:
    return str(answer.get("server", {}).get("name", "?"))


def _free(jetstream: dict[str, Any]) -> int:
    stats = jetstream.get("stats", {})
    used = max(stats.get("storage", 0), stats.get("reserved_storage", 0))
    return int(jetstream.get("config", {}).get("max_storage", 0)) - int(used)
