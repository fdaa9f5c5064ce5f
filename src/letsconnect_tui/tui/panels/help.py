"""Every key that works here, from the same table that makes them work."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from letsconnect_tui.i18n import key_name, words
from letsconnect_tui.text import cell_width
from letsconnect_tui.tui.actions import action_by_id, actions_now
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render.styles import ACCENT, MUTED, STRONG, styled, wrapped
from letsconnect_tui.tui.widgets.line_list import LineList
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content


def key_row(key: str, label: str, sentence: str) -> Content:
    """One row: key, what it is called, what it does."""
    return styled(f" {key:>8}  ", f"bold {ACCENT}") + styled(label, STRONG, width=13) + styled(f" {sentence}")


def binding_row(binding: Binding) -> Content:
    """The row of a panel's own binding."""
    name = binding.id or ""
    return key_row(key_name(name, binding.key), words(f"tui-key-{name}"), words(f"tui-does-{name}"))


SENTENCE_AT = 25
"""The column that the sentence of a row begins in."""


class HelpPanel(Panel):
    """Lists the keys of what is open under the clock first, then those of this place; Enter does one."""

    PANEL_ID = "help"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "close", id="help-close", show=False),  # Esc does the same and is named
    ]

    def __init__(self, about: Panel | None = None) -> None:
        super().__init__()
        self.title_row = TextRows(id="help-title")
        self.lines = LineList(id="help-keys")
        self.whole = TextRows(id="help-whole")
        self._sentences: dict[str, str] = {}
        self.underlying = about
        self._about = about if about is not None and about.bindings_now() else None

    def compose(self) -> ComposeResult:
        """A heading, the list, and the whole sentence of the line the cursor is on."""
        yield from (self.title_row, self.lines, self.whole)

    def on_mount(self) -> None:
        """Fill the list; keys do not change while it is open."""
        snapshot = self.live.snapshot()
        about, actions = words(f"tui-help-{snapshot.mode}"), actions_now(snapshot)
        if self._about is not None:
            about = words("tui-help-panel", self._about.title())
        self.title_row.show([styled(f" {about}", MUTED)])
        own = self._about.bindings_now() if self._about is not None else []
        rows: list[tuple[str, Content]] = [(f"-{one.id}", binding_row(one)) for one in own]
        rows += [
            (one.id, key_row(one.key, words(f"tui-key-{one.id}"), words(f"tui-does-{one.id}")))
            for one in actions
        ]
        self._sentences = {f"-{one.id}": words(f"tui-does-{one.id}") for one in own}
        self._sentences |= {one.id: words(f"tui-does-{one.id}") for one in actions}
        self.lines.show(rows)

    def line_moved(self) -> None:
        """The sentence of another line."""
        self._show_whole()

    def on_resize(self) -> None:
        """Another width cuts other sentences."""
        self._show_whole()

    def _show_whole(self) -> None:
        sentence = self._sentences.get(self.lines.cursor_key or "", "")
        is_cut = SENTENCE_AT + cell_width(sentence) >= self.size.width
        self.whole.show(wrapped(sentence, self.size.width, MUTED) if is_cut and self.size.width else [])

    def line_chosen(self, key: str) -> None:
        """Do what the line says."""
        if not key.startswith("-"):
            self.live.do(action_by_id(key))
            return
        own = self._about.bindings_now() if self._about is not None else []
        action = next((one.action for one in own if f"-{one.id}" == key), None)
        if action is not None:
            self.live.call_later(self._go_back_and_do, action)

    async def _go_back_and_do(self, action: str) -> None:
        """What a key of the panel does that this list was opened over."""
        panel = self._about
        await self.live.open_panel(None)
        if panel is not None and panel.is_attached:
            await panel.run_action(action)

    def action_close(self) -> None:
        """Leave the help."""
        self.close()
