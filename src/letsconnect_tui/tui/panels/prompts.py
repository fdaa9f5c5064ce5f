"""Panels that ask one thing: a text, or a yes before ending or closing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.widgets import Input

from letsconnect_tui.app.recovery_options import end_after
from letsconnect_tui.commands.arguments import item_named
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session.commands import Drop, End
from letsconnect_tui.text import NOTE_LIMIT
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render.styles import MUTED, STRONG, styled
from letsconnect_tui.tui.widgets.inputs import LineInput
from letsconnect_tui.tui.widgets.text_rows import TextRows, WrappedRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.tui.actions import Action
    from letsconnect_tui.tui.snapshot import Snapshot


class EndPanel(Panel):
    """Ends the session when the word for it is typed."""

    PANEL_ID = "end"
    ENTER_WAITS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "end", id="end-end"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.question = WrappedRows(id="end-question")
        self.word = LineInput(id="end-word", max_length=20, select_on_focus=False)
        self.hint = WrappedRows(id="end-hint")

    def compose(self) -> ComposeResult:
        """The question, and a line for the word."""
        yield from (self.question, self.word, self.hint)

    def on_mount(self) -> None:
        """Say what ends, and what can still be done afterwards."""
        self.question.show([styled(f" {words('tui-end-question', words('tui-end-word'))}", STRONG)])
        self.hint.show([styled(f" {words('tui-end-hint')}", MUTED)])

    @on(Input.Submitted)
    def end(self, event: Input.Submitted) -> None:
        """Only the word ends."""
        event.stop()
        if event.value.strip().casefold() == words("tui-end-word").casefold():
            self.execute(End())
        else:
            self.flash(message("tui-end-other-word", words("tui-end-word")))

    def action_end(self) -> None:
        """Enter belongs to the line while it has the focus; from elsewhere it goes there."""
        self.word.focus()

    def handle_reply(self, reply: Reply) -> None:
        """Close when it has ended; why it was refused, or asked again, is told over this panel."""
        if reply.ok:
            self.close()


class QuitPanel(Panel):
    """Says what is left of the session, and leaves on a second key."""

    PANEL_ID = "quit"
    CLOSE_LABEL = "tui-key-stay"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave", id="quit-leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.question = WrappedRows(id="quit-question")

    def compose(self) -> ComposeResult:
        """Two sentences."""
        yield self.question

    def on_mount(self) -> None:
        """Say what quitting means; the question must stand for a moment."""
        self.question.show(
            [styled(f" {words('tui-quit-question')}", STRONG), styled(f" {self._what_is_left()}")]
        )
        self.settle()

    def _what_is_left(self) -> str:
        from letsconnect_tui.app.queries import what_is_left  # 60 ms, not needed to draw a screen

        left = what_is_left(self.live.session)
        if left == "elsewhere":
            about = words(message("tui-quit-elsewhere", self.live.session.kept_elsewhere))
        else:
            about = words(f"tui-quit-{left}" if left in ("nothing", "rehearsal") else "tui-quit-goes-on")
        team = self.live.session.team
        if team is not None and team.waiting:
            about = f"{about} {words(message('together-waits', team.waiting))}"
        return f"{about} {words('tui-quit-keys')}"

    def action_leave(self) -> None:
        """Close the window."""
        if self.settled:
            self.app.exit(0)
        else:
            self.flash(message("tui-look-first"))


class TextPromptPanel(Panel):
    """Asks for the rest of a typed line, gives it with Enter, and closes when it was carried out."""

    PANEL_ID = "ask"
    ENTER_WAITS = True
    TAKES_LINE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", id="ask-keep"),
    ]

    def __init__(self, asked: Action) -> None:
        super().__init__()
        self.asked = asked
        self.question = WrappedRows(id="ask-question")
        self.line = LineInput(id="ask-line", max_length=NOTE_LIMIT, select_on_focus=False)
        self.hint = WrappedRows(id="ask-hint")
        self.about = TextRows(id="ask-about")

    def renewed(self) -> TextPromptPanel | None:
        """The same question again."""
        return TextPromptPanel(self.asked)

    def compose(self) -> ComposeResult:
        """A question, the line, what Enter does with it, and what it means."""
        yield from (self.question, self.line, self.hint, self.about)

    def on_mount(self) -> None:
        """Begin to write at once."""
        self.question.show([styled(f" {words(f'tui-ask-{self.asked.id}')}", STRONG)])
        self.hint.show([styled(f" {words(f'tui-ask-hint-{self.asked.id}')}", MUTED)])

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Of an item to be dropped, show which it is and when the session would end, before Enter."""
        if self.asked.id == "drop" and self.size.width:
            self.about.show(item_to_drop(snapshot, self.line.value, self.size.width))
        elif meaning := self.meaning(snapshot, self.line.value):
            self.about.show([styled(f" {meaning}", STRONG)])
        else:
            self.about.show([])

    def meaning(self, snapshot: Snapshot, written: str) -> str:
        """What Enter would do with what is written, where that is not plain; empty: nothing to say."""
        return ""

    @on(Input.Changed)
    def show_meaning(self, event: Input.Changed) -> None:
        """Another letter may mean another item."""
        event.stop()
        self.show_snapshot(self.live.snapshot())

    def on_resize(self) -> None:
        """The first width, or another one."""
        self.show_snapshot(self.live.snapshot())

    @on(Input.Submitted)
    def give_line(self, event: Input.Submitted) -> None:
        """Give what was written; nothing written is nothing given. Letters behind it are keys again."""
        if event.value.strip():
            self.line.disabled = True
            self.screen.set_focus(self, scroll_visible=False)
            self.execute_line(f"{self.asked.word} {event.value.strip()}")
        else:
            self.flash(message("tui-ask-nothing"))
        self.live.keyboard.enter_taken()

    def action_keep(self) -> None:
        """Enter belongs to the line while it has the focus; from elsewhere it goes there."""
        self.line.focus()

    def handle_reply(self, reply: Reply) -> None:
        """Close when it was carried out; a refusal leaves the line to be mended."""
        if reply.ok:
            self.close()
            return
        self.line.disabled = False
        self.line.focus()


def item_to_drop(snapshot: Snapshot, written: str, width: int) -> list[Content]:
    """The item that is meant and the end without it; what can be dropped while nothing is written."""
    state = snapshot.state
    if not written.strip():
        rows = [
            styled(f"  {snapshot.time(line.start_at)}  ", MUTED) + styled(state.item(line.item).title)
            for line in snapshot.moment.coming
        ]
        return [row.truncate(width, ellipsis=True) for row in rows]
    try:
        item = item_named(state, written.strip(), among=state.to_come)
        ends = end_after(state, Drop(item), snapshot.moment.now)
    except CommandRefused as no:
        return [styled(f" {words(snapshot.names.hide_in(no.message))}", MUTED).truncate(width, ellipsis=True)]
    if ends is None:
        return []
    text = words("tui-ask-drop-leads", state.item(item).title, snapshot.time(ends))
    return [styled(f" {text}", STRONG).truncate(width, ellipsis=True)]
