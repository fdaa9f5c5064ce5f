"""Runs the small session live, for a real terminal: ``play.py [live] [crash] [hang]``."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.app.runs import begin_run
from letsconnect_tui.clock import SystemClock
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.plan.read import read_plan_text
from letsconnect_tui.tui.app import LiveApp
from letsconnect_tui.tui.launch import run_live
from tests.app.rehearsed import plan_of_now


def main() -> int:
    plan = read_plan_text(plan_of_now(), "plan").plan
    assert plan is not None
    session = LiveSession(begin_run("small.1", plan, "plan.toml", SystemClock()))
    if "live" in sys.argv:
        perform_line(session, "start")
    if "crash" in sys.argv:
        session.due_cues = lambda: [][0]  # type: ignore[method-assign]
    if "hang" in sys.argv:
        LiveApp.leave = lambda *_: time.sleep(60)  # type: ignore[method-assign]
    return run_live(session)


if __name__ == "__main__":
    sys.exit(main())
