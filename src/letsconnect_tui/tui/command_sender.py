"""Commands on their way to the thread of the session, and their answers on the way back to the screen.

Commands run in order on a thread of their own, so that a slow disk never stops the clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from textual.message import Message as TextualMessage

from letsconnect_tui.app.alert_queue import open_alerts
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session.commands import MarkCopied

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.app.proposals import Proposal
    from letsconnect_tui.app.requests import ProposalRequest
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.host import KeysSoFar, LiveHost
    from letsconnect_tui.tui.slow_search import Search, Searches

OnReply = Callable[[Reply], None]

PATIENCE_S = 2.0
"""How long a key waits for the commands before it."""


class Done(TextualMessage):
    """Work of the session's thread is finished; ``on_result`` takes its result on the screen's thread."""

    def __init__(self, finished: Future[Any], on_result: Callable[[Any], None] | None) -> None:
        super().__init__()
        self.finished = finished
        self.on_result = on_result


class CommandThread:
    """Runs work in order, one piece at a time, and posts ``Done`` to its owner."""

    def __init__(self, owner: LiveHost) -> None:
        self._owner = owner
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="session")
        self._closed = False
        self._latest: Future[Any] | None = None
        self.waiting = 0
        """Pieces of work whose result has not been handled yet."""

    def do(self, work: Callable[[], Any], on_result: Callable[[Any], None] | None = None) -> None:
        """Queue a piece of work; after ``close`` nothing begins any more."""
        if self._closed:
            return
        self.waiting += 1
        future = self._latest = self._pool.submit(work)
        future.add_done_callback(lambda finished: self._owner.post_message(Done(finished, on_result)))

    async def caught_up(self) -> None:
        """Wait until what was queued so far is carried out, but not for a disk that hangs."""
        if self._latest is not None and not self._latest.done():
            await asyncio.wait([asyncio.wrap_future(self._latest)], timeout=PATIENCE_S)

    def finish(self, done: Done) -> None:
        """Hand a result on; raises what the work raised."""
        self.waiting -= 1
        result = done.finished.result()
        if done.on_result is not None:
            done.on_result(result)

    def close(self) -> None:
        """Finish what was begun, begin nothing more."""
        self._closed = True
        self._pool.shutdown(wait=True)


def flash_of(reply: Reply) -> Message:
    """What a command did, without the time and standing that the screen shows anyway."""
    return reply.done or reply.message


class CommandSender:
    """Gives commands for one app, in order; the flash line tells each answer before anybody else gets it."""

    def __init__(self, app: LiveHost) -> None:
        self._app = app
        self._searches: Searches | None = None
        self.thread = CommandThread(app)

    def execute(
        self,
        command: Callable[[], Reply],
        on_reply: OnReply | None,
        *,
        always: Callable[[], None] | None = None,
    ) -> None:
        """Carry out a command of the present run of keys; an onlooker gives none.

        Args:
            command: Carries it out, on the session's thread.
            on_reply: Gets the answer, on the screen's thread.
            always: Called when it is over, also where it was never begun.
        """
        keys = self._app.keyboard.run
        if self._app.read_only or keys.taken_back:
            if self._app.read_only:
                self._app.flash(message("refused-onlooker"), ok=False)
            if always is not None:
                always()
            return  # taken back: the rest of a sentence, still on its way when that was found out

        def work() -> tuple[Reply, Any]:
            reply = command()
            keys.note(reply)
            return reply, open_alerts(self._app.session)

        def show_answer(answer: tuple[Reply, Any]) -> None:
            reply, self._app.alerts.open_alerts = answer
            if always is not None:
                always()
            self._show_reply(reply, keys)
            if on_reply is not None:
                on_reply(reply)

        self.thread.do(work, show_answer)

    def execute_line(self, line: str, on_reply: OnReply | None) -> None:
        """Carry out a typed line; what it proposes is shown in its panel."""
        searches, session = self._all_searches(), self._app.session
        search = searches.begin()
        made: list[Proposal] = []

        def performed() -> Reply:
            from letsconnect_tui.commands.table import perform_line  # 20 ms, not needed for the first paint

            before = session.proposal
            reply = perform_line(session, line, cancelled=search.is_stopped)
            if reply.ok and session.proposal is not None and session.proposal is not before:
                made.append(session.proposal)
            return reply

        def answered(reply: Reply) -> None:
            if on_reply is not None:
                on_reply(reply)
            for proposal in made:
                self._app.call_later(self._app.show_proposal, proposal)

        self.execute(performed, answered, always=lambda: searches.end(search))

    def propose(self, request: ProposalRequest, on_reply: OnReply) -> Search:
        """Ask for a proposal; when that takes long it is said, and Esc stops it."""
        searches, session = self._all_searches(), self._app.session
        search = searches.begin()

        def answered(reply: Reply) -> None:
            if search.is_slow:
                self._app.flash(reply.message, ok=reply.ok)
            searches.end(search)
            on_reply(reply)

        self.thread.do(lambda: session.propose(request, cancelled=search.is_stopped), answered)
        return search

    def stop_slow(self) -> bool:
        """Stop the searches of which it was said that they go on; whether there was one."""
        return self._searches is not None and self._searches.stop_slow()

    def _all_searches(self) -> Searches:
        if self._searches is None:
            from letsconnect_tui.tui.slow_search import Searches  # not needed for the first paint

            self._searches = Searches(self._app)
        return self._searches

    def _show_reply(self, reply: Reply, keys: KeysSoFar) -> None:
        app = self._app
        if not keys.taken_back:
            done = flash_of(reply)
            app.will_flash(done if reply.copied is None else message("tui-copying", done), ok=reply.ok)
            text = reply.copied
            if text is not None:
                app.keyboard.when_at_rest(keys, lambda: self._copy(text, done))
        for alert in reply.alerts:
            app.show_to_read_aloud(alert)
        app.redraw()

    def copy_line(self, key: str, text: str, what: Message, on_reply: OnReply) -> None:
        """Remember a copying, and put the text on the clipboard once it is no typing by mistake.

        Args:
            key: ``kind:…``; the history says ``copied-kind`` of it.
            text: What is copied.
            what: How the flash line calls it.
            on_reply: Gets the answer to the remembering.
        """
        keys = self._app.keyboard.run
        self._app.execute(MarkCopied(key), on_reply)
        if not self._app.read_only:
            self._app.keyboard.when_at_rest(keys, lambda: self._copy(text, what))

    def _copy(self, text: str, what: Message) -> None:
        """Put a text on the clipboard, and say so; where the clipboard is a file, which."""
        from letsconnect_tui.app.saving import keep_copied, short_path

        self._app.copy_to_clipboard(text)

        def show_copied(path: Path | None) -> None:
            self._app.flash(
                message("tui-copied", what)
                if path is None
                else message("tui-copied-file", what, short_path(path))
            )

        self.thread.do(lambda: keep_copied(text), show_copied)
