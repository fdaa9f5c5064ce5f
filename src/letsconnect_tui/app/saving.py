"""Writes a file that somebody asked for: all of it or nothing, and nothing replaced unasked."""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from letsconnect_tui.app.library import default_file
from letsconnect_tui.crash import crash_report
from letsconnect_tui.crash import keep_crash_report as keep_crash
from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.calendar import Revision, fingerprint
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.paths import made_folder, state_dir, user_path
from letsconnect_tui.store.backups import is_kept_with
from letsconnect_tui.store.durable import EVERYBODY, OWNER_ONLY, reason, replace_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from letsconnect_tui.exporters.calendar import Entry

PLAN_SUFFIX = ".toml"
"""How the names of session plans end; no export is written over one."""


def save(
    content: str | bytes,
    output: Path,
    *,
    names_of: str | Sequence[str] | None,
    force: bool = False,
    kept: Path | None = None,
    owner_only: bool = False,
    made_from: Collection[Path] = (),
    may_replace_plan: bool = False,
) -> Message:
    """Write a file; the message says where it is.

    Args:
        content: What to write, byte for byte; a text as UTF-8.
        output: The file; ``~`` is the home folder.
        names_of: The session or sessions whose people are named, if any: then only the owner may read the
            file, and it is remembered for whoever takes names out later.
        force: Replace a file that is there.
        kept: The data file in use. Neither it nor the default one, nor what is kept beside either, is ever
            written over.
        owner_only: Only the owner may read the file, though no session's people are named.
        made_from: The files that the content was made from; none of them is ever replaced.
        may_replace_plan: Whether the content is a session plan and may replace one.

    Raises:
        InputError: The file cannot or must not be written.
    """
    target = user_path(output)
    _refuse_what_must_stay(target, kept, force=force)
    if target.exists() and any(_is_same(target, source) for source in made_from):
        raise InputError(message("export-made-from", str(target)), message("export-own-file-hint"))
    if not may_replace_plan and target.suffix.lower() == PLAN_SUFFIX and target.exists():
        raise InputError(message("export-plan", str(target)), message("export-own-file-hint"))
    data = content.encode() if isinstance(content, str) else content
    try:
        mode = OWNER_ONLY if owner_only or names_of is not None else EVERYBODY
        replace_file(target, data, mode=mode, over_existing=force)
    except FileExistsError:
        raise _there_already(target) from None
    except OSError as error:
        raise InputError(message("export-not-written", str(target), reason(error))) from error
    if names_of is None:
        return message("export-written", str(target))
    for session in (names_of,) if isinstance(names_of, str) else names_of:
        remember_names_in(target, session)
    return message("export-written-names", str(target))


def free_name(folder: Path, name: str) -> Path:
    """A path in ``folder`` that nothing stands at yet: ``name``, else with a number before its suffix."""
    first = folder / name
    path, number = first, 2
    while path.is_symlink() or path.exists():
        path = first.with_name(f"{first.stem}-{number}{first.suffix}")
        number += 1
    return path


def _refuse_what_must_stay(target: Path, kept: Path | None, *, force: bool) -> None:
    if any(is_kept_with(target, data_file) for data_file in {kept or default_file(), default_file()}):
        raise InputError(message("export-own-file", str(target)), message("export-own-file-hint"))
    try:
        found = target.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or ""
        raise InputError(message("export-not-written", str(target), cause)) from error
    if stat.S_ISLNK(found.st_mode):
        raise InputError(message("export-link", str(target)), message("export-link-hint"))
    if not stat.S_ISREG(found.st_mode):
        raise InputError(message("export-no-file", str(target)))
    if not force:
        raise _there_already(target)


def _is_same(target: Path, source: Path) -> bool:
    """Whether two names are one file, under whatever spelling or link."""
    try:
        return target.samefile(source)
    except OSError:
        return False


def _there_already(target: Path) -> InputError:
    return InputError(message("export-exists", str(target)), message("export-exists-hint"))


__all__ = ["crash_report", "keep_copied", "keep_crash", "short_path"]

COPIED = "copied.txt"


def keep_copied(text: str) -> Path | None:
    """Keep a copied text in ``copied.txt`` for terminals without a clipboard; None where that cannot be."""
    try:
        path = made_folder(state_dir()) / COPIED
        replace_file(path, (text + "\n").encode(errors="replace"))
    except OSError:
        return None
    return path


