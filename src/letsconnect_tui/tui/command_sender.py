"""Commands on their way to the desk's thread, and their answers on the way back to the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from letsconnect_tui.app.alert_queue import open_alerts
from letsconnect_tui.app.clipboard_file import keep_copied, short
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.i18n.message import message
from letsconnect_tui.tui.worker import CommandThread

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.app import LiveApp
    from letsconnect_tui.tui.input.key_run import KeyRun

OnReply = Callable[[Reply], None]


def flash_of(reply: Reply) -> Message:
    """What a command did, without the time and standing that the screen shows anyway."""
    return reply.done or reply.message


class CommandSender:
    """Gives commands for one app, in order; the flash line tells each answer before anybody else gets it."""

    def __init__(self, app: LiveApp) -> None:
        self._app = app
        self.thread = CommandThread(app)

    def execute(self, command: Callable[[], Reply], on_reply: OnReply | None) -> None:
        """Carry out a command of the present run of keys; an onlooker gives none."""
        if self._app.read_only:
            self._app.flash(message("refused-onlooker"), ok=False)
            return
        keys = self._app.keyboard.run
        if keys.taken_back:
            return  # the rest of a sentence, still on its way when that was found out

        def work() -> tuple[Reply, Any]:
            reply = command()
            keys.note(reply)
            return reply, open_alerts(self._app.desk)

        def show_answer(answer: tuple[Reply, Any]) -> None:
            reply, self._app.alerts.open_alerts = answer
            self._show_reply(reply, keys)
            if on_reply is not None:
                on_reply(reply)

        self.thread.do(work, show_answer)

    def _show_reply(self, reply: Reply, keys: KeyRun) -> None:
        app = self._app
        if not keys.taken_back:
            done = flash_of(reply)
            app.will_flash(done if reply.copied is None else message("tui-copying", done), ok=reply.ok)
            if reply.copied is not None:
                app.keyboard.when_at_rest(keys, lambda: self._copy(reply))
        for alert in reply.alerts:
            app.show_to_read_aloud(alert)
        app.redraw()

    def _copy(self, reply: Reply) -> None:
        """Put a copied text where it was wished."""
        text = reply.copied
        if text is None:
            return
        self._app.copy_to_clipboard(text)
        what = flash_of(reply)

        def show_copied(path: Path | None) -> None:
            where = (
                message("tui-copied", what) if path is None else message("tui-copied-file", what, short(path))
            )
            self._app.flash(where)

        self.thread.do(lambda: keep_copied(text), show_copied)
