"""Rooms as files for programs: JSON, and the CSV that Zoom takes for pre-assignment."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.escape import csv_cell
from letsconnect_tui.exporters.room_lists import room_title
from letsconnect_tui.i18n.message import Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from letsconnect_tui.breakouts.model import Room

ZOOM_HEADER = ("Pre-assign Room Name", "Email Address")
ZOOM_MOST_ROOMS, ZOOM_USUAL_ROOMS, ZOOM_MOST_PEOPLE = 100, 50, 1000
"""Limits from support.zoom.com KB0061353; accounts on smaller plans have 50 rooms."""


@dataclass(frozen=True, slots=True)
class ZoomSheet:
    """The text of the CSV, the ids of people it cannot hold, and what to know before importing it."""

    text: str
    without_email: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()


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


def rooms_json(rounds: Sequence[Sequence[Room]], names: Mapping[str, str]) -> str:
    """``rooms_data`` as a JSON text with a line end."""
    return json.dumps({"rounds": rooms_data(rounds, names)}, ensure_ascii=False, indent=2) + "\n"


def zoom_csv(rooms: Sequence[Room], emails: Mapping[str, str]) -> ZoomSheet:
    """One row for each person with an e-mail address; raises InputError beyond what Zoom takes."""
    people = sum(len(room.members) for room in rooms)
    if len(rooms) > ZOOM_MOST_ROOMS or people > ZOOM_MOST_PEOPLE:
        raise InputError(
            message("rooms-zoom-too-many", len(rooms), people, ZOOM_MOST_ROOMS, ZOOM_MOST_PEOPLE),
            message("rooms-zoom-too-many-hint"),
        )
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(ZOOM_HEADER)
    without: list[str] = []
    for room in rooms:
        for who in room.members:
            if emails.get(who):
                writer.writerow([csv_cell(room_title(room)), csv_cell(emails[who])])
            else:
                without.append(who)
    notes = []
    if len(rooms) > ZOOM_USUAL_ROOMS:
        notes.append(message("rooms-zoom-many", len(rooms), ZOOM_USUAL_ROOMS))
    if without:
        notes.append(message("rooms-zoom-no-email", len(without)))
    return ZoomSheet(sheet.getvalue(), tuple(without), tuple(notes))
