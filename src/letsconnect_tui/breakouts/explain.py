"""What is not kept, in sentences: one note for each rule, with the guests it concerns beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.model import Note
from letsconnect_tui.i18n.message import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from letsconnect_tui.breakouts.quality import SeatedCrowd


def notes_on(seating: SeatedCrowd) -> tuple[Note, ...]:
    """Notes in the order of the rules, the ones that hurt most first."""
    crowd, ids = seating.crowd, seating.crowd.ids
    notes: list[Note] = []

    def add(key: str, guests: Iterable[int], *values: object) -> None:
        concerned = tuple(dict.fromkeys(ids[i] for i in guests))
        if concerned:
            notes.append(Note(message(key, len(concerned), *values), concerned))

    add("rooms-note-lock", seating.moved_locks())
    add("rooms-note-unserved", (i for i in sorted(crowd.unserved) if i in seating.room_of))
    add("rooms-note-language", (i for i in seating.not_understood() if i not in crowd.unserved))
    add("rooms-note-stranded", seating.stranded())
    add("rooms-note-unknown", (i for i in sorted(crowd.unknown) if i in seating.room_of))
    add("rooms-note-alone", seating.alone())
    for i, j in seating.apart_pairs():
        add("rooms-note-apart", (i, j), seating.rooms[seating.room_of[i]].number)
    for i, j in seating.split_pairs():
        add("rooms-note-together", (i, j))
    for room, members in zip(seating.rooms, seating.members, strict=True):
        if room.people < crowd.min_size:
            notes.append(
                Note(
                    message("rooms-note-small", room.number, room.people, crowd.min_size),
                    tuple(ids[i] for i in members),
                )
            )
    if seating.hostless():
        for room, mask in zip(seating.rooms, seating.mask, strict=True):
            if not mask & crowd.hosts:
                notes.append(Note(message("rooms-note-hostless", room.number)))
    if uneven := seating.uneven():
        notes.append(Note(message("rooms-note-uneven", uneven)))
    for i, j in seating.repeats():
        add("rooms-note-repeat", (i, j), seating.rooms[seating.room_of[i]].number)
    return tuple(notes)
