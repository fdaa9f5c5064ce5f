"""The desk a session is run from: typed words and commands in, sentences out; holds the open proposal.

A face sends every wish through here, so that a key, a palette entry and a typed line cannot differ in effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from letsconnect_tui.app.person_lookup import Names
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.clock import disturbances
from letsconnect_tui.errors import CommandRefused, InputError, StoreError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.cues import cue_message
from letsconnect_tui.messages.fit_alert import fit_alarm
from letsconnect_tui.messages.results import answer, record_told
from letsconnect_tui.messages.times import length
from letsconnect_tui.session.commands import Command, Next
from letsconnect_tui.session.cues import Cue, cues_between, next_auto_advance
from letsconnect_tui.session.events import PersonAdded
from letsconnect_tui.session.moment import Moment, moment

if TYPE_CHECKING:
    from datetime import tzinfo

    from letsconnect_tui.app.library import Library
    from letsconnect_tui.app.live_session import Conductor, Given
    from letsconnect_tui.app.proposals import Proposal
    from letsconnect_tui.breakouts.model import Met
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.state import State

REOPENED_MS = 5000
"""Opened again so long after the latest action, the time between is worth a word."""
_FIT_ORDER = ("fits", "tight", "cannot")


class Desk:
    """One live session, ready to be spoken to."""

    def __init__(
        self,
        conductor: Conductor,
        *,
        zone: tzinfo | None = None,
        met_before: Callable[[State], Met] | None = None,
        watching: bool = False,
        followed: Library | None = None,
    ) -> None:
        self.conductor = conductor
        self._watching = watching
        self._followed = followed
        self.zone = zone
        """Where times of day are told; None: this machine's zone."""
        self._meetings = met_before
        self._met_before: tuple[object, Met] | None = None
        self._gone: tuple[frozenset[int], dict[str, str]] = (frozenset(), {})
        self.names_hidden = False
        self.proposal: Proposal | None = None
        self.away: tuple[int, int] | None = None
        """When the machine last slept or the app was closed, if a pause can still be made of it."""
        self._looked_until = now = conductor.now()
        self._reading = conductor.clock.read()
        self._reopened_ms = (
            now - conductor.log.latest.at if self.state.phase == "live" and not watching else 0
        )

    @property
    def state(self) -> State:
        """The session as it stands."""
        return self.conductor.state

    @property
    def met_before(self) -> Met:
        """Who met whom in earlier sessions, by the ids of this one; looked up when rooms first need it."""
        if self._meetings is None:
            return {}
        people = self.state.people
        if self._met_before is None or self._met_before[0] is not people:
            self._met_before = (people, self._meetings(self.state))
        return self._met_before[1]

    @property
    def names(self) -> Names:
        """How people are called at present."""
        log = self.conductor.log
        if self._gone[0] is not log.taken_back:
            self._gone = (log.taken_back, _names_taken_back(log))
        return Names(log.state, hidden=self.names_hidden, gone=self._gone[1])

    def moment(self) -> Moment:
        """The session as it is now."""
        return moment(self.state, self.conductor.now())

    def say(self, line: str) -> Reply:
        """Carry out one typed line; a refusal is a Reply too, and then nothing changed."""
        from letsconnect_tui.commands.table import carry_out

        try:
            return carry_out(self, line)
        except (CommandRefused, InputError, StoreError) as no:
            return Reply(False, no.message)

    def give(self, command: Command, *, by: str = "") -> Reply:
        """Carry out one command; ``by`` names who wants it, unless it is the facilitator."""
        try:
            return self.told(self.conductor.give(command, by=by))
        except (CommandRefused, StoreError) as no:
            return Reply(False, no.message)

    def told(self, given: Given, *preview: str) -> Reply:
        """The reply to a command that was carried out, with an alert if the rest fits worse than before."""
        self._looked_until = max(self._looked_until, given.at)
        if given.record is not None:
            self.away = None
        alerts: tuple[Message, ...] = ()
        if given.record is not None and self._fits_worse(given):
            alarm = fit_alarm(given.after, self.names, given.at, self.zone)
            alerts = (alarm,) if alarm is not None else ()
        return Reply(True, answer(given, self.names, self.zone), preview, alerts=alerts, given=given)

    def follow(self) -> tuple[tuple[int, Message], ...]:
        """For an onlooker: take over what the writer added; each action with its moment, in words.

        A file that cannot be read now is looked at again at the next call.
        """
        if self._followed is None:
            return ()
        before = self.conductor.log.latest.number
        try:
            if not self._followed.poll():
                return ()
            log = self._followed.log(self.state.session)
        except (InputError, StoreError):
            return ()
        self.conductor.follow(log)
        fresh = (record for record in log.records if record.number > before)
        told = ((record, record_told(record, log, self.names)) for record in fresh)
        return tuple((record.at, what) for record, what in told if what is not None)

    def due(self) -> tuple[tuple[Cue, Message], ...]:
        """What fell due since the last look, in order, in words; items that go on by themselves go on."""
        due: list[tuple[Cue, Message]] = []
        now = self.conductor.now()
        due.extend(self._disturbed(now))
        until = next_auto_advance(self.state, self._looked_until)
        for cue in cues_between(self.state, self._looked_until, min(now, until) if until else now):
            due.append((cue, cue_message(cue, self.state, self.names, self.zone)))
        self._looked_until = now
        if until is not None and until <= now and not self._watching:
            reply = self.give(Next())
            due.append((Cue(now, "time-up"), message("cue-auto", reply.message)))
        return tuple(due)

    def _disturbed(self, now: int) -> Iterator[tuple[Cue, Message]]:
        """What happened to the clocks since the last look: told, and never counted against anybody."""
        if self._reopened_ms >= REOPENED_MS:
            self.away = (now - self._reopened_ms, now)
            yield Cue(now, "clock"), message("cue-reopened", length(self._reopened_ms))
        self._reopened_ms = 0
        before, self._reading = self._reading, self.conductor.clock.read()
        for one in disturbances(before, self._reading):
            if one.kind == "slept" and self.state.phase == "live":
                self.away = (now - one.ms, now)
                yield Cue(now, "clock"), message("cue-away", length(one.ms))
            elif one.kind == "stepped":
                yield Cue(now, "clock"), message("cue-clock-set", length(abs(one.ms)))

    def _fits_worse(self, given: Given) -> bool:
        before, after = moment(given.before, given.at).fit, moment(given.after, given.at).fit
        if before is None or after is None or given.after.phase == "ready":
            return False
        if given.before.phase == "ready":
            return after.state != "fits"
        return _FIT_ORDER.index(after.state) > _FIT_ORDER.index(before.state)


def _names_taken_back(log: SessionLog) -> dict[str, str]:
    """Names of people whose adding was taken back, by the id they had."""
    return {
        event.person: event.facts.name
        for record in log.records
        if record.number in log.taken_back
        for event in record.events
        if isinstance(event, PersonAdded)
    }
