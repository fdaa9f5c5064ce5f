"""Copies a text that no chat line holds, such as a line to all rooms or the thanks for a sharer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.clipboard_file import keep_copied, short
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.session.commands import MarkCopied

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.tui.panels.panel import Panel


def copy_line(panel: Panel, key: str, text: str, what: Message) -> None:
    """Remember the copying under ``key``, and put the text on the clipboard once it is no typing by mistake.

    Args:
        panel: Where the key was pressed.
        key: ``kind:…``; the history says ``copied-kind`` of it.
        text: What is copied.
        what: How the flash line calls it.
    """
    app = panel.live
    if app.read_only:
        panel.flash(message("refused-onlooker"))
        return
    keys = app.keyboard.run
    panel.execute(MarkCopied(key))

    def tell(path: Path | None) -> None:
        app.flash(
            message("tui-copied", what) if path is None else message("tui-copied-file", what, short(path))
        )

    def put() -> None:
        app.copy_to_clipboard(text)
        app.run_in_background(lambda: keep_copied(text), tell)

    app.keyboard.when_at_rest(keys, put)
