"""A session's state as it may be shown while names are hidden: every text of the plan without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.messages.results import HIDDEN
from letsconnect_tui.session.vector import Vector

if TYPE_CHECKING:
    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.plan.model import Breakout, Item, Person, Plan
    from letsconnect_tui.session.state import Round, State


class ShownState:
    """Remembers the latest state it prepared, so that the same state is shown as the same value."""

    def __init__(self) -> None:
        self._latest: tuple[State | None, State | None] = (None, None)

    def of(self, state: State, names: Names) -> State:
        """The state to draw; the state itself while names are shown."""
        if not names.hidden:
            return state
        known, shown = self._latest
        if known is not state or shown is None:
            shown = without_names(state, names)
            self._latest = (state, shown)
        return shown


def without_names(state: State, names: Names) -> State:
    """The state with names hidden in everything somebody wrote.

    People keep their names in it, which only ``Names`` tells. What was written during the session is left
    out, because it may name people that nobody entered.
    """
    return msgspec.structs.replace(
        state,
        plan=_plan(state.plan, names),
        lines=Vector(tuple(msgspec.structs.replace(one, text=HIDDEN) for one in state.lines)),
        rounds=tuple(_round(one, names) for one in state.rounds),
    )


def _plan(plan: Plan, names: Names) -> Plan:
    return replace(
        plan,
        session=replace(plan.session, title=names.hide(plan.session.title)),
        items=tuple(_item(one, names) for one in plan.items),
        people=tuple(_person(one, names) for one in plan.people),
    )


def _text(text: str | None, names: Names) -> str | None:
    return None if text is None else names.hide(text)


def _person(person: Person, names: Names) -> Person:
    return replace(person, intro=_text(person.intro, names), say=None, pronouns=None)


def _item(item: Item, names: Names) -> Item:
    return replace(
        item,
        title=names.hide(item.title),
        notes=_text(item.notes, names),
        slides=_text(item.slides, names),
        pad=_text(item.pad, names),
        needs=tuple(names.hide(one) for one in item.needs),
        backup_plan=_text(item.backup_plan, names),
        chat=tuple(replace(line, text=names.hide(line.text)) for line in item.chat),
        breakout=None if item.breakout is None else _breakout(item.breakout, names),
    )


def _breakout(breakout: Breakout, names: Names) -> Breakout:
    return replace(
        breakout,
        prompt=_text(breakout.prompt, names),
        rooms=tuple(replace(room, name=names.hide(room.name)) for room in breakout.rooms),
        broadcast=tuple(replace(one, text=names.hide(one.text)) for one in breakout.broadcast),
    )


def _round(held: Round, names: Names) -> Round:
    rooms = {
        number: msgspec.structs.replace(room, name=_text(room.name, names))
        for number, room in held.rooms.items()
    }
    return replace(held, rooms=rooms)
