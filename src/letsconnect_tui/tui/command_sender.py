"""Commands on their way to the desk's thread, and their answers on the way back to the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from letsconnect_tui.app.clipboard_file import keep_copied, short
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.i18n.message import message
from letsconnect_tui.tui.alert_queue import standing
from letsconnect_tui.tui.flash_messages import flash_of
from letsconnect_tui.tui.input.typing_guard import SETTLED_S
from letsconnect_tui.tui.worker import CommandThread

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.tui.app import LiveApp
    from letsconnect_tui.tui.input.key_run import KeyRun

Then = Callable[[Reply], None]


class CommandSender:
    """Gives commands for one app, in order; the flash line tells each answer before anybody else gets it."""

    def __init__(self, app: LiveApp) -> None:
        self._app = app
        self.thread = CommandThread(app)

    def give(self, command: Callable[[], Reply], then: Then | None) -> None:
        """Carry out a command of the present run of keys; an onlooker gives none."""
        if self._app.read_only:
            self._app.flash(message("tui-read-only"), ok=False)
            return
        keys = self._app.keyboard.run

        def carry_out() -> tuple[Reply, Any]:
            reply = command()
            keys.note(reply)
            return reply, standing(self._app.desk)

        def told(answer: tuple[Reply, Any]) -> None:
            reply, self._app.alerts.standing = answer
            self._told(reply, keys)
            if then is not None:
                then(reply)

        self.thread.do(carry_out, told)

    def _told(self, reply: Reply, keys: KeyRun) -> None:
        app = self._app
        if not keys.taken_back:
            app.will_flash(flash_of(reply, app.desk.names), ok=reply.ok)
            if reply.copied is not None:
                app.set_timer(SETTLED_S, lambda: self._copy(reply, keys))
        for alert in reply.alerts:
            app.say_aloud(alert)
        app.refresh_look()

    def _copy(self, reply: Reply, keys: KeyRun) -> None:
        """Put a copied text where it was wished, unless the key turned out to be part of a sentence."""
        text = reply.copied
        if keys.taken_back or text is None:
            return
        self._app.copy_to_clipboard(text)
        what = flash_of(reply, self._app.desk.names)

        def tell(path: Path | None) -> None:
            where = (
                message("tui-copied", what) if path is None else message("tui-copied-file", what, short(path))
            )
            self._app.flash(where)

        self.thread.do(lambda: keep_copied(text), tell)
