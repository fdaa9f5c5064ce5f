"""``letsconnect purge``: take names out of sessions whose time is up, after a look at which."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.retention import KEPT_DAYS, Named, named
from letsconnect_tui.app.retention import purge as take_names_out
from letsconnect_tui.cli.options import FileOption  # noqa: TC001 - typer reads annotations
from letsconnect_tui.cli.unreachable_names import tell_out_of_reach
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import utc, weekday_date
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator


def purge(
    yes: Annotated[bool, typer.Option("--yes", help=words("purge-help-yes"))] = False,
    file: FileOption = None,
) -> None:
    """Take out names that are older than 90 days; without ``--yes`` only say which."""
    now = int(time.time() * 1000)
    with Library.open(file, read_only=not yes) as library:
        found = named(library)
        due = [one for one in found if one.is_due(now)]
        for line in _told(found, now, done=yes):
            print(printable(line))
        if yes and due:
            failed = take_names_out(library, tuple(one.session for one in due))
            print(printable(words("purge-done", len(due) - len(failed))))
            if failed:
                print(printable(words("purge-failed", list(failed))))
                raise typer.Exit(1)
    if due:
        tell_out_of_reach((one.plan_file for one in due), [one.session for one in due])


def _told(found: tuple[Named, ...], now: int, *, done: bool) -> Iterator[str]:
    if not found:
        yield words("purge-nobody", KEPT_DAYS)
    for one in found:
        day = weekday_date(utc(one.until).date())
        yield words("purge-due" if one.is_due(now) else "purge-later", one.session, one.people, day)
    if not done and any(one.is_due(now) for one in found):
        yield words("purge-how")
