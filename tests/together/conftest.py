"""Servers that the tests of the engine share, each test with a stream of its own."""

from __future__ import annotations

import contextlib
import secrets
from typing import TYPE_CHECKING

import pytest

from tests.together.faulty_proxy import FaultyProxy
from tests.together.servers import RealServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    """A server that stays up; whoever kills one starts one of its own."""
    one = RealServer(tmp_path_factory.mktemp("server"))
    one.start()
    yield one
    one.stop()


@pytest.fixture
def proxy(server: RealServer) -> Iterator[FaultyProxy]:
    """A line to that server that can be disturbed."""
    with contextlib.closing(FaultyProxy(server.port)) as one:
        yield one


@pytest.fixture
def stream() -> str:
    """The name of a session's stream that nobody else uses."""
    return secrets.token_hex(8)
