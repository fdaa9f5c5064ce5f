"""The tables and keys of a plan file, declared once for the reader and for the JSON Schema.

A key here is a key in the file; the model's fields have the same names, durations with ``_s`` behind.
"""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from letsconnect_tui.plan.model import ItemKind, Role, SessionKind, Squeeze

Kind = Literal[
    "id", "person", "name", "text", "prose", "link", "choice", "language", "zone", "moment", "anchor",
    "duration", "before-close", "number", "flag", "names", "table", "chat-line",
]  # fmt: skip
"""What a value must be: ``person`` an id of ``[[people]]``, ``before-close`` a duration counted back."""


class Field(msgspec.Struct, frozen=True):
    """One key: the kind of its value, and the description that editors show."""

    kind: Kind
    says: str
    required: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()
    table: dict[str, Field] | None = None


Table = dict[str, Field]

LINKS: Table = {
    "room": Field("link", "The call."),
    "event": Field("link", "The event page."),
    "pad": Field("link", "The shared notes."),
    "slides": Field("link", "The slides."),
    "survey": Field("link", "The feedback form."),
    "conduct": Field("link", "The rules of conduct, or whom to tell."),
    "resources": Field("link", "Where everything is kept afterwards."),
}

SESSION: Table = {
    "id": Field("id", "Keeps calendar entries together: never change it.", required=True),
    "kind": Field("choice", "What sort of session it is.", choices=get_args(SessionKind)),
    "title": Field("text", "What people read first.", required=True),
    "start": Field("moment", "Wall-clock time in `timezone`: 2026-12-03T15:00.", required=True),
    "timezone": Field("zone", "IANA name, such as Africa/Lagos.", required=True),
    "length": Field("duration", 'The slot: 90, "90m", "1h30m".', required=True),
    "language": Field("language", "The main language, as a code: en."),
    "interpretation": Field("language", "Languages with interpretation.", many=True),
    "audience": Field("choice", "For whom.", many=True, choices=("newcomers", "experienced")),
    "topics": Field("text", "What it is about.", many=True),
    "purpose": Field("prose", "Why people come."),
    "outcomes": Field("text", "What people leave with.", many=True),
    "preparation": Field("prose", "What to bring or do before."),
    "repeats": Field("moment", "The same plan again, wall-clock times in `timezone`.", many=True),
    "public_names": Field("flag", "Sharers and organisers may be named in calendars and announcements."),
    "links": Field("table", "Addresses that are shown, copied and exported.", table=LINKS),
}

PERSON: Table = {
    "id": Field("id", "Short name used by `lead`, `tech`, `host`, `backup`."),
    "name": Field("name", "As it is shown.", required=True),
    "username": Field("name", "The wiki account, if there is one."),
    "role": Field("choice", "What the person does here.", required=True, choices=get_args(Role)),
    "languages": Field("language", "Languages the person speaks, as codes.", many=True),
    "pronouns": Field("name", "Such as she/her."),
    "say": Field("name", "How to say the name."),
    "call": Field("name", "What thanks and alerts call the person; the whole name unless said."),
    "intro": Field("prose", "The sentence that introduces the person."),
    "backup": Field("person", "The id of who takes over."),
    "experience": Field("choice", "For mixing rooms.", choices=("newcomer", "experienced")),
    "region": Field("name", "For mixing rooms."),
    "country": Field("name", "For mixing rooms."),
    "timezone": Field("zone", "Where the person is, for reminders in local time: Africa/Lagos."),
}

ROOM: Table = {
    "name": Field("name", "The room's name.", required=True),
    "lang": Field("language", "The language spoken in it."),
    "host": Field("person", "The id of who looks after it."),
}

BROADCAST: Table = {
    "at": Field("before-close", 'Before the close: "-5m".', required=True),
    "text": Field("prose", "The line to send to all rooms.", required=True),
}

BREAKOUT: Table = {
    "size": Field("number", "People in a room; not together with `count`."),
    "count": Field("number", "Number of rooms; not together with `size`."),
    "min_size": Field("number", "Smallest room that is worth opening."),
    "same": Field("choice", "Never split.", many=True, choices=("language",)),
    "mix": Field("choice", "Spread evenly.", many=True, choices=("experience", "region", "country")),
    "repeat": Field("choice", "People who have met before.", choices=("avoid", "ignore")),
    "apart": Field("names", "Groups of people who go to different rooms.", many=True),
    "together": Field("names", "Groups of people who stay in one room.", many=True),
    "rooms": Field("table", "Rooms fixed by hand; the rest are made.", many=True, table=ROOM),
    "prompt": Field("prose", "What the rooms talk about."),
    "broadcast": Field("table", "Lines sent to all rooms.", many=True, table=BROADCAST),
}

