"""The report of a session, as ``letsconnect report`` writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from letsconnect_tui.exporters.naming import Naming
from letsconnect_tui.exporters.report_page import report
from letsconnect_tui.exporters.report_text import report_lines
from letsconnect_tui.i18n import words
from letsconnect_tui.text import printable
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render.after import timeline_rows
from letsconnect_tui.tui.render.styles import MUTED, WARN, styled
from letsconnect_tui.tui.widgets.line_list import TextView
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from letsconnect_tui.tui.panels.people_plot import PeoplePlot
    from letsconnect_tui.tui.snapshot import Snapshot


PLOT_FROM = 26
"""From this many rows on, people over time stand above the report."""


class ReportPanel(Panel):
    """Scrolls; without names until they are asked for, and never with them while names are hidden."""

    PANEL_ID = "report"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "names", id="report-names"),
        Binding("p", "plot", id="report-plot"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.note = TextRows(id="report-names")
        self.lines = TextView(id="report-lines")
        self._names = False
        self._plot: PeoplePlot | None = None
        self._plot_wished: bool | None = None
        """Whether people over time are shown; None: where there is room."""
        self._drawn: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Whether people are named, and the text."""
        yield from (self.note, self.lines)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw it again when something was given."""
        self._draw()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._draw()
        self.call_later(self._show_plot)

    async def action_plot(self) -> None:
        """With or without people over time."""
        self._plot_wished = self._plot is None
        await self._show_plot()

    async def _show_plot(self) -> None:
        """Open or close the plot as is wished, or as there is room."""
        if not self.is_attached or not self.size.height:
            return
        wished = self._plot_wished if self._plot_wished is not None else self.size.height >= PLOT_FROM
        if wished and self._plot is None:
            from letsconnect_tui.tui.panels.people_plot import PeoplePlot

            self._plot = PeoplePlot(id="report-plot")
            await self.mount(self._plot, after=self.note)
        elif not wished and self._plot is not None:
            plot, self._plot = self._plot, None
            await plot.remove()
        if self._plot is not None:
            self._plot.show(self.live.snapshot(), self.size.width)

    def action_names(self) -> None:
        """With or without names."""
        self._names = not self._names
        self._draw()

    def _draw(self) -> None:
        session, width = self.live.session, self.size.width
        names = self._names and not session.names_hidden
        drawn = (session.log.latest.number, names, session.names_hidden, width)
        if not width or drawn == self._drawn:
            return
        self._drawn = drawn
        if self._plot is not None:
            self._plot.show(self.live.snapshot(), width)
        note = styled(words("tui-report-named"), WARN) if names else styled(words("tui-report-counts"), MUTED)
        self.note.show([styled(" ") + note])
        naming = Naming(session.state, "all" if names else "none")
        # Only the organiser reads this, so no count is withheld; hidden names mean that others look on.
        report_data = report(session.state, session.now(), naming, exact=not session.names_hidden)
        lines = report_lines(report_data, width - 3, session.zone)
        shown = [styled(f" {printable(session.names.hide(line))}") for line in lines]
        self.lines.show([(str(number), line) for number, line in enumerate(shown)])


class TimelinePanel(Panel):
    """Two rows an item: the plan, and under it what ran."""

    PANEL_ID = "timeline"

    def __init__(self) -> None:
        super().__init__()
        self.meaning = TextRows(id="timeline-meaning")
        self.bars = TextView(id="timeline-bars")

    def compose(self) -> ComposeResult:
        """What the bars mean, and the bars."""
        yield from (self.meaning, self.bars)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw what changed."""
        self._draw(snapshot)

    def on_resize(self) -> None:
        """Draw for the new width."""
        self._draw(self.live.snapshot())

    def _draw(self, snapshot: Snapshot) -> None:
        if not self.size.width:
            return
        self.meaning.show([styled(f" {words('tui-timeline-meaning')}", MUTED)])
        rows = timeline_rows(snapshot.state, snapshot.moment, self.size.width)
        self.bars.show([(str(number), row) for number, row in enumerate(rows)])
