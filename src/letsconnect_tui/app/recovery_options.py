"""When a sharer is not marked here: what can be done, each with its effect on the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.decide import decide
from letsconnect_tui.session.evolve import evolve
from letsconnect_tui.session.moment import moment

if TYPE_CHECKING:
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.session.facts import Command
    from letsconnect_tui.session.state import State

CAN_COME_FORWARD = ("break", "questions", "discussion", "activity", "icebreaker", "breakout")
"""Kinds of items that need nobody in particular."""


class RecoveryOption(msgspec.Struct, frozen=True):
    """One thing to do instead, and when the session would end then."""

    text: Message
    says: str
    """The line that does it where commands are typed."""
    end_at: int
    command: Command


def next_missing(state: State) -> str | None:
    """The next item to come that somebody shares who is not marked here."""
    for item in state.to_come:
        if state.item(item).kind == "share":
            lead = state.people.get(state.lead_of(item) or "")
            return item if lead is not None and not lead.is_here else None
    return None


def is_lead_here(state: State, item: str) -> bool:
    """Whether whoever leads an item is marked here; true of items that nobody in particular leads."""
    lead = state.people.get(state.lead_of(item) or "")
    return lead is None or lead.is_here


def is_open_share(state: State, item: str) -> bool:
    """Whether it is an item that somebody known shares, and that runs or is to come."""
    open_now = item in state.to_come or item == state.current
    return open_now and state.item(item).kind == "share" and state.lead_of(item) in state.people


def running_share(state: State) -> str | None:
    """The running item, if somebody shares it."""
    item = state.current
    return item if item is not None and is_open_share(state, item) else None


def speaker_missing(state: State) -> str | None:
    """The running item, if somebody shares it who is not marked here: never was, or left."""
    item = state.current
    if item is None or state.item(item).kind != "share" or is_lead_here(state, item):
        return None
    return item


def options_for(session: SessionReader, item: str) -> tuple[RecoveryOption, ...]:
    """What can be done about the sharer of an item that runs or is to come.

    A later sharer who is here, something that needs nobody in particular, the backup, or somebody of the team
    who is here: each where it makes sense. None where the item was over by the time it was looked for.
    """
    state, now = session.state, session.now()
    found = []
    open_items = (state.current, *state.to_come)
    for command, typed, text in _candidates(session, state, item) if item in open_items else ():
        end_at = end_after(state, command, now)
        if end_at is not None:
            found.append(RecoveryOption(text, typed, end_at, command))
    return tuple(found)


def _candidates(session: SessionReader, state: State, item: str) -> Iterator[tuple[Command, str, Message]]:
    running = item == state.current
    later = state.to_come if running else state.to_come[state.to_come.index(item) + 1 :]
    other = _to_swap_with(state, item, later)
    if other is not None:
        text = message("missing-swap", session.names.of(state.lead_of(other)), state.item(other).title)
        if running:
            yield c.BeginInstead(other, from_item=item), f"instead {other}", text
        else:
            first = min(item, other, key=state.order.index)
            yield c.SwapItems(item, other, earlier=first), f"swap-items {item} {other}", text
    for other in later:
        if state.item(other).kind in CAN_COME_FORWARD:
            text = message("missing-forward", state.item(other).title)
            if running:
                yield c.BeginInstead(other, from_item=item), f"instead {other}", text
                break
            yield c.BringForward(other), f"forward {other}", text
            break
    lead_in_plan = state.plan.person(state.lead_of(item))
    if lead_in_plan is not None and lead_in_plan.backup is not None:
        text = message("missing-backup", session.names.of(lead_in_plan.backup), state.item(item).title)
        yield c.ChangeLead(item, lead_in_plan.backup), f"backup {item}", text
    if running:
        yield from _hand_to_team(session, item, lead_in_plan.backup if lead_in_plan is not None else None)


def _to_swap_with(state: State, item: str, later: tuple[str, ...]) -> str | None:
    """The next later item of a sharer who is here; also of one not marked, or an earlier one to come, for a
    sharer who is here and only wishes to speak at another time."""
    here = is_lead_here(state, item)
    earlier = () if item == state.current else state.to_come[: state.to_come.index(item)]
    known = [
        other
        for other in (*later, *(reversed(earlier) if here else ()))
        if other != item and state.item(other).kind == "share" and state.lead_of(other) in state.people
    ]
    present = [other for other in known if is_lead_here(state, other)]
    may_swap = present or (known if here and item != state.current else [])
    return may_swap[0] if may_swap else None


def _hand_to_team(
    session: SessionReader, item: str, backup: str | None
) -> Iterator[tuple[Command, str, Message]]:
    """Somebody of the team who is here goes on with the running item; the facilitator before others."""
    state = session.state
    not_asked = (backup, state.lead_of(item))
    here = [one for one in state.people.values() if one.is_team and one.is_here and one.id not in not_asked]
    for person in sorted(here, key=lambda one: one.role != "facilitator")[:1]:
        text = message("missing-team", session.names.of(person.id), state.item(item).title)
        yield c.ChangeLead(item, person.id), f"lead {item} @{person.id}", text


def end_after(state: State, command: Command, now: int) -> int | None:
    """When the session would end if the command were given now; None where it would be refused."""
    try:
        events = decide(state, command, now)
    except CommandRefused:
        return None
    for event in events:
        state = evolve(state, event, now)
    return moment(state, now).projected_end
