"""Questions before a command is carried out; giving the same command again is the yes.

Nothing is asked that can be seen without asking; only what a meeting would find out too late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.requests import ForgetPerson
from letsconnect_tui.i18n.dates import utc, weekday_date
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.people.names import search_key, username
from letsconnect_tui.session.commands import AddPerson, BeginInstead, End, MergePeople, Next, Skip, Start
from letsconnect_tui.session.evolve_plan import MOVED_PLAN_MS
from letsconnect_tui.session.room_commands import OpenRooms

if TYPE_CHECKING:
    from letsconnect_tui.session.facts import Command, PersonFacts
    from letsconnect_tui.session.state import State


class Confirmations:
    """Remembers the latest question; the same command, given while nothing else happened, is the yes."""

    def __init__(self) -> None:
        self._asked: tuple[Command, Message] | None = None

    def question(self, state: State, command: Command, now: int) -> Message | None:
        """What to ask instead of carrying the command out; None: nothing, or it was asked already.

        Args:
            state: The session as it stands.
            command: What is wanted.
            now: The present moment, in milliseconds since 1970.
        """
        asked = _before_start(state, now) if isinstance(command, Start) else _question(state, command)
        if asked is None or self._asked == (command, asked):
            self._asked = None
            return None
        self._asked = (command, asked)
        return asked


def _question(state: State, command: Command) -> Message | None:
    to_begin = _begins(state, command)
    if to_begin is not None:
        return _before_next(state, to_begin)
    if (
        isinstance(command, End)
        and state.phase != "ended"
        and state.round is not None
        and state.round.is_open
    ):
        return message("before-end-rooms")
    if isinstance(command, OpenRooms) and state.round is not None and not state.round.is_open:
        item = state.round.item
        if state.phase == "live" and item in state.to_come:
            return message("before-open-early", state.item(item).title)
    if isinstance(command, AddPerson):
        return _before_new(state, command.facts)
    if isinstance(command, MergePeople):
        return _before_merge(state, command)
    if isinstance(command, ForgetPerson) and command.person in state.people:
        return message("before-forget", state.people[command.person].facts.name)
    return None


def _before_start(state: State, now: int) -> Message | None:
    """A start long before the planned one moves the whole plan, and is mostly a key pressed by mistake."""
    if state.phase != "ready" or state.rehearsal or now >= state.planned_start - MOVED_PLAN_MS:
        return None
    planned = utc(state.planned_start)
    return message("before-start-early", weekday_date(planned.date()), f"{planned:%H:%M}")


def _before_new(state: State, facts: PersonFacts) -> Message | None:
    """Somebody new who is called like somebody who left is most likely the same."""
    key, account = search_key(facts.name), username(facts.username or "")
    for one in state.people.values():
        theirs = username(one.facts.username or "")
        accounts_differ = account and theirs and account != theirs
        if one.spans and not one.is_here and not accounts_differ and search_key(one.facts.name) == key:
            return message("before-new-left", one.facts.name)
    return None


def _before_merge(state: State, command: MergePeople) -> Message | None:
    """Two accounts are mostly two people."""
    two = [state.people[one].facts for one in (command.first, command.second) if one in state.people]
    accounts = {username(one.username or "") for one in two} - {None, ""}
    if len(accounts) < 2 or command.first == command.second:
        return None
    return message("before-merge-accounts", *(str(one.username) for one in two))


def _begins(state: State, command: Command) -> str | None:
    """The item that would run instead of the present one, whichever way that is over."""
    if state.phase != "live" or not state.to_come:
        return None
    if isinstance(command, BeginInstead):
        return command.item if command.item in state.to_come else None
    return state.to_come[0] if isinstance(command, Next | Skip) else None


def _before_next(state: State, item: str) -> Message | None:
    title = state.item(item).title
    if state.round is not None and state.round.is_open:
        return message("before-next-rooms", title)
    if state.recording and not _may_be_recorded(state, item):
        return message("before-next-recording", title)
    return None


def _may_be_recorded(state: State, item: str) -> bool:
    """Whether the plan lets an item be recorded, or says nothing of recording and it is no breakout."""
    if state.item(item).record:
        return True
    return state.item(item).kind != "breakout" and not any(one.record for one in state.plan.items)
