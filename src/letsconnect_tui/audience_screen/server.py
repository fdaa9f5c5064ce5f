"""Serves the screen for the room: one page, its facts as they come, and nothing that could be changed.

Every viewer has a thread, and takes the latest facts whenever it is done with the ones before: whoever is
slow misses some, and nobody waits for them.
"""

from __future__ import annotations

import hmac
import os
import secrets
import socket
import socketserver
import threading
import time
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import msgspec

from letsconnect_tui.audience_screen.facts import AudienceFacts, AudienceView
from letsconnect_tui.audience_screen.page import HEADERS, assets, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from letsconnect_tui.audience_screen.facts import FollowedSession

HEARTBEAT_S = 5.0
"""So often viewers hear the time, also when nothing happens; to the page a long silence is a lost line."""
LOOK_S = 0.25
"""So often the session is looked at."""
SET_MS = 150
"""A session's clock that is further from where it was one look ago was put right."""
SLOW_S = 20.0
"""A viewer whose line takes nothing for this long is given up."""
MOST_CONNECTIONS = 300
_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
_LETTERS_OF_TOKEN = 12
"""About 58 bits; 12 letters can be typed on a phone."""


class AudienceMessage(msgspec.Struct, frozen=True):
    """One message to a viewer."""

    now: int
    """The present moment on the session's line, in milliseconds."""
    line: int
    """Another number after the session's clock was put right: what was known of it before says nothing."""
    facts: AudienceFacts


def new_token() -> str:
    """What stands in the address, so that nobody finds the screen by trying."""
    letters = [secrets.choice(_LETTERS) for _ in range(_LETTERS_OF_TOKEN)]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, _LETTERS_OF_TOKEN, 4))


class AudienceScreen:
    """A session's screen for the room, served until it is closed.

    Args:
        session: The session; it is only read and followed.
        language: Of the words on the page.
        host: The address to listen on.
        port: 0: any that is free.
        token: What stands in the address; None: a new one.

    Raises:
        OSError: The address cannot be listened on.
    """

    def __init__(
        self, session: FollowedSession, language: str, *, host: str, port: int, token: str | None = None
    ) -> None:
        self.token = token or new_token()
        self._view = AudienceView(session)
        self._changed = threading.Condition()
        self._facts, self._version = self._view.facts(), 1
        self._line, self._ahead_ms = 0, self._ahead()
        self._closed = threading.Event()
        title = self._facts.session
        self._pages = {"": ("text/html; charset=utf-8", page(title, language).encode()), **assets()}
        self._server = _Server((host, port), self)
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return int(self._server.server_address[1])

    def address(self, host: str) -> str:
        """The address that opens the page, by the name or number of this computer."""
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{self.port}/{self.token}/"

    def keep_up(self) -> None:
        """Follow the session until it is closed."""
        while not self._closed.wait(LOOK_S):
            self.look()

    def look(self) -> None:
        """Follow the session once, and tell every viewer what changed."""
        self._view.session.follow()
        facts, ahead = self._view.facts(), self._ahead()
        was_set = abs(ahead - self._ahead_ms) > SET_MS
        self._ahead_ms = ahead
        if was_set or facts != self._facts:
            with self._changed:
                self._facts, self._version, self._line = facts, self._version + 1, self._line + was_set
                self._changed.notify_all()

    def close(self) -> None:
        """End at once, whoever is still looking."""
        self._closed.set()
        with self._changed:
            self._changed.notify_all()
        self._server.shutdown()
        self._server.server_close()

    def file(self, path: str) -> tuple[str, bytes] | None:
        """A kind and bytes under a path; None where there is nothing, or the token is not right."""
        asked = self._asked(path)
        return None if asked is None else self._pages.get(asked)

    def is_stream(self, path: str) -> bool:
        """Whether a path asks for the facts."""
        return self._asked(path) == "facts"

    def stream_facts(self, write: Callable[[bytes], Any]) -> None:
        """Write facts as they come until the screen is closed; raises OSError when the viewer is gone."""
        sent_version = 0
        while not self._closed.is_set():
            with self._changed:
                if self._version == sent_version:
                    self._changed.wait(HEARTBEAT_S)
                facts, sent_version, line = self._facts, self._version, self._line
            answer = msgspec.json.encode(AudienceMessage(self._view.session.now(), line, facts))
            write(b"data: " + answer + b"\n\n")

    def _ahead(self) -> int:
        """How far the session's line is ahead of a clock that nobody sets."""
        return self._view.session.now() - time.monotonic_ns() // 1_000_000

    def _asked(self, path: str) -> str | None:
        token, slash, rest = path.partition("?")[0].removeprefix("/").partition("/")
        is_right = hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode())
        return rest if is_right and slash else None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    allow_reuse_address = os.name != "nt"  # there it would take the port from a program that has it

    def __init__(self, address: tuple[str, int], screen: AudienceScreen) -> None:
        self.screen = screen
        self._free = threading.BoundedSemaphore(MOST_CONNECTIONS)
        self.address_family = _family(address[0])
        super().__init__(address, _Viewer)

    def server_bind(self) -> None:
        """Listen, without asking the network for this computer's name, which may take half a minute."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "letsconnect", int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """A thread for each connection, and none for one too many."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """One connection."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A viewer who is gone is no error, and their address belongs in no log."""


class _Viewer(BaseHTTPRequestHandler):
    server: _Server
    timeout = SLOW_S
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the page, a part of it, or the facts as they come."""
        screen = self.server.screen
        found = screen.file(self.path)
        if found is not None:
            self._answer(HTTPStatus.OK, *found)
        elif screen.is_stream(self.path):
            self.close_connection = True
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            with suppress(OSError):
                screen.stream_facts(self.wfile.write)
        else:
            self._answer(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"404\n")

    def _answer(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        """Every answer says how careful to be with it."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def version_string(self) -> str:
        """Not which Python this is."""
        return "letsconnect"

    def log_message(self, format: str, *args: Any) -> None:
        """Who looks is written nowhere."""


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
