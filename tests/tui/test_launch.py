"""What starting the screens sets up, and what it hands back."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.i18n import key_name, use_keys, words
from letsconnect_tui.paths import config_dir
from letsconnect_tui.tui import home, launch
from letsconnect_tui.tui.app import LiveApp
from letsconnect_tui.tui.home import HomeApp, HomeChoice
from tests.tui.stage import a_desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from letsconnect_tui.tui.base_app import BaseApp


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    interval = sys.getswitchinterval()
    yield
    sys.setswitchinterval(interval)
    use_keys({})


def left_with(monkeypatch: pytest.MonkeyPatch, leave: Callable[[BaseApp], object]) -> list[BaseApp]:
    """Have the app do this instead of running; the apps that were to run."""
    ran: list[BaseApp] = []

    def run(app: BaseApp) -> object:
        ran.append(app)
        return leave(app)

    monkeypatch.setattr(LiveApp, "run", run)
    monkeypatch.setattr(HomeApp, "run", run)
    return ran


@pytest.mark.parametrize("code", [0, 1, None])
def test_a_session_that_was_left_gives_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, code: int | None
) -> None:
    (ran := left_with(monkeypatch, lambda app: code)).clear()
    session, clock = a_desk()
    assert launch.run_live(session, clock=clock) == (code or 0)
    assert [type(app) for app in ran] == [LiveApp]
    assert sys.getswitchinterval() == pytest.approx(launch.SWITCH_S)


def test_a_signal_ends_the_program_and_opens_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    left_with(monkeypatch, lambda app: app.leave(15))
    session, clock = a_desk()
    with pytest.raises(SystemExit) as left:
        launch.run_live(session, clock=clock)
    assert left.value.code == 128 + 15
    with pytest.raises(SystemExit):
        home.ask_home([], [])


def settings(text: str) -> None:
    config_dir().mkdir(parents=True, exist_ok=True)
    (config_dir() / "settings.toml").write_text(text, "utf-8")


async def flashed(app: LiveApp) -> str:
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        return "\n".join(row.plain for row in app.screen.flash_row.rows)  # type: ignore[attr-defined]


async def test_the_keys_of_the_settings_are_taken_and_what_is_wrong_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings('[keys]\nnext = "f5"\nnxet = "f6"\n')
    with monkeypatch.context() as patched:
        (ran := left_with(patched, lambda app: 0)).clear()
        session, clock = a_desk()
        launch.run_live(session, clock=clock)
    assert key_name("next", "n") == "f5"
    (app,) = ran
    assert isinstance(app, LiveApp)
    assert "no key is called “nxet”" in await flashed(app)


def test_home_has_the_keys_of_the_settings_and_tells_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    settings('[keys]\nhome-guided = "f9"\nhome-rehearse = "q"\n')
    choice = HomeChoice("guided")

    def choose(app: BaseApp) -> None:
        assert isinstance(app, HomeApp)
        app.choice = choice

    left_with(monkeypatch, choose)
    assert home.ask_home([], []) == choice
    assert key_name("home-guided", "g") == "f9"
    assert "f9 opens a five-minute rehearsal" in words("home-first-1")
    assert key_name("home-rehearse", "r") == "r", "q is the key of home-quit"


def test_without_settings_no_panel_is_imported_for_keys() -> None:
    assert launch.own_keys() == ({}, [])
