"""Makes the file of a new plan: its id, the zone it is probably for, and its bytes."""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.clock import local_zone as clock_zone
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.ids import slug
from letsconnect_tui.plan.read import read_plan_text
from letsconnect_tui.plan.values import known_zone
from letsconnect_tui.store.durable import EVERYBODY, replace_file

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from letsconnect_tui.importers.cue_sheet import CueSheet
    from letsconnect_tui.plan.skeleton import Skeleton


AHEAD = timedelta(days=14)
HOUR = 15
SLOT_STEP_S = 5 * 60
"""Slots made for an agenda are whole five minutes."""


def usual_start(now: datetime) -> datetime:
    """The start of a plan where none is given: two weeks ahead, in the afternoon."""
    return (now + AHEAD).replace(hour=HOUR, minute=0)


def with_sheet(skeleton: Skeleton, sheet: CueSheet, length_s: int | None = None) -> Skeleton:
    """A new plan with the agenda and the people of a sheet.

    Args:
        skeleton: The plan with another agenda.
        sheet: The agenda to take.
        length_s: The slot in seconds; None: as the sheet says, or as long as the items need and a twentieth
            more.
    """
    needed = sum(item.duration_s for item in sheet.items) * 20 // 19
    slot = length_s or sheet.length_s or -(-needed // SLOT_STEP_S) * SLOT_STEP_S
    return replace(skeleton, length_s=slot, items=sheet.items, people=sheet.people)


def local_zone() -> str:
    """The computer's own zone by name; UTC when it has none."""
    configured = clock_zone(os.environ)
    if configured is not None:
        return configured.key if known_zone(configured.key) and configured.key != "Etc/UTC" else "UTC"
    from babel.localtime import get_localzone  # deferred: 20 ms; it knows Windows

    try:
        found = get_localzone()
    except (LookupError, OSError, ValueError):
        return "UTC"
    name = str(getattr(found, "key", None) or getattr(found, "zone", ""))  # the second with pytz installed
    return name if known_zone(name) else "UTC"


def fresh_id(title: str, begins: datetime) -> str:
    """A new id: the day, the title, and four random characters."""
    return "-".join(part for part in (f"{begins:%Y-%m-%d}", slug(title), secrets.token_hex(2)) if part)


def write_plan(file: Path, text: str) -> Message:
    """Write the plan, never over an existing file, and only if it has no errors; what to say of it.

    Raises:
        InputError: There is a file already, the text has errors, or it cannot be written.
    """
    reading = read_plan_text(text, file.name)
    if reading.plan is None:
        reasons = " ".join(words(problem.message) for problem in reading.errors)
        raise InputError(message("new-not-a-plan", str(file), reasons))
    try:
        replace_file(file, text.encode(), mode=EVERYBODY, over_existing=False)
    except FileExistsError as error:
        raise InputError(message("new-exists", str(file))) from error
    except OSError as error:
        raise InputError(message("new-not-written", str(file), error.strerror or "")) from error
    return message("new-written", str(file))
