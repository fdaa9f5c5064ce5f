"""``letsconnect merge``: take the sessions of another file into one's own."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003 - typer reads annotations
from typing import TYPE_CHECKING, Annotated, Any

import typer

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.merging import merge_file
from letsconnect_tui.cli.options import FileOption, JsonOption  # noqa: TC001 - typer reads annotations
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import message, words
from letsconnect_tui.i18n.dates import iso, utc
from letsconnect_tui.paths import user_path
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.app.merging import MergedFiles, SessionConflict

VERSION = 1


def merge(
    other: Annotated[
        Path,
        typer.Argument(parser=user_path, metavar="OTHER", help=words("merge-help-other"), show_default=False),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=words("merge-help-dry-run"))] = False,
    as_json: JsonOption = False,
    yes: Annotated[bool, typer.Option("--yes", hidden=True)] = False,
    file: FileOption = None,
) -> None:
    """Take in another file."""
    if other.is_dir():
        raise InputError(message("merge-folder", str(other)))
    if not other.is_file():
        raise InputError(message("error-file-missing", str(other)))
    if not other.stat().st_size:
        raise InputError(message("merge-empty", str(other)))
    with Library.open(file, read_only=dry_run) as library, Library.open(other, read_only=True) as theirs:
        if library.file.path.resolve() == theirs.file.path.resolve():
            raise InputError(message("merge-same-file"))
        done = merge_file(library, theirs, keep=not dry_run)
    if as_json:
        print(json.dumps(as_data(done), ensure_ascii=True, indent=2))
        return
    for line in _lines(done, dry_run=dry_run):
        print(printable(line))


def as_data(done: MergedFiles) -> dict[str, Any]:
    """What came of it, for programs."""
    return {
        "version": VERSION,
        "added": list(done.added),
        "changed": list(done.changed),
        "same": list(done.same),
        "unreadable": list(done.unreadable),
        "conflicts": [_conflict(one) for one in done.conflicts],
    }


def _conflict(one: SessionConflict) -> dict[str, Any]:
    conflict = one.conflict
    is_moment = conflict.kind == "left"
    kept, other = (iso(int(value)) if is_moment else value for value in (conflict.kept, conflict.other))
    return {
        "session": one.session,
        "kind": conflict.kind,
        "person": conflict.person or None,
        "fact": conflict.fact or None,
        "kept": kept,
        "other": other,
    }


def _lines(done: MergedFiles, *, dry_run: bool) -> Iterator[str]:
    for key, sessions in (("added", done.added), ("changed", done.changed), ("same", done.same)):
        if sessions:
            yield words(f"merge-{key}", len(sessions), list(sessions))
    if done.unreadable:
        yield words("merge-unreadable", len(done.unreadable), list(done.unreadable))
    if done.conflicts:
        yield words("merge-conflicts", len(done.conflicts))
        for one in done.conflicts:
            yield "  " + _sentence(one)
    if dry_run:
        yield words("merge-nothing-kept")
    elif not done.added and not done.changed:
        yield words("merge-nothing-new")


def _sentence(one: SessionConflict) -> str:
    conflict = one.conflict
    if conflict.kind == "left":
        kept, other = (f"{utc(int(value)):%H:%M}" for value in (conflict.kept, conflict.other))
        return words("merge-conflict-left", one.session, conflict.person, kept, other)
    if conflict.kind == "fact":
        return words(
            "merge-conflict-fact", one.session, conflict.person, conflict.fact, conflict.kept, conflict.other
        )
    return words("merge-conflict-time", one.session, conflict.kept, conflict.other)
