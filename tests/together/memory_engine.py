"""An engine in memory, for what can be tested without a server; and a sealer that seals nothing."""

from __future__ import annotations

import queue
import threading
import time
from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import message
from letsconnect_tui.together.engine import StaleExpectation, StoredEntry, Unreachable
from letsconnect_tui.together.wire import Unsealed

if TYPE_CHECKING:
    from collections.abc import Callable

    from letsconnect_tui.together.roles import Role, Subject


class MemoryEngine:
    """The streams of one session; ``skew_ms`` is how far its clock is wrong."""

    def __init__(self, skew_ms: int = 0) -> None:
        self.entries: list[StoredEntry] = []
        self.connections: list[MemoryConnection] = []
        self.lock = threading.RLock()
        self.skew_ms = skew_ms
        self.last_seq = 0

    def store(self, entry: str, subject: Subject, payload: bytes) -> int:
        """Store one more."""
        self.last_seq += 1
        stored_at = int(time.time() * 1000) + self.skew_ms
        self.entries.append(StoredEntry(self.last_seq, entry, subject, payload, stored_at))
        for connection in self.connections:
            connection.notice()
        return self.last_seq


class MemoryConnection:
    """One machine's connection; ``cut`` and ``mend`` take the network away and give it back."""

    def __init__(self, engine: MemoryEngine) -> None:
        self.engine = engine
        self.is_connected = True
        self._deliver: Callable[[StoredEntry], None] | None = None
        self._after = 0
        self._heard: list[Callable[[bytes], None]] = []
        self._changed: list[Callable[[bool], None]] = []
        self._work: queue.SimpleQueue[bool] = queue.SimpleQueue()
        engine.connections.append(self)
        threading.Thread(target=self._run, daemon=True).start()

    @property
    def has_more(self) -> bool:
        """Whether there is more to deliver."""
        return any(one.seq > self._after for one in self.engine.entries)

    def publish(
        self, entry: str, subject: Subject, payload: bytes, *, expected: int | None, timeout: float = 5
    ) -> int:
        """As a server would."""
        if not self.is_connected:
            raise Unreachable(message("reply-nothing"))
        with self.engine.lock:
            known = next((one.seq for one in self.engine.entries if one.entry == entry), None)
            if known is not None:
                return known
            last = max((one.seq for one in self.engine.entries if one.subject == "control"), default=0)
            if expected not in (None, last):
                raise StaleExpectation(last)
            return self.engine.store(entry, subject, payload)

    def subscribe(self, after: int, deliver: Callable[[StoredEntry], None]) -> None:
        """Deliver from another thread."""
        self._after, self._deliver = after, deliver
        self.notice()

    def replace_stream(self, payload: bytes, entry: str, *, expected_last: int) -> int:
        """As a server would."""
        with self.engine.lock:
            if self.engine.last_seq != expected_last:
                raise StaleExpectation(self.engine.last_seq)
            seq = self.engine.store(entry, "control", payload)
            self.engine.entries = self.engine.entries[-1:]
            return seq

    def first(self) -> StoredEntry | None:
        """As a server would."""
        return next(iter(self.engine.entries), None)

    def announce(self, payload: bytes) -> None:
        """To everybody who is connected."""
        for connection in self.engine.connections:
            if connection.is_connected and self.is_connected:
                for heard in connection._heard:
                    heard(payload)

    def on_announcement(self, heard: Callable[[bytes], None]) -> None:
        """One listener more."""
        self._heard.append(heard)

    def on_connection(self, changed: Callable[[bool], None]) -> None:
        """One listener more."""
        self._changed.append(changed)

    def on_set_back(self, callback: Callable[[], None]) -> None:
        """It never is."""

    def delete_stream(self) -> None:
        """Nothing is left."""
        self.engine.entries.clear()

    def close(self) -> None:
        """Leave."""
        self.is_connected = False
        self._work.put(False)

    def cut(self) -> None:
        """The network goes away."""
        self._is_now(False)

    def mend(self) -> None:
        """The network is back."""
        self._is_now(True)

    def notice(self) -> None:
        """There may be something to deliver."""
        self._work.put(True)

    def _is_now(self, connected: bool) -> None:
        self.is_connected = connected
        for changed in self._changed:
            changed(connected)
        self.notice()

    def _run(self) -> None:
        while self._work.get():
            while self._deliver is not None and self.is_connected:
                with self.engine.lock:
                    entry = next((one for one in self.engine.entries if one.seq > self._after), None)
                if entry is None:
                    break
                self._after = entry.seq
                self._deliver(entry)


class OpenSealer:
    """Writes the role in front and seals nothing."""

    def __init__(self, role: Role) -> None:
        self.role = role

    def seal(self, entry: str, subject: str, plain: bytes) -> bytes:
        """The role and the message."""
        return self.role.encode() + b"|" + plain

    def unseal(self, entry: str, subject: str, payload: bytes) -> Unsealed:
        """What the other one wrote."""
        role, _, plain = payload.partition(b"|")
        return Unsealed(role.decode(), plain)  # type: ignore[arg-type]
