"""One line to write under the clock: for notes, questions, headcounts and other things a key asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.widgets import Input

from letsconnect_tui.i18n import words
from letsconnect_tui.text import NOTE_LIMIT
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render.styles import MUTED, STRONG, styled
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.tui.actions import Action


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
        self.question = TextRows(id="ask-question")
        self.line = Input(id="ask-line", max_length=NOTE_LIMIT, select_on_focus=False)
        self.hint = TextRows(id="ask-hint")

    def renewed(self) -> TextPromptPanel:
        """The same question again."""
        return TextPromptPanel(self.asked)

    def compose(self) -> ComposeResult:
        """A question, the line, and an example."""
        yield from (self.question, self.line, self.hint)

    def on_mount(self) -> None:
        """Begin to write at once."""
        self.question.show([styled(f" {words(f'tui-ask-{self.asked.id}')}", STRONG)])
        self.hint.show([styled(f" {words('tui-ask-hint')}", MUTED)])

    @on(Input.Submitted)
    def give_line(self, event: Input.Submitted) -> None:
        """Give what was written; nothing written is nothing given. Letters behind it are keys again."""
        if event.value.strip():
            self.line.disabled = True
            self.screen.set_focus(self, scroll_visible=False)
            self.execute_line(f"{self.asked.word} {event.value.strip()}")
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
