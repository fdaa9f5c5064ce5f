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
from letsconnect_tui.paths import user_path
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from letsconnect_tui.exporters.calendar import Entry, Revision
    from letsconnect_tui.i18n import Message
    from letsconnect_tui.plan.model import Plan

REVISIONS = "calendar-revisions.json"


def calendar(
    plans: PlansArgument,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", parser=user_path, metavar="FILE", help=words("calendar-help-output")),
    ] = None,
    occurrence: OccurrenceOption = None,
    cancel: Annotated[
        int | None,
        typer.Option("--cancel", metavar="[N]", help=words("calendar-help-cancel"), show_default=False),
    ] = None,
    hold: Annotated[
        int | None,
        typer.Option("--hold", metavar="[N]", help=words("calendar-help-hold"), show_default=False),
    ] = None,
    file: UnusedFileOption = None,
) -> None:
    """Write calendar entries for one or more plans."""
    from letsconnect_tui.app.saving import revise_all  # deferred: reads no plan for --help
    from letsconnect_tui.exporters.calendar import calendar_of

    if cancel is not None and hold is not None:
        raise InputError(message("cli-options-exclude", "--cancel", "--hold"))
    if output is not None:
        _refuse_to_replace_anything_else(output)
    read = [load_plan(path) for path in plans]
    all_entries = [entry for plan in read for entry in _entries(plan, occurrence)]
    _refuse_one_id_for_two([entry.uid for entry in all_entries])
    try:
        revised = revise_all(
            all_entries,
            paths.made_folder(paths.state_dir()) / REVISIONS,
            datetime.now(UTC),
            cancel=[one.uid for plan in read for one in _numbered(plan, cancel)],
            hold=[one.uid for plan in read for one in _numbered(plan, hold)],
        )
        content = calendar_of(revised)
        for note in _notes(read, revised):
            sys.stderr.write(printable(words(note)) + "\n")
        if output is None or str(output) == "-":
            sys.stdout.buffer.write(content)
            return
    except OSError as error:
        place = str(error.filename or output or "")
        raise InputError(message("calendar-not-written", place, error.strerror or "")) from error
    save(content, output, names_of=None, force=True, made_from=plans)
    print(printable(words("calendar-written", str(output), len(revised))))


def _entries(plan: Plan, occurrence: int | None) -> tuple[Entry, ...]:
    """The entries of all occurrences, or of the one asked for: with its own identity, as among the others."""
    from letsconnect_tui.exporters.calendar import entries

    plan_at(plan, occurrence)  # refuses a number that there is not
    every = entries(plan)
    return every if occurrence is None else every[occurrence - 1 : occurrence]


def _numbered(plan: Plan, number: int | None) -> tuple[Entry, ...]:
    """The entries that ``--cancel`` or ``--hold`` means: 0 is all of them."""
    return () if number is None else _entries(plan, number or None)


def _notes(plans: Sequence[Plan], revised: Sequence[tuple[Entry, Revision]]) -> Iterator[Message]:
    """What is left of a template in what goes out, and which entries say that nothing takes place."""
    from letsconnect_tui.plan.checks import find_placeholders

    for plan in plans:
        for remark in find_placeholders(plan):
            goes_out = remark.path[0] == "session" or remark.path[-1] == "title"
            if goes_out or (plan.session.public_names and remark.path[0] == "people"):
                yield remark.message
    for entry, _ in revised:
        if entry.cancelled:
            title = entry.plan.session.title
            yield message(
                "calendar-is-cancelled", title, f"{entry.starts_at:%Y-%m-%d %H:%M} UTC", entry.index + 1
            )


def _refuse_one_id_for_two(uids: list[str]) -> None:
    """Of two entries with one identity, a calendar would keep either."""
    for uid in uids:
        if uids.count(uid) > 1:
            raise InputError(message("calendar-same-id", uid.partition("@")[0]))


def _refuse_to_replace_anything_else(output: Path) -> None:
    """An earlier calendar is replaced; a plan named by a slip of the pen is not."""
    if output.exists() and output.suffix.lower() not in (".ics", ".ical"):
        raise InputError(message("calendar-would-replace", str(output)))
