"""Starts the screens; what the command line calls."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from letsconnect_tui.i18n import current_language, use
from letsconnect_tui.tui.exit_signals import end_if_signalled

if TYPE_CHECKING:
    from letsconnect_tui.app.library import Library
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.rehearsal import Rehearsal
    from letsconnect_tui.clock import VirtualClock


SWITCH_S = 0.001
"""How long a thread that seats people may hold the screens up; Python's own 5 ms costs keys 14 to 21 ms."""


def run_live(
    desk: LiveSession,
    *,
    rehearsal: Rehearsal | None = None,
    clock: VirtualClock | None = None,
    library: Library | None = None,
    read_only: bool = False,
) -> int:
    """Run a session's screens until they are left; the exit code. SystemExit when a signal closed them.

    Args:
        desk: The session.
        rehearsal: Lets invented people act on ``clock``.
        clock: A rehearsal's clock, with its speed.
        library: The file; an onlooker follows it.
        read_only: Look only: no command is given.
    """
    from letsconnect_tui.tui.app import LiveApp

    sys.setswitchinterval(SWITCH_S)
    use(current_language())  # asked once: looking it up takes a third of the time of drawing a second
    gc.freeze()  # what is loaded is no garbage: the collector need not walk through it while keys wait
    app = LiveApp(desk, rehearsal=rehearsal, clock=clock, library=library, read_only=read_only)
    code = app.run()
    end_if_signalled(app.return_code)
    return app.return_code or code or 0
