"""Typed edits such as ``item.draft.duration=20m``: which value they mean, and what to write there.

Items and people are named by id or by number; lists count from 1, and a chat line may be named by its
language: ``item.draft.chat.fr=…``. A value that begins with a bracket is TOML.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.fields import Field, field_at
from letsconnect_tui.plan.problems import with_hint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.plan.editing.blocks import ArrayName
    from letsconnect_tui.plan.editing.document import PlanDocument
    from letsconnect_tui.plan.editing.literals import Plain
    from letsconnect_tui.plan.problems import Path

_ARRAYS: dict[str, ArrayName] = {"item": "item", "items": "item", "person": "people", "people": "people"}
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")


class Assignment(NamedTuple):
    """A field of the plan and what it shall be; None takes it out."""

    path: Path
    raw: Plain | None


def assignment(document: PlanDocument, typed: str) -> Assignment:
    """What ``ADDRESS=VALUE`` means in a plan.

    Raises:
        InputError: It has no equals sign, or leads nowhere.
    """
    address, sign, value = typed.partition("=")
    if not sign:
        raise InputError(message("edit-no-equals", typed))
    path, rest = _path(document, address.strip())
    if rest:
        return Assignment(path, _changed_list(document, path, rest, value))
    return Assignment(path, raw_value(value, field_at(path)))


def entry_place(document: PlanDocument, array: ArrayName, named: str) -> int:
    """Where an item or person is, by id or number; InputError if there is none."""
    ids = document.ids(array)
    if named in ids:
        return ids.index(named)
    if named.isascii() and named.isdigit() and 1 <= int(named) <= len(ids):
        return int(named) - 1
    kind = "item" if array == "item" else "person"
    raise InputError(with_hint(message(f"edit-no-{kind}", named), named, ids))


def entry_address(document: PlanDocument, typed: str) -> tuple[ArrayName, int] | None:
    """The item or person that ``item.draft``, ``person.ana`` or ``draft`` names; None for a field."""
    head, sign, named = typed.partition(".")
    ids = document.ids("item")
    if typed in ids or not sign:
        return "item", entry_place(document, "item", typed)
    array = _ARRAYS.get(head)
    if array is None:
        return None
    ids = document.ids(array)
    is_entry = named in ids or ("." not in named and not any(named.startswith(f"{one}.") for one in ids))
    return (array, entry_place(document, array, named)) if is_entry else None


def typed_fields(array: ArrayName, typed: Sequence[str]) -> dict[str, Plain]:
    """The fields of a new entry from ``key=value``; a dot leads into a table: ``breakout.size=5``.

    Raises:
        InputError: One has no equals sign.
    """
    values: dict[str, Any] = {}
    for one in typed:
        key, sign, value = one.partition("=")
        if not sign:
            raise InputError(message("edit-no-field", one))
        *above, last = key.strip().split(".")
        raw = raw_value(value, field_at((array, *above, last)))
        at = values
        for part in above:
            at = at.setdefault(part, {})
        if raw is not None:
            at[last] = raw
    return values


def raw_value(text: str, field: Field | None) -> Plain | None:
    """A typed value as a file would have it; None for an empty one.

    Several values of a list are separated by semicolons, or by commas where they are names or codes.
    """
    stripped = text.strip()
    if not stripped:
        return None
    if field is None:
        return stripped
    if stripped[0] in "[{" and (field.many or field.table is not None):
        return _toml(stripped)
    if field.many:
        separator = ";" if ";" in stripped or field.kind in ("text", "prose") else ","
        return [_one(part.strip(), field) for part in stripped.split(separator) if part.strip()]
    return _one(text if field.kind == "prose" else stripped, field)


def _one(text: str, field: Field) -> Plain:
    if field.kind == "flag":
        return _FLAGS.get(text.casefold(), text)
    if field.kind == "number" and re.fullmatch(r"\d{1,6}", text, re.ASCII):
        return int(text)
    return text


def _toml(text: str) -> Plain:
    try:
        value: Plain = tomllib.loads(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError):
        raise InputError(message("edit-no-toml", text)) from None
    return value


def _path(document: PlanDocument, address: str) -> tuple[Path, list[str]]:
    """The path of a field, and the parts of the address that lead into its list."""
    head, _, rest = address.partition(".")
    array = _ARRAYS.get(head)
    if array is None:
        return _into_lists(("session",) if head == "session" else (head,), rest.split(".") if rest else [])
    named, _, rest = _longest_id(document.ids(array), rest)
    place = entry_place(document, array, named)
    if not rest:
        raise InputError(message("edit-which-field", address))
    return _into_lists((array, place), rest.split("."))


def _longest_id(ids: Sequence[str], rest: str) -> tuple[str, str, str]:
    """The id at the beginning of an address; an id may have dots in it."""
    with_dots = [one for one in ids if rest == one or rest.startswith(f"{one}.")]
    if with_dots:
        named = max(with_dots, key=len)
        return named, ".", rest[len(named) + 1 :]
    return rest.partition(".")


def _into_lists(path: Path, parts: Sequence[str]) -> tuple[Path, list[str]]:
    for place, part in enumerate(parts):
        path = (*path, part)
        field = field_at(path)
        if field is not None and field.many:
            return path, list(parts[place + 1 :])
    return path, []


def _changed_list(document: PlanDocument, path: Path, rest: Sequence[str], value: str) -> Plain | None:
    """The whole list after a change inside it."""
    entries: list[Any] = list(document.value(path) or ())
    field = field_at(path)
    assert field is not None
    place, keys = _list_place(entries, rest, field)
    inner = keys[-1] if keys else "text"
    parsed = raw_value(value, field.table.get(inner) if field.table else Field(field.kind, ""))
    if place > len(entries) or len(keys) > 1:
        raise InputError(message("edit-no-such-place", ".".join((*map(str, path), *rest))))
    old = entries[place] if place < len(entries) else None
    new: Any = parsed
    if field.table is not None and parsed is not None and (keys or isinstance(old, dict)):
        new = {**(old if isinstance(old, dict) else {} if old is None else {"text": old}), inner: parsed}
    elif keys and parsed is None and isinstance(old, dict):
        new = {key: one for key, one in old.items() if key != inner}
    if new is None:
        del entries[place : place + 1]
    else:
        entries[place : place + 1] = [_with_language(new, rest)]
    return entries or None


def _list_place(entries: list[Any], rest: Sequence[str], field: Field) -> tuple[int, list[str]]:
    """Which entry of a list is meant, counted from 0, and the keys behind it; one past the end is new."""
    named = rest[0]
    if named.isascii() and named.isdigit() and int(named) > 0:
        return int(named) - 1, list(rest[1:])
    if field.kind == "chat-line" and _LANGUAGE.fullmatch(named):
        languages = [entry.get("lang") if isinstance(entry, dict) else None for entry in entries]
        return (languages.index(named) if named in languages else len(entries)), list(rest[1:])
    raise InputError(message("edit-no-such-place", ".".join(rest)))


def _with_language(entry: Any, rest: Sequence[str]) -> Any:
    if _LANGUAGE.fullmatch(rest[0]) and isinstance(entry, str):
        return {"lang": rest[0], "text": entry}
    return entry
