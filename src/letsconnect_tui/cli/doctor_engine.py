"""What ``doctor`` finds out about the engine that the settings name; nothing where they name none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.cli.doctor_file import size_text
from letsconnect_tui.cli.doctor_finding import DoctorFinding
from letsconnect_tui.errors import LetsConnectError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.settings import option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.together.nats_check import EngineState

LEAST_FREE_BYTES = 100_000_000
"""A session takes some megabytes at most; many sessions share an engine."""
SLOW_MS = 500.0


def engine_findings() -> list[DoctorFinding]:
    """Whether it answers, keeps what it acknowledges, and has room."""
    try:
        address = option("together", "address", "")
    except LetsConnectError:
        return []  # told with the settings already
    if not address:
        return []
    from letsconnect_tui.together.nats_engine import inspect

    try:
        state = inspect(address)
    except LetsConnectError as error:
        return [DoctorFinding("engine", error.message, error.hint or message("engine-unreachable-hint"))]
    return list(_of(state, trusted="trust-sync=yes" in address))


def _of(state: EngineState, *, trusted: bool) -> Iterator[DoctorFinding]:
    yield DoctorFinding("engine", message("doctor-engine-told", state.version))
    if not state.has_jetstream:
        yield DoctorFinding("jetstream", message("doctor-no"), message("engine-no-jetstream-hint"))
        return
    yield DoctorFinding("jetstream", message("doctor-yes"))
    if state.unsynced:
        result = message("doctor-sync-not", list(state.unsynced))
        yield DoctorFinding("sync", result, message("engine-not-synced-hint"))
    elif state.servers:
        yield DoctorFinding("sync", message("doctor-sync-always"))
    else:
        advice = None if trusted else message("engine-sync-unknown-hint")
        yield DoctorFinding("sync", message("doctor-sync-unknown"), advice, unsure=trusted)
    if state.store_ms is None:
        yield DoctorFinding("stores", message("doctor-no"), message("engine-silent-hint"))
    else:
        yield DoctorFinding("stores", message("doctor-milliseconds", round(state.store_ms, 1)))
    if state.expected > 1:
        missing = message("doctor-servers-advice") if state.servers < state.expected else None
        result = message("doctor-servers-told", state.servers, state.expected)
        yield DoctorFinding("servers", result, missing)
    if state.free_bytes is not None:
        short = message("engine-full-hint") if state.free_bytes < LEAST_FREE_BYTES else None
        yield DoctorFinding("free", message("doctor-plain", size_text(state.free_bytes)), short)
    slow = message("doctor-round-trip-advice") if state.round_trip_ms > SLOW_MS else None
    yield DoctorFinding("round-trip", message("doctor-milliseconds", round(state.round_trip_ms, 1)), slow)
