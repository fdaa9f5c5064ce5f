"""Every key that works here, from the same table that makes them work."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding

from letsconnect_tui.i18n import key_name, words
from letsconnect_tui.tui.actions import action_by_id, actions_in
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render.styles import ACCENT, MUTED, STRONG, styled
from letsconnect_tui.tui.widgets.line_list import LineList
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content


def key_row(key: str, label: str, sentence: str) -> Content:
    """One row: key, what it is called, what it does."""
    return styled(f" {key:>8}  ", f"bold {ACCENT}") + styled(label, STRONG, width=14) + styled(sentence)


def binding_row(binding: Binding) -> Content:
    """The row of a panel's own binding."""
    name = binding.id or ""
    return key_row(key_name(name, binding.key), words(f"tui-key-{name}"), words(f"tui-does-{name}"))


class HelpPanel(Panel):
    """Lists the keys of what is open under the clock first, then those of this place; Enter does one."""

    PANEL_ID = "help"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "close", id="help-close"),
    ]

    def __init__(self, about: Panel | None = None) -> None:
        super().__init__()
        self.title_row = TextRows(id="help-title")
        self.lines = LineList(id="help-keys")
        self.underlying = about
        self._about = about if about is not None and about.bindings_now() else None

    def compose(self) -> ComposeResult:
        """A heading and the list."""
        yield from (self.title_row, self.lines)

    def on_mount(self) -> None:
        """Fill the list; keys do not change while it is open."""
        mode = self.live.snapshot().mode
        about = words(f"tui-help-{mode}")
        if self._about is not None:
            about = words("tui-help-panel", self._about.title())
        self.title_row.show([styled(f" {about}", MUTED)])
        rows: list[tuple[str, Content]] = []
        if self._about is not None:
            rows += [(f"-{one.id}", binding_row(one)) for one in self._about.bindings_now()]
        rows += [
            (one.id, key_row(one.key, words(f"tui-key-{one.id}"), words(f"tui-does-{one.id}")))
            for one in actions_in(mode)
        ]
        self.lines.show(rows)

    @on(LineList.Chosen)
    def do_it(self, event: LineList.Chosen) -> None:
        """Do what the line says."""
        event.stop()
        if not event.key.startswith("-"):
            self.live.do(action_by_id(event.key))

    def action_close(self) -> None:
        """Leave the help."""
        self.close()
