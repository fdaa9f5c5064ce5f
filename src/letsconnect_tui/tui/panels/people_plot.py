"""How many people were there over time, as a line; textual-plotext takes 0.3 s to load, so only here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.color import Color
from textual_plotext import PlotextPlot

from letsconnect_tui.i18n import words
from letsconnect_tui.session.presence_counts import present_over_time

if TYPE_CHECKING:
    from letsconnect_tui.tui.snapshot import Snapshot

MOST_TICKS = 5
TICK_COLUMNS = 12
"""The fewest columns from one time of day to the next."""


class PeoplePlot(PlotextPlot, inherit_bindings=False):
    """A line of steps; its shape tells all, so it reads the same without colours."""

    DEFAULT_CSS = """
    PeoplePlot { height: 12; padding: 0 1; }
    """
    ALLOW_SELECT: ClassVar[bool] = False

    def show(self, snapshot: Snapshot, width: int) -> None:
        """Draw how many were there from the first who came until now, or until the end."""
        state = snapshot.state
        until = state.ended_at if state.ended_at is not None else snapshot.moment.now
        steps = present_over_time(state.people, until)
        times, counts = _line(steps, until)
        self.plt.clear_data()
        self.plt.title(words("tui-plot-people"))
        if times:
            accent = Color.parse(self.app.theme_variables["primary"]).rgb
            self.plt.plot([at / 60_000 for at in times], counts, marker="braille", color=accent)
            most = max(counts)
            ticks = sorted({round(most * n / MOST_TICKS) for n in range(MOST_TICKS + 1)})
            self.plt.ylim(0, max(1, most))
            self.plt.yticks([float(tick) for tick in ticks], [str(tick) for tick in ticks])
            marks = _evenly(times[0], until, max(2, width // TICK_COLUMNS))
            self.plt.xticks([at / 60_000 for at in marks], [snapshot.time(at) for at in marks])
        self.refresh()


def _line(steps: tuple[tuple[int, int], ...], until: int) -> tuple[list[int], list[int]]:
    """The corners of the line: each count stands until the next one."""
    times: list[int] = []
    counts: list[int] = []
    before = 0
    for at, count in steps:
        times += [at, at]
        counts += [before, count]
        before = count
    return ([*times, max(until, times[-1])], [*counts, before]) if times else ([], [])


def _evenly(start: int, end: int, most: int) -> list[int]:
    """Moments from start to end, at most so many, and no more than there are minutes."""
    parts = max(1, min(most - 1, (end - start) // 60_000))
    return [start + (end - start) * n // parts for n in range(parts + 1)]
