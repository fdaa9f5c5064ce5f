"""What the screens show this second: one frozen value, made every tick and after every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.messages.call_texts import next_chat_line
from letsconnect_tui.messages.results import HIDDEN, PARKED, describe_events
from letsconnect_tui.messages.times import time_of_day

if TYPE_CHECKING:
    from datetime import tzinfo

    from letsconnect_tui.app.alerts import Alert
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.session.moment import Moment
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.state import State

BEFORE, LIVE, ENDED = "before", "live", "after"
"""The modes of the session's screen: before the start, running or paused, and after the end."""


MOVES_TIME = frozenset(
    {
        *("start", "next", "back", "pause", "resume", "plus-1", "minus-1", "plus-5", "minus-5", "skip"),
        *("drop", "started", "times", "end"),
    }
)
"""What only the machine that holds the clock of a shared session can do."""
FACILITATES = MOVES_TIME | {"handoff", "recording-on", "recording-off"}
"""What nobody with the code of a helper or a watcher can do."""


class TeamStatus(msgspec.Struct, frozen=True):
    """How it stands with the machines that share a session."""

    machine: str
    """This one's id."""
    connected: int
    """How many are connected, this one included."""
    is_connected: bool
    """Whether this one is."""
    has_left: bool
    """Whether this one takes part no longer."""
    waiting: int
    """How many actions of this one are not shared yet."""
    facilitates: bool
    """Whether this one's code lets it do more than mark people, take notes and say how rooms are doing."""
    may_take_clock: bool
    """Whether another one holds the clock and this one may take it over."""

    def may(self, action: str) -> bool:
        """Whether this machine can do an action, by its id; a watcher's window gives no commands besides."""
        if not self.facilitates:
            return action not in FACILITATES
        return not self.may_take_clock or action not in MOVES_TIME


class Snapshot(msgspec.Struct, frozen=True):
    """A session as the screens show it now."""

    state: State
    moment: Moment
    names: Names
    zone: tzinfo | None
    alerts: tuple[Alert, ...] = ()
    undoes: Message | None = None
    """What ``u`` would take back."""
    undo_number: int | None = None
    """The number of that command."""
    redo_number: int | None = None
    """The number of the command that a redo would give again."""
    read_only: bool = False
    names_hidden: bool = False
    keeps: bool = True
    """Whether what is done is stored; a rehearsal without a file keeps nothing."""
    kept_elsewhere: Message | None = None
    """Where the session is kept since its file was changed or removed; None: where it was opened."""
    writes: bool = False
    """Whether letters go into an input, so that keys that are letters do nothing."""
    speed: float = 0
    """How many times faster than real time a rehearsal runs; 0 in a real session."""
    team: TeamStatus | None = None
    """None: the session is this machine's alone."""

    @property
    def mode(self) -> str:
        """Before the start, live, or after the end."""
        return {"ready": BEFORE, "ended": ENDED}.get(self.state.phase, LIVE)

    @property
    def next_chat(self) -> int | None:
        """The number of the chat line that ``c`` copies next."""
        return next_chat_line(self.state)

    @property
    def without_clock(self) -> tuple[object, ...]:
        """All that is shown besides the clock: nothing of it changes while only time passes."""
        return self.state, self.zone, self.names_hidden

    def time(self, at: int) -> str:
        """A moment as hours and minutes in the viewer's zone."""
        return time_of_day(at, self.zone)


def _as_shown(sentence: Message, names: Names) -> Message:
    """An alert as it may be shown: what was written during the session may name people nobody entered."""
    sentence = names.hide_in(sentence)
    if names.hidden and sentence.key == PARKED:
        sentence = replace(sentence, values=(HIDDEN, *sentence.values[1:]))
    return sentence


def take_snapshot(
    session: LiveSession,
    *,
    alerts: tuple[Alert, ...] = (),
    read_only: bool = False,
    writes: bool = False,
    speed: float = 0,
) -> Snapshot:
    """A session as it is now.

    Args:
        session: The session.
        alerts: What stands open.
        read_only: Whether this window only looks.
        writes: Whether letters go into an input.
        speed: How many times faster than real time a rehearsal runs; 0 in a real session.
    """
    log = session.log
    names = session.names
    latest = None if read_only else _if_allowed(session, log.latest_undoable)
    again = None if read_only else _if_allowed(session, log.to_redo())
    return Snapshot(
        state=session.shown_state,
        moment=session.moment(),
        names=names,
        zone=session.zone,
        alerts=tuple(replace(one, text=_as_shown(one.text, names)) for one in alerts),
        undoes=None if latest is None else names.hide_in(describe_events(latest.events, log.state, names)),
        undo_number=None if latest is None else latest.number,
        redo_number=None if again is None else again.number,
        read_only=read_only,
        names_hidden=session.names_hidden,
        keeps=session.keeps,
        kept_elsewhere=session.kept_elsewhere,
        writes=writes,
        speed=speed,
        team=_team_status(session),
    )


def _if_allowed(session: LiveSession, record: Record | None) -> Record | None:
    """A record that could be taken back or given again; None where whoever holds the clock has to do it."""
    if record is None or session.team is None or session.team.holds_clock:
        return record
    from letsconnect_tui.together.roles import moves_time  # only for what several machines share

    return None if moves_time(record.events) else record


def _team_status(session: LiveSession) -> TeamStatus | None:
    team, state = session.team, session.state
    if team is None:
        return None
    own = state.team.get(team.machine)
    return TeamStatus(
        machine=team.machine,
        connected=len(team.present()),
        is_connected=team.is_connected,
        has_left=team.has_left.is_set(),
        waiting=team.waiting,
        facilitates=own is not None and own.role == "facilitator",
        may_take_clock=own is not None and own.role == "facilitator" and not team.holds_clock,
    )
