"""Mappings of a state while many events are folded: changed in place, since nobody else has seen them yet.

Copying a mapping of a thousand people for each of ten thousand events would be most of a session's opening.
A fold thaws a state, evolves it through all events and freezes what comes out; where a fold breaks off with
EventMismatch, the half-done state is thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from letsconnect_tui.session.state import State

Value = TypeVar("Value")


class Draft(dict[str, Value]):
    """A mapping that belongs to one fold alone."""


def put(mapping: Mapping[str, Value], key: str, value: Value) -> Mapping[str, Value]:
    """The mapping with one value set: a draft in place, any other as a copy."""
    if isinstance(mapping, Draft):
        mapping[key] = value
        return mapping
    return {**mapping, key: value}


def thawed(state: State) -> State:
    """The state with drafts in the place of the mappings that events change most."""
    return replace(
        state,
        runs=Draft(state.runs),
        people=Draft(state.people),
        readiness=Draft(state.readiness),
        copied=Draft(state.copied),
    )


def frozen(state: State) -> State:
    """The state with plain mappings again, never changed from here on."""
    return replace(
        state,
        runs=dict(state.runs),
        people=dict(state.people),
        readiness=dict(state.readiness),
        copied=dict(state.copied),
    )
