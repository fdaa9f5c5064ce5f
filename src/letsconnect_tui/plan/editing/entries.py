"""Adds, duplicates and removes items and people, splits an item in two and merges two into one."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Any

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.convert import convert_table
from letsconnect_tui.plan.editing.document import PlanDocument
from letsconnect_tui.plan.editing.field_edits import set_field
from letsconnect_tui.plan.editing.literals import key_literal, literal
from letsconnect_tui.plan.fields import ITEM, PERSON, STEP
from letsconnect_tui.plan.ids import slug
from letsconnect_tui.plan.moments import clock, duration_text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from letsconnect_tui.plan.editing.blocks import ArrayName
    from letsconnect_tui.plan.editing.literals import Plain
    from letsconnect_tui.plan.problems import Remark

_TABLES = {"item": ITEM, "people": PERSON, "checklist": STEP}
_NAMED_BY = {"item": "title", "people": "name"}
_KEY_WIDTH = 8
"""As templates write keys."""


def added(
    document: PlanDocument, array: ArrayName, values: Mapping[str, Plain], place: int | None = None
) -> PlanDocument:
    """The plan with another item or person; an id is made of the title or name unless given.

    Args:
        document: The plan.
        array: Where to add.
        values: Its fields, as a file would have them; nested tables as dictionaries.
        place: Before which entry, counted from 0; None: behind the last.

    Raises:
        InputError: A field is missing, unknown or wrong, or the id is taken.
    """
    ids = document.ids(array)
    named = values.get(_NAMED_BY[array])
    given = {"id": free_id(ids, slug(str(named or "")) or array), **values}
    remarks: list[Remark] = []
    convert_table(given, _TABLES[array], (array, len(ids)), remarks)
    if remarks:
        raise InputError(remarks[0].message)
    if given["id"] in ids:
        raise InputError(message("edit-id-taken", given["id"]))
    return document.insert(array, len(ids) if place is None else place, _lines(array, given))


def with_list(document: PlanDocument, array: ArrayName, wanted: Sequence[Mapping[str, Any]]) -> PlanDocument:
    """The plan with these entries and no others; those that are there already keep their lines.

    Args:
        document: The plan.
        array: Whose entries.
        wanted: All entries, as a file would have them.

    Raises:
        InputError: A field is unknown or wrong.
    """
    before = document.value((array,)) or []
    if before and not _has_headings(document, array):
        return set_field(document, (array,), [dict(one) for one in wanted])
    start, behind = 0, 0
    while start < min(len(before), len(wanted)) and before[start] == wanted[start]:
        start += 1
    while start + behind < min(len(before), len(wanted)) and before[-1 - behind] == wanted[-1 - behind]:
        behind += 1
    old, new = before[start : len(before) - behind], wanted[start : len(wanted) - behind]
    for place, (one, other) in enumerate(zip(old, new, strict=False), start):
        for key in _TABLES[array]:
            if one.get(key) != other.get(key) and (one.get(key) is not False or key in other):
                document = set_field(document, (array, place, key), other.get(key))
    for place in reversed(range(start + len(new), start + len(old))):
        document = document.remove(array, place)
    for place, values in enumerate(new[len(old) :], start + len(old)):
        remarks: list[Remark] = []
        convert_table(dict(values), _TABLES[array], (array, place), remarks)
        if remarks:
            raise InputError(remarks[0].message)
        document = document.insert(array, place, _lines(array, values))
    return document


def _has_headings(document: PlanDocument, array: ArrayName) -> bool:
    """Whether each entry stands below a heading of its own, and not in a list on some lines."""
    try:
        return bool(document.entry_text(array, 0))
    except InputError:
        return False


def with_ids_of_names(
    document: PlanDocument, array: ArrayName, placeholder: str, kept: Collection[str]
) -> PlanDocument:
    """The plan in which entries that were added under a placeholder have ids made of their own names.

    Args:
        document: The plan.
        array: Whose entries.
        placeholder: The title or name they were added with.
        kept: Ids that stay, because something outside of the plan may refer to them.
    """
    for place, before in enumerate(document.ids(array)):
        is_new = before not in kept and before.rstrip("0123456789").rstrip("-") == (
            slug(placeholder) or array
        )
        own = slug(str(document.value((array, place, _NAMED_BY[array])) or ""))
        if is_new and own and own != slug(placeholder):
            others = [one for at, one in enumerate(document.ids(array)) if at != place]
            document = set_field(document, (array, place, "id"), free_id(others, own))
    return document


def free_id(taken: list[str], wanted: str) -> str:
    """An id that nobody has: the one wanted, or with a number behind it."""
    return next(one for one in chain([wanted], (f"{wanted}-{n}" for n in count(2))) if one not in taken)


def _lines(array: ArrayName, values: Mapping[str, Plain]) -> str:
    """The lines of a new entry, keys in their usual order, tables below them."""
    lines, below = [f"[[{array}]]"], []
    for key in _TABLES[array]:
        value = values.get(key)
        if isinstance(value, dict):
            below.append(f"  [{array}.{key}]")
            below += [f"  {key_literal(inner)} = {literal(one)}" for inner, one in value.items()]
        elif value is not None:
            lines.append(f"{key.ljust(_KEY_WIDTH)} = {literal(value)}")
    return "\n".join(lines + below)


def removed(document: PlanDocument, array: ArrayName, place: int) -> PlanDocument:
    """The plan without an entry; the only item stays."""
    if array == "item" and len(document.plan.items) == 1:
        raise InputError(message("edit-only-item"))
    return document.remove(array, place)


def duplicated(document: PlanDocument, place: int) -> PlanDocument:
    """The plan with a copy of an item behind it, under an id of its own."""
    copy = _own_id(document, place, _entry(document, place))
    return document.insert("item", place + 1, copy.text)


def split(document: PlanDocument, place: int, first_s: int) -> PlanDocument:
    """The plan with an item in two parts, of which the first takes ``first_s`` seconds.

    Floors and ceilings are shared in proportion; the anchor, notes and chat lines stay with the first, the
    time for questions goes with the second; neither belongs to a fair group any more.

    Raises:
        InputError: There is no part left for one of them.
    """
    item = document.plan.items[place]
    rest_s = item.duration_s - first_s
    if first_s <= 0 or rest_s <= 0:
        raise InputError(message("edit-split", clock(item.duration_s)))
    entry = _entry(document, place)
    floor = _rounded(item.min_s * first_s // item.duration_s)
    if item.min_s == item.duration_s:
        floor = first_s
    ceiling = max(first_s, _rounded(item.max_s * first_s // item.duration_s))
    first = _with_times(entry, first_s, floor, ceiling)
    first = _without(first, "fair", "questions")
    second = _with_times(entry, rest_s, item.min_s - floor, max(rest_s, item.max_s - ceiling))
    second = _without(second, "fair", "start", "notes", "chat")
    if item.questions_s >= rest_s:
        second = _without(second, "questions")
    second = _own_id(document, place, second.put(("item", 0, "title"), f"{item.title} (2)"))
    return document.replace_entry("item", place, first.text).insert("item", place + 1, second.text)


def _rounded(seconds: int) -> int:
    return seconds if seconds < 120 else seconds // 60 * 60


def merged(document: PlanDocument, place: int) -> PlanDocument:
    """The plan with an item and the one behind it as one: times added up, notes and chat lines joined.

    Raises:
        InputError: There is none behind it, or it has rooms or an anchor that would be lost.
    """
    items = document.plan.items
    if place + 1 >= len(items):
        raise InputError(message("edit-merge-last"))
    one, other = items[place], items[place + 1]
    if other.breakout is not None:
        raise InputError(message("edit-merge-rooms", other.title))
    if other.start is not None:
        raise InputError(message("edit-merge-anchor", other.title))
    entry = _entry(document, place)
    written = {*document.value(("item", place)), *document.value(("item", place + 1))}
    for key, raw in _joined(document, place).items():
        if entry.value(("item", 0, key)) != raw:
            entry = entry.put(("item", 0, key), raw)
    duration = one.duration_s + other.duration_s
    if {"min", "max"} & written and one.squeeze != "never":
        for key, seconds in (("min", one.min_s + other.min_s), ("max", one.max_s + other.max_s)):
            if key in written:
                entry = entry.put(("item", 0, key), duration_text(seconds))
    entry = _without(entry, "fair").put(("item", 0, "duration"), duration_text(duration))
    return document.remove("item", place + 1).replace_entry("item", place, entry.text)


def _joined(document: PlanDocument, place: int) -> dict[str, Any]:
    """Fields of two items that follow each other, as one item has them; None for what goes."""
    one, other = (document.value(("item", at)) for at in (place, place + 1))
    joined: dict[str, Any] = {}
    for key in ("notes", "backup_plan"):
        texts = [item[key].rstrip("\n") for item in (one, other) if isinstance(item.get(key), str)]
        joined[key] = "\n".join(texts) if len(texts) > 1 else next(iter(texts), None)
    for key in ("chat", "needs"):
        both = [line for item in (one, other) for line in item.get(key, ())]
        joined[key] = both or None
    joined["questions"] = other.get("questions")
    if other.get("record"):
        joined["record"] = True
    if not other.get("optional") and "optional" in one:
        joined["optional"] = None
    return {key: value for key, value in joined.items() if key in {*one, *other}}


def _entry(document: PlanDocument, place: int) -> PlanDocument:
    return PlanDocument(document.entry_text("item", place))


def _own_id(document: PlanDocument, place: int, entry: PlanDocument) -> PlanDocument:
    ids = document.ids("item")
    return entry.put(("item", 0, "id"), free_id(ids, ids[place]))


def _with_times(entry: PlanDocument, duration_s: int, min_s: int, max_s: int) -> PlanDocument:
    lengths = {"duration": duration_s, "min": min_s, "max": max_s}
    for key, seconds in lengths.items():
        if entry.value(("item", 0, key)) is not None:
            entry = entry.put(("item", 0, key), duration_text(seconds))
    return entry


def _without(entry: PlanDocument, *keys: str) -> PlanDocument:
    for key in keys:
        entry = entry.put(("item", 0, key), None)
    return entry
