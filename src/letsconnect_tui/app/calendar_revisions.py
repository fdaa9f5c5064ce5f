"""Which revision of each calendar entry was given out last.

A calendar replaces an entry only by one of a higher SEQUENCE, so the number must rise with every change, and
must not rise without one. What was given out is kept in one small JSON file.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.calendar import Revision, fingerprint
from letsconnect_tui.i18n.message import message
from letsconnect_tui.store.durable import replace_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from letsconnect_tui.exporters.calendar import Entry

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
    }
    return revision


def revise_all(all_entries: Sequence[Entry], path: Path, now: datetime) -> list[tuple[Entry, Revision]]:
    """Each entry with its revision.

    Args:
        all_entries: Plans at their times.
        path: The file that holds what was given out last; changed if anything is new.
        now: Aware UTC, for new revisions.

    Raises:
        InputError: The file is damaged.
        OSError: It cannot be written.
    """
    known = _read(path)
    before = json.dumps(known, sort_keys=True)
    revised = [(entry, revise(entry, known, now)) for entry in all_entries]
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
