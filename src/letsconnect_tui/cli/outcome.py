"""How a command ends: its exit code, and every failure in words instead of a traceback.

======  ===========================================================
 code   meaning
======  ===========================================================
 0      done
 1      the answer is no: a plan with errors, a refused typed line
 2      the call, a file or a value cannot be used
 3      the file where everything is kept cannot be used
 4      the program failed; a report without names was written
 130    interrupted by the keyboard
======  ===========================================================
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from letsconnect_tui.errors import LetsConnectError, StoreError
from letsconnect_tui.i18n import words
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.text import printable

DONE, NO, UNUSABLE, FILE_UNUSABLE, FAILED, INTERRUPTED = 0, 1, 2, 3, 4, 130


def run_guarded(arguments: Sequence[str]) -> int:
    """Run one command line; whatever happens, the answer is an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        from letsconnect_tui.cli.app import run

        return run(arguments)
    except LetsConnectError as error:
        return explain(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; writing more would only fail again while Python shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        return report(error)


def explain(error: LetsConnectError) -> int:
    """Say on standard error what went wrong and what to do; the exit code for it."""
    sys.stderr.write(printable(words(error.message), lines=True) + "\n")
    if error.hint is not None:
        sys.stderr.write(printable(words(error.hint), lines=True) + "\n")
    if isinstance(error, StoreError):
        return FILE_UNUSABLE
    return NO if isinstance(error, PlanError) else UNUSABLE


def report(error: BaseException) -> int:
    """Keep a report without names and say where it lies."""
    from letsconnect_tui.crash import keep_crash_report

    kept = keep_crash_report(error)
    sys.stderr.write(words("crash-happened") + "\n")
    sys.stderr.write((words("crash-report", kept) if kept else words("crash-no-report")) + "\n")
    return FAILED
