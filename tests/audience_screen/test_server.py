"""The page is served to whoever has its address, and to nobody else; no viewer holds up another."""

from __future__ import annotations

import http.client
import json
import re
import socket
import threading
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.audience_screen import server
from letsconnect_tui.audience_screen.page import HEADERS, WORDS, page
from letsconnect_tui.audience_screen.server import AudienceScreen, new_token
from letsconnect_tui.commands.table import perform_line
from tests.tui.clinic import CLINIC
from tests.tui.stage import a_desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.app.live_session import LiveSession

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></head><body onload=alert(1)>",
    "{title} {words} %s $1 &amp; \\u003cscript>",
    "'; alert(1); '",
    "data: x\\n\\ndata: y",
    "العربية <b>",
)


@contextmanager
def a_screen(plan: str = CLINIC, language: str = "en") -> Iterator[tuple[AudienceScreen, LiveSession]]:
    """A session and its screen on a free port."""
    session, _ = a_desk(plan)
    room = AudienceScreen(session, language, host="127.0.0.1", port=0)
    try:
        yield room, session
    finally:
        room.close()


def ask(room: AudienceScreen, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """Status, headers and content of a path."""
    with closing(http.client.HTTPConnection("127.0.0.1", room.port, timeout=30)) as connection:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


class Viewer:
    """Somebody who listens to the facts."""

    def __init__(self, room: AudienceScreen) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", room.port, timeout=30)
        self._connection.request("GET", f"/{room.token}/facts")
        self.answer = self._connection.getresponse()

    def next(self) -> dict[str, Any]:
        """The next message."""
        line = self.answer.readline()
        assert line.startswith(b"data: "), line
        assert self.answer.readline() == b"\n"
        data: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
        return data

    def close(self) -> None:
        """Go away."""
        self._connection.close()


def test_page_script_and_style_are_served_under_the_token() -> None:
    with a_screen() as (room, _):
        for name, kind in (("", "text/html"), ("page.js", "text/javascript"), ("page.css", "text/css")):
            status, headers, content = ask(room, f"/{room.token}/{name}")
            assert (status, headers["Content-Type"].partition(";")[0]) == (200, kind)
            assert content


WRONG = ("/", "/facts", "/page.js", "/{token}", "/{other}/", "/{other}/facts", "/{token}x/")
NOT_THERE = ("/{token}/../", "/{token}/page.html", "/{token}/server.py", "/{token}/%2e%2e/", "/\u00e9/")


@pytest.mark.parametrize("path", [*WRONG, *NOT_THERE])
def test_without_the_right_address_there_is_nothing(path: str) -> None:
    with a_screen() as (room, _):
        typed = path.format(token=room.token, other=new_token())
        with closing(socket.create_connection(("127.0.0.1", room.port), timeout=30)) as line:
            line.sendall(f"GET {typed} HTTP/1.0\r\n\r\n".encode())
            answer = b"".join(iter(lambda: line.recv(4096), b""))
        assert answer.startswith(b"HTTP/1.1 404")
        assert answer.endswith(b"\r\n\r\n404\n")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
def test_nothing_but_reading_is_understood(method: str) -> None:
    with a_screen() as (room, _):
        assert ask(room, f"/{room.token}/", method)[0] == 501


def test_every_answer_forbids_what_the_page_does_not_need() -> None:
    with a_screen() as (room, _):
        viewer = Viewer(room)
        answers = [ask(room, f"/{room.token}/")[1], ask(room, "/")[1], ask(room, "/", "POST")[1]]
        answers.append(dict(viewer.answer.getheaders()))
        viewer.close()
    for headers in answers:
        assert HEADERS.items() <= headers.items()
        assert "Python" not in str(headers)
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    assert HEADERS["Content-Security-Policy"].startswith("default-src 'none'")


def test_the_page_loads_nothing_from_elsewhere() -> None:
    with a_screen() as (room, _):
        for name in ("", "page.js", "page.css"):
            assert not re.search(rb"(https?:)?//[a-z]", ask(room, f"/{room.token}/{name}")[2])


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_text(title: str) -> None:
    made = page(title, "en")

    assert "<script>alert" not in made
    assert "<img" not in made
    assert made.count("<body") == 1
    assert made.count("</title>") == 1


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("es", "ltr"), ("ig", "ltr")]
)
def test_the_page_speaks_the_language_asked_for(language: str, direction: str) -> None:
    made = page("Title", language)

    assert f'lang="{language}" dir="{direction}"' in made
    assert all(f"&quot;{name}&quot;: &quot;" in made for name in WORDS)
    assert ("&quot;left&quot;: &quot;left&quot;" in made) == (language in ("en", "ig"))


