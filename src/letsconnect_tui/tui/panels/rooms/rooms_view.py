"""The rooms as they stand on the screen: what it is about, the line to find somebody, the list, a hint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace
from textual import on
from textual.containers import Vertical
from textual.widgets import Input

from letsconnect_tui.app.round_advice import Advice
from letsconnect_tui.text import NAME_LIMIT
from letsconnect_tui.tui.panels.rooms.room_list import RoomList
from letsconnect_tui.tui.render import rooms as draw
from letsconnect_tui.tui.render import rooms_details, rooms_header
from letsconnect_tui.tui.widgets.inputs import LineInput
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from letsconnect_tui.app.proposals import RoomsProposal
    from letsconnect_tui.app.round_advice import Phase
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.render.rooms_details import PendingEdit
    from letsconnect_tui.tui.snapshot import Snapshot

ROOMY = 14
"""From this many rows on, what is not kept may take two of them."""


class RoomsShown(msgspec.Struct, frozen=True):
    """What is to be seen besides the session's state."""

    phase: Phase
    proposal: RoomsProposal | None
    """The rooms proposed, in that phase."""
    advice: Advice
    pending: PendingEdit | None
    searching: bool
    """Whether rooms are searched for."""
    refused: Message | None
    """Why none could be proposed."""


class RoomsView(Vertical):
    """Shows rooms that are proposed, planned, open or reporting back; filters them by a name."""

    DEFAULT_CSS = """
    RoomsView { height: 1fr; }
    RoomsView #rooms-find { display: none; }
    RoomsView.-finding #rooms-find { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.top = TextRows(id="rooms-top")
        self.find = LineInput(id="rooms-find", max_length=NAME_LIMIT, select_on_focus=False)
        self.rooms = RoomList(id="rooms-lines")
        self.hint = TextRows(id="rooms-hint")
        self._snapshot: Snapshot | None = None
        self._shown = RoomsShown("none", None, Advice(), None, searching=False, refused=None)
        self._drawn: tuple[object, ...] = ()
        self._has_signs = False

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield from (self.top, self.find, self.rooms, self.hint)

    def show(self, snapshot: Snapshot, shown: RoomsShown) -> None:
        """Draw what changed."""
        self._snapshot, self._shown = snapshot, shown
        self._draw()

    def on_resize(self) -> None:
        """Wrap the names anew."""
        self._draw()

    # -- finding somebody ------------------------------------------------------------------------------

    @property
    def finds(self) -> bool:
        """Whether a name is written or only some rooms are shown."""
        return bool(self.rooms.wanted) or self.has_class("-finding")

    def find_somebody(self) -> None:
        """To the line for a name; only rooms with that name are shown."""
        self.add_class("-finding")
        self.find.focus(scroll_visible=False)

    def leave_find_line(self) -> None:
        """Back to the rooms; the filter stays."""
        self.remove_class("-finding")
        self.rooms.focus(scroll_visible=False)

    def show_all(self) -> None:
        """Forget the name that rooms are filtered by."""
        self.find.value = self.rooms.wanted = ""

    @on(Input.Changed)
    def filter_rooms(self, event: Input.Changed) -> None:
        """Filter while writing."""
        event.stop()
        self.rooms.wanted = event.value
        self._draw()

    @on(Input.Submitted)
    def go_to_found(self, event: Input.Submitted) -> None:
        """To the person found."""
        event.stop()
        self.leave_find_line()
        self.rooms.go_to_wanted()
        self._draw()

    # -- drawing ---------------------------------------------------------------------------------------

    def _draw(self) -> None:
        snapshot, shown, width = self._snapshot, self._shown, self.size.width
        if snapshot is None or not width:
            return
        wanted = self.rooms.wanted
        self.top.show(self._top_rows(snapshot, width))
        drawn = (snapshot.state, shown.proposal, shown.advice, snapshot.names_hidden, width, wanted)
        if len(drawn) != len(self._drawn) or not all(map(_same, drawn, self._drawn)):
            self._drawn = drawn
            self._show_rooms(snapshot)
        signs = self._has_signs and shown.phase != "back"
        finding = self.has_class("-finding")
        self.hint.show(
            rooms_details.hint_rows(snapshot, shown.pending, width, wanted, finding=finding, signs=signs)
        )

    def _top_rows(self, snapshot: Snapshot, width: int) -> list[Content]:
        shown, held = self._shown, snapshot.state.round
        if shown.searching:
            return rooms_details.searching()
        if shown.proposal is not None:
            return rooms_header.proposed(snapshot, shown.proposal, width, roomy=self.size.height >= ROOMY)
        if held is None or shown.phase == "none":
            return rooms_details.empty(snapshot, shown.refused, width)
        by_phase = {"planned": rooms_header.planned, "open": rooms_header.opened}
        return by_phase.get(shown.phase, rooms_header.back)(snapshot, held, width)

    def _show_rooms(self, snapshot: Snapshot) -> None:
        shown, held = self._shown, snapshot.state.round
        rows: list[draw.RoomRow] = []
        above: list[tuple[str, Content]] = []
        below: list[tuple[str, Content]] = []
        if shown.proposal is not None:
            proposed = draw.proposed_rows(shown.proposal, shown.advice.labels)
            rows = [replace(row, label=snapshot.names.hide(row.label)) for row in proposed]
            below = rooms_details.note_lines(snapshot, shown.proposal, self.size.width)
        elif held is not None:
            above = rooms_details.advice_lines(snapshot, shown.advice)
            if shown.phase != "none":
                rows = draw.held_rows(snapshot.state, held, shown.advice.labels)
        self._has_signs = any(sign for row in rows for sign in row.signs.values())
        self.rooms.show_rooms(snapshot, rows, above, below)


def _same(one: Any, other: Any) -> bool:
    """Whether nothing has to be drawn again; states are compared by identity, for they are large."""
    return one is other or (isinstance(one, str | int) and one == other)
