"""Rooms as files for programs: JSON, and the CSV that Zoom takes for pre-assignment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.escape import csv_text
from letsconnect_tui.exporters.room_lists import room_title
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.text import guarded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from letsconnect_tui.breakouts.model import Room

ZOOM_HEADER = ("Pre-assign Room Name", "Email Address")
ZOOM_MOST_ROOMS, ZOOM_USUAL_ROOMS, ZOOM_MOST_PEOPLE = 100, 50, 1000
"""Limits from support.zoom.com KB0061353; accounts on smaller plans have 50 rooms."""


_ADDRESS = re.compile(r"[\w!#$&'*/?^`{}~.+-]+@[\w-]+(?:\.[\w-]+)+")
"""An address in its usual form; quoted names and bare computers are none that Zoom knows."""


class ZoomSheet(msgspec.Struct, frozen=True):
    """The text of the CSV, and what to know before importing it."""

    text: str
    notes: tuple[Message, ...] = ()
    """Whom it cannot hold, by name and with the reason."""


def rooms_data(rounds: Sequence[Sequence[Room]], names: Mapping[str, str]) -> list[list[dict[str, object]]]:
    """Rounds of rooms for programs: number, name, label (a language code or null), members, host, seats."""
    return [
        [
            {
                "number": room.number,
                "name": room.name or room_title(room),
                "label": room.language,
                "members": [names.get(who, who) for who in room.members],
                "host": names.get(room.host, room.host) if room.host else None,
                "seats": room.seats,
            }
            for room in rooms
        ]
        for rooms in rounds
    ]


def zoom_csv(rooms: Sequence[Room], emails: Mapping[str, str], names: Mapping[str, str]) -> ZoomSheet:
    """One row for each person with an address of their own.

    Args:
        rooms: The rooms of one round: Zoom knows one set of rooms at a time.
        emails: Address by id, as people wrote it.
        names: Name by id, for the notes.

    Raises:
        InputError: There are more rooms or people than Zoom takes.
    """
    people = sum(len(room.members) for room in rooms)
    if len(rooms) > ZOOM_MOST_ROOMS or people > ZOOM_MOST_PEOPLE:
        raise InputError(
            message("rooms-zoom-too-many", len(rooms), people, ZOOM_MOST_ROOMS, ZOOM_MOST_PEOPLE),
            message("rooms-zoom-too-many-hint"),
        )
    rows: list[tuple[str, str]] = []
    taken: set[str] = set()
    left_out: dict[str, list[str]] = {"no-email": [], "bad-email": [], "same-email": []}
    for room in rooms:
        for who in room.members:
            address = mail_address(emails.get(who, ""))
            if address is None:
                reason = "bad-email" if emails.get(who, "").strip() else "no-email"
                left_out[reason].append(names.get(who, who))
            elif address.casefold() in taken:
                left_out["same-email"].append(names.get(who, who))
            else:
                taken.add(address.casefold())
                rows.append((room_title(room), address))
    notes = [message(f"rooms-zoom-{reason}", len(who), who) for reason, who in left_out.items() if who]
    if len(rooms) > ZOOM_USUAL_ROOMS:
        notes.append(message("rooms-zoom-many", len(rooms), ZOOM_USUAL_ROOMS))
    return ZoomSheet(csv_text(ZOOM_HEADER, rows), tuple(notes))


def mail_address(written: str) -> str | None:
    """The address in ``Ana <ana@example.org>`` or ``mailto:ana@example.org``; None if there is none.

    One that a spreadsheet would take for a formula is none: the guard against that would spoil it.
    """
    bare = written.strip().removeprefix("mailto:")
    bracketed = re.search(r"<([^<>]*)>$", bare)
    address = (bracketed[1] if bracketed else bare).strip()
    return address if _ADDRESS.fullmatch(address) and guarded(address) == address else None