def test_a_viewer_hears_the_facts_at_once_and_every_change() -> None:
    with a_screen() as (room, session):
        viewer = Viewer(room)
        assert viewer.next()["facts"]["phase"] == "ready"
        for line, phase in (("start", "live"), ("pause", "paused"), ("resume", "live")):
            perform_line(session, line)
            room.look()
            data = viewer.next()
            assert data["facts"]["phase"] == phase
            assert data["now"] == session.now()
        viewer.close()


def test_a_viewer_hears_the_time_also_when_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "HEARTBEAT_S", 0.05)
    with a_screen() as (room, _):
        viewer = Viewer(room)
        assert [viewer.next()["facts"] for _ in range(3)] == [viewer.next()["facts"]] * 3
        viewer.close()


def test_a_clock_that_is_put_right_is_told_at_once_as_another_line() -> None:
    session, clock = a_desk(CLINIC)
    room = AudienceScreen(session, "en", host="127.0.0.1", port=0)
    viewer = Viewer(room)
    before = viewer.next()
    clock.advance(90_000)
    room.look()
    after = viewer.next()
    viewer.close()
    room.close()

    assert after["line"] != before["line"]
    assert after["now"] == before["now"] + 90_000


def test_fifty_viewers_hear_the_same() -> None:
    with a_screen() as (room, session):
        viewers = [Viewer(room) for _ in range(50)]
        assert {viewer.next()["facts"]["phase"] for viewer in viewers} == {"ready"}
        perform_line(session, "start")
        room.look()
        assert {viewer.next()["facts"]["phase"] for viewer in viewers} == {"live"}
        for viewer in viewers:
            viewer.close()


def test_a_viewer_who_takes_nothing_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The socket is full after some messages; the others still hear each change."""
    monkeypatch.setattr(server, "HEARTBEAT_S", 0.0005)
    with a_screen() as (room, session):
        slow = socket.socket()
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        slow.connect(("127.0.0.1", room.port))
        slow.sendall(f"GET /{room.token}/facts HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        viewer = Viewer(room)
        for _ in range(300):
            viewer.next()
        perform_line(session, "start")
        room.look()
        while viewer.next()["facts"]["phase"] != "live":
            pass
        viewer.close()
        slow.close()


def test_one_connection_too_many_is_refused_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MOST_CONNECTIONS", 3)
    with a_screen() as (room, session):
        viewers = [Viewer(room) for _ in range(3)]
        with pytest.raises((http.client.HTTPException, OSError)):
            Viewer(room).next()
        perform_line(session, "start")
        room.look()
        for viewer in viewers:
            viewer.next()
            viewer.close()


def test_closing_does_not_wait_for_those_who_look() -> None:
    with a_screen() as (room, _):
        viewers = [Viewer(room) for _ in range(5)]
        idle = socket.create_connection(("127.0.0.1", room.port))
        closing_it = threading.Thread(target=room.close)
        closing_it.start()
        closing_it.join(30)
        assert not closing_it.is_alive()
        for viewer in viewers:
            viewer.close()
        idle.close()


def test_half_a_request_and_rubbish_are_no_reason_to_say_anything(capfd: pytest.CaptureFixture[str]) -> None:
    with a_screen() as (room, _):
        for rubbish in (b"", b"GET", b"\x16\x03\x01\x02", b"GET / HTTP/9.9\r\n\r\n", b"\0" * 70_000):
            with closing(socket.create_connection(("127.0.0.1", room.port), timeout=30)) as line:
                line.sendall(rubbish)
        assert ask(room, f"/{room.token}/")[0] == 200
    assert capfd.readouterr() == ("", "")


def test_tokens_are_long_random_and_easy_to_type() -> None:
    tokens = {new_token() for _ in range(200)}

    assert len(tokens) == 200
    assert all(re.fullmatch("([a-hjkmnp-z2-9]{4}-){2}[a-hjkmnp-z2-9]{4}", one) for one in tokens)
