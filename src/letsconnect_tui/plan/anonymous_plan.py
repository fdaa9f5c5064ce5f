"""Rewrites a plan without anything that may name somebody, for sessions whose names are removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from letsconnect_tui.plan.duration import duration_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from letsconnect_tui.plan.model import Item, Plan


def nameless_plan(
    plan: Plan, people: Mapping[str, str], items: Mapping[str, str], titles: Mapping[str, str]
) -> str:
    """The plan's text without names: ids, times and kinds stay; notes, links, texts and comments do not.

    Args:
        plan: As it was held.
        people: Person id → the id and name to write instead.
        items: Item id → the id to write instead.
        titles: Item id → the title to write instead; ``""`` is the session's.
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
