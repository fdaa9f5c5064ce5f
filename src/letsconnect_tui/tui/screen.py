"""The one screen of a session: the cockpit, below it notes and agenda or a panel, then three lines."""

from __future__ import annotations

from asyncio import Lock
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from letsconnect_tui.tui.render import agenda, before, clock, header, notes, status_bar
from letsconnect_tui.tui.render.styles import RULE, styled
from letsconnect_tui.tui.widgets.text_rows import SnapshotRows, TextRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from letsconnect_tui.tui.panels.panel import Panel
    from letsconnect_tui.tui.snapshot import Snapshot


WIDE, ULTRA = 100, 170
"""From WIDE columns on the agenda stands beside the clock, from ULTRA on people and rooms beside that."""
LOW = 18
"""Below this many rows there are no rules, one row for the alert, and a panel in place of what comes."""
TINY = 14
"""Below this many rows a panel takes those of the clock as well."""


def _side_column(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    from letsconnect_tui.tui.render.side_columns import side_column  # wide windows only

    return side_column(snapshot, width, height)


def _people_and_rooms(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    from letsconnect_tui.tui.render.side_columns import people_and_rooms  # wide windows only

    return people_and_rooms(snapshot, width, height)


def _after(snapshot: Snapshot, width: int, height: int) -> list[Content]:
    from letsconnect_tui.tui.render.after import after  # 60 ms, needed only when a session has ended

    return after(snapshot, width, height)


class DividerLines:
    """The thin lines between the parts, which join where they meet.

    A line under the header, one above notes or a panel, and one before each side column.
    """

    def __init__(self) -> None:
        self.top = TextRows(id="rule-top")
        self.low = TextRows(id="rule-low")
        self.beside = TextRows(id="beside-line")
        self.people = TextRows(id="people-line")

    def join_soon(self) -> None:
        """Draw them once everything has its place."""
        if self.top.is_attached:
            self.top.call_after_refresh(self.join)

    def join(self) -> None:
        """Draw them for where they are now."""
        if not self.top.is_attached:
            return
        upright = [line for line in (self.beside, self.people) if line.display and line.size.height]
        at = {line.region.x for line in upright}
        self.top.show([styled("".join("┬" if x in at else "─" for x in range(self.top.size.width)), RULE)])
        self.low.show([styled("─" * self.low.size.width, RULE)])
        for line in upright:
            crossing = self.low.region.y - line.region.y if self.low.display and line is self.beside else -1
            line.show([styled("┤" if y == crossing else "│", RULE) for y in range(line.size.height)])


class SessionScreen(Screen[None]):
    """Shows a snapshot; the keys of the table act through the app."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - an attribute of Textual's
        (0, "-narrow"),
        (header.NARROW, "-medium"),
        (WIDE, "-wide"),
        (ULTRA, "-ultra"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (TINY, "-low"), (LOW, "-high")]  # noqa: RUF012

    def __init__(self, first: Snapshot) -> None:
        super().__init__(classes=f"-{first.mode} -coming-{header.coming_rows(first)}")
        self._first = first
        """The moment it opens at: nothing is laid out, styled or painted empty before."""
        self._dividers = DividerLines()
        self._top = (
            SnapshotRows(before.before, id="before"),
            SnapshotRows(_after, id="after"),
            SnapshotRows(header.current_item, id="current"),
            SnapshotRows(clock.clock, id="clock"),
            SnapshotRows(clock.indicators, id="indicators"),
            SnapshotRows(header.coming, id="coming"),
        )
        self._stacked = SnapshotRows(notes.notes_chat_agenda, id="stacked")
        self._lower = (
            SnapshotRows(self._notes_and_people, id="notes", depends_on=self._notes_rest_on),
            self._stacked,
            SnapshotRows(agenda.agenda, id="agenda"),
        )
        self._beside = SnapshotRows(_side_column, id="beside")
        self._side = (
            self._beside,
            SnapshotRows(agenda.whole_agenda, id="agenda-side"),
            SnapshotRows(_people_and_rooms, id="people-and-rooms"),
        )
        self._header = SnapshotRows(header.header, id="header")
        self._alert = SnapshotRows(self._alert_and_keys, id="alert")
        self._parts = (self._header, *self._top, *self._lower, *self._side, self._alert)
        self._panel_place = Vertical(id="panel-place")
        self.flash_row = TextRows(id="flash")
        self.footer_row = TextRows(id="footer")
        self._alert_rows, self._flash_rows = -1, 1
        self._opening = Lock()
        self.panel: Panel | None = None
        """What is open under the clock."""

    def compose(self) -> ComposeResult:
        """All parts, top to bottom; which of them are displayed is a matter of the style sheet."""
        lower = Horizontal(*self._lower, id="lower")
        rules, (beside, agenda_side, people) = self._dividers, self._side
        main = Vertical(*self._top, rules.low, lower, self._panel_place, id="main")
        yield self._header
        yield rules.top
        yield Horizontal(main, rules.beside, beside, agenda_side, rules.people, people, id="body")
        yield from (self._alert, self.flash_row, self.footer_row)

    def on_mount(self) -> None:
        """Show the first snapshot in every part before they are first painted."""
        for part in self._parts:
            part.show_snapshot(self._first)

    def on_resize(self) -> None:
        """The lines meet where the columns are now."""
        self._dividers.join_soon()

    def _people_in_left(self, snapshot: Snapshot) -> bool:
        """Whether the column beside has no room for people, so that they stand under the notes."""
        size = self._beside.size
        if not self._beside.display or not size.width:
            return False
        from letsconnect_tui.tui.render.side_columns import has_people  # wide windows only

        return not has_people(snapshot, *size)

    def _notes_rest_on(self, snapshot: Snapshot) -> tuple[object, ...]:
        return (*snapshot.without_clock, self._people_in_left(snapshot))

    def _notes_and_people(self, snapshot: Snapshot, width: int, height: int) -> list[Content]:
        rows = notes.notes_and_chat(snapshot, width, height)
        if not self._people_in_left(snapshot):
            return notes.with_notes_to_come(snapshot, rows, width, height)
        from letsconnect_tui.tui.render.side_columns import with_people_below  # wide windows only

        return with_people_below(snapshot, rows, width, height)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Hand the snapshot to every part and to the open panel."""
        if self.panel is not None and not self.has_class(f"-{snapshot.mode}"):
            under, self.panel.underlying = self.panel.underlying, None  # it belongs to the place that is over
            if under is not None:
                self.call_later(self._remove, under)
        if not self.has_class(f"-{snapshot.mode}"):
            self._dividers.join_soon()
        for mode in ("before", "live", "after"):
            self.set_class(snapshot.mode == mode, f"-{mode}")
        for rows in (2, 3):
            self.set_class(header.coming_rows(snapshot) == rows, f"-coming-{rows}")
        self._fit_alert(snapshot)
        for part in self._parts:
            part.show_snapshot(snapshot)
        if self.panel is not None:
            self.panel.show_snapshot(snapshot)

    def _alert_and_keys(self, snapshot: Snapshot, width: int, height: int) -> list[Content]:
        """The first alert; in narrow windows what it leaves free names keys that stand nowhere else."""
        rows = status_bar.alert(snapshot, width, height)
        if width >= header.NARROW or self.panel is not None:
            return rows
        named = notes.keys_in_headings(self._stacked.size.height)
        return status_bar.with_further_keys(snapshot, rows, width, named)

    def _fit_alert(self, snapshot: Snapshot) -> None:
        """A long alert takes a row or more from what is above it; low windows have one row for it."""
        low, least = self.size.height < LOW, 2 if self.size.width < header.NARROW else 1
        rows = 1 if low else max(least, status_bar.alert_rows(snapshot, self.size.width))
        if not snapshot.alerts:
            rows = max(0, rows + 1 - self._flash_rows)  # what stands below needs the place that is free
        if rows != self._alert_rows:
            self._alert_rows = rows
            self._alert.styles.height = rows

    def fit_flash(self, rows: int, snapshot: Snapshot) -> None:
        """A refusal that is too long for one row has two, the other of an alert line that is empty."""
        if rows != self._flash_rows:
            self._flash_rows = rows
            self.flash_row.styles.height = rows
            self._fit_alert(snapshot)

    async def open(self, panel: Panel | None) -> None:
        """Put a panel under the clock instead of what is there; None: back to what it was over."""
        async with self._opening:  # one after the other: a panel goes before the next of its kind comes
            await self._open(panel)

    async def _open(self, panel: Panel | None) -> None:
        before, self.panel = self.panel, None
        underlying = None if panel is None else panel.underlying
        back = before.underlying if before is not None and panel is None else None
        self.set_focus(None)
        if before is not None and underlying is before:
            before.display = False
        elif before is not None:
            await self._remove(before)
            if before.underlying is not None and before.underlying not in (back, underlying):
                await self._remove(before.underlying)
        shown = panel or back
        self.set_class(shown is not None, "-panel")
        self.set_class(shown is not None and shown.PANEL_ID == "handoff", "-handoff")
        if panel is not None:
            await self._panel_place.mount(panel)
        if shown is not None:
            shown.display = True
            self.panel = shown
            self.set_focus(shown.initial_focus(), scroll_visible=False)
        self._dividers.join_soon()

    async def _remove(self, panel: Panel) -> None:
        panel.stop_searching()
        panel.handle_close()
        await panel.remove()
