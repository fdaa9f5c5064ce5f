"""What the guard takes keys to do is what the tables of keys say."""

from __future__ import annotations

import pytest
from textual.binding import Binding

from letsconnect_tui.tui.actions import ACTIONS, REQUESTS, Action
from letsconnect_tui.tui.input.key_meaning import (
    _PANEL_KEYS,
    ONLY_IN_PANELS,
    effect_of_action,
    effect_of_panel_key,
)
from letsconnect_tui.tui.panels.registry import panel_classes

BINDINGS = {
    str(one.id): one.key
    for panel in panel_classes()
    for one in panel.BINDINGS
    if isinstance(one, Binding) and one.id is not None
}
LOOKS = {
    *("rooms-move", "rooms-swap", "rooms-copy-as", "rooms-find", "rooms-tidy"),
    *("help-close", "export-names", "report-names", "report-plot"),
}
"""Letters of panels that pick up, ask, preview or show; Enter, arrows and keys with Ctrl are no letters."""


@pytest.mark.parametrize("one", [one for one in ACTIONS if one.id in REQUESTS], ids=lambda one: one.id)
def test_every_live_key_that_asks_something_of_the_session_is_held(one: Action) -> None:
    assert effect_of_action(one).changes


def test_every_letter_of_a_panel_is_said_to_change_something_or_known_to_look() -> None:
    letters = {name for name, key in BINDINGS.items() if len(key) == 1 or key == "space"}
    assert {name for name in letters if not effect_of_panel_key(name).changes} == LOOKS & letters
    assert set(_PANEL_KEYS) <= set(BINDINGS)


def test_letters_of_panels_alone_are_named_where_they_do_nothing() -> None:
    live = {key for one in ACTIONS for key in one.keys}
    alone = {key for key in BINDINGS.values() if len(key) == 1 and key.isalpha()} - live
    assert set(ONLY_IN_PANELS) == alone
    assert all(BINDINGS[name] == key for key, (_, name) in ONLY_IN_PANELS.items())
