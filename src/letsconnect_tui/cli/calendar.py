"""``letsconnect calendar``: plans as calendar entries."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - typer reads the annotation when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from letsconnect_tui import paths
from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.app.saving import save
from letsconnect_tui.cli.options import (
    OccurrenceOption,
    PlansArgument,
    UnusedFileOption,
    plan_at,
)
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import message, words
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from letsconnect_tui.exporters.calendar import Entry
    from letsconnect_tui.plan.model import Plan

REVISIONS = "calendar-revisions.json"


def calendar(
    plans: PlansArgument,
    output: Annotated[Path | None, typer.Option("--output", "-o", help=words("calendar-help-output"))] = None,
    occurrence: OccurrenceOption = None,
    file: UnusedFileOption = None,
) -> None:
    """Write calendar entries for one or more plans."""
    from letsconnect_tui.app.saving import revise_all  # deferred: reads no plan for --help
    from letsconnect_tui.exporters.calendar import calendar_of

    if output is not None:
        _refuse_to_replace_anything_else(output)
    all_entries = [entry for path in plans for entry in _entries(load_plan(path), occurrence)]
    _refuse_one_id_for_two([entry.uid for entry in all_entries])
    try:
        revised = revise_all(all_entries, paths.made(paths.state_dir()) / REVISIONS, datetime.now(UTC))
        content = calendar_of(revised)
        if output is None or str(output) == "-":
            sys.stdout.buffer.write(content)
            return
    except OSError as error:
        place = str(error.filename or output or "")
        raise InputError(message("calendar-not-written", place, error.strerror or "")) from error
    save(content, output, names_of=None, force=True)
    print(printable(words("calendar-written", str(output), len(revised))))


def _entries(plan: Plan, occurrence: int | None) -> tuple[Entry, ...]:
    """The entries of all occurrences, or of the one asked for: with its own identity, as among the others."""
    from letsconnect_tui.exporters.calendar import entries

    plan_at(plan, occurrence)  # refuses a number that there is not
    every = entries(plan)
    return every if occurrence is None else every[occurrence - 1 : occurrence]


def _refuse_one_id_for_two(uids: list[str]) -> None:
    """Of two entries with one identity, a calendar would keep either."""
    for uid in uids:
        if uids.count(uid) > 1:
            raise InputError(message("calendar-same-id", uid.partition("@")[0]))


def _refuse_to_replace_anything_else(output: Path) -> None:
    """An earlier calendar is replaced; a plan named by a slip of the pen is not."""
    if output.exists() and output.suffix.lower() not in (".ics", ".ical"):
        raise InputError(message("calendar-would-replace", str(output)))
