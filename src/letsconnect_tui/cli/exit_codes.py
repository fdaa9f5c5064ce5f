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

import sys
from collections.abc import Sequence

from letsconnect_tui.cli.console import fill_closed_streams, give_up_output, output_fails, print_error
from letsconnect_tui.errors import LetsConnectError, StoreError
from letsconnect_tui.i18n import words
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.text import printable

DONE, NO, UNUSABLE, FILE_UNUSABLE, FAILED, INTERRUPTED = 0, 1, 2, 3, 4, 130


def run_guarded(arguments: Sequence[str]) -> int:
    """Run one command line; whatever happens, the answer is an exit code."""
    fill_closed_streams()
    try:
        from letsconnect_tui.cli.app import run

        code = run(arguments)
        sys.stdout.flush()
    except LetsConnectError as error:
        return explain(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has had enough
        give_up_output()
        return DONE
    except OSError as error:
        return explain_unwritten(error) if error.filename is None and output_fails() else report(error)
    except Exception as error:
        return report(error)
    return code


def explain(error: LetsConnectError) -> int:
    """Say on standard error what went wrong and what to do; the exit code for it."""
    if isinstance(error, PlanError):
        return explain_plan(error)
    print_error(printable(words(error.message), lines=True))
    if error.hint is not None:
        print_error(printable(words(error.hint), lines=True))
    return FILE_UNUSABLE if isinstance(error, StoreError) else UNUSABLE


def explain_plan(error: PlanError) -> int:
    """Say every error of a plan, each with its line in the file under it."""
    from letsconnect_tui.cli.console import problem_lines

    errors = (problem for problem in error.problems if problem.level == "error")
    print_error(printable("\n".join(problem_lines(error.file, errors)), lines=True))
    return NO


def explain_unwritten(error: OSError) -> int:
    """Say that standard output takes nothing; what a session had acknowledged is on the disk all the same."""
    give_up_output()
    print_error(words("cli-output-not-written", error.strerror or ""))
    return UNUSABLE


def report(error: BaseException) -> int:
    """Keep a report without names and say where it lies."""
    from letsconnect_tui.crash import keep_crash_report

    kept = keep_crash_report(error)
    print_error(words("crash-happened"))
    print_error(words("crash-report", kept) if kept else words("crash-no-report"))
    return FAILED
