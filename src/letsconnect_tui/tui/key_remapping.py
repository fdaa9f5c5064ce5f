"""The keys of all bindings by id: the defaults, and what the settings say instead."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import msgspec
from textual.binding import Binding
from textual.keys import Keys

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import keys_of, message, use_keys
from letsconnect_tui.settings import read_settings, settings_file
from letsconnect_tui.tui.actions import ACTIONS
from letsconnect_tui.tui.editor.screen import EditorScreen
from letsconnect_tui.tui.editor.tables import EditorTable
from letsconnect_tui.tui.panels.registry import panel_classes
from letsconnect_tui.tui.render.home import KEYS as HOME_KEYS
from letsconnect_tui.tui.snapshot import BEFORE, ENDED, LIVE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from letsconnect_tui.i18n import Message
    from letsconnect_tui.tui.panels.panel import Panel

_SHARED = (
    {"pause", "resume"},
    {"recording-on", "recording-off"},
    {"rooms-accept", "rooms-tick"},
    {"rooms-again", "rooms-next-round"},
)
"""Pairs with one key: only one of the two makes sense at a time."""
_WITH_MODIFIERS = re.compile(r"((ctrl|shift|alt|super|meta|hyper)\+)*([a-z0-9]|f\d{1,2}|[a-z_]{2,30})")
_OF_LISTS = frozenset(
    ("enter", "escape", "tab", "shift+tab", "up", "down", "home", "end", "pageup", "pagedown")
)
"""Keys that move in lists and answer them; live keys act before a list sees them."""


class BoundKey(msgspec.Struct, frozen=True):
    """One binding: where it works, and its default keys."""

    id: str
    group: str
    """``before``, ``live``, ``after``, ``home``, or the panel's id: in one group a key means one thing."""
    default: str

    @property
    def is_live(self) -> bool:
        """Whether it is a key of the screen, not of a panel."""
        return self.group in (BEFORE, LIVE, ENDED)


def bound_keys() -> tuple[BoundKey, ...]:
    """Every binding with an id; one that works in several modes comes once for each."""
    live = [BoundKey(one.id, mode, one.default_keys) for one in ACTIONS for mode in one.modes]
    close = [BoundKey("close-panel", mode, "escape") for mode in (BEFORE, LIVE, ENDED)]
    home = [BoundKey(f"home-{name}", "home", key) for key, name in HOME_KEYS]
    return (
        *live,
        *close,
        *home,
        *_editor_bindings(),
        *(bound for panel in panel_classes() for bound in _of_panel(panel)),
    )


def _editor_bindings() -> Iterator[BoundKey]:
    for one in (*EditorScreen.BINDINGS, *EditorTable.BINDINGS):
        if isinstance(one, Binding) and one.id is not None:
            yield BoundKey(one.id, "editor", one.key)


def _of_panel(panel: type[Panel]) -> Iterator[BoundKey]:
    for one in panel.BINDINGS:
        if isinstance(one, Binding) and one.id is not None:
            yield BoundKey(one.id, panel.PANEL_ID, one.key)


def read_keymap(table: Mapping[str, Any]) -> tuple[dict[str, tuple[str, ...]], list[Message]]:
    """The keys that a settings table gives by binding id, and what of it was left out and why.

    A key that clashes, a key that is none, and an id nobody knows leave that one binding as it is by default.
    """
    bound = bound_keys()
    known = {one.id: one for one in bound}
    keymap: dict[str, tuple[str, ...]] = {}
    problems: list[Message] = []
    for name, given in table.items():
        keys = (given,) if isinstance(given, str) else given
        if name not in known:
            problems.append(_unknown(name, known))
        elif not isinstance(keys, list | tuple) or not keys or not all(isinstance(key, str) for key in keys):
            problems.append(message("settings-key-form", name))
        elif wrong := next((key for key in keys if not is_key(key)), None):
            problems.append(message("settings-no-key", name, wrong))
        elif known[name].is_live and name != "close-panel" and (taken := _OF_LISTS.intersection(keys)):
            problems.append(message("settings-list-key", name, min(taken)))
        else:
            keymap[name] = tuple(keys)
    for name, key, other in _clashes(bound, keymap):
        if keymap.pop(name, None) is not None:
            problems.append(message("settings-key-clash", name, key, other))
    return keymap, problems


def load_keys() -> tuple[dict[str, str], list[Message]]:
    """Take the keys of the settings file into use: Textual's keymap, and what was left out and why."""
    try:
        table = read_settings(settings_file()).get("keys")
    except InputError as error:
        return {}, [error.message]
    if not table:
        return {}, []
    keymap, problems = read_keymap(table)
    use_keys(keymap)
    # All bindings, not only those with another key: Textual 8.2 drops what shares a key with one that moves.
    return {one.id: ",".join(keys_of(one.id, one.default)) for one in bound_keys()}, problems


def is_key(key: str) -> bool:
    """Whether a terminal can send a key of that name: one character, ``f5``, ``ctrl+x``, ``pageup``…"""
    if len(key) == 1:
        return key.isprintable()
    name = _WITH_MODIFIERS.fullmatch(key)
    if name is None:
        return False
    plain = name[3]
    return len(plain) == 1 or plain in {one.value for one in Keys} or bool(re.fullmatch(r"f\d{1,2}", plain))


def _unknown(name: str, known: Mapping[str, BoundKey]) -> Message:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        return message("settings-unknown-id-near", name, near[0])
    return message("settings-unknown-id", name)


def _clashes(
    bound: tuple[BoundKey, ...], keymap: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str, str]]:
    """Binding, key and other binding, for each key that would mean two things in one place."""
    owners: dict[tuple[str, str], str] = {}
    given_last = sorted(bound, key=lambda one: one.id in keymap)
    for one in given_last:
        for key in keymap.get(one.id, tuple(one.default.split(","))):
            other = owners.setdefault((one.group, key), one.id)
            if other != one.id and {one.id, other} not in _SHARED:
                yield one.id, key, other