CHAT_LINE: Table = {
    "lang": Field("language", "The line's language."),
    "text": Field("prose", "Ready to paste.", required=True),
}

ITEM: Table = {
    "id": Field("id", "Short name, made from the title unless given."),
    "kind": Field("choice", "What sort of item it is.", choices=get_args(ItemKind)),
    "title": Field("text", "What is shown on the agenda.", required=True),
    "duration": Field("duration", '20 (minutes), "20m", "1h30m", "90s".', required=True),
    "min": Field("duration", "The least it may shrink to; half the duration unless said."),
    "max": Field("duration", "The most it may grow to; the duration unless said."),
    "lead": Field("person", "The id of who leads it."),
    "tech": Field("person", "The id of who shares screens and opens rooms."),
    "fair": Field("id", "Items of one fair group stay equally long."),
    "squeeze": Field(
        "choice",
        "Who gives up time first; `last`: after all others.",
        choices=get_args(Squeeze),
    ),
    "optional": Field("flag", "May be dropped whole."),
    "start": Field("anchor", "An anchor: begins at this clock time."),
    "warn": Field("duration", "Time left at which to warn.", many=True),
    "record": Field("flag", "Recorded."),
    "auto": Field("flag", "Goes on to the next item by itself when its time is up."),
    "questions": Field("duration", "The last part of the time, kept for questions."),
    "slides": Field("text", "Where the slides are."),
    "pad": Field("text", "Where in the notes."),
    "needs": Field("text", "What has to be ready.", many=True),
    "backup_plan": Field("prose", "What to do if it fails."),
    "notes": Field("prose", "For the facilitator's eyes."),
    "chat": Field("chat-line", "Lines ready to paste.", many=True, table=CHAT_LINE),
    "breakout": Field("table", "How the rooms are made.", table=BREAKOUT),
}

STEP: Table = {
    "id": Field("id", "A step of the usual checklist that is changed here, or a new one's own."),
    "title": Field("text", "What is to be done; a new step needs one."),
    "before": Field("number", "Due so many days before the start; not together with `after`."),
    "after": Field("number", "Due so many days after the end."),
    "who": Field("person", "The id of who does it."),
    "skip": Field("flag", "Not done for this session."),
}

PLAN: Table = {
    "plan": Field("number", "Version of the format: 1.", required=True),
    "session": Field("table", "When, for whom, where.", required=True, table=SESSION),
    "people": Field("table", "Team, sharers, interpreters.", many=True, table=PERSON),
    "item": Field("table", "The agenda, in this order.", required=True, many=True, table=ITEM),
    "checklist": Field("table", "Changes to the checklist of the weeks around it.", many=True, table=STEP),
}

FORMAT_VERSION = 1

HEADINGS: dict[str, str] = {
    "session": "[session]", "session.links": "[session.links]", "people": "[[people]]", "item": "[[item]]",
    "item.breakout": "[item.breakout]", "checklist": "[[checklist]]",
}  # fmt: skip
"""Table → how its heading is written."""
ARRAYS = ("people", "item", "checklist")
"""Tables of which a plan has several."""
MISPLACED_TABLES = {"breakout": "item.breakout", "links": "session.links"}
"""Headings people write → the tables they mean."""

MEANT: dict[str, str] = {
    "speaker": "lead", "owner": "lead", "sharer": "lead", "presenter": "lead", "who": "lead",
    "minutes": "duration", "time": "duration", "tz": "timezone", "zone": "timezone", "date": "start",
    "pronunciation": "say", "user": "username", "anchor": "start", "recording": "record", "warning": "warn",
    "warnings": "warn", "type": "kind", "language": "languages", "lang": "language", "items": "item",
    "agenda": "item", "person": "people", "at": "start", "floor": "min", "ceiling": "max", "note": "notes",
    "minimum": "min", "maximum": "max", "tags": "topics", "description": "purpose", "link": "links",
}  # fmt: skip
"""Words people write for a key, where spelling alone does not lead to it."""


def field_at(path: tuple[str | int, ...]) -> Field | None:
    """The field of a place in the file; None where a plan has none. Numbers in the path count entries."""
    table: Table | None = PLAN
    field: Field | None = None
    for part in path:
        if isinstance(part, int):
            continue
        field = table.get(part) if table is not None else None
        table = field.table if field is not None else None
    return field


def table_at(path: tuple[str | int, ...]) -> Table | None:
    """The keys that the table at a place may have; None where a plan has no table."""
    if not path:
        return PLAN
    field = field_at(path)
    return None if field is None else field.table
