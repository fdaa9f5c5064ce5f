"""Starts the screens; what the command line calls."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from letsconnect_tui.i18n import current_language, use, words
from letsconnect_tui.settings import settings_file
from letsconnect_tui.text import printable
from letsconnect_tui.tui.exit_signals import end_if_signalled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from letsconnect_tui.app.library import Library
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.plan_editor import PlanEditor
    from letsconnect_tui.app.rehearsal import Rehearsal
    from letsconnect_tui.clock import VirtualClock
    from letsconnect_tui.i18n import Message


SWITCH_S = 0.001
"""How long a thread that seats people may hold the screens up; Python's own 5 ms costs keys 14 to 21 ms."""


def own_keys() -> tuple[dict[str, str], list[Message]]:
    """The keys of the settings file as Textual's keymap, and what is wrong in the file."""
    if not settings_file().exists():
        return {}, []
    from letsconnect_tui.tui.key_remapping import load_keys  # imports every panel

    return load_keys()


def run_live(
    session: LiveSession,
    *,
    rehearsal: Rehearsal | None = None,
    clock: VirtualClock | None = None,
    library: Library | None = None,
) -> int:
    """Run a session's screens until they are left; the exit code. SystemExit when a signal closed them.

    Args:
        session: The session.
        rehearsal: Lets invented people act on ``clock``.
        clock: A rehearsal's clock, with its speed.
        library: The file.
    """
    from letsconnect_tui.tui.app import LiveApp

    sys.setswitchinterval(SWITCH_S)
    use(current_language())  # asked once: looking it up takes a third of the time of drawing a second
    gc.freeze()  # what is loaded is no garbage: the collector need not walk through it while keys wait
    keymap, problems = own_keys()
    app = LiveApp(session, rehearsal=rehearsal, clock=clock, library=library)
    app.set_keymap(keymap)
    for problem in problems[:1]:  # doctor names all of them
        app.will_flash(problem, ok=False)
    code = app.run()
    if session.kept_elsewhere is not None:  # the screens are gone, and the hint with them
        sys.stderr.write(printable(words(session.kept_elsewhere)) + "\n")
    end_if_signalled(app.return_code)
    return app.return_code or code or 0


def edit_plan(editor: PlanEditor, ready: Mapping[str, frozenset[str]] | None = None) -> int:
    """Run the plan editor until it is left; the exit code. SystemExit when a signal closed it.

    Args:
        editor: The editing session.
        ready: What is ticked for each sharer in the session that was opened, by person's id.
    """
    from letsconnect_tui.tui.editor.app import EditorApp

    keymap, problems = own_keys()
    app = EditorApp(editor, ready=ready, note=next(iter(problems), None))
    app.set_keymap(keymap)
    code = app.run()
    if app.saved is not None:
        sys.stdout.write(f"{printable(words(app.saved))}\n")
    end_if_signalled(app.return_code)
    return app.return_code or code or 0
