"""The NATS client as a session needs it: fails at once, says why, and gives its secret to no stranger."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from typing import TYPE_CHECKING, Any

from nats import errors
from nats.aio.client import Client, Srv
from nats.protocol.parser import PERMISSIONS_ERR

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.together.engine import EngineRefused
from letsconnect_tui.together.nats_refusals import refusal, unreachable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from letsconnect_tui.together.nats_address import EngineAddress

    Callback = Callable[[], Awaitable[None]]

OLDEST_SERVER = (2, 15)
"""The first that is tried; Debian's 2.9 does not even know ``sync_interval``."""
PING_S = 3
"""A connection that answers none of two is taken for lost."""
RECONNECT_S = 0.25
CONNECTING_S = 4.0
LEAVING_S = 0.3

for _library in ("nats", "asyncio"):  # nothing but our own words reaches the terminal
    logging.getLogger(_library).addHandler(logging.NullHandler())


class _NotThisServer(errors.Error):
    """A server is not fit; the client then tries the next one."""

    def __init__(self, why: EngineRefused) -> None:
        super().__init__(why.message.key)
        self.why = why


class CheckedClient(Client):
    """Looks at a server before it says who it is: at every connection, also after a lost one.

    Args:
        address: The engine's.
    """

    def __init__(self, address: EngineAddress) -> None:
        super().__init__()
        self.address = address
        self._attempts = 0
        self._has_connected = False
        self._on_error: Callable[[Exception], None] | None = None

    async def open(
        self,
        on_error: Callable[[Exception], None] | None = None,
        on_lost: Callback | None = None,
        on_back: Callback | None = None,
    ) -> None:
        """Connect; raises Unreachable once every server was tried, EngineRefused as soon as one refuses."""
        self._on_error = on_error
        try:
            await self.connect(
                list(self.address.servers),
                user=self.address.user if self.address.password is not None else None,
                password=self.address.password,
                token=self.address.user if self.address.password is None else None,
                error_cb=self._failed,
                disconnected_cb=on_lost,
                reconnected_cb=on_back,
                connect_timeout=2,
                reconnect_time_wait=RECONNECT_S,  # type: ignore[arg-type]
                max_reconnect_attempts=-1,
                ping_interval=PING_S,
                tls=self._tls(),
            )
        except BaseException:
            await self.leave()
            raise
        self._has_connected = True

    async def leave(self) -> None:
        """Close the connection, whatever state it is in; after a failed handshake its end never comes."""
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self.close(), LEAVING_S)

    @property
    def server_info(self) -> dict[str, Any]:
        """What the server says about itself when it is connected to."""
        return self._server_info

    def _tls(self) -> ssl.SSLContext | None:
        if not self.address.tls and not self.address.web and self.address.authority is None:
            return None
        try:
            return ssl.create_default_context(cafile=self.address.authority)
        except (OSError, ssl.SSLError) as error:
            problem = message(
                "engine-authority-unreadable", self.address.authority or "", str(error.strerror)
            )
            raise InputError(problem, message("engine-address-hint")) from None

    async def _connect_to_server(self, s: Srv) -> None:
        """A WebSocket's own time limit is for closing it alone."""
        await asyncio.wait_for(super()._connect_to_server(s), CONNECTING_S)

    async def _process_connect_init(self) -> None:
        """Whatever goes wrong in it, the client tries again: other errors would end its trying for good."""
        try:
            await super()._process_connect_init()
        except (OSError, errors.Error, TimeoutError):
            self._give_up_line()
            raise
        except Exception as error:  # a first line that was cut in the middle
            self._give_up_line()
            raise errors.Error(type(error).__name__) from None

    async def _process_err(self, err_msg: str) -> None:
        """Whatever the server complains of, the client connects anew: by itself it would close for good."""
        if PERMISSIONS_ERR in err_msg:
            await super()._process_err(err_msg)
        else:
            await self._process_op_err(errors.Error(f"nats: {err_msg}"))

    def _give_up_line(self) -> None:
        if self._transport is not None:
            self._transport.close()  # type: ignore[no-untyped-call]

    async def _process_info(self, info: dict[str, Any], initial_connection: bool = False) -> None:
        """Called by the client before it sends its credentials."""
        shown = self.address.shown
        if initial_connection:
            version = str(info.get("version", ""))
            if version_numbers(version) < OLDEST_SERVER:
                problem = message("engine-too-old", shown, version or "?", ".".join(map(str, OLDEST_SERVER)))
                raise _NotThisServer(EngineRefused(problem, message("engine-too-old-hint")))
            if self.address.tls and not info.get("tls_required"):
                problem = message("engine-no-tls", shown)
                raise _NotThisServer(EngineRefused(problem, message("engine-no-tls-hint")))
        if self.address.web:  # those that the server names by itself are for no WebSocket
            info = {key: value for key, value in info.items() if key != "connect_urls"}
        await super()._process_info(info, initial_connection)

    async def _failed(self, error: Exception) -> None:
        """Told of every error; what is raised here ends the first attempt to connect."""
        if self._has_connected:
            if self._on_error is not None:
                self._on_error(error)
            return
        self._attempts += 1
        found = error.why if isinstance(error, _NotThisServer) else refusal(error, self.address.shown)
        if isinstance(found, EngineRefused):
            raise found
        if self._attempts >= len(self.address.servers):
            raise unreachable(self.address.shown)


def version_numbers(version: str) -> tuple[int, ...]:
    """``2.15.1-beta`` as (2, 15, 1)."""
    parts = version.partition("-")[0].lstrip("v").split(".")
    return tuple(int(part) for part in parts if part.isascii() and part.isdigit())
