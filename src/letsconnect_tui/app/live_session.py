"""The one door into a live session: commands, proposals and queries go in, replies come out.

Both faces send every wish through here, so that a key, a palette entry and a typed line cannot differ in
effect. Safe to call from several threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from letsconnect_tui.app.due_cues import CueWatch, DueCue
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.errors import CommandRefused, InputError, LetsConnectError, StoreError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.call_texts import handoff_lines
from letsconnect_tui.messages.display_names import Names
from letsconnect_tui.messages.fit_alert import fit_alarm
from letsconnect_tui.messages.results import already, answer, record_told, what_was_done
from letsconnect_tui.session.commands import Command, Next, Redo, Undo
from letsconnect_tui.session.events import PersonAdded
from letsconnect_tui.session.moment import Moment, moment

if TYPE_CHECKING:
    from datetime import tzinfo
    from typing import Protocol

    from letsconnect_tui.app.proposals import Proposal
    from letsconnect_tui.app.recorder import Outcome, Recorder
    from letsconnect_tui.breakouts import Met
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.state import State

    class FollowedRuns(Protocol):
        """Where an onlooker reads what the writer adds."""

        def poll(self) -> bool:
            """Take in what was added since; whether there was anything."""
            ...

        def log(self, session: str) -> SessionLog:
            """A run's whole story; InputError where it is gone."""
            ...


_FIT_ORDER = ("fits", "tight", "cannot")


