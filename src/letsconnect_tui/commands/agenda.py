"""Typed commands about time and handoffs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from letsconnect_tui.app import requests as r
from letsconnect_tui.commands.arguments import duration_ms, item_named, nothing, options, whole_number
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.refuse import refuse

if TYPE_CHECKING:
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.commands.typed_command import Parser
    from letsconnect_tui.session.state import State


def _of_running(make: Callable[[str | None], c.Command], word: str) -> Parser:
    """A command about the running item, without an argument."""

    def parse(session: SessionReader, argument: str) -> r.Request:
        nothing(argument, word)
        return make(session.state.current)

    return parse


def _add(session: SessionReader, argument: str) -> r.Request:
    return c.AddTime(duration_ms(argument, signed=True), item=session.state.current)


def _drop(session: SessionReader, argument: str) -> r.Request:
    return c.Drop(item_named(session.state, argument))


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


def _backup(session: SessionReader, argument: str) -> r.Request:
    """The backup takes over: in the item named, or in the next one whose lead has a backup."""
    among = [item for item in session.state.to_come if _backup_of(session.state, item)]
    if not among:
        refuse("refused-no-backup")
    item = item_named(session.state, argument, among=among) if argument else among[0]
    return c.ChangeLead(item, str(_backup_of(session.state, item)))


def _backup_of(state: State, item: str) -> str | None:
    lead = state.plan.person(state.lead_of(item))
    return None if lead is None else lead.backup


def _rebalance(session: SessionReader, argument: str) -> r.Request:
    given, rest = options(argument, ("end", "drop", "fix"))
    nothing(" ".join(rest), "rebalance")
    if "fix" in given:
        return r.ProposeFix(whole_number(given["fix"]))
    later = duration_ms(given["end"], signed=True) if "end" in given else 0
    names = (name for name in given.get("drop", "").split(",") if name)
    dropped = tuple(item_named(session.state, name, among=session.state.to_come) for name in names)
    return r.ProposeRebalance(later, dropped)


def _later(session: SessionReader, argument: str) -> r.Request:
    """The session may end later, or earlier; nobody's time changes."""
    return c.MoveEnd(duration_ms(argument, signed=True), from_end=session.state.end_to_keep)


def _options(session: SessionReader, argument: str) -> r.Request:
    """What can be done instead of waiting for a sharer: of the item named, or of the next one missing."""
    return r.ShowOptions(
        item_named(session.state, argument, among=session.state.to_come) if argument else None
    )


def _give_back(session: SessionReader, argument: str) -> r.Request:
    nothing(argument, "give-back")
    return r.ProposeGiveBack()


def _away(session: SessionReader, argument: str) -> r.Request:
    """The last time the machine slept or the app was closed, counted as a pause."""
    nothing(argument, "away")
    if session.away is None:
        refuse("refused-not-away")
    return c.PauseAway(*session.away)


COMMANDS: tuple[tuple[str, str, Parser], ...] = (
    ("start", "start", _of_running(lambda item: c.Start(), "start")),
    ("next", "next", _of_running(lambda item: c.Next(from_item=item), "next")),
    ("back", "back", _of_running(lambda item: c.Back(from_item=item), "back")),
    ("pause", "pause", _of_running(lambda item: c.Pause(item=item), "pause")),
    ("resume", "resume", _of_running(lambda item: c.Resume(item=item), "resume")),
    ("add", "add 5m | add -90s", _add),
    ("skip", "skip", _of_running(lambda item: c.Skip(item=item), "skip")),
    ("drop", "drop ITEM", _drop),
    ("started", "started -90s", _started),
    ("recording", "recording on | off", _recording),
    ("end", "end", _of_running(lambda item: c.End(), "end")),
    ("handoff", "handoff", _of_running(lambda item: c.Next(from_item=item), "handoff")),
    ("forward", "forward ITEM", _forward),
    ("backup", "backup [ITEM]", _backup),
    ("rebalance", "rebalance [end=+10m] [drop=ITEM] [fix=N]", _rebalance),
    ("give-back", "give-back", _give_back),
    ("later", "later 10m", _later),
    ("options", "options [ITEM]", _options),
    ("away", "away", _away),
)
