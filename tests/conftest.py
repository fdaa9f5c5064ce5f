"""Keeps the developer's machine, language and network out of every test."""

from __future__ import annotations

import gc
import os
import re
import signal
import socket
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, settings
from pytest_textual_snapshot import SVGImageExtension
from syrupy.extensions.single_file import SingleFileSnapshotExtension

from letsconnect_tui import i18n
from letsconnect_tui.__main__ import ALLOCATIONS_BETWEEN_COLLECTIONS
from letsconnect_tui.i18n import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

settings.register_profile("here", deadline=None, max_examples=40)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, print_blob=True)
settings.register_profile("full", deadline=None, max_examples=200, print_blob=True)
settings.register_profile(  # the same few examples for each small change of the code; a failure is enough
    "mutants",
    settings.get_profile("ci"),
    max_examples=10,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "here"))

gc.set_threshold(ALLOCATIONS_BETWEEN_COLLECTIONS)  # as the program has it

LOCAL_HOSTS = ("127.", "::1", "localhost", "0.0.0.0")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the long amounts too (marker: full)")


def pytest_configure(config: pytest.Config) -> None:
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        # As under nohup, or behind & in a script: programs that tests start would not end on Ctrl+C either.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.getoption("--full"):
        settings.load_profile("full")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--full"):
        return
    too_long = pytest.mark.skip(reason="long: run with --full")
    for item in items:
        if item.get_closest_marker("full"):
            item.add_marker(too_long)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new folder at each step: counting is quicker than looking for a free number among a thousand."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def nobodys_machine(monkeypatch: pytest.MonkeyPatch, homes: Iterator[Path]) -> Iterator[None]:
    """An empty home, no settings, plain English, colours and no motion, whoever runs the tests."""
    home = next(homes)
    home.mkdir()
    for variable in [name for name in os.environ if name.startswith(("LETSCONNECT_", "XDG_"))]:
        monkeypatch.delenv(variable)
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(home))
    for variable in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{variable}_HOME", str(home / variable.lower()))
    for variable in ("APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(home / variable.lower()))
    for variable in ("NO_COLOR", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "COLUMNS", "LINES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    i18n.use(None)
    yield
    i18n.use(None)


@pytest.fixture(autouse=True)
def no_word_missing(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever asks for a message that does not exist fails the test, unless that is marked ``wordless``."""
    missing: list[str] = []
    shown = catalogue.no_words

    def noted(key: str) -> str:
        missing.append(key)
        return shown(key)

    monkeypatch.setattr(catalogue, "no_words", noted)
    yield
    if not request.node.get_closest_marker("wordless"):
        assert missing == []


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever reaches for another machine fails the test that made it do so."""
    connect = socket.socket.connect

    def connect_locally(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(LOCAL_HOSTS):
            raise AssertionError("the program never uses the network")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_locally)


def _same_for_every_run(self: SVGImageExtension, data: Any, **options: Any) -> Any:
    svg = SingleFileSnapshotExtension.serialize(self, data, **options)
    return re.sub(r"\bterminal-\d+-", "terminal-", svg) if isinstance(svg, str) else svg


# The plug-in before 1.1 leaves a number of its own in each picture, and syrupy since 5.0 wants another name
# of the suffix: without both, a changed word changes 238 lines of a file called .raw.
SVGImageExtension.file_extension = "svg"
SVGImageExtension.serialize = _same_for_every_run
