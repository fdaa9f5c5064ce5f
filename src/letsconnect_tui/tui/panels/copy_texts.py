"""Texts to paste into the call: chat lines, what latecomers need, rooms, intro and cue; a key copies one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from letsconnect_tui.app.requests import CopyText
from letsconnect_tui.i18n import words
from letsconnect_tui.messages.call_texts import Copyable, chat_key, chat_lines, copyables, texts_rest_on
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render.styles import ACCENT, GOOD, MUTED, STRONG, joined, styled
from letsconnect_tui.tui.widgets.line_list import LineList
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot

_WHAT = 26
_MARK = 8
_PREVIEW = 4


class CopyTextsPanel(Panel):
    """A list of texts; it stays open, so that one after another can be copied."""

    DEFAULT_CSS = """
    #copy-preview { border-top: solid $rule; }
    """
    PANEL_ID = "copy-texts"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "copy", id="copy-texts-copy"),
        Binding("1", "line", id="copy-texts-line"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.lines = LineList(id="copy-list", classes="-own-cursor")
        self.preview = TextRows(id="copy-preview")
        self._snapshot: Snapshot | None = None
        self._scene: tuple[object, ...] = ()
        self._texts: dict[str, Copyable] = {}

    def compose(self) -> ComposeResult:
        """The list; under it, where there is room, the whole text."""
        yield from (self.lines, self.preview)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Gather the texts again when the session or the minute is another."""
        self._snapshot = snapshot
        state, names, now = snapshot.state, snapshot.names, snapshot.moment.now
        scene = (snapshot.names_hidden, now // 60_000, *texts_rest_on(state))
        if scene != self._scene:
            self._scene = scene
            self.run_in_background(lambda: copyables(state, names, now), self._take)

    def on_resize(self) -> None:
        """Draw for the new width once the parts have theirs."""
        self.call_after_refresh(self._draw)

    def _take(self, texts: tuple[Copyable, ...]) -> None:
        if self.is_attached:
            self._texts = {one.what: one for one in texts}
            self._draw()

    def line_moved(self) -> None:
        """Show the whole text of the line the cursor came to."""
        self._draw()

    def line_chosen(self, key: str) -> None:
        """Enter copies the line it is on."""
        self.action_copy()

    def on_key(self, event: events.Key) -> None:
        """A digit copies the chat line of that number."""
        if event.character and event.character in "23456789" and event.character in self._texts:
            event.stop()
            self.execute(CopyText(event.character))

    def action_line(self) -> None:
        """Copy the first chat line."""
        self.execute(CopyText("1"))

    def action_copy(self) -> None:
        """Copy what the cursor is on."""
        if self.lines.cursor_key is not None:
            self.execute(CopyText(self.lines.cursor_key))

    def _draw(self) -> None:
        width = self.lines.line_width
        if self._snapshot is None or not self._texts or not width:
            return
        keys = tuple(self._texts)
        cursor = self.lines.cursor_key if self.lines.keys == keys else keys[0]
        shown = [(what, self._row(what, width, chosen=what == cursor)) for what in keys]
        self.lines.show(shown)
        text = self._texts[str(cursor)].text or ""
        room = self.size.height - len(keys) - 1
        rows = [styled(f" {line}").truncate(width, ellipsis=True) for line in text.splitlines()]
        self.preview.display = room >= _PREVIEW
        self.preview.show(rows[: max(0, room)])

    def _row(self, what: str, width: int, *, chosen: bool) -> Content:
        """The digit, what it is, when it was copied, and how the text begins."""
        assert self._snapshot is not None
        state, text = self._snapshot.state, self._texts[what].text
        is_line = what.isdigit()
        row = styled(words("tui-people-cursor") if chosen else " ", ACCENT, width=1)
        label = words("copied-chat", what) if is_line else words(f"copied-{what}")
        row += styled(what if is_line and len(what) == 1 else "", f"bold {ACCENT}", width=2)
        row += styled(label, STRONG if text is not None else MUTED, width=min(_WHAT, width // 2))
        if text is None:
            return (row + styled("", width=_MARK) + styled(words(f"tui-copy-none-{what}"), MUTED)).truncate(
                width, ellipsis=True
            )
        copied = state.copied.get(chat_key(state, int(what)) if is_line else what)
        mark = styled(
            "" if copied is None else words("tui-copied-at", self._snapshot.time(copied)), GOOD, width=_MARK
        )
        language = chat_lines(state)[int(what) - 1].lang if is_line else None
        begins = joined([styled(language or "", MUTED), styled(" ".join(text.split()))], "  ")
        return (row + mark + begins).truncate(width, ellipsis=True)
