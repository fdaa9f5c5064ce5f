"""Sets one field of a plan, after checking that its value can stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.convert import convert_table, unknown_key
from letsconnect_tui.plan.editing.literals import literal
from letsconnect_tui.plan.fields import field_at, table_at
from letsconnect_tui.plan.moments import duration_text
from letsconnect_tui.plan.problems import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.plan.editing.document import PlanDocument
    from letsconnect_tui.plan.editing.literals import Plain
    from letsconnect_tui.plan.fields import Field
    from letsconnect_tui.plan.problems import Path, Remark

_NAMED_BY = {"item": "title", "people": "name"}
"""Array → the key that ids are made from where none is written."""
_NEVER_CHANGED = (("plan",), ("session", "id"))


def set_field(document: PlanDocument, path: Path, raw: Plain | None) -> PlanDocument:
    """The plan with one field set; unchanged, to the byte, if it has that value already.

    An item or person whose id was made from the title or name keeps it: it is written down. When the id of a
    person changes, so does every mention of it.

    Args:
        document: The plan.
        path: Where the field is; entries are counted from 0.
        raw: The value as a file would have it; None or nothing takes the key out.

    Raises:
        InputError: There is no such field, the value cannot stand there, or it is needed.
    """
    field, key = _field(path), key_of(path)
    if path[0] in _NAMED_BY and not _has_entry(document, path):
        raise InputError(message("edit-no-such-place", ".".join(map(str, path))))
    if raw in ("", []):
        raw = None
    if raw is None:
        if field.required:
            raise InputError(message("edit-required", key))
        return document.put(path, None)
    wanted = _converted(raw, field, path)
    before = document.value(path)
    if before is not None and _as_it_is(before, field, path) == wanted:
        return document
    if path in _NEVER_CHANGED:
        raise InputError(message("edit-never-changed", key))
    if key == "id" and path[0] in _NAMED_BY:
        return _with_id(document, path, str(wanted))
    return _with_its_id(document, path).put(path, _in_manner(raw, wanted, before, field))


def _has_entry(document: PlanDocument, path: Path) -> bool:
    place = path[1] if len(path) > 1 else None
    return isinstance(place, int) and 0 <= place < len(
        document.ids("item" if path[0] == "item" else "people")
    )


def _field(path: Path) -> Field:
    field = field_at(path)
    if field is None or isinstance(path[-1], int):
        table = table_at(path[:-1])
        if table is None:
            raise InputError(message("edit-no-such-place", ".".join(map(str, path))))
        raise InputError(unknown_key(str(path[-1]), table))
    return field


def _converted(raw: Plain, field: Field, path: Path) -> Any:
    remarks: list[Remark] = []
    key = key_of(path)
    values = convert_table({key: raw}, {key: field}, path[:-1], remarks)
    if remarks:
        raise InputError(remarks[0].message)
    try:
        literal(raw).encode()
    except UnicodeEncodeError:  # bytes of a command line that are no text
        raise InputError(message("edit-no-text", key)) from None
    return values.get(key)


def _as_it_is(raw: object, field: Field, path: Path) -> Any:
    key = key_of(path)
    return convert_table({key: raw}, {key: field}, path[:-1], []).get(key)


def _in_manner(raw: Plain, wanted: Any, before: object, field: Field) -> Plain:
    """The value as the file writes such values: minutes as a number where they are one, moments in quotes."""
    if field.kind == "duration" and isinstance(wanted, int):
        as_number = isinstance(before, int) and not wanted % 60
        return wanted // 60 if as_number else duration_text(wanted)
    if field.kind == "moment" and not field.many:
        return f"{wanted:%Y-%m-%dT%H:%M}" if isinstance(before, str) else wanted
    if field.kind in ("language", "choice", "zone") and isinstance(wanted, str):
        return wanted
    return raw


def _with_its_id(document: PlanDocument, path: Path) -> PlanDocument:
    """The plan with the id of an entry written down, if its title or name is about to change."""
    array = path[0]
    if len(path) != 3 or array not in _NAMED_BY or path[2] != _NAMED_BY[str(array)]:
        return document
    place = path[1]
    if not isinstance(place, int) or document.value((array, place, "id")) is not None:
        return document
    ids = document.ids("item" if array == "item" else "people")
    return document.put((array, place, "id"), ids[place])


def _with_id(document: PlanDocument, path: Path, wanted: str) -> PlanDocument:
    array, place = path[0], path[1]
    assert isinstance(place, int)
    ids = document.ids("item" if array == "item" else "people")
    if wanted in ids[:place] + ids[place + 1 :]:
        raise InputError(message("edit-id-taken", wanted))
    old = ids[place]
    document = document.put(path, wanted)
    for mention in _mentions(document, old) if array == "people" else ():
        document = document.put(mention, wanted)
    return document


def _mentions(document: PlanDocument, person: str) -> Iterator[Path]:
    """Where a person's id is written, apart from the person's own entry."""
    for place, entry in enumerate(document.values.get("people", ())):
        if entry.get("backup") == person:
            yield ("people", place, "backup")
    for place, entry in enumerate(document.values.get("checklist", ())):
        if entry.get("who") == person:
            yield ("checklist", place, "who")
    for place, entry in enumerate(document.values.get("item", ())):
        yield from (("item", place, key) for key in ("lead", "tech") if entry.get(key) == person)
        breakout = entry.get("breakout", {})
        for number, room in enumerate(breakout.get("rooms", ())):
            if room.get("host") == person:
                yield ("item", place, "breakout", "rooms", number, "host")
        for key in ("apart", "together"):
            for number, group in enumerate(breakout.get(key, ())):
                yield from (
                    ("item", place, "breakout", key, number, at)
                    for at, one in enumerate(group)
                    if one == person
                )
