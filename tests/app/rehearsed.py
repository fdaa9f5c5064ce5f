"""A small session on a virtual clock, for tests that talk to the session."""

from __future__ import annotations

from datetime import UTC, datetime

from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.app.rehearsal import Rehearsal
from letsconnect_tui.app.runs import begin_run
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.i18n import words
from letsconnect_tui.plain.live import PlainSession
from letsconnect_tui.plan.read import plan_of_text

PLAN = """
plan = 1
[session]
id = "small"
title = "A small clinic"
start = 2026-12-03T15:00
timezone = "UTC"
length = "1h"
language = "en"
[[people]]
id = "chidi"
name = "Chidi Okoye"
role = "facilitator"
[[people]]
id = "amaka"
name = "Amaka Ụzọma"
call = "Amaka"
role = "sharer"
intro = "Amaka leads the Igbo Wiktionary group."
backup = "jose"
[[people]]
id = "jose"
name = "José Ñahui"
role = "sharer"
[[item]]
id = "welcome"
kind = "welcome"
title = "Welcome"
duration = "5m"
lead = "chidi"
chat = ["Pad: https://example.org/pad", { lang = "es", text = "Apuntes: https://example.org/pad" }]
[[item]]
id = "amaka-share"
kind = "share"
title = "What reviewers look for"
duration = "15m"
lead = "amaka"
fair = "sharers"
warn = ["5m", "1m"]
[[item]]
id = "jose-share"
kind = "share"
title = "QuickStatements"
duration = "15m"
lead = "jose"
fair = "sharers"
warn = ["5m", "1m"]
[[item]]
id = "draft"
kind = "breakout"
title = "Draft a paragraph"
duration = "15m"
[item.breakout]
size = 3
min_size = 2
same = ["language"]
broadcast = [{ at = "-5m", text = "Five minutes left." }]
[[item]]
id = "close"
kind = "close"
title = "Thanks"
duration = "5m"
"""


def plan_of_now() -> str:
    """The plan with this second as its start: a real session is not started long before it."""
    return PLAN.replace("2026-12-03T15:00", f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}")


def rehearsed(*, people: int = 0, plan: str = PLAN, early_ms: int = 0) -> tuple[LiveSession, VirtualClock]:
    """A session at the planned start, 2026-12-03 15:00 UTC, or before; times of day in UTC."""
    from datetime import UTC

    read = plan_of_text(plan)
    clock = VirtualClock(int(read.session.starts_at.timestamp()) * 1000 - early_ms)
    session = LiveSession(begin_run("small.1", read, "small.toml", clock, rehearsal=True), zone=UTC)
    Rehearsal(session, clock, people=people).act()
    return session, clock


def said(session: LiveSession, *lines: str) -> str:
    """Says the lines; the answer to the last, beginning with ``ok`` or ``no``."""
    answer = ""
    for line in lines:
        reply = perform_line(session, line)
        answer = f"{'ok' if reply.ok else 'no'} {words(reply.message)}"
    return answer


def transcript(script: str, *, people: int = 0, strict: bool = False) -> list[str]:
    """What a script of plain lines writes, line by line."""
    session, clock = rehearsed()
    written: list[str] = []
    rehearsal = Rehearsal(session, clock, people=people)
    rehearsal.act()
    PlainSession(session, written.append, rehearsal=rehearsal, strict=strict).run(iter(script.splitlines()))
    return written
