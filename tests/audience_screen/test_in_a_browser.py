"""The page in headless Chromium: right to the second, safe with any title, right again after a break."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.app.runs import begin_run
from letsconnect_tui.audience_screen.server import AudienceScreen
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.tui.render.clock import big_text
from letsconnect_tui.tui.snapshot import take_snapshot
from tests.audience_screen.chromium import Chromium, chromium, needs_chromium
from tests.audience_screen.test_server import HOSTILE
from tests.tui.clinic import CLINIC

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with chromium(tmp_path_factory.mktemp("chromium")) as running:
        yield running


class Shown:
    """A session that runs in real time, its screen, and what keeps that up to date."""

    def __init__(self, plan: str, language: str = "en") -> None:
        read = plan_of_text(plan)
        self.clock = VirtualClock(int(read.session.starts_at.timestamp() * 1000) - 60_000, speed=1)
        self.session = LiveSession(begin_run("clinic.1", read, "plan.toml", self.clock))
        self.language = language
        self.room = AudienceScreen(self.session, language, host="127.0.0.1", port=0)
        self.address = self.room.address("127.0.0.1")
        threading.Thread(target=self.room.keep_up, daemon=True).start()

    def say(self, *lines: str) -> None:
        """What the facilitator does."""
        for line in lines:
            assert perform_line(self.session, line).ok, line

    def restart(self) -> None:
        """Serve at the same address again."""
        port, token = self.room.port, self.room.token
        self.room.close()
        self.room = AudienceScreen(self.session, self.language, host="127.0.0.1", port=port, token=token)
        threading.Thread(target=self.room.keep_up, daemon=True).start()


@contextmanager
def shown(browser: Chromium, plan: str = CLINIC, language: str = "en") -> Iterator[Shown]:
    """A session that a browser looks at."""
    showing = Shown(plan, language)
    browser.go(showing.address)
    browser.wait_for("typeof facts === 'object' && facts !== null")
    try:
        yield showing
    finally:
        browser.go("about:blank")
        showing.room.close()


def assert_same_second(browser: Chromium, session: LiveSession) -> None:
    """The terminal's digits before and after, and those of the page in between: never a second apart."""
    for _ in range(7):
        before = big_text(take_snapshot(session))
        on_page = browser.text("digits")
        # drawn a moment ago: a page is drawn once a second, when its second begins
        after = big_text(take_snapshot(session))
        if on_page not in (before, after):
            time.sleep(0.1)
            assert browser.text("digits") in (before, after, big_text(take_snapshot(session)))
        time.sleep(0.17)


def test_the_page_shows_the_terminals_second_through_pause_extension_and_overtime(browser: Chromium) -> None:
    with shown(browser) as showing:
        showing.say("start", "next")
        browser.wait_for("document.body.dataset.look === 'left'")
        assert browser.text("title") == "What reviewers look for"
        assert_same_second(browser, showing.session)
        showing.say("add 5m")
        browser.wait_for("facts.whole_ms === 1200000")
        assert_same_second(browser, showing.session)
        showing.say("pause")
        browser.wait_for("document.body.dataset.look === 'paused'")
        assert browser.text("word") == "paused"
        assert_same_second(browser, showing.session)
        showing.say("resume")
        showing.clock.advance(showing.session.moment().remaining + 2000)
        browser.wait_for("document.body.dataset.look === 'over'")
        assert browser.text("digits").startswith("+0:")
        assert_same_second(browser, showing.session)


def test_rooms_have_their_clock_and_the_end_is_told(browser: Chromium) -> None:
    with shown(browser) as showing:
        showing.say(
            "start", "new Ana", "new Bo", "new Cy", "new Di", *("next",) * 4, "rooms", "accept", "open"
        )
        browser.wait_for(
            "document.getElementById('rooms').textContent.startsWith('Breakout rooms close in 2')"
        )
        showing.say("close", "next", "end")
        if showing.session.state.phase != "ended":
            showing.say("end")
        browser.wait_for("document.body.dataset.look === 'ended'")
        assert browser.text("word") == "Thank you! The session has ended."
        assert browser.text("rooms") == ""


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_shown_as_it_is_written_and_runs_nothing(browser: Chromium, title: str) -> None:
    written = title.replace("\\", "\\\\").replace('"', '\\"')
    plan = CLINIC.replace("Writing a funding proposal together", written).replace(
        "Welcome, friendly space", written
    )
    with shown(browser, plan) as showing:
        browser.value("window.alert = () => { document.body.dataset.hurt = 'yes'; }")
        for line in ("start", "next"):
            showing.say(line)
            browser.wait_for(f"facts.phase === 'live' && {'facts.agenda[0].phase'} !== 'coming'")
        assert browser.value("document.querySelector('#agenda bdi').textContent") == title
        assert browser.value("document.querySelectorAll('img, #title *, #agenda bdi *').length") == 0
        assert browser.value("document.querySelectorAll('script').length") == 1
        assert browser.value("document.body.dataset.hurt") is None


def test_what_the_policy_forbids_does_not_run(browser: Chromium) -> None:
    with shown(browser):
        browser.value(
            "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">')"
        )
        browser.value(
            "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
        )
        assert browser.value("window.ran") is None


def test_a_page_that_lost_its_server_counts_on_says_so_and_comes_back_by_itself(browser: Chromium) -> None:
    with shown(browser) as showing:
        showing.say("start")
        browser.wait_for("document.body.dataset.look === 'left'")
        showing.room.close()
        browser.value("heardAt -= 13000; draw()")
        assert browser.text("stale").startswith("No connection for 0:1")
        assert_same_second(browser, showing.session)
        showing.say("next")
        showing.restart()
        browser.wait_for("facts.title === 'What reviewers look for'")
        assert browser.text("stale") == ""
        browser.value("facts.is_cut_off = true; draw()")
        assert browser.text("stale").startswith("No connection to the session.")
        assert_same_second(browser, showing.session)


def test_a_device_whose_clock_is_wrong_or_set_while_it_looks_shows_the_right_second(
    browser: Chromium,
) -> None:
    with shown(browser) as showing:
        showing.say("start")
        browser.value("{ const right = Date.now; Date.now = () => right() + 3600000; }")
        browser.wait_for("offsets.length === 1 && offsets[0] < 0 || document.body.dataset.look === 'left'")
        browser.wait_for("Math.abs(Date.now() - heardAt) < 3600000 && !clockWasSet")
        assert_same_second(browser, showing.session)


@pytest.mark.parametrize(
    ("width", "height", "mobile"), [(390, 844, True), (844, 390, True), (1920, 1080, False)]
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_wider_than_the_window(
    browser: Chromium, width: int, height: int, mobile: bool, language: str
) -> None:
    with shown(browser, CLINIC.replace("Welcome, friendly space", "W" * 90), language) as showing:
        browser.size(width, height, mobile=mobile)
        showing.say("start")
        browser.wait_for("document.body.dataset.look === 'left'")
        for length in ("0m", "10m", "600m"):
            if length != "0m":
                showing.say(f"add {length}")
                browser.wait_for(f"facts.whole_ms >= {int(length[:-1])} * 60000")
            assert browser.value("document.documentElement.scrollWidth") <= width
            box = browser.value("(({left, right}) => [left, right])(part('digits').getBoundingClientRect())")
            assert box[0] >= 0
            assert box[1] <= width
            assert box[1] - box[0] > width / 4
        assert browser.value("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
