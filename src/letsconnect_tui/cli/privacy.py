"""``letsconnect purge`` and ``letsconnect forget``, and the daily notice of names whose time is up.

Every start comes by here for the notice, so the commands import what they need themselves.
"""

from __future__ import annotations

import contextlib
import time
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Annotated

import typer

from letsconnect_tui import __version__
from letsconnect_tui.app.library import Library
from letsconnect_tui.cli.options import FileOption  # noqa: TC001 - typer reads annotations
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import message, words
from letsconnect_tui.i18n.dates import utc, weekday_date
from letsconnect_tui.paths import looks_synchronised, made_folder, state_dir
from letsconnect_tui.store.durable import replace_file
from letsconnect_tui.text import clean_name, printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from letsconnect_tui.app.retention import SessionWithNames


def purge(
    yes: Annotated[bool, typer.Option("--yes", help=words("purge-help-yes"))] = False,
    with_key: Annotated[bool, typer.Option("--destroy-key", help=words("purge-help-key"))] = False,
    file: FileOption = None,
) -> None:
    """Take out names that are older than 90 days; without ``--yes`` only say which."""
    from letsconnect_tui.app import retention

    now = int(time.time() * 1000)
    with Library.open(file, read_only=not yes) as library:
        found = retention.sessions_with_names(library)
        due = [one for one in found if one.is_due(now)]
        for line in _due_lines(found, now, done=yes):
            print(printable(line))
        if yes and due:
            failed = retention.purge(library, tuple(one.session for one in due))
            print(printable(words("purge-done", len(due) - len(failed))))
            if failed:
                print(printable(words("purge-failed", list(failed))))
                raise typer.Exit(1)
        if yes and with_key:
            if failed := retention.part_with_key(library):
                print(printable(words("purge-failed", list(failed))))
                raise typer.Exit(1)
            print(words("purge-key-destroyed"))
    if due:
        print_out_of_reach((one.plan_file for one in due), [one.session for one in due])


def _due_lines(found: tuple[SessionWithNames, ...], now: int, *, done: bool) -> Iterator[str]:
    from letsconnect_tui.app.retention import KEPT_DAYS

    if not found:
        yield words("purge-nobody", KEPT_DAYS)
    for one in found:
        day = weekday_date(utc(one.until).date())
        yield words("purge-due" if one.is_due(now) else "purge-later", one.session, one.people, day)
    if not done and any(one.is_due(now) for one in found):
        yield words("purge-how")


def forget(
    name: Annotated[str, typer.Argument(help=words("forget-help-name"), show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", help=words("forget-help-yes"))] = False,
    file: FileOption = None,
) -> None:
    """Forget a person; without ``--yes`` only say where they are known."""
    from letsconnect_tui.app import forgetting

    wanted = clean_name(name)
    with Library.open(file, read_only=not yes) as library:
        known = forgetting.sessions_knowing(library, wanted)
        if not known:
            raise InputError(message("forget-nobody", wanted), message("forget-nobody-hint"))
        for one in known:
            print(printable(words("forget-known", one.session, len(one.people))))
        failed = forgetting.forget(library, known) if yes else ()
    print(words("forget-done", len(known) - len(failed)) if yes else words("forget-how"))
    print_out_of_reach((one.plan_file for one in known), [one.session for one in known])
    if failed:
        print(printable(words("purge-failed", list(failed))))
        raise typer.Exit(1)


def print_out_of_reach(plan_files: Iterable[str], sessions: Collection[str]) -> None:
    """List the files that hold names of these sessions and that nothing here changes."""
    from letsconnect_tui.app.forgetting import files_out_of_reach

    print(printable("\n".join(files_out_of_reach(plan_files, sessions)), lines=True))


def daily_privacy_check(library: Library) -> tuple[str, ...]:
    """What was done about names, in words; nothing when today's look was taken already.

    Raises StoreError; then nothing has changed.
    """
    if library.file.read_only:
        return ()
    stamp, today = _stamp(library.file.path), _today()
    version, looked_at, nameless_ones = _read(stamp)
    if looked_at == today:
        return ()
    if version != __version__:  # perhaps what counts as a name has changed
        nameless_ones = set()
    from letsconnect_tui.app.retention import keep_promise  # 20 ms, once a day

    lines = tuple(words(one) for one in keep_promise(library, int(time.time() * 1000), nameless_ones))
    if looks_synchronised(library.file.path):
        lines = (*lines, words("doctor-synced"))
    with contextlib.suppress(OSError):
        made_folder(stamp.parent)
        replace_file(stamp, "\n".join((__version__, today, *sorted(nameless_ones))).encode())
    return lines


def was_looked_through_today(file: Path) -> bool:
    """Whether today's look at that file was taken already; the file itself is not opened."""
    return _read(_stamp(file.expanduser().resolve()))[1] == _today()


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _read(stamp: Path) -> tuple[str, str, set[str]]:
    """The program that looked last, the day, and fingerprints of sessions that name nobody."""
    try:
        version, looked_at, *nameless_ones = stamp.read_text("utf-8").split("\n")
    except (OSError, ValueError):
        return "", "", set()
    return version, looked_at, set(nameless_ones)


def _stamp(file: Path) -> Path:
    name = blake2b(str(file).encode(), digest_size=6).hexdigest()
    return state_dir() / f"names-looked-at-{name}"