class LiveSession:
    """One live session.

    Args:
        recorder: Makes and keeps its records.
        zone: Where times of day are told; None: this machine's zone.
        met_before: Looks up who met whom in earlier sessions; asked when rooms first need it.
        followed: For an onlooker: where the writer's records are read. An onlooker gives no commands.
    """

    def __init__(
        self,
        recorder: Recorder,
        *,
        zone: tzinfo | None = None,
        met_before: Callable[[State], Met] | None = None,
        followed: FollowedRuns | None = None,
    ) -> None:
        self.zone = zone
        self.names_hidden = False
        self.proposal: Proposal | None = None
        self._recorder = recorder
        self._followed = followed
        self._turn = threading.RLock()
        self._meetings = met_before
        self._met_before: tuple[object, Met] | None = None
        self._gone: tuple[frozenset[int], dict[str, str]] = (frozenset(), {})
        self._cues = CueWatch(self, recorder.clock)

    # -- how it stands ---------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        """The session as it stands."""
        return self._recorder.state

    @property
    def log(self) -> SessionLog:
        """The session's records and their fold; a new value after every command."""
        return self._recorder.log

    @property
    def keeps(self) -> bool:
        """Whether what is done is stored; a rehearsal without a file keeps nothing."""
        return self._recorder.keeps

    @property
    def onlooker(self) -> bool:
        """Whether another window runs the session and this one only looks."""
        return self._followed is not None

    @property
    def away(self) -> tuple[int, int] | None:
        """When the machine last slept or the app was closed, if a pause can still be made of it."""
        return self._cues.away

    @property
    def met_before(self) -> Met:
        """Who met whom in earlier sessions, by the ids of this one."""
        if self._meetings is None:
            return {}
        people = self.state.people
        if self._met_before is None or self._met_before[0] is not people:
            self._met_before = (people, self._meetings(self.state))
        return self._met_before[1]

    @property
    def names(self) -> Names:
        """How people are called at present."""
        log = self.log
        if self._gone[0] is not log.taken_back:
            self._gone = (log.taken_back, _names_taken_back(log))
        return Names(log.state, hidden=self.names_hidden, gone=self._gone[1])

    def now(self) -> int:
        """The present moment on the session's line, in milliseconds."""
        return self._recorder.now()

    def moment(self) -> Moment:
        """The session as it is now."""
        return moment(self.state, self.now())

    def effect_of_undoing(self, number: int | None = None) -> tuple[Record, State]:
        """The command that an undo would take back, and the state it leads to; CommandRefused if none."""
        return self._recorder.effect_of_undoing(number)

    # -- what is wanted --------------------------------------------------------------------------------

    def execute(self, command: Command, *, by: str = "") -> Reply:
        """Carry out one command; refused or not stored, the reply says no and nothing changed.

        Args:
            command: What is wanted.
            by: Who wants it, unless it is the facilitator.
        """
        if self.onlooker:
            return Reply(False, message("refused-onlooker"))
        try:
            with self._turn:
                return self._reply(self._recorder.record(command, by=by))
        except (CommandRefused, InputError, StoreError) as no:
            return Reply(False, no.message)

    def undo(self, number: int | None = None) -> Reply:
        """Take back the latest command, or the one with that number."""
        return self.execute(Undo(number))

    def redo(self, number: int | None = None) -> Reply:
        """Give again what was taken back last, or the command with that number."""
        return self.execute(Redo(number))

    def say(self, line: str) -> Reply:
        """Carry out one typed line; a refusal is a Reply too, and then nothing changed."""
        from letsconnect_tui.commands.table import carry_out

        try:
            return carry_out(self, line)
        except (CommandRefused, InputError, StoreError) as no:
            return Reply(False, no.message)

    # -- as time passes --------------------------------------------------------------------------------

    def due_cues(self) -> tuple[DueCue, ...]:
        """What fell due since the last look, in order, in words; items that go on by themselves go on."""
        return self._cues.due()

    def keep_time(self) -> None:
        """Note that the clocks have come apart, if they have; call it now and then."""
        if not self.onlooker:
            self._recorder.keep_time()

    def follow(self) -> tuple[tuple[int, Message], ...]:
        """For an onlooker: take over what the writer added; each action with its moment, in words.

        A file that cannot be read now is looked at again at the next call.
        """
        if self._followed is None:
            return ()
        before = self.log.latest.number
        try:
            if not self._followed.poll():
                return ()
            log = self._followed.log(self.state.session)
        except LetsConnectError:
            return ()
        self._recorder.take_over(log)
        fresh = (record for record in log.records if record.number > before)
        told = ((record, record_told(record, log, self.names)) for record in fresh)
        return tuple((record.at, what) for record, what in told if what is not None)

    # -- replies ---------------------------------------------------------------------------------------

    def _reply(self, outcome: Outcome) -> Reply:
        """The answer to a command that was carried out, with an alert if the rest fits worse than before."""
        self._cues.carried_out(outcome.at, kept=outcome.record is not None)
        if outcome.record is None:
            return Reply(True, already(outcome.command, outcome.after), outcome=outcome)
        names, seen = self.names, moment(outcome.after, outcome.at)
        done = what_was_done(outcome.record, outcome.events, outcome.after, names)
        preview: tuple[str, ...] = ()
        if isinstance(outcome.command, Next):
            preview = handoff_lines(outcome.before, outcome.after, names)
        alarm = None
        if _fits_worse(outcome, seen):
            alarm = fit_alarm(outcome.after, names, outcome.at, self.zone)
        return Reply(
            True,
            answer(done, seen, self.zone),
            preview,
            alerts=() if alarm is None else (alarm,),
            outcome=outcome,
            done=done,
        )


def _fits_worse(outcome: Outcome, seen: Moment) -> bool:
    before, after = moment(outcome.before, outcome.at).fit, seen.fit
    if before is None or after is None or seen.phase == "ready":
        return False
    if outcome.before.phase == "ready":
        return after.state != "fits"
    return _FIT_ORDER.index(after.state) > _FIT_ORDER.index(before.state)


def _names_taken_back(log: SessionLog) -> dict[str, str]:
    """Names of people whose adding was taken back, by the id they had."""
    return {
        event.person: event.facts.name
        for number in log.taken_back
        if (record := log.numbered(number)) is not None
        for event in record.events
        if isinstance(event, PersonAdded)
    }
