"""Engines that would lose what they acknowledge, and addresses of none, are refused with the reason."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.errors import InputError, LetsConnectError
from letsconnect_tui.i18n import words
from letsconnect_tui.together.engine import EngineRefused, Unreachable
from letsconnect_tui.together.nats_address import parse_address
from letsconnect_tui.together.nats_engine import connect, inspect
from tests.together.servers import (
    KEEPS_QUIET,
    STATES_ITS_SETTINGS,
    RealServer,
    address_of,
    cluster_of_three,
    connected,
    free_port,
    stored,
    wait_for,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.together.engine import StoredEntry


@contextlib.contextmanager
def running(server: RealServer) -> Iterator[RealServer]:
    server.start()
    try:
        yield server
    finally:
        server.stop()


class FakeServer:
    """Says one line to whoever comes, and keeps what it is told."""

    def __init__(self, **info: object) -> None:
        self.received = b""
        self._line = (
            f"INFO {json.dumps({'max_payload': 1_000_000, 'auth_required': True} | info)}\r\n".encode()
        )
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Hear the last one out."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(60)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = self._listener.accept()
                with line:
                    line.settimeout(30)
                    line.sendall(self._line)
                    while data := line.recv(4096):
                        self.received += data
                        if b"PING" in data:
                            line.sendall(b"PONG\r\n")


def why_refused(address: str) -> str:
    with pytest.raises(LetsConnectError) as refused:
        connect(address, "abc", create=True)
    assert refused.value.hint is not None
    assert "secret" not in words(refused.value.message) + words(refused.value.hint)
    return refused.value.message.key


@pytest.mark.parametrize("version", ["2.9.10", "2.14.4", "2", "", "1.99.0"])
def test_a_server_that_is_too_old_is_refused_before_it_is_told_the_token(version: str) -> None:
    with contextlib.closing(FakeServer(version=version, jetstream=True)) as old:
        assert why_refused(f"nats://letsconnect:secret@127.0.0.1:{old.port}") == "engine-too-old"

    assert b"secret" not in old.received


def test_an_address_that_demands_tls_tells_the_token_to_nobody_without_it() -> None:
    with contextlib.closing(FakeServer(version="2.15.1", jetstream=True)) as plain:
        assert why_refused(f"tls://letsconnect:secret@127.0.0.1:{plain.port}") == "engine-no-tls"

    assert b"secret" not in plain.received


def test_a_server_without_jetstream_is_refused() -> None:
    with contextlib.closing(FakeServer(version="2.15.1")) as plain:
        assert why_refused(f"nats://letsconnect:secret@127.0.0.1:{plain.port}") == "engine-no-jetstream"


def test_what_is_no_engine_at_all_does_not_answer() -> None:
    assert why_refused(f"nats://letsconnect:secret@127.0.0.1:{free_port()}") == "engine-unreachable"
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as silent, pytest.raises(Unreachable):
        connect(f"nats://127.0.0.1:{silent.getsockname()[1]}", "abc", create=True, timeout=0.2)


@pytest.mark.parametrize("setting", ["sync_interval: 2m", "sync_interval: 1s", "max_file_store: 1GB"])
def test_a_server_that_writes_only_now_and_then_is_refused(tmp_path: Path, setting: str) -> None:
    with running(RealServer(tmp_path, jetstream=setting)) as server:
        assert why_refused(server.address) == "engine-not-synced"
        assert why_refused(f"{server.address}?trust-sync=yes") == "engine-not-synced"
        assert inspect(server.address).unsynced == ("one",)


def test_a_server_that_does_not_say_is_trusted_only_when_told_to(tmp_path: Path) -> None:
    with running(RealServer(tmp_path, accounts=KEEPS_QUIET)) as server:
        assert why_refused(server.address) == "engine-sync-unknown"
        assert why_refused(f"{server.address}?trust-sync=no") == "engine-sync-unknown"
        connect(f"{server.address}?trust-sync=yes", "abc", create=True).close()
        assert inspect(server.address).servers == 0


def test_a_wrong_token_is_told_at_once(server: RealServer) -> None:
    assert why_refused(server.address.replace("secret", "guessed")) == "engine-wrong-token"


def test_every_server_of_a_cluster_is_asked_and_two_of_three_go_on(tmp_path: Path) -> None:
    servers = cluster_of_three(tmp_path)
    try:
        engine = connected(address_of(servers), "abc")
        state = inspect(address_of(servers))
        servers[1].kill()
        stored(engine, "a-1", subject="marks", payload=b"1", expected=None, timeout=1)
        fewer = inspect(address_of(servers))
        servers[2].kill()
        with pytest.raises(Unreachable):
            engine.publish("a-2", "control", b"1", expected=0, timeout=1)
        servers[2].start()
        last = stored(engine, "a-2", subject="control", payload=b"1", expected=0, timeout=1)
        engine.close()
    finally:
        for server in servers:
            server.kill()

    assert (state.servers, state.expected, state.unsynced) == (3, 3, ())
    assert fewer.servers == 2
    assert last == 2


def test_an_engine_tells_its_state(server: RealServer) -> None:
    state = inspect(server.address)

    assert state.version.startswith("2.")
    assert state.has_jetstream
    assert state.free_bytes is not None
    assert state.free_bytes > 0
    assert (state.servers, state.expected) == (1, 1)


@pytest.mark.parametrize(
    ("address", "servers", "shown"),
    [
        ("nats://u:p@host:4223", ("nats://host:4223",), "host:4223"),
        ("host", ("nats://host",), "host:4222"),
        ("tls://u:p@host", ("tls://host",), "host:4222"),
        ("nats://u:p@a:1, nats://u:p@b:2", ("nats://a:1", "nats://b:2"), "a:1, b:2"),
        ("nats://u:p@[::1]:4222", ("nats://[::1]:4222",), "::1:4222"),
        ("wss://u:p@host/nats/", ("wss://host/nats",), "host:443"),
        ("ws://u:p@a:81,wss://u:p@b", ("ws://a:81", "wss://b"), "a:81, b:443"),
    ],
)
def test_addresses_are_read(address: str, servers: tuple[str, ...], shown: str) -> None:
    parsed = parse_address(address)

    assert (parsed.servers, parsed.shown) == (servers, shown)
    assert parsed.tls == address.startswith("tls")
    assert (parsed.user, parsed.password) == (("u", "p") if "@" in address else (None, None))


def test_what_an_address_says_besides(tmp_path: Path) -> None:
    parsed = parse_address(f"tls://u:p@host?trust-sync=yes&ca={tmp_path}")

    assert parsed.trust_sync
    assert parsed.authority == str(tmp_path)
    assert not parse_address("host?trust-sync=true").trust_sync


@pytest.mark.parametrize(
    "address",
    ["", "nats://", "http://u:secret@host", "nats://u:secret@host:port", "nats://host:0", "nats://host:99999",
     "nats://u:secret@host/path", "wss://u:secret@a,nats://u:secret@b",
     "nats://u:secret@host?sync=yes", "a,,b", "nats://u:secret@[::1"],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_showing_the_token(address: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_address(address)

    assert "secret" not in words(refused.value.message)


def test_a_session_without_the_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nats", None)

    with pytest.raises(EngineRefused) as refused:
        connect("host", "abc", create=True)

    assert refused.value.message.key == "engine-no-client"
    assert refused.value.hint is not None
    assert "pip install" in words(refused.value.hint)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for this computer, its own authority; its key lies beside it."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate, and there is none here")
    command = [
        openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return tmp_path / "cert.pem"


def test_tls_is_spoken_with_a_certificate_that_is_accepted_and_with_no_other(
    tmp_path: Path, certificate: Path
) -> None:
    files = f'cert_file: "{certificate.as_posix()}", key_file: "{(tmp_path / "key.pem").as_posix()}"'
    with running(RealServer(tmp_path, more=f"tls {{ {files} }}")) as server:
        address = server.address.replace("nats://", "tls://")
        with contextlib.closing(connect(f"{address}?ca={certificate}", "abc", create=True)) as engine:
            assert engine.publish("a-1", "marks", b"1", expected=None) == 1
        assert why_refused(address) == "engine-certificate"
        assert why_refused(f"{address}?ca={tmp_path / 'none.pem'}") == "engine-authority-unreadable"


def test_a_websocket_carries_a_session_and_checks_the_certificate(tmp_path: Path, certificate: Path) -> None:
    port = free_port()
    files = f'cert_file: "{certificate.as_posix()}", key_file: "{(tmp_path / "key.pem").as_posix()}"'
    listens = f"websocket {{ listen: '127.0.0.1:{port}', tls {{ {files} }} }}"
    heard: list[StoredEntry] = []
    server = RealServer(tmp_path, more=listens)
    with running(server):
        address = f"wss://letsconnect:secret@127.0.0.1:{port}"
        with contextlib.closing(connect(f"{address}?ca={certificate}", "abc", create=True)) as engine:
            engine.subscribe(0, heard.append)
            assert engine.publish("a-1", "marks", b"x" * 500_000, expected=None) == 1
            server.kill()
            server.start()
            assert stored(engine, "a-2", subject="control", payload=b"2", expected=0) == 2
            wait_for(lambda: [one.entry for one in heard] == ["a-1", "a-2"])
        assert why_refused(address) == "engine-certificate"


def test_a_websocket_that_does_not_encrypt_serves_in_a_network_that_is_trusted(tmp_path: Path) -> None:
    port = free_port()
    with (
        running(RealServer(tmp_path, more=f"websocket {{ listen: '127.0.0.1:{port}', no_tls: true }}")),
        contextlib.closing(
            connect(f"ws://letsconnect:secret@127.0.0.1:{port}", "abc", create=True)
        ) as engine,
    ):
        assert engine.publish("a-1", "marks", b"1", expected=None) == 1
    assert why_refused(f"ws://letsconnect:secret@127.0.0.1:{port}") == "engine-unreachable"


def test_the_accounts_that_are_documented_are_those_that_were_tried() -> None:
    page = (Path(__file__).parents[2] / "docs" / "together.md").read_text("utf-8")
    documented = page.partition("system_account: SYS\n")[2].partition("```")[0].replace("TOKEN", "secret")
    tried = STATES_ITS_SETTINGS.format(permissions="").partition("system_account")[0]

    assert documented.split() == tried.split()
