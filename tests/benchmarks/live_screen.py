"""Runs a kept live session with so many registered people: ``live_screen.py PEOPLE FILE``; half are here."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from letsconnect_tui.__main__ import ALLOCATIONS_BETWEEN_COLLECTIONS
from letsconnect_tui.app.library import Library
from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.clock import SystemClock
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.plan.read import read_plan_text
from letsconnect_tui.session.commands import LoadRoster, MarkPasted
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.tui.launch import run_live
from tests.app.rehearsed import PLAN


def main() -> int:
    gc.set_threshold(ALLOCATIONS_BETWEEN_COLLECTIONS)  # as the program has it
    plan = read_plan_text(PLAN, "plan").plan
    assert plan is not None
    count, file = int(sys.argv[1]), Path(sys.argv[2])
    with Library.open(file) as library:
        session = LiveSession(library.begin(plan, "plan.toml", SystemClock()))
        if count:
            people = tuple(PersonFacts(f"Ada Lovelace {n:04}", languages=("en",)) for n in range(count))
            session.execute(LoadRoster(people))
            registered = [one.id for one in session.state.people.values() if one.source == "roster"]
            session.execute(MarkPasted(tuple(registered[1::2]), ()))
        perform_line(session, "start")
        return run_live(session)


if __name__ == "__main__":
    sys.exit(main())
