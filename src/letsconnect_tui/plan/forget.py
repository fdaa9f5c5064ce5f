"""Removes one person from a plan's text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from letsconnect_tui.plan.model import Plan

_ABOUT_A_PERSON = frozenset(("id", "name", "role"))
"""Keys of a person that stay, with other values."""
_NO_TEXT = frozenset(
    (
        "id", "kind", "role", "timezone", "language", "languages", "interpretation", "audience", "lang",
        "lead", "tech", "backup", "host", "fair", "squeeze", "repeat", "same", "mix", "experience", "at",
        "length", "duration", "min", "max", "warn", "questions", "start", "repeats",
    )
)  # fmt: skip
"""Keys whose value is a choice, an id, a zone or a time; a name in one of them is no text to blank."""


def plan_without(
    plan: Plan, ids: Mapping[str, str], items: Mapping[str, str], holds_name: Callable[[str], bool]
) -> str:
    """The plan's text with other ids and names for the people to forget; texts that hold a name are blanked.

    Comments go too, since anything may stand in them. Ids that were made from titles and names are written
    out, so that they stay.

    Args:
        plan: As it was read.
        ids: Person id → what to write instead, for those to forget.
        items: Item id → the id to write instead, for ids that hold a name.
        holds_name: Whether a text holds the name.
    """
    import tomlkit  # deferred, 25 ms: nobody waits for this; unlike tomllib it reads times without seconds

    values = tomlkit.parse(plan.text).unwrap()
    for told, person in zip(values.get("people", ()), plan.people, strict=True):
        told["id"] = person.id
        if person.id in ids:
            for key in [key for key in told if key not in _ABOUT_A_PERSON]:
                del told[key]
            told.update(id=ids[person.id], name=f"#{ids[person.id]}")
    for told, item in zip(values["item"], plan.items, strict=True):
        told["id"] = items.get(item.id, item.id)
        if holds_name(item.title):
            told["title"] = item.kind
    return tomlkit.dumps(_told(values, ids, holds_name))


def _told(value: Any, ids: Mapping[str, str], holds_name: Callable[[str], bool], key: str = "") -> Any:
    """Every text in a value, ids changed and names blanked."""
    if isinstance(value, dict):
        return {name: _told(one, ids, holds_name, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_told(one, ids, holds_name, key) for one in value]
    if not isinstance(value, str):
        return value
    if value in ids:
        return ids[value]
    return "–" if key not in _NO_TEXT and holds_name(value) else value
