"""The history: every command, the latest first; any one can be taken back, its effect shown before."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.history import HistoryEntry, history_entries
from letsconnect_tui.messages.results import standing
from letsconnect_tui.messages.times import exact_time
from letsconnect_tui.session.commands import Undo
from letsconnect_tui.session.moment import moment
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render.styles import MUTED, STRONG, WARN, styled
from letsconnect_tui.tui.widgets.line_list import LineList
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from letsconnect_tui.tui.snapshot import Snapshot


class HistoryPanel(Panel):
    """Enter shows what taking a line back would lead to, Enter again takes it back."""

    PANEL_ID = "history"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take_back", id="history-take-back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.effect = TextRows(id="history-effect")
        self.lines = LineList(id="history-lines")
        self._newest = (-1, False)
        self._previewed: str | None = None
        self._givers: dict[int, str] = {}

    def compose(self) -> ComposeResult:
        """What Enter would do, and the list."""
        yield from (self.effect, self.lines)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """List again when something was given."""
        newest = (self.live.session.log.latest.number, snapshot.names_hidden)
        if newest == self._newest:
            return
        self._newest = newest
        self._preview(None, message("tui-history-hint"))
        self._givers = {record.number: record.by for record in self.live.session.log.records}
        rows = [
            (str(one.number), self._line(one))
            for one in reversed(history_entries(self.live.session.log, self.live.session.names))
        ]
        self.lines.show(rows)

    def line_moved(self) -> None:
        """Another line, another effect."""
        self._preview(None, message("tui-history-hint"))

    def line_chosen(self, key: str) -> None:
        """Enter on a line."""
        self.action_take_back()

    def action_take_back(self) -> None:
        """First show the effect; then, when it has stood for a moment, take the line back."""
        number = self.lines.cursor_key
        if number is None:
            return
        if self._previewed != number:
            self._show_effect(number)
        elif self.settled:
            self.execute(Undo(int(number)))
        else:
            self.flash(message("tui-look-first"))

    def _show_effect(self, number: str) -> None:
        session = self.live.session
        log = session.log
        if int(number) in log.taken_back:
            again = log.to_redo()
            key = "tui-history-is-gone" if again is None else "tui-history-is-gone-again"
            self._preview(None, message(key, number))
            return
        if self._by(int(number)):
            self._preview(None, message("tui-history-not-yours", number))
            return
        try:
            target, after = session.effect_of_undoing(int(number))
        except CommandRefused as no:
            self._preview(None, no.message)
            return
        stands = standing(moment(after, session.now()), session.zone)
        self._preview(number, message("tui-history-effect", target.number, stands))

    def _preview(self, number: str | None, sentence: Message) -> None:
        self._previewed = number
        self.settle()
        self.effect.show([styled(f" {words(sentence)}", STRONG if number else MUTED)])

    def _line(self, one: HistoryEntry) -> Content:
        at = exact_time(one.at, self.live.session.zone)
        start = styled(f" {one.number:>4}  {at}  ", MUTED)
        if one.stands and self._by(one.number):
            return start + styled(words("tui-history-others") + " ", MUTED) + styled(words(one.what), MUTED)
        if one.stands:
            return start + styled(words(one.what))
        return start + styled(words("tui-history-gone") + " ", WARN) + styled(words(one.what), MUTED)

    def _by(self, number: int) -> str:
        """Who gave a command; empty for the facilitator, who alone takes back."""
        return self._givers.get(number, "")
