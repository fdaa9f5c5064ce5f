"""Which keys change a session, by the ids of their bindings; all others only show something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.tui.input.key_press import Effect

if TYPE_CHECKING:
    from letsconnect_tui.tui.actions import Action

_ACTIONS = {
    "plus-1": Effect.REPEATABLE,
    "minus-1": Effect.REPEATABLE,
    "plus-5": Effect.REPEATABLE,
    "minus-5": Effect.REPEATABLE,
    "undo": Effect.REPEATABLE,
    "redo": Effect.REPEATABLE,
    "answer-yes": Effect.ONCE,
    "close": Effect.FINAL,
    "hide-names": Effect.ADJUST,
}
"""What the fields of an action do not tell."""
_PANEL_KEYS = {
    "rooms-longer": Effect.REPEATABLE,
    "rooms-shorter": Effect.REPEATABLE,
    "rooms-again": Effect.ADJUST,
    "rooms-same-groups": Effect.ADJUST,
    "times-earlier": Effect.ADJUST,
    "times-later": Effect.ADJUST,
    "times-drop": Effect.ADJUST,
    "times-give": Effect.ADJUST,
    "paste-choose": Effect.ADJUST,
    "paste-leave-out": Effect.ADJUST,
} | dict.fromkeys(
    (
        *("handoff-next", "handoff-tick", "handoff-here", "handoff-intro", "handoff-cue", "handoff-thanks"),
        *(
            "rooms-open",
            "rooms-lock",
            "rooms-copy",
            "rooms-seat",
            "rooms-status",
            "rooms-visit",
            "rooms-send",
        ),
        *("rooms-offer", "rooms-close-rooms", "readiness-tick", "copy-texts-line", "notes-tick"),
    ),
    Effect.ONCE,
)
"""Letters of panels that do more than pick up, preview or move."""
DIGITS = {
    "handoff": Effect.ONCE,
    "copy-texts": Effect.ONCE,
    "rooms": Effect.ADJUST,
    "times": Effect.ADJUST,
    "paste": Effect.ADJUST,
}
"""Panels that obey digits; a room's number ends what ``m`` has begun, and is checked there."""

ONLY_IN_PANELS = {
    "G": ("rooms", "rooms-same-groups"),
    "g": ("times", "times-give"),
    "i": ("rooms", "rooms-visit"),
    "l": ("rooms", "rooms-lock"),
    "z": ("rooms", "rooms-close-rooms"),
}
"""Letters that are keys of panels alone: the panel and the binding to name where they do nothing."""


def effect_of_action(one: Action) -> Effect:
    """What a live key does, where it can do something."""
    return _ACTIONS.get(one.id, Effect.VIEW if one.says is None else Effect.ONCE)


def effect_of_panel_key(binding_id: str) -> Effect:
    """What a key of a panel does."""
    return _PANEL_KEYS.get(binding_id, Effect.VIEW)
