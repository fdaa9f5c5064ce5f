"""What a key would do where it is pressed, and why it does nothing where it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from letsconnect_tui.i18n import keys_of, words
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.tui.actions import ACTIONS, Action, action_by_id, action_for
from letsconnect_tui.tui.input.key_press import Effect
from letsconnect_tui.tui.input.keyboard_layouts import is_latin
from letsconnect_tui.tui.snapshot import BEFORE, ENDED, LIVE

if TYPE_CHECKING:
    from collections.abc import Set

    from letsconnect_tui.tui.actions import Action
    from letsconnect_tui.tui.host import LiveHost, OpenPanel
    from letsconnect_tui.tui.snapshot import Snapshot


def open_panel_of(app: LiveHost) -> OpenPanel | None:
    """What is open under the clock."""
    return app.session_screen.panel if app.session_screen is not None else None


def _binding_for(panel: OpenPanel | None, keys: Set[str]) -> str | None:
    """The id of the panel's own binding for a key."""
    for one in panel.bindings_now() if panel is not None else ():
        if one.id is not None and not keys.isdisjoint(keys_of(one.id, one.key)):
            return one.id
    return None


def _idle_binding(panel: OpenPanel | None, keys: Set[str]) -> str | None:
    """The id of the panel's own binding for a key that does nothing in it at this moment."""
    for one in panel.BINDINGS if panel is not None else ():
        if isinstance(one, Binding) and one.id is not None and not keys.isdisjoint(keys_of(one.id, one.key)):
            return one.id
    return None


def effect_of(app: LiveHost, keys: Set[str], snapshot: Snapshot) -> Effect:
    """What a printable key would do now, outside an input; ``keys``: its sign, and Textual's name of it."""
    if app.screen is not app.session_screen:
        return Effect.VIEW  # the big clock closes
    panel = open_panel_of(app)
    mine = _binding_for(panel, keys)
    if mine is not None:
        return Effect.VIEW if app.read_only else effect_of_panel_key(mine)
    digit = next((key for key in "123456789" if key in keys), None)
    if panel is not None and panel.PANEL_ID in DIGITS and digit is not None:
        if not panel.obeys_digit(int(digit)):
            return Effect.NOTHING
        return Effect.VIEW if app.read_only else DIGITS[panel.PANEL_ID]
    found = action_for(keys, snapshot)
    if found is not None and app.read_only:
        return Effect.VIEW  # of what would change something such a window says that it only looks
    if found is None or not found.is_available(snapshot):
        return Effect.NOTHING
    return effect_of_action(found)


def obeys_enter(app: LiveHost) -> bool:
    """Whether Enter does anything now."""
    panel, focused = open_panel_of(app), app.focused
    if app.screen is not app.session_screen or app.read_only:
        return True
    if focused is not None and focused.check_consume_key("a", "a"):
        value = str(getattr(focused, "value", ""))
        return bool(value.strip()) or (panel is not None and panel.PANEL_ID in ("people", "palette"))
    if focused is not None:
        from letsconnect_tui.tui.widgets.line_list import LineList, TextView

        if isinstance(focused, LineList) and not isinstance(focused, TextView):
            return True
    return _binding_for(panel, {"enter"}) is not None


def label_of(app: LiveHost, keys: Set[str], snapshot: Snapshot) -> str:
    """What the footer calls a key; the key itself where it is in no table."""
    found = action_for(keys, snapshot)
    mine = _binding_for(open_panel_of(app), keys) or (found.id if found is not None else None)
    return min(keys, key=len) if mine is None else words(f"tui-key-{mine}")


def why_nothing(keys: Set[str], snapshot: Snapshot, panel: OpenPanel | None = None) -> Message | Action:
    """Why a key does nothing here; an action that is refused now and says itself why.

    Args:
        keys: The key's sign, and Textual's name of it.
        snapshot: The session now.
        panel: What is open under the clock.
    """
    sign = min(keys, key=len)
    found = action_for(keys, snapshot)
    if found is not None:
        return message(f"tui-cannot-{found.id}") if found.prompts else found
    idle = _idle_binding(panel, keys)
    if idle is not None:
        return message("tui-key-idle", sign, words(f"tui-key-{idle}"))
    elsewhere = next((one for one in ACTIONS if not keys.isdisjoint(one.keys)), None)
    if elsewhere is not None:
        return message(_when_instead(elsewhere, snapshot), sign, words(f"tui-key-{elsewhere.id}"))
    place, mine = next(
        (where for letter, where in ONLY_IN_PANELS.items() if not keys.isdisjoint(keys_of(where[1], letter))),
        ("", ""),
    )
    if place and snapshot.mode in action_by_id(place).modes:
        named = words(f"tui-place-{place}")
        return message("tui-key-in-panel", sign, words(f"tui-key-{mine}"), named, action_by_id(place).key)
    return message("tui-key-unknown" if is_latin(sign) else "tui-key-unknown-script", sign)


def undo_keys() -> tuple[str, ...]:
    """The keys that take back, outside an input."""
    return action_by_id("undo").keys


def _when_instead(elsewhere: Action, snapshot: Snapshot) -> str:
    """The key of the sentence that says when an action of another mode can be done."""
    if snapshot.mode == BEFORE:
        return "tui-key-not-before" if LIVE in elsewhere.modes else "tui-key-only-after"
    if snapshot.mode == ENDED:
        return "tui-key-not-after"
    return "tui-key-not-live" if BEFORE in elsewhere.modes else "tui-key-only-after"


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
    "rooms-longer-5": Effect.REPEATABLE,
    "rooms-shorter-5": Effect.REPEATABLE,
    "rooms-shorter": Effect.REPEATABLE,
    "rooms-again": Effect.ADJUST,
    "rooms-next-round": Effect.ADJUST,
    "rooms-same-groups": Effect.ADJUST,
    "times-earlier": Effect.ADJUST,
    "times-later": Effect.ADJUST,
    "times-drop": Effect.ADJUST,
    "times-give": Effect.ADJUST,
    "paste-choose": Effect.ADJUST,
    "paste-leave-out": Effect.ADJUST,
    "import-choose": Effect.ADJUST,
    "import-leave-out": Effect.ADJUST,
    "columns-name": Effect.ADJUST,
    "columns-clear": Effect.ADJUST,
    "team-drop": Effect.ADJUST,
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
    "import": Effect.ADJUST,
    "columns": Effect.ADJUST,
}
"""Panels that obey digits; a room's number ends what ``m`` has begun, and is checked there."""

ONLY_IN_PANELS = {
    "G": ("rooms", "rooms-same-groups"),
    "g": ("times", "times-give"),
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
