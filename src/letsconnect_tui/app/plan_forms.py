"""The fields that an editor offers for an item, a person and the session, and how their values are typed.

Lists of tables are typed one entry a line: ``[fr] Bonjour`` is a chat line, ``Igbo [ig] @ana`` a room,
``-5m Five minutes left`` a line to all rooms, ``ana, ben`` a group, ``[slides] -10 @chidi`` a usual step of
the checklist ten days before, ``Thank the sharers +2`` one of its own two days after, ``[page] skip`` none.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from letsconnect_tui.plan.editing.addresses import raw_value
from letsconnect_tui.plan.editing.entries import with_list
from letsconnect_tui.plan.editing.field_edits import set_field
from letsconnect_tui.plan.fields import field_at

if TYPE_CHECKING:
    from letsconnect_tui.plan.editing.document import PlanDocument
    from letsconnect_tui.plan.editing.literals import Plain
    from letsconnect_tui.plan.problems import Path

FieldShape = Literal[
    "line", "choice", "person", "flag", "text", "chat", "rooms", "broadcast", "groups", "steps"
]
"""How a field is edited: ``text`` and all behind it in several lines."""
OF_SEVERAL_LINES: frozenset[FieldShape] = frozenset(("text", "chat", "rooms", "broadcast", "groups", "steps"))

_ROOM = re.compile(r"(?P<name>.*?)(?:\s*\[(?P<lang>[^\]]*)\])?(?:\s*@(?P<host>\S+))?\s*")
_DAY = re.compile(r"[-+−]\d{1,3}")
_CHAT = re.compile(r"\[(?P<lang>[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\]\s*(?P<text>.*)")


class FormField(msgspec.Struct, frozen=True):
    """One field of a form."""

    keys: tuple[str, ...]
    """Where it is below the item, person or session."""
    shape: FieldShape = "line"

    @property
    def label(self) -> str:
        """The end of the word key that names it."""
        return self.keys[-1]

    def path(self, at: Path) -> Path:
        """Where it is in the plan; the checklist, in the form of the session, has a place of its own."""
        return self.keys if self.shape == "steps" else (*at, *self.keys)


def _fields(specs: str) -> tuple[FormField, ...]:
    """Fields from ``key``, ``table.key`` or ``key:shape``, one after another."""
    fields = []
    for one in specs.split():
        keys, _, shape = one.partition(":")
        fields.append(FormField(tuple(keys.split(".")), shape or "line"))  # type: ignore[arg-type]
    return tuple(fields)


ITEM_FORM = _fields(
    "title kind:choice duration min max start lead:person tech:person squeeze:choice optional:flag"
    " record:flag questions chat:chat notes:text fair warn needs slides pad backup_plan auto:flag"
)
BREAKOUT_FORM = _fields(
    "breakout.size breakout.count breakout.min_size breakout.prompt breakout.same breakout.mix"
    " breakout.rooms:rooms breakout.broadcast:broadcast breakout.apart:groups breakout.together:groups"
    " breakout.repeat:choice"
)
PERSON_FORM = _fields(
    "name role:choice call say pronouns languages username backup:person intro:text experience:choice"
    " region country timezone"
)
SESSION_FORM = _fields(
    "title kind:choice start timezone length language interpretation audience topics outcomes purpose:text"
    " preparation:text checklist:steps repeats public_names:flag links.room links.event links.pad"
    " links.slides links.survey links.conduct links.resources"
)


def form_of(document: PlanDocument, at: Path) -> tuple[FormField, ...]:
    """The fields for ``("item", 3)``, ``("people", 0)`` or ``("session",)``."""
    if at[0] == "people":
        return PERSON_FORM
    if at[0] == "session":
        return SESSION_FORM
    place = at[1]
    assert isinstance(place, int)
    has_rooms = document.plan.items[place].breakout is not None
    return (*ITEM_FORM, *BREAKOUT_FORM) if has_rooms else ITEM_FORM


def choices_of(document: PlanDocument, at: Path, form_field: FormField) -> tuple[tuple[str, str], ...]:
    """What can be chosen: the name that is shown, and the value."""
    if form_field.shape == "person":
        return tuple((person.name, person.id) for person in document.plan.people)
    field = field_at(form_field.path(at))
    return tuple((one, one) for one in (field.choices if field is not None else ()))


def shown_value(document: PlanDocument, at: Path, form_field: FormField) -> str:
    """What stands in a field: as it is written in the file; empty where the file has nothing."""
    value = document.value(form_field.path(at))
    if value is None:
        return ""
    if isinstance(value, list) and form_field.shape in OF_SEVERAL_LINES:
        return "\n".join(_entry_text(one, form_field.shape) for one in value)
    if isinstance(value, list):
        field = field_at(form_field.path(at))
        separator = "; " if field is not None and field.kind in ("text", "prose") else ", "
        return separator.join(map(_text, value))
    return _text(value).rstrip("\n") if form_field.shape == "text" else _text(value)


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat("T", "seconds" if value.second else "minutes")
    if isinstance(value, time | date):
        return value.isoformat().removesuffix(":00")
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _entry_text(entry: Any, shape: FieldShape) -> str:
    """One line for an entry of a list; line ends inside it are written ``\\n``."""
    if shape == "groups":
        return ", ".join(map(str, entry)) if isinstance(entry, list) else str(entry)
    if not isinstance(entry, dict):
        return str(entry).replace("\n", "\\n")
    if shape == "steps":
        return _step_text(entry)
    text = str(entry.get("text", "")).replace("\n", "\\n")
    if shape == "chat":
        return f"[{entry['lang']}] {text}" if "lang" in entry else text
    if shape == "broadcast":
        return f"{entry.get('at', '')} {text}"
    language = f" [{entry['lang']}]" if "lang" in entry else ""
    return f"{entry.get('name', '')}{language}{' @' + str(entry['host']) if 'host' in entry else ''}"


def _step_text(step: dict[str, Any]) -> str:
    day = f"-{step['before']}" if "before" in step else f"+{step['after']}" if "after" in step else ""
    parts = (
        f"[{step['id']}]" if "id" in step else "", str(step.get("title", "")), day,
        f"@{step['who']}" if "who" in step else "", "skip" if step.get("skip") else "",
    )  # fmt: skip
    return " ".join(filter(None, parts)).replace("\n", "\\n")


def with_field(document: PlanDocument, at: Path, form_field: FormField, typed: str) -> PlanDocument:
    """The plan with a field as it was typed; raises InputError where that cannot be."""
    value = typed_value(document, at, form_field, typed)
    if form_field.shape == "steps":
        return with_list(document, "checklist", value if isinstance(value, list) else [])  # type: ignore[arg-type]
    return set_field(document, form_field.path(at), value)


def typed_value(document: PlanDocument, at: Path, form_field: FormField, typed: str) -> Plain | None:
    """What was typed into a field, as a file would have it; None takes the key out."""
    path = form_field.path(at)
    if form_field.shape in ("chat", "rooms", "broadcast", "groups", "steps"):
        before = document.value(path)
        known = {
            _entry_text(one, form_field.shape): one for one in (before if isinstance(before, list) else [])
        }
        lines = filter(None, map(str.strip, typed.splitlines()))
        return [known.get(line, _entry(line, form_field.shape)) for line in lines] or None
    if form_field.shape == "text":
        before = document.value(path)
        return _with_last_end(typed, before) if typed.strip() else None
    return raw_value(typed, field_at(path))


def _with_last_end(typed: str, before: object) -> str:
    """Text of several lines ends as it did in the file."""
    ended = isinstance(before, str) and before.endswith("\n")
    return typed.rstrip("\n") + ("\n" if ended else "")


def _entry(line: str, shape: FieldShape) -> Plain:
    if shape == "groups":
        return [part.strip() for part in line.split(",") if part.strip()]
    line = line.replace("\\n", "\n")
    if shape == "chat":
        found = _CHAT.fullmatch(line)
        return {"lang": found["lang"].lower(), "text": found["text"]} if found else line
    if shape == "broadcast":
        at, _, text = line.partition(" ")
        return {"at": at, "text": text.strip()}
    if shape == "steps":
        return _step(line)
    room = _ROOM.fullmatch(line)
    assert room is not None
    return {key: value for key, value in room.groupdict().items() if value}


def _step(line: str) -> Plain:
    parts = line.split()
    step: dict[str, Plain] = {}
    if parts[0][0] == "[" and parts[0][-1] == "]" and len(parts[0]) > 2:
        step["id"] = parts.pop(0)[1:-1]
    behind: dict[str, Plain] = {}
    if parts and parts[-1] == "skip":
        behind["skip"] = bool(parts.pop())
    if parts and parts[-1][0] == "@" and len(parts[-1]) > 1:
        behind["who"] = parts.pop()[1:]
    if parts and _DAY.fullmatch(parts[-1]):
        day = parts.pop()
        behind["after" if day[0] == "+" else "before"] = int(day[1:])
    return step | ({"title": " ".join(parts)} if parts else {}) | behind
