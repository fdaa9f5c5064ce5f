"""The handoff: who shares when, what is ready, what to say, and what to do when the next one is missing.

Only ``n`` hands over, as everywhere. Enter and space tick, and a way out needs its digit, so no key here
moves the agenda that means something else in another panel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from letsconnect_tui.app.recovery_options import is_open_share, options_for, speaker_missing
from letsconnect_tui.app.requests import CopyText
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.messages.call_texts import intro_of
from letsconnect_tui.session.commands import MarkHere, SetReadiness
from letsconnect_tui.tui.actions import action_by_id
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render import handoff as draw
from letsconnect_tui.tui.render.before import READY
from letsconnect_tui.tui.render.notes import item_needs
from letsconnect_tui.tui.render.styles import MUTED, styled
from letsconnect_tui.tui.widgets.line_list import LineList, show_lines
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from letsconnect_tui.app.recovery_options import RecoveryOption
    from letsconnect_tui.tui.snapshot import Snapshot


BOARD_ROWS = 3
"""How many sharers stay in sight whatever else there is to say, if the window has the rows."""


class HandoffPanel(Panel):
    """A board with one line per shared item; below it what belongs to the line under the cursor.

    Args:
        item: The item whose line the cursor is on when it opens; None: the next to come.
    """

    DEFAULT_CSS = """
    #handoff-about { margin-top: 1; }
    HandoffPanel.-low #handoff-about { margin-top: 0; }
    """

    PANEL_ID = "handoff"
    SETTLES_S = 0.3
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next", id="handoff-next"),
        Binding("space", "tick", id="handoff-tick"),
        Binding("y", "here", id="handoff-here"),
        Binding("c", "intro", id="handoff-intro"),
        Binding("e", "cue", id="handoff-cue"),
        Binding("g", "thanks", id="handoff-thanks"),
        Binding("left", "left", id="handoff-left", show=False),
        Binding("right", "right", id="handoff-right", show=False),
    ]

    def __init__(self, item: str | None = None) -> None:
        super().__init__()
        self._opens_at = item
        self.top = TextRows(id="handoff-top")
        self.lines = LineList(id="handoff-lines")
        self.details = TextRows(id="handoff-about")
        self._snapshot: Snapshot | None = None
        self._at = 0
        self._options: tuple[RecoveryOption, ...] = ()
        self._asked: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Who comes next, the board, and what belongs to its line."""
        yield from (self.top, self.lines, self.details)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the board; begin at the next who shares."""
        self._snapshot = snapshot
        self._draw()
        self._find_options()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """While an alert asks for a yes, ``y`` answers that."""
        return (
            action != "here" or self._snapshot is None or not any(one.says for one in self._snapshot.alerts)
        )

    def on_resize(self) -> None:
        """Fit the columns to the new width; the first width is also the first line for the cursor."""
        self._draw()
        self._find_options()

    # -- keys ------------------------------------------------------------------------------------------

    def action_next(self) -> None:
        """Hand over, and leave this panel for the clock."""
        self.live.do(action_by_id("next"))

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
        if self._snapshot is not None and lead is not None:
            done = self._snapshot.state.readiness.get(lead, frozenset())
            self.execute(SetReadiness(lead, READY[self._at], done=READY[self._at] not in done))

    def line_chosen(self, key: str) -> None:
        """Enter ticks too; it never hands over."""
        self.action_tick()

    def line_moved(self) -> None:
        """Another line, another sharer to tell of."""
        self._draw()
        self._find_options()

    def action_here(self) -> None:
        """The sharer under the cursor was seen; while an alert asks, ``y`` answers that instead."""
        lead = self._lead()
        if lead is not None:
            self.execute(MarkHere(lead))

    def action_intro(self) -> None:
        """Copy the line that introduces the sharer under the cursor."""
        item, snapshot = self._item(), self._snapshot
        text = (
            intro_of(snapshot.state, snapshot.names, item)
            if snapshot is not None and item is not None
            else None
        )
        if text is not None:
            self.copy_line(f"intro:{item}", text, message("copied-intro"))

    def action_cue(self) -> None:
        """Copy what to say to whoever speaks now."""
        self.execute(CopyText("cue"))

    def action_thanks(self) -> None:
        """Copy the thanks for whoever speaks now."""
        snapshot = self._snapshot
        item = None if snapshot is None else snapshot.moment.item
        if (
            snapshot is not None
            and item is not None
            and snapshot.state.lead_of(item) in snapshot.state.people
        ):
            text = words("thanks", snapshot.names.call(snapshot.state.lead_of(item)))
            self.copy_line(f"thanks:{item}", text, message("copied-thanks"))

    def obeys_digit(self, digit: int) -> bool:
        """Whether there is a way out of that number."""
        return digit <= len(self._options)

    def on_key(self, event: events.Key) -> None:
        """A digit takes one of the ways out, once they have stood for a moment."""
        digit = event.character or ""
        if not digit or digit not in "123456789" or not self.obeys_digit(int(digit)):
            return
        event.stop()
        if self.settled:
            self.execute(self._options[int(digit) - 1].command)
        else:
            self.refuse_unseen()

    # -- what is shown ---------------------------------------------------------------------------------

    def _item(self) -> str | None:
        return self.lines.cursor_key

    def _lead(self) -> str | None:
        item = self._item()
        lead = None if item is None or self._snapshot is None else self._snapshot.state.lead_of(item)
        return lead if self._snapshot is not None and lead in self._snapshot.state.people else None

    def _find_options(self) -> None:
        """Look for ways out for the sharer under the cursor: missing, silent, or unable to speak then."""
        snapshot, item = self._snapshot, self._item()
        if snapshot is None:
            return
        state = snapshot.state
        open_share = item is not None and is_open_share(state, item)
        asked = (snapshot.state, item, snapshot.moment.now // 60_000) if open_share else ()
        if len(asked) == len(self._asked) and all(
            one is other or (not hasattr(one, "runs") and one == other)
            for one, other in zip(asked, self._asked, strict=True)
        ):
            return
        same_item = bool(asked) and asked[1:2] == self._asked[1:2]
        self._asked = asked
        if not open_share or item is None:
            self._show_options((), same_item=False)
            return
        session = self.live.session
        self.run_in_background(
            lambda: options_for(session, item),
            lambda options: self._show_options(options, same_item=same_item),
        )

    def _show_options(self, options: tuple[RecoveryOption, ...], *, same_item: bool) -> None:
        if not self.is_attached:
            return
        known = [option.says for option in self._options]
        self._options = options
        if not same_item or [option.says for option in options] != known:
            self.settle()
        self._draw()

    def _draw(self) -> None:
        snapshot, width = self._snapshot, self.size.width
        if snapshot is None or not width:
            return
        top = draw.top(snapshot, width)
        if draw.shares(snapshot):
            top.append(draw.headings(width, self._at))
        else:
            top.append(styled(f" {words('tui-handoff-empty')}", MUTED))
        self.top.show(top)
        first = not self.lines.keys
        show_lines(self.lines, lambda cursor: draw.board(snapshot, width - 1, self._at, cursor))
        if first:
            self._go_to_next(snapshot)
        self.details.show(self._below(snapshot, width, len(top)))

    def _go_to_next(self, snapshot: Snapshot) -> None:
        coming = {line.item for line in snapshot.moment.coming}
        following = (
            self._opens_at
            or speaker_missing(snapshot.state)
            or next((line.item for line in draw.shares(snapshot) if line.item in coming), None)
        )
        if following is not None:
            self.lines.move_to_key(following)

    def _below(self, snapshot: Snapshot, width: int, above: int) -> list[Content]:
        """What belongs to the line under the cursor; intro and ways out first where there is little room."""
        item = self._item()
        if item is None:
            return draw.speaking(snapshot, width)
        intro, options = (
            draw.intro(snapshot, item, width),
            draw.recovery_options(snapshot, item, self._options, width),
        )
        rest = [
            *draw.about(snapshot, item, width, self._at),
            *item_needs(snapshot, item, width),
            *draw.speaking(snapshot, width),
        ]
        height = self.size.height - above
        lines = min(len(draw.shares(snapshot)), BOARD_ROWS)
        room = height - lines - len(options) - len(intro)
        below = [*intro, *rest[: max(0, room)], *options]
        rows = max(1, min(len(draw.shares(snapshot)), max(lines, height - len(below))))
        self.lines.styles.height = rows
        self.set_class(height <= rows + len(below), "-low")
        return below
