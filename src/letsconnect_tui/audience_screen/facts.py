"""What the room may see of a session: its clock, its agenda and the rooms' clock; no names, no notes.

A browser counts by itself from these facts, so they change only when something happens. Moments are on the
session's line, in milliseconds since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from letsconnect_tui.messages.display_names import NamesNow
from letsconnect_tui.session.cues import round_closes_at
from letsconnect_tui.session.moment import ends_at, moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from letsconnect_tui.app.recorder import Team
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.state import State

_MINUTE_MS = 60_000


class ShownAgendaLine(msgspec.Struct, frozen=True):
    """One line of the agenda."""

    title: str
    start_at: int
    """Actual or projected, in whole minutes: what is shown, and no change for less."""
    phase: Literal["done", "now", "coming"]


class RoundClock(msgspec.Struct, frozen=True):
    """Breakout rooms that are open."""

    closes_at: int | None
    """None while nobody knows, as in a pause."""


class AudienceFacts(msgspec.Struct, frozen=True):
    """All that a screen for the room shows, but the present moment."""

    phase: str
    session: str
    """The session's title."""
    title: str | None
    """The running item's; None before the start and after the end."""
    is_break: bool
    due_at: int | None
    """When the clock is at zero: the running item's end, or the start; None while it stands still."""
    left_ms: int
    """What a clock that stands still shows."""
    whole_ms: int
    """The running item's length; 0: there is no bar."""
    warn_ms: int
    """From this much time left on, the clock warns; 0: never."""
    rooms: RoundClock | None
    agenda: tuple[ShownAgendaLine, ...]
    is_cut_off: bool = False
    """Whether the session is another machine's that cannot be reached: changes are not seen."""


class FollowedSession(Protocol):
    """What is needed of a live session; ``LiveSession`` is one."""

    @property
    def log(self) -> SessionLog:
        """The session's records and their fold."""

    @property
    def team(self) -> Team | None:
        """The machines that share it; None: it is this machine's."""

    def now(self) -> int:
        """The present moment on the session's line."""

    def follow(self) -> object:
        """Take over what others did."""


class AudienceView:
    """Makes a session's facts for the room.

    Hiding names takes over 10 ms where there are 200 people, so it is done anew only when somebody new came,
    was renamed, or the plan changed; not whenever somebody is marked.
    """

    def __init__(self, session: FollowedSession) -> None:
        self.session = session
        self._names = NamesNow()
        self._made_of: tuple[object, ...] = ()
        self._session_title = ""
        self._titles: dict[str, str] = {}

    def facts(self) -> AudienceFacts:
        """The facts now; names are hidden whatever the window of the session shows."""
        state = self.session.log.state
        self._hide_names(state)
        now = self.session.now()
        item = state.current_item
        stands = state.phase in ("paused", "ended")
        run = None if item is None else state.runs[item.id]
        return AudienceFacts(
            phase=state.phase,
            session=self._session_title,
            title=None if item is None else self._titles[item.id],
            is_break=item is not None and item.kind == "break",
            due_at=None if stands else ends_at(state, now),
            left_ms=state.remaining(item.id, now) if item is not None and stands else 0,
            whole_ms=0 if item is None or run is None else state.allotted(item.id) + run.added_ms,
            warn_ms=0 if item is None else max(item.warn_s, default=0) * 1000,
            rooms=_rooms(state, now),
            agenda=tuple(_agenda(state, self._titles, now)),
            is_cut_off=self.session.team is not None and not self.session.team.is_connected,
        )

    def _hide_names(self, state: State) -> None:
        people = tuple((one.facts, one.merged) for one in state.people.values())
        made_of = (state.plan, state.former, people, state.team, self.session.log.taken_back)
        if made_of != self._made_of:
            names = self._names.of(self.session.log, hidden=True)
            self._session_title = names.hide(state.plan.session.title)
            self._titles = {item.id: names.hide(item.title) for item in reversed(state.all_items)}
            self._made_of = made_of


def _rooms(state: State, now: int) -> RoundClock | None:
    held = state.round
    return RoundClock(round_closes_at(state, held, now)) if held is not None and held.is_open else None


def _agenda(state: State, titles: Mapping[str, str], now: int) -> Iterator[ShownAgendaLine]:
    for line in moment(state, now).lines:
        going = state.runs[line.item].phase
        if going == "skipped":
            continue
        phase: Literal["done", "now", "coming"] = "coming" if going == "pending" else "done"
        if line.item == state.current:
            phase = "now"
        yield ShownAgendaLine(titles[line.item], line.start_at // _MINUTE_MS * _MINUTE_MS, phase)
