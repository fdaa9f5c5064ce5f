"""Typed words about time and handoffs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app import make_proposals
from letsconnect_tui.app.recovery_options import next_missing, ways_out
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.commands.arguments import duration_ms, item_named, nothing, options, whole_number
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.messages.times import time_of_day
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.refuse import refuse

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.commands.table import Handler


def _plain(command: type[c.Command], word: str) -> Handler:
    def handle(desk: LiveSession, argument: str) -> Reply:
        nothing(argument, word)
        return desk.execute(command())

    return handle


def _add(desk: LiveSession, argument: str) -> Reply:
    return desk.execute(c.AddTime(duration_ms(argument, signed=True)))


def _drop(desk: LiveSession, argument: str) -> Reply:
    return desk.execute(c.Drop(item_named(desk.state, argument)))


def _started(desk: LiveSession, argument: str) -> Reply:
    return desk.execute(c.CorrectStart(abs(duration_ms(argument, signed=True))))


def _recording(desk: LiveSession, argument: str) -> Reply:
    if argument not in ("on", "off"):
        refuse("refused-on-off", "recording")
    return desk.execute(c.SayRecording(argument == "on"))


def _next(word: str) -> Handler:
    """Go on; where the leader changes, the thanks and the intro to read out stand before the answer."""

    def handle(desk: LiveSession, argument: str) -> Reply:
        nothing(argument, word)
        return desk.execute(c.Next(from_item=desk.state.current))

    return handle


def _forward(desk: LiveSession, argument: str) -> Reply:
    return desk.execute(c.BringForward(item_named(desk.state, argument, among=desk.state.to_come)))


def _backup(desk: LiveSession, argument: str) -> Reply:
    """The backup takes over: in the item named, or in the next one whose lead has a backup."""
    among = [item for item in desk.state.to_come if _backup_of(desk, item)]
    if not among:
        refuse("refused-no-backup")
    item = item_named(desk.state, argument, among=among) if argument else among[0]
    return desk.execute(c.ChangeLead(item, str(_backup_of(desk, item))))


def _backup_of(desk: LiveSession, item: str) -> str | None:
    lead = desk.state.plan.person(desk.state.lead_of(item))
    return None if lead is None else lead.backup


def _rebalance(desk: LiveSession, argument: str) -> Reply:
    given, rest = options(argument, ("end", "drop", "fix"))
    nothing(" ".join(rest), "rebalance")
    if "fix" in given:
        return make_proposals.open_proposal(
            desk, make_proposals.fix_proposal(desk, whole_number(given["fix"]))
        )
    later = duration_ms(given["end"], signed=True) if "end" in given else 0
    dropped = [
        item_named(desk.state, name, among=desk.state.to_come)
        for name in given.get("drop", "").split(",")
        if name
    ]
    return make_proposals.open_proposal(
        desk, make_proposals.rebalance_proposal(desk, later_ms=later, dropped=dropped)
    )


def _later(desk: LiveSession, argument: str) -> Reply:
    """The session may end later, or earlier; nobody's time changes."""
    return desk.execute(c.MoveEnd(duration_ms(argument, signed=True)))


def _options(desk: LiveSession, argument: str) -> Reply:
    """What can be done instead of waiting for a sharer: of the item named, or of the next one missing."""
    item = (
        item_named(desk.state, argument, among=desk.state.to_come) if argument else next_missing(desk.state)
    )
    if item is None:
        refuse("refused-nobody-missing")
    found = ways_out(desk, item)
    lines = tuple(
        "  " + words("option-line", way.says, way.text, time_of_day(way.end_at, desk.zone)) for way in found
    )
    return Reply(True, message("options-count", len(found), desk.state.item(item).title), lines)


def _give_back(desk: LiveSession, argument: str) -> Reply:
    nothing(argument, "give-back")
    return make_proposals.open_proposal(desk, make_proposals.give_back_proposal(desk))


def _away(desk: LiveSession, argument: str) -> Reply:
    """The last time the machine slept or the app was closed, counted as a pause."""
    nothing(argument, "away")
    gap = desk.away
    if gap is None:
        refuse("refused-not-away")
    return desk.execute(c.PauseAway(*gap))


WORDS: tuple[tuple[str, str, Handler], ...] = (
    ("start", "start", _plain(c.Start, "start")),
    ("next", "next", _next("next")),
    ("back", "back", _plain(c.Back, "back")),
    ("pause", "pause", _plain(c.Pause, "pause")),
    ("resume", "resume", _plain(c.Resume, "resume")),
    ("add", "add 5m | add -90s", _add),
    ("skip", "skip", _plain(c.Skip, "skip")),
    ("drop", "drop ITEM", _drop),
    ("started", "started -90s", _started),
    ("recording", "recording on | off", _recording),
    ("end", "end", _plain(c.End, "end")),
    ("handoff", "handoff", _next("handoff")),
    ("forward", "forward ITEM", _forward),
    ("backup", "backup [ITEM]", _backup),
    ("rebalance", "rebalance [end=+10m] [drop=ITEM] [fix=N]", _rebalance),
    ("give-back", "give-back", _give_back),
    ("later", "later 10m", _later),
    ("options", "options [ITEM]", _options),
    ("away", "away", _away),
)
