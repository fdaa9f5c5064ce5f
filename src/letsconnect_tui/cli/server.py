"""``letsconnect server``: runs the engine through which several machines share a session."""

from __future__ import annotations

import contextlib
import signal
from pathlib import Path  # noqa: TC003 - typer reads annotations
from typing import TYPE_CHECKING, Annotated

import typer

from letsconnect_tui.cli.console import print_error
from letsconnect_tui.cli.exit_codes import FAILED
from letsconnect_tui.cli.options import UnusedFileOption  # noqa: TC001 - typer reads annotations
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.paths import data_dir, user_path
from letsconnect_tui.text import printable
from letsconnect_tui.together.nats_server import LOG, ServerOptions, start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

LISTEN = "0.0.0.0:4222"
LONGEST_TOKEN = 200


def server(
    listen: Annotated[
        str, typer.Option("--listen", metavar="HOST:PORT", help=words("server-help-listen"))
    ] = LISTEN,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data", parser=user_path, metavar="DIR", help=words("server-help-data"), show_default=False
        ),
    ] = None,
    cert: Annotated[
        Path | None,
        typer.Option(
            "--cert", parser=user_path, metavar="FILE", help=words("server-help-cert"), show_default=False
        ),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(
            "--key", parser=user_path, metavar="FILE", help=words("server-help-key"), show_default=False
        ),
    ] = None,
    token: Annotated[
        str | None, typer.Option("--token", help=words("server-help-token"), show_default=False)
    ] = None,
    file: UnusedFileOption = None,
) -> None:
    """Run the engine until it is told to end."""
    host, port = _host_and_port(listen)
    if (cert is None) != (key is None):
        raise InputError(message("server-cert-and-key"))
    for path in filter(None, (cert, key)):
        _demand_readable(path)
    if token is not None and not (0 < len(token) <= LONGEST_TOKEN and token.isascii() and token.isalnum()):
        raise InputError(message("server-token-letters"))
    folder = data or data_dir() / "engine"
    with _ended_by_signals():
        running = start(ServerOptions(host, port, folder, cert, key, token))
        try:
            runs = words("server-running", running.version, listen, folder)
            needed = words("server-needed-here" if host.startswith("127.") else "server-needed")
            lines = (runs, needed, "", f"  {running.address}", "", words("server-how-to-use"))
            print(printable("\n".join(lines), lines=True), flush=True)
            if cert is None and not host.startswith("127."):
                print_error(words("server-without-tls"))
            code = running.wait()
        except KeyboardInterrupt:
            running.stop()
            print(words("server-ended"))
            return
        finally:
            running.stop()
    print_error(printable(words("server-died", code, folder / LOG)))
    raise typer.Exit(FAILED)


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Lets SIGTERM and a closed terminal end the program as Ctrl+C does."""
    before = {
        number: signal.signal(number, _interrupt)
        for name in ("SIGTERM", "SIGHUP", "SIGBREAK")
        if (number := getattr(signal, name, None)) is not None
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _host_and_port(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536:
        raise InputError(message("server-listen-wrong", listen))
    return host, int(port)


def _demand_readable(path: Path) -> None:
    try:
        path.open("rb").close()
    except OSError as error:
        raise InputError(message("server-cert-unreadable", str(path), error.strerror or "")) from None
