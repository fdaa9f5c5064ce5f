"""Mappings of a state while many events are folded: changed in place, since nobody else has seen them yet.

Copying a mapping of a thousand people for each of ten thousand events would be most of a session's opening.
A fold thaws a state, evolves it through all events and freezes what comes out; where a fold breaks off with
EventMismatch, the half-done state is thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from letsconnect_tui.session.presence_counts import People

if TYPE_CHECKING:
    from letsconnect_tui.session.state import State

Value = TypeVar("Value")


class Draft(dict[str, Value]):
    """A mapping that belongs to one fold alone while it is ``is_open``; after that it is never changed."""

    __slots__ = ("is_open",)

    def __init__(self, mapping: Mapping[str, Value]) -> None:
        super().__init__(mapping)
        self.is_open = True


def put(mapping: Mapping[str, Value], key: str, value: Value) -> Mapping[str, Value]:
    """The mapping with one value set: an open draft in place, any other as a copy."""
    if isinstance(mapping, Draft) and mapping.is_open:
        mapping[key] = value
        return mapping
    return {**mapping, key: value}


def put_some(
    mapping: Mapping[str, frozenset[str]], key: str, value: frozenset[str]
) -> Mapping[str, frozenset[str]]:
    """As ``put``; where the value is empty, the key goes."""
    if value:
        return put(mapping, key, value)
    if isinstance(mapping, Draft) and mapping.is_open:
        mapping.pop(key, None)
        return mapping
    return {one: had for one, had in mapping.items() if one != key}


def thawed(state: State) -> State:
    """The state with open drafts in the place of the mappings that events change most."""
    return replace(
        state,
        runs=Draft(state.runs),
        people=People(state.people, is_open=True),
        readiness=Draft(state.readiness),
        copied=Draft(state.copied),
    )


def frozen(state: State) -> State:
    """The same state, its drafts closed: nothing in it is changed from here on."""
    for mapping in (state.runs, state.people, state.readiness, state.copied):
        if isinstance(mapping, Draft | People):
            mapping.is_open = False
    return state
