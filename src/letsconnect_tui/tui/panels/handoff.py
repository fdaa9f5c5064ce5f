"""The handoff: who shares when, what is ready, what to say, and what to do when the next one is missing.

Only ``n`` hands over, as everywhere. Enter and space tick, and a way out needs its digit, so no key here
moves the agenda that means something else in another panel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from letsconnect_tui.app.recovery_options import ways_out
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.messages.call_texts import intro_of
from letsconnect_tui.people.names import short_name
from letsconnect_tui.tui.actions import action
from letsconnect_tui.tui.copy_to_clipboard import copy_line
from letsconnect_tui.tui.panels.panel import Panel, PanelKey
from letsconnect_tui.tui.render import handoff as draw
from letsconnect_tui.tui.render.before import READY
from letsconnect_tui.tui.render.cursor_line import show_lines
from letsconnect_tui.tui.render.styles import MUTED, ink
from letsconnect_tui.tui.widgets.line_list import LineList
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.content import Content

    from letsconnect_tui.app.recovery_options import WayOut
    from letsconnect_tui.tui.snapshot import Snapshot


SEEN = PanelKey("y", "here", "here")
BOARD_ROWS = 3
"""So many sharers stay in sight whatever else there is to say, if the window has the rows."""


class HandoffPanel(Panel):
    """A board with one line per shared item; below it what belongs to the line under the cursor."""

    PLACE = "handoff"
    KEYS = (
        PanelKey("n", "next", "next"),
        PanelKey("space", "tick", "ready"),
        SEEN,
        PanelKey("c", "intro", "copy"),
        PanelKey("e", "cue", "copy"),
        PanelKey("g", "thanks"),
        PanelKey("left", "left", shown=False),
        PanelKey("right", "right", shown=False),
    )

    def __init__(self) -> None:
        super().__init__()
        self._look: Snapshot | None = None
        self._at = 0
        self._ways: tuple[WayOut, ...] = ()
        self._asked: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Who comes next, the board, and what belongs to its line."""
        yield TextRows(id="handoff-top")
        yield LineList(id="handoff-lines")
        yield TextRows(id="handoff-about")

    def look(self, look: Snapshot) -> None:
        """Draw the board; begin at the next who shares."""
        self._look = look
        asked = any(one.says for one in look.alerts)
        vars(self)["KEYS"] = tuple(one for one in HandoffPanel.KEYS if not (asked and one is SEEN))
        self._draw()
        self._find_ways()

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self._draw()

    # -- keys ------------------------------------------------------------------------------------------

    def action_next(self) -> None:
        """Hand over, and leave this panel for the clock."""
        self.live.do(action("next"))

    def action_left(self) -> None:
        """The tick to the left."""
        self._at = (self._at - 1) % len(READY)
        self._draw()

    def action_right(self) -> None:
        """The tick to the right."""
        self._at = (self._at + 1) % len(READY)
        self._draw()

    def action_tick(self) -> None:
        """Tick or untick what the cursor is at."""
        lead = self._lead()
        if self._look is not None and lead is not None:
            done = self._look.state.readiness.get(lead, frozenset())
            self.say(f"{'unready' if READY[self._at] in done else 'ready'} @{lead} {READY[self._at]}")

    @on(LineList.Chosen)
    def tick_with_enter(self, event: LineList.Chosen) -> None:
        """Enter ticks too; it never hands over."""
        event.stop()
        self.action_tick()

    @on(LineList.Moved)
    def follow_the_cursor(self, event: LineList.Moved) -> None:
        """Another line, another sharer to tell of."""
        event.stop()
        self._draw()
        self._find_ways()

    def action_here(self) -> None:
        """The sharer under the cursor was seen; while an alert asks, ``y`` answers that instead."""
        lead = self._lead()
        if lead is not None:
            self.say(f"here @{lead}")

    def action_intro(self) -> None:
        """Copy the line that introduces the sharer under the cursor."""
        item, look = self._item(), self._look
        text = intro_of(look.state, look.names, item) if look is not None and item is not None else None
        if text is not None:
            copy_line(self, f"intro:{item}", text, message("copied-intro"))

    def action_cue(self) -> None:
        """Copy what to say to whoever speaks now."""
        self.say("copy cue")

    def action_thanks(self) -> None:
        """Copy the thanks for whoever speaks now."""
        look = self._look
        item = None if look is None else look.moment.item
        if look is not None and item is not None and look.state.lead_of(item) in look.state.people:
            text = words("thanks", short_name(look.names.of(look.state.lead_of(item))))
            copy_line(self, f"thanks:{item}", text, message("copied-thanks"))

    def on_key(self, event: events.Key) -> None:
        """A digit takes one of the ways out, once they have stood for a moment."""
        digit = event.character or ""
        if digit in "123456789" and digit and self.settled and int(digit) <= len(self._ways):
            event.stop()
            self.say(self._ways[int(digit) - 1].says)

    # -- what is shown ---------------------------------------------------------------------------------

    def _item(self) -> str | None:
        return self.query_one(LineList).cursor_key

    def _lead(self) -> str | None:
        item = self._item()
        lead = None if item is None or self._look is None else self._look.state.lead_of(item)
        return lead if self._look is not None and lead in self._look.state.people else None

    def _find_ways(self) -> None:
        """Look for ways out if the sharer under the cursor is still to come and not marked here."""
        look, item, lead = self._look, self._item(), self._lead()
        if look is None:
            return
        missing = item in look.state.to_come and lead is not None and not look.state.people[lead].is_here
        asked = (look.state, item, look.moment.now // 60_000) if missing else ()
        if len(asked) == len(self._asked) and all(
            one is other or (not hasattr(one, "runs") and one == other)
            for one, other in zip(asked, self._asked, strict=True)
        ):
            return
        same_item = bool(asked) and asked[1:2] == self._asked[1:2]
        self._asked = asked
        if not missing or item is None:
            self._show_ways((), same_item=False)
            return
        desk = self.live.desk
        self.ask(lambda: ways_out(desk, item), lambda found: self._show_ways(found, same_item=same_item))

    def _show_ways(self, found: tuple[WayOut, ...], *, same_item: bool) -> None:
        if not self.is_attached:
            return
        known = [way.says for way in self._ways]
        self._ways = found
        if not same_item or [way.says for way in found] != known:
            self.settle()
        self._draw()

    def _draw(self) -> None:
        look, width = self._look, self.size.width
        if look is None or not width:
            return
        top = draw.top(look, width)
        if draw.shares(look):
            top.append(draw.heads(width, self._at))
        else:
            top.append(ink(f" {words('tui-handoff-empty')}", MUTED))
        self.query_one("#handoff-top", TextRows).show(top)
        view = self.query_one(LineList)
        first = not view.keys
        show_lines(view, lambda cursor: draw.board(look, width - 1, self._at, cursor))
        if first:
            self._go_to_next(look)
        self.query_one("#handoff-about", TextRows).show(self._below(look, width, len(top)))

    def _go_to_next(self, look: Snapshot) -> None:
        coming = {line.item for line in look.moment.coming}
        following = next((line.item for line in draw.shares(look) if line.item in coming), None)
        if following is not None:
            self.query_one(LineList).move_to_key(following)

    def _below(self, look: Snapshot, width: int, above: int) -> list[Content]:
        """What belongs to the line under the cursor; intro and ways out first where there is little room."""
        item = self._item()
        if item is None:
            return draw.speaking(look, width)
        intro, ways = draw.intro(look, item, width), draw.ways(look, item, self._ways, width)
        rest = [*draw.about(look, item, width, self._at), *draw.speaking(look, width)]
        lines = min(len(draw.shares(look)), BOARD_ROWS)
        room = self.size.height - above - lines - len(ways) - len(intro)
        return [*intro, *rest[: max(0, room)], *ways]
