"""Who is connected to a shared session now: every machine says so now and then, and nobody keeps it."""

from __future__ import annotations

import math
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from letsconnect_tui.together.engine import EngineRefused, Unreachable
from letsconnect_tui.together.wire import ConnectedMachine, NotReadable, decode_connected, encode

if TYPE_CHECKING:
    from collections.abc import Callable

    from letsconnect_tui.together.engine import Connection
    from letsconnect_tui.together.wire import Sealer

EVERY_S = 5.0
"""So often a machine says that it is there."""
GONE_S = 16.0
"""A machine that was not heard of for this long is no longer shown as connected."""
PLACE = "presence"
"""What is announced is sealed for this place, so that it cannot be passed off as an entry."""


class Presence:
    """Says that this machine is there, and remembers who else does.

    Args:
        connection: Where it is said.
        sealer: Seals it.
        own: What this machine says of itself; called from another thread.
        seconds: A clock that never goes back.
    """

    def __init__(
        self,
        connection: Connection,
        sealer: Sealer,
        own: Callable[[], ConnectedMachine],
        seconds: Callable[[], float],
    ) -> None:
        self._connection, self._sealer, self._own, self._seconds = connection, sealer, own, seconds
        self._left = threading.Event()
        self._listens_since = seconds()
        """Never, while this machine is without a network."""
        self._heard: dict[str, tuple[float, ConnectedMachine]] = {}
        self._reached: dict[str, int] = {}
        """How far in the order each machine was when it was heard last."""
        connection.on_announcement(self._hear)
        connection.on_connection(self._connection_changed)
        threading.Thread(target=self._announce_often, daemon=True, name="together-presence").start()

    def others(self) -> tuple[ConnectedMachine, ...]:
        """Who else is connected, in the order of connecting; nobody once this machine has left."""
        if self._left.is_set():
            return ()
        now = self._seconds()
        listens = now - self._listens_since >= GONE_S
        heard = [one for at, one in tuple(self._heard.values()) if not listens or now - at < GONE_S]
        return tuple(sorted(heard, key=lambda one: (one.since, one.machine)))

    def reached(self, machine: str) -> int | None:
        """How far in the order a machine said last that it is, connected or not; None: it was never heard."""
        return self._reached.get(machine)

    def leave(self) -> None:
        """Say that this machine is gone, and nothing after that."""
        if not self._left.is_set():
            self._left.set()
            self._announce(leaves=True)

    def _connection_changed(self, connected: bool) -> None:
        """Nobody is gone because this machine cannot hear them."""
        self._listens_since = self._seconds() if connected else math.inf

    def _announce_often(self) -> None:
        self._announce()
        while not self._left.wait(EVERY_S):
            self._announce()

    def _announce(self, *, leaves: bool = False) -> None:
        if self._connection.is_connected:
            with suppress(Unreachable, EngineRefused):
                plain = encode(self._own() if not leaves else self._own().leaving())
                self._connection.announce(self._sealer.seal("", PLACE, plain))

    def _hear(self, payload: bytes) -> None:
        try:
            unsealed = self._sealer.unseal("", PLACE, payload)
            connected = decode_connected(unsealed.plain)
        except NotReadable:
            return
        if connected.role != unsealed.role or connected.machine == self._own().machine:
            return
        self._reached[connected.machine] = connected.last_seq
        if connected.leaves:
            self._heard.pop(connected.machine, None)
            return
        is_new = connected.machine not in self._heard
        self._heard[connected.machine] = (self._seconds(), connected)
        if is_new and not self._left.is_set():
            self._announce()
