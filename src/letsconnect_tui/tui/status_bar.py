"""The two lowest lines: what the last key did, and the keys of this moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import key_name, words
from letsconnect_tui.tui.actions import action_by_id
from letsconnect_tui.tui.render import status_bar

if TYPE_CHECKING:
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.screen import SessionScreen
    from letsconnect_tui.tui.snapshot import Snapshot

FLASH_S = 8
"""How long it stands what the last key did."""
_NOT_SHOWN = ""
_FOR_ONLOOKERS = ("palette", "timeline", "export", "report")
"""Panels whose keys change nothing in the session."""


class StatusBar:
    """Remembers what was said last and when, by the clock that keys are judged by."""

    def __init__(self) -> None:
        self._flash: tuple[Message, bool, float] | None = None
        self._flashed_in: str | None = _NOT_SHOWN
        """The id of the panel over which it was first shown; None: over none."""
        self._footer: object = None

    def flash(self, text: Message, at: float, *, ok: bool) -> None:
        """Let this stand for a while; not ``ok``: nothing changed."""
        self._flash = (text, ok, at)
        self._flashed_in = _NOT_SHOWN

    def carried_out(self) -> None:
        """What was shown as coming is there now."""
        if self._flash is not None and self._flash[0].key == status_bar.COMING:
            self._flash = None

    def show(
        self, screen: SessionScreen, snapshot: Snapshot, now_s: float, *, locked: bool, writes: bool = False
    ) -> None:
        """Draw both lines.

        Args:
            screen: Where they stand.
            snapshot: The session now.
            now_s: The present moment by the clock that keys are judged by.
            locked: Whether the keys are locked.
            writes: Whether letters go into an input.
        """
        if self._flash is not None and now_s - self._flash[2] > FLASH_S:
            self._flash = None
        self._forget_elsewhere(None if screen.panel is None else screen.panel.PANEL_ID)
        message, ok = self._flash[:2] if self._flash else (None, True)
        flash, footer = screen.flash_row, screen.footer_row
        width = footer.size.width or screen.app.size.width  # before it is laid out, as wide as it will be
        sentence = message and snapshot.names.hide_in(message)
        rows = status_bar.flash(sentence, ok, snapshot, width)
        screen.fit_flash(len(rows), snapshot)
        flash.show(rows)
        hints = _hints(screen, snapshot, writes=writes)
        if locked:
            hints = [(action_by_id("lock-keys").key, words("tui-key-unlock"))]
        if self._footer != (hints, width):
            self._footer = (hints, width)
            footer.show(status_bar.footer(hints, width))

    def _forget_elsewhere(self, panel: str | None) -> None:
        """What a panel could not do is true of that panel; it is not told over another."""
        if self._flash is None:
            return
        if self._flashed_in == _NOT_SHOWN:
            self._flashed_in = panel
        elif self._flashed_in not in (None, panel) and not self._flash[1]:
            self._flash = None


def _hints(screen: SessionScreen, snapshot: Snapshot, *, writes: bool) -> list[tuple[str, str]]:
    """Keys and labels: of the open panel, else of this moment."""
    panel = screen.panel
    if panel is None:
        return status_bar.live_hints(snapshot)
    shown = [(one.id or "", one.key) for one in panel.bindings_now() if one.show]
    keys = [(key_name(name, key), words(f"tui-key-{name}")) for name, key in shown]
    if snapshot.read_only and panel.PANEL_ID not in _FOR_ONLOOKERS:
        keys = []
    keys.append((key_name("close-panel", "esc"), words(panel.CLOSE_LABEL)))
    if panel.PANEL_ID == "help":
        return keys
    return [*keys, (action_by_id("help").key_where(writes=writes), words("tui-key-help"))]
