"""Rewrites a plan without anything that may name somebody, for sessions whose names are removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from letsconnect_tui.plan.moments import duration_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from letsconnect_tui.plan.model import Item, Plan


def nameless_plan(
    plan: Plan,
    people: Mapping[str, str],
    items: Mapping[str, str],
    titles: Mapping[str, str],
    names: Callable[[str], bool],
) -> str:
    """The plan's text without names: ids, times and kinds stay; notes, links, texts and comments do not.

    Args:
        plan: As it was held.
        people: Person id → the id and name to write instead.
        items: Item id → the id to write instead.
        titles: Item id → the title to write instead; ``""`` is the session's.
        names: Whether a text holds a name; topics that do not stay.
    """
    import tomlkit  # deferred, 25 ms: nobody waits for this

    session = plan.session
    head = {
        "id": session.id,
        "kind": session.kind,
        "title": titles[""],
        "start": session.start,
        "timezone": session.timezone,
        "length": duration_text(session.length_s),
        "language": session.language,
        "interpretation": list(session.interpretation),
        "audience": list(session.audience),
        "topics": [topic for topic in session.topics if not names(topic)],
        "repeats": list(session.repeats),
    }
    team = [{"id": people[one.id], "name": people[one.id], "role": one.role} for one in plan.people]
    agenda = [_item(item, people, items[item.id], titles[item.id]) for item in plan.items]
    return tomlkit.dumps({"plan": 1, "session": head, **({"people": team} if team else {}), "item": agenda})


def _item(item: Item, people: Mapping[str, str], item_id: str, title: str) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": item_id,
        "kind": item.kind,
        "title": title,
        "duration": duration_text(item.duration_s),
        "min": duration_text(item.min_s),
        "max": duration_text(item.max_s),
        "squeeze": item.squeeze,
        "optional": item.optional,
        "record": item.record,
        "auto": item.auto,
    }
    for key, who in (("lead", item.lead), ("tech", item.tech)):
        if who is not None and who in people:
            values[key] = people[who]
    return values | ({"start": item.start} if item.start is not None else {})


_ABOUT_A_PERSON = frozenset(("id", "name", "role"))
"""Keys of a person that stay, with other values."""
_NO_TEXT = frozenset(
    (
        "id", "kind", "role", "timezone", "language", "languages", "interpretation", "audience", "lang",
        "lead", "tech", "backup", "host", "fair", "squeeze", "repeat", "same", "mix", "experience", "at",
        "who", "length", "duration", "min", "max", "warn", "questions", "start", "repeats",
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
    for table, person in zip(values.get("people", ()), plan.people, strict=True):
        table["id"] = person.id
        if person.id in ids:
            for key in [key for key in table if key not in _ABOUT_A_PERSON]:
                del table[key]
            table.update(id=ids[person.id], name=f"#{ids[person.id]}")
    for number, step in enumerate(values.get("checklist", ()), 1):
        if holds_name(step.get("id", "")):
            step["id"] = f"step-{number}"
    for table, item in zip(values["item"], plan.items, strict=True):
        table["id"] = items.get(item.id, item.id)
        if holds_name(item.title):
            table["title"] = item.kind
    return tomlkit.dumps(_without_names(values, ids, holds_name))


def _without_names(
    value: Any, ids: Mapping[str, str], holds_name: Callable[[str], bool], key: str = ""
) -> Any:
    """Every text in a value, ids changed and names blanked."""
    if isinstance(value, dict):
        return {name: _without_names(one, ids, holds_name, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_without_names(one, ids, holds_name, key) for one in value]
    if not isinstance(value, str):
        return value
    if value in ids:
        return ids[value]
    return "–" if key not in _NO_TEXT and holds_name(value) else value
