"""Servers that the tests of the engine share, each test with a stream of its own."""

from __future__ import annotations

import contextlib
import secrets
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.together.faulty_proxy import FaultyProxy
from tests.together.servers import RealServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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


@pytest.fixture
def small_drive(tmp_path: Path) -> Iterator[Path]:
    """A folder with room for 20 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=20m", "none", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.SubprocessError):
        pytest.skip("a small drive can be mounted by the system's administrator only")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
