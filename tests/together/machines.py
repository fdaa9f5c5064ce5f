"""Whole machines on an engine in memory: a file, a live session and a connection each."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from letsconnect_tui.app import sharing
from letsconnect_tui.app.library import Library
from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.clock import ClockReading, SystemClock
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.i18n import words
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.waiting import Joined
from tests.app.rehearsed import PLAN
from tests.together.memory_engine import MemoryConnection, MemoryEngine, OpenSealer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from letsconnect_tui.app.shared_recorder import SharedRecorder
    from letsconnect_tui.together.roles import Role


class SkewedClock:
    """This machine's clock, wrong by so much."""

    def __init__(self, skew_ms: int, boot: str) -> None:
        self._clock, self._skew_ms, self._boot = SystemClock(), skew_ms, boot

    def read(self) -> ClockReading:
        """All clocks now."""
        reading = self._clock.read()
        return ClockReading(
            reading.utc_ms + self._skew_ms, reading.steady_ms + hash(self._boot) % 10**6, self._boot
        )


class Machine:
    """One window of a shared session."""

    def __init__(
        self,
        folder: Path,
        name: str,
        engine: MemoryEngine,
        role: Role = "facilitator",
        *,
        skew_ms: int = 0,
        rejoins: bool = False,
    ) -> None:
        self.name, self.role, self.engine = name, role, engine
        self.path = folder / f"{name}.json"
        self.library = Library.open(self.path)
        self.clock = SkewedClock(skew_ms, name)
        self.sealer = OpenSealer(role)
        self.connection = MemoryConnection(engine)
        self.recorder = self._rejoined() if rejoins else self._recorder()
        self.session = LiveSession(self.recorder, zone=ZoneInfo("UTC"), library=self.library)
        self.recorder.connect(self.connection, self.sealer)
        sharing.join(self.recorder, name.capitalize(), role)

    def _rejoined(self) -> SharedRecorder:
        (session,) = self.library.session_ids()
        recorder = sharing.recorder_of(self.library, session, self.clock, self.role)
        assert recorder is not None
        return recorder

    def _recorder(self) -> SharedRecorder:
        if not self.engine.entries:
            begun = self.library.begin(plan_of_text(PLAN), "small.toml", self.clock)
            session = begun.state.session
            sharing.share(self.connection, self.sealer, begun.log, self.name, begun.now())
        else:
            log = sharing.log_of_stream(self.connection, self.sealer, self.engine.entries[0])
            if self.role == "watcher":
                return sharing.watcher_recorder(log, self.name, self.clock)
            session = sharing.kept_copy(self.library, log)
        joined = Joined(self.name, self.name.capitalize(), "code", "memory")
        return sharing.kept_join(self.library, session, joined, self.clock, self.role)

    def say(self, *lines: str) -> str:
        """Type lines; the last answer."""
        answer = ""
        for line in lines:
            reply = perform_line(self.session, line)
            answer = ("ok " if reply.ok else "no ") + words(reply.message)
        return answer

    def new_texts(self) -> list[str]:
        """What others did, and notices, since the last call."""
        return [words(one) for _, one in (*self.session.follow(), *self.session.due_cues())]

    def close(self) -> None:
        """Leave, and let go of the file."""
        self.recorder.disconnect()
        self.library.close()


def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)


def settled(*machines: Machine) -> None:
    """Wait until nothing waits and all machines know all entries."""

    def done() -> bool:
        if any(machine.recorder.waiting for machine in machines):
            return False
        last = machines[0].engine.last_seq
        return all(machine.recorder.last_seq == last for machine in machines)

    until(done)
