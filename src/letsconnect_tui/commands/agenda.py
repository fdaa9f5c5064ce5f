"""Typed commands about time and handoffs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app import requests as r
from letsconnect_tui.app.people_lookup import person_named
from letsconnect_tui.app.recovery_options import is_lead_here
from letsconnect_tui.commands.arguments import duration_ms, item_named, nothing, options, whole_number
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.refuse import refuse

if TYPE_CHECKING:
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.commands.arguments import Parser
    from letsconnect_tui.session.state import State


def _add(session: SessionReader, argument: str) -> r.Request:
    return c.AddTime(duration_ms(argument, signed=True), item=session.state.current)


def _drop(session: SessionReader, argument: str) -> r.Request:
    return c.Drop(item_named(session.state, argument, among=session.state.to_come))


def _started(session: SessionReader, argument: str) -> r.Request:
    state, earlier_ms = session.state, abs(duration_ms(argument, signed=True))
    if state.current is None:
        return c.CorrectStart(earlier_ms)
    began_at = state.runs[state.current].spans[state.entry].start
    return c.CorrectStart(earlier_ms, item=state.current, began_at=began_at)


def _recording(session: SessionReader, argument: str) -> r.Request:
    if argument not in ("on", "off"):
        refuse("refused-on-off", "recording")
    return c.SayRecording(argument == "on")


def _forward(session: SessionReader, argument: str) -> r.Request:
    return c.BringForward(item_named(session.state, argument, among=session.state.to_come))


def _instead(session: SessionReader, argument: str) -> r.Request:
    """The item named begins now; the running one comes after it."""
    state = session.state
    return c.BeginInstead(item_named(state, argument, among=state.to_come), from_item=state.current)


def _backup(session: SessionReader, argument: str) -> r.Request:
    """The backup takes over: in the item named, the running one, or the next whose lead has a backup."""
    state = session.state
    held = () if state.current is None or is_lead_here(state, state.current) else (state.current,)
    among = [item for item in (*held, *state.to_come) if _backup_of(state, item)]
    if not among:
        refuse("refused-no-backup")
    item = item_named(session.state, argument, among=among) if argument else among[0]
    return c.ChangeLead(item, str(_backup_of(session.state, item)))


def _lead(session: SessionReader, argument: str) -> r.Request:
    """Somebody else leads an item: ``lead ITEM NAME``, or the running one with ``lead NAME``."""
    state = session.state
    first, _, rest = argument.partition(" ")
    if rest and first in state.runs:
        return c.ChangeLead(first, person_named(state, rest))
    if state.current is None:
        refuse("refused-lead")
    return c.ChangeLead(state.current, person_named(state, argument))


def _backup_of(state: State, item: str) -> str | None:
    lead = state.plan.person(state.lead_of(item))
    return None if lead is None else lead.backup


def _rebalance(session: SessionReader, argument: str) -> r.Request:
    given, rest = options(argument, ("end", "drop", "fix"))
    nothing(" ".join(rest), "rebalance")
    if "fix" in given:
        return r.ProposeFix(whole_number(given["fix"]))
    later = duration_ms(given["end"], signed=True) if "end" in given else 0
    if "end" in given and not later:
        refuse("refused-end-zero", given["end"])
    names = (name for name in given.get("drop", "").split(",") if name)
    dropped = tuple(item_named(session.state, name, among=session.state.to_come) for name in names)
    return r.ProposeRebalance(later, dropped)


def _later(session: SessionReader, argument: str) -> r.Request:
    """The session may end later, or earlier; nobody's time changes."""
    return c.MoveEnd(duration_ms(argument, signed=True), from_end=session.state.end_to_keep)


def _options(session: SessionReader, argument: str) -> r.Request:
    """What can be done instead of waiting for a sharer: of the item named, or of the next one missing."""
    return r.ShowOptions(
        item_named(session.state, argument, among=_not_over(session.state)) if argument else None
    )


def _not_over(state: State) -> tuple[str, ...]:
    """The running item and those to come."""
    return state.to_come if state.current is None else (state.current, *state.to_come)


def _away(session: SessionReader, argument: str) -> r.Request:
    """The last time the machine slept or the app was closed, counted as a pause."""
    if session.away is None:
        refuse("refused-not-away")
    return c.PauseAway(*session.away)


COMMANDS: tuple[tuple[str, str, Parser], ...] = (
    ("start", "start", lambda session, _: c.Start()),
    ("next", "next", lambda session, _: c.Next(from_item=session.state.current)),
    ("back", "back", lambda session, _: c.Back(from_item=session.state.current)),
    ("pause", "pause", lambda session, _: c.Pause(item=session.state.current)),
    ("resume", "resume", lambda session, _: c.Resume(item=session.state.current)),
    ("add", "add 5m | add -90s", _add),
    ("skip", "skip", lambda session, _: c.Skip(item=session.state.current)),
    ("drop", "drop ITEM", _drop),
    ("started", "started -90s", _started),
    ("recording", "recording on | off", _recording),
    ("end", "end", lambda session, _: c.End()),
    ("handoff", "handoff", lambda session, _: c.Next(from_item=session.state.current)),
    ("forward", "forward ITEM", _forward),
    ("instead", "instead ITEM", _instead),
    ("backup", "backup [ITEM]", _backup),
    ("lead", "lead [ITEM] NAME", _lead),
    ("rebalance", "rebalance [end=+10m] [drop=ITEM] [fix=N]", _rebalance),
    ("give-back", "give-back", lambda session, _: r.ProposeGiveBack()),
    ("later", "later 10m", _later),
    ("options", "options [ITEM]", _options),
    ("away", "away", _away),
    ("plan", "plan", lambda session, _: r.ProposePlan()),
)
