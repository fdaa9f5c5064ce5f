"""Builds the plan's model from clean values, with defaults for what was left out.

Values that were wrong are missing here and get default values; such a plan is only searched for more
problems.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from letsconnect_tui.plan.ids import unique_ids
from letsconnect_tui.plan.model import (
    DEFAULT_SQUEEZE,
    Breakout,
    Broadcast,
    ChatLine,
    ChecklistStep,
    Item,
    Links,
    Person,
    Plan,
    PlannedRoom,
    Session,
)

if TYPE_CHECKING:
    from letsconnect_tui.plan.convert import Values
    from letsconnect_tui.plan.model import Squeeze
    from letsconnect_tui.plan.problems import Remark

ROOM_SIZE = 5
"""People in a breakout room when neither ``size`` nor ``count`` is given."""
SMALLEST_ROOM = 3
STAND_IN_START = datetime(2000, 1, 1)  # noqa: DTZ001 - a plan's start is a local time without a zone


def build_plan(values: Values, text: str, remarks: list[Remark]) -> Plan:
    """The plan; missing ids are made, an id that is taken is replaced.

    Args:
        values: The clean values of the whole file.
        text: The file's text, which the plan keeps.
        remarks: Gets a warning for each id that was replaced.
    """
    item_ids = unique_ids(values.get("item", ()), "item", "title", remarks)
    person_ids = unique_ids(values.get("people", ()), "people", "name", remarks)
    step_ids = unique_ids(values.get("checklist", ()), "checklist", "title", remarks)
    return Plan(
        session=_session(values.get("session", {})),
        items=tuple(map(_item, values.get("item", ()), item_ids)),
        people=tuple(map(_person, values.get("people", ()), person_ids)),
        text=text,
        checklist=tuple(
            ChecklistStep(**_without_empty({**step, "id": step_id}))
            for step, step_id in zip(values.get("checklist", ()), step_ids, strict=True)
        ),
    )


def _session(values: Values) -> Session:
    given: dict[str, Any] = {
        "id": "",
        "title": "",
        "start": STAND_IN_START,
        "timezone": "UTC",
        "length": 3600,
    }
    given.update(values)
    given["length_s"] = given.pop("length")
    given["links"] = Links(**values.get("links", {}))
    return Session(**_without_empty(given))


def _person(values: Values, person_id: str) -> Person:
    return Person(**_without_empty({"name": "", "role": "sharer", **values, "id": person_id}))


def _item(values: Values, item_id: str) -> Item:
    kind = values.get("kind", "other")
    duration = values.get("duration", 60)
    squeeze = values.get("squeeze") or _default_squeeze(kind, values.get("min"), duration)
    floor = duration if squeeze == "never" else duration // 2
    plain = {
        key: value
        for key, value in values.items()
        if key not in ("duration", "min", "max", "warn", "questions", "chat", "breakout")
    }
    return Item(
        **_without_empty({"title": "", **plain, "id": item_id, "kind": kind, "squeeze": squeeze}),
        duration_s=duration,
        min_s=values.get("min", min(floor, values.get("max", floor))),
        max_s=values.get("max", max(duration, values.get("min", duration))),
        warn_s=_warnings(values, duration),
        questions_s=values.get("questions", 0),
        chat=tuple(ChatLine(line.get("text", ""), line.get("lang")) for line in values.get("chat", ())),
        breakout=_breakout(values.get("breakout")) if kind == "breakout" or "breakout" in values else None,
    )


def _default_squeeze(kind: str, floor: int | None, duration: int) -> Squeeze:
    """The default for the kind; ``last`` where that is ``never`` and the item has a smaller ``min``."""
    usual = DEFAULT_SQUEEZE[kind]
    return "last" if usual == "never" and floor is not None and floor < duration else usual


def _warnings(values: Values, duration: int) -> tuple[int, ...]:
    given = values.get("warn")
    chosen = (duration // 5, duration // 20) if given is None else given
    return tuple(sorted(set(chosen), reverse=True))


def _breakout(values: Values | None) -> Breakout:
    given = dict(values or {})
    if "size" not in given and "count" not in given:
        given["size"] = ROOM_SIZE
    given.setdefault("min_size", min(SMALLEST_ROOM, given.get("size", SMALLEST_ROOM)))
    given["rooms"] = tuple(
        PlannedRoom(room.get("name", ""), room.get("lang"), room.get("host"))
        for room in given.get("rooms", ())
    )
    given["broadcast"] = tuple(
        Broadcast(line.get("at", 0), line.get("text", "")) for line in given.get("broadcast", ())
    )
    return Breakout(**_without_empty(given))


def _without_empty(values: Values) -> Values:
    """Optional texts written as ``""`` count as not written."""
    required = ("id", "title", "name")
    return {key: value for key, value in values.items() if value != "" or key in required}