def drop_copied() -> None:
    """Take away the text copied last, which may name people."""
    with suppress(OSError):
        (state_dir() / COPIED).unlink(missing_ok=True)


SHORT = 24
"""A path of more letters is told without the middle of its folder."""


def short_path(path: Path) -> str:
    """A path as it is told: with ``~`` for the home folder, a long folder shortened in the middle."""
    try:
        text = f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        text = str(path)
    if len(text) <= SHORT:
        return text
    start, room = text[:2], SHORT - len(path.name) - 4
    return f"{start}{text[2 : 2 + max(0, room)]}…/{path.name}"


RECORD = "written-with-names.jsonl"


def remember_names_in(path: Path, session: str) -> None:
    """Note that a file holds names of a session's people; where that cannot be noted, nothing happens."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    line = json.dumps({"path": str(path.absolute()), "session": session, "when": when}) + "\n"
    with suppress(OSError):
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        descriptor = os.open(made_folder(state_dir()) / RECORD, flags, OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as record:
            record.write(line.encode())


def still_there(sessions: Collection[str]) -> tuple[str, ...]:
    """The files known to hold names of these sessions' people, written or read, that are still there."""
    paths = dict.fromkeys(path for path, session in _noted() if session in sessions)
    return tuple(path for path in paths if Path(path).exists())


def _noted() -> Iterator[tuple[str, str]]:
    """Path and session of each line; one that was torn in a power cut is passed over."""
    lines: list[str] = []
    with suppress(OSError):
        lines = (state_dir() / RECORD).read_text("utf-8", "replace").splitlines()
    for line in lines:
        with suppress(ValueError, KeyError, TypeError):
            noted = json.loads(line)
            yield str(noted["path"]), str(noted["session"])


KnownRevisions = dict[str, dict[str, Any]]
"""UID → fingerprint, sequence and stamp (ISO, UTC) of the revision given out last."""


def revise(entry: Entry, known: KnownRevisions, now: datetime) -> Revision:
    """The revision of an entry: the one last given out if nothing has changed, otherwise the next.

    Args:
        entry: A plan at one of its times.
        known: What was given out last; a new revision is put in.
        now: Aware UTC, for a new revision.
    """
    seen = known.get(entry.uid)
    mark = fingerprint(entry)
    if seen is not None and seen["fingerprint"] == mark:
        return Revision(seen["sequence"], datetime.fromisoformat(seen["stamp"]))
    revision = Revision(seen["sequence"] + 1 if seen is not None else 0, now.replace(microsecond=0))
    known[entry.uid] = {
        "fingerprint": mark,
        "sequence": revision.sequence,
        "stamp": revision.stamp.isoformat(),
        "cancelled": entry.cancelled,
    }
    return revision


def revise_all(
    all_entries: Sequence[Entry],
    path: Path,
    now: datetime,
    *,
    cancel: Collection[str] = (),
    hold: Collection[str] = (),
) -> list[tuple[Entry, Revision]]:
    """Each entry with its revision; what was cancelled stays so until it is held after all.

    Args:
        all_entries: Plans at their times.
        path: The file that holds what was given out last; changed if anything is new.
        now: Aware UTC, for new revisions.
        cancel: Ids of the entries that do not take place.
        hold: Ids of entries that were cancelled and take place after all.

    Raises:
        InputError: The file is damaged.
        OSError: It cannot be written.
    """
    known = _read(path)
    before = json.dumps(known, sort_keys=True)
    revised = []
    for entry in all_entries:
        was = known.get(entry.uid, {}).get("cancelled", False) and entry.uid not in hold
        updated = replace(entry, cancelled=bool(was) or entry.uid in cancel)
        revised.append((updated, revise(updated, known, now)))
    if json.dumps(known, sort_keys=True) != before:
        replace_file(path, json.dumps(known, indent=1, sort_keys=True).encode())
    return revised


def _read(path: Path) -> KnownRevisions:
    try:
        known = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise InputError(message("calendar-state-damaged", str(path))) from error
    if not isinstance(known, dict) or not all(_sound(revision) for revision in known.values()):
        raise InputError(message("calendar-state-damaged", str(path)))
    return known


def _sound(revision: Any) -> bool:
    if not isinstance(revision, dict) or not isinstance(revision.get("sequence"), int):
        return False
    try:
        return datetime.fromisoformat(revision["stamp"]).tzinfo is not None and "fingerprint" in revision
    except (KeyError, TypeError, ValueError):
        return False
