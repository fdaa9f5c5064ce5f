"""``letsconnect screen``: clock and agenda for the room, in a browser."""

from __future__ import annotations

import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from letsconnect_tui.cli.options import AddressOption, FileOption, LanguageOption, known_language
from letsconnect_tui.cli.sharing import require_packages
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import message, words
from letsconnect_tui.settings import option
from letsconnect_tui.text import lazy_pattern
from letsconnect_tui.together.codes import is_code

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.audience_screen.server import AudienceScreen

PORT = 8017
LOOPBACK = "127.0.0.1"
_HIGHEST_PORT = 65535
_HOST_AND_PORT = lazy_pattern(
    r"(?:\[(?P<in_brackets>[0-9A-Fa-f:.]+)\]|(?P<host>[^\s\[\]:/]*))(?::(?P<port>[0-9]{1,5}))?"
)
_ALL = ("0.0.0.0", "::")  # noqa: S104 - asked for by whoever wants others to look


def screen(
    session: Annotated[
        str, typer.Argument(metavar="SESSION|CODE", help=words("screen-help-session"))
    ] = "last",
    listen: Annotated[
        str | None, typer.Option("--listen", metavar="HOST:PORT", help=words("screen-help-listen"))
    ] = None,
    language: LanguageOption = None,
    at: AddressOption = "",
    file: FileOption = None,
) -> None:
    """Show clock and agenda to the room, in a browser."""
    from letsconnect_tui.app.bootstrap import open_library, open_run

    host, port = listening_address(listen)
    spoken = known_language(language)
    with open_library(file, looks=True) as library:
        if not is_code(session):
            show(open_run(library, library.find(session)), spoken, host, port)
            return
        require_packages("nats", "nacl")
        from letsconnect_tui.app.team_session import leave, watch_session

        shared = watch_session(library, session, at or option("together", "address", ""))
        try:
            show(shared, spoken, host, port)
        finally:
            leave(shared)


def show(session: LiveSession, language: str | None, host: str, port: int | None) -> None:
    """Serve a session's screen until Ctrl+C, and say where.

    Args:
        session: The session, to look at.
        language: Of the page; None: the plan's own.
        host: The address to listen on.
        port: None: ours, or any that is free.

    Raises:
        InputError: Nothing can listen there.
    """
    from letsconnect_tui.audience_screen.server import AudienceScreen

    spoken = language or session.state.plan.session.language
    served = None
    for candidate in (PORT, 0) if port is None else (port,):
        with suppress(OSError, OverflowError):
            served = AudienceScreen(session, spoken, host=host, port=candidate)
            break
    if served is None:
        shown = f"{host}:{PORT if port is None else port}"
        raise InputError(message("screen-not-free", shown), message("screen-not-free-hint"))
    for line in _address_lines(served, host):
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    try:
        served.keep_up()
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    finally:
        served.close()


def listening_address(text: str | None) -> tuple[str, int | None]:
    """The address and port of ``HOST:PORT``, each of which may be missing; raises InputError."""
    typed = (text or "").strip()
    read = _HOST_AND_PORT().fullmatch(f":{typed}" if typed.isdecimal() else typed)
    port = int(read["port"]) if read and read["port"] else None
    if read is None or (port or 0) > _HIGHEST_PORT:
        raise InputError(message("screen-no-address", typed), message("screen-no-address-hint"))
    return read["in_brackets"] or read["host"] or LOOPBACK, port


def _address_lines(served: AudienceScreen, host: str) -> list[str]:
    """What to say about the addresses: the one for this computer, and what others type."""
    if host in _ALL:
        here, others = LOOPBACK if host == _ALL[0] else "::1", _own_address(host)
        lines = [words("screen-others", served.address(others))] if others else [words("screen-no-network")]
        lines += [words("screen-here", served.address(here)), words("screen-others-note")]
    else:
        lines = [words("screen-here", served.address(host))]
        lines += (
            [words("screen-only-here", f"0.0.0.0:{served.port}")]
            if host in (LOOPBACK, "::1", "localhost")
            else []
        )
    return [*lines, words("screen-ends")]


def _own_address(listens: str) -> str | None:
    """This computer's address in the network that leads outside; None where there is no network."""
    family = socket.AF_INET6 if ":" in listens else socket.AF_INET
    outside = ("2001:db8::1", 9) if ":" in listens else ("192.0.2.1", 9)
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asked:
        asked.connect(outside)  # sends nothing: it only asks which address would be the sender's
        return str(asked.getsockname()[0])
    return None
