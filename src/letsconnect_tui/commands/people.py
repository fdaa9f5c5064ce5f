"""Typed words about who is here and how ready they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from letsconnect_tui.app import make_proposals
from letsconnect_tui.app.person_lookup import person_named, two_people
from letsconnect_tui.app.proposals import RoomsProposal
from letsconnect_tui.commands.arguments import item_named, options, whole_number
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.paths import user_path
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.decide import READINESS
from letsconnect_tui.session.events import PersonFacts
from letsconnect_tui.session.refuse import refuse
from letsconnect_tui.text import NAME_LIMIT, clean

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.commands.table import Handler


LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language's code as people write it (BCP 47, without its rarer parts)."""


def _here(desk: LiveSession, argument: str) -> Reply:
    return desk.execute(c.MarkHere(person_named(desk.state, argument)))


def _left(desk: LiveSession, argument: str) -> Reply:
    if argument == "everyone":
        return desk.execute(c.EveryoneLeft())
    return desk.execute(c.MarkLeft(person_named(desk.state, argument)))


def new_facts(argument: str) -> PersonFacts:
    """``Ana lang=es,en first region=LAC`` as what is known of her; refuses an empty name."""
    marks = {"first", "experienced", "newcomer"}
    given, rest = options(argument, ("lang", "region", "country", "user"), stops=marks)
    name = clean(" ".join(word for word in rest if word not in marks), limit=NAME_LIMIT)
    if not name:
        refuse("refused-no-name")
    languages = tuple(code for code in re.split("[;,]", given.get("lang", "")) if code)
    for code in languages:
        if not LANGUAGE.fullmatch(code):
            refuse("refused-language", code)
    experience = next((mark for mark in ("experienced", "newcomer") if mark in rest), None)
    return PersonFacts(
        name=name,
        username=given.get("user"),
        languages=languages,
        experience=experience,
        region=given.get("region"),
        country=given.get("country"),
        first_time=True if "first" in rest else None,
    )


def _new(desk: LiveSession, argument: str) -> Reply:
    return desk.execute(c.AddPerson(new_facts(argument)))


def _headcount(desk: LiveSession, argument: str) -> Reply:
    return desk.execute(c.TakeHeadcount(whole_number(argument)))


def _roster(desk: LiveSession, argument: str) -> Reply:
    if not argument:
        refuse("refused-no-file", "roster")
    return desk.execute(make_proposals.roster_command(desk, user_path(argument)))


def _readiness(done: bool) -> Handler:
    def handle(desk: LiveSession, argument: str) -> Reply:
        name, _, what = argument.rpartition(" ")
        if not name:
            refuse("refused-readiness-who", ", ".join(READINESS))
        if what not in READINESS:
            refuse("refused-readiness", what, ", ".join(READINESS))
        return desk.execute(c.SetReadiness(person_named(desk.state, name), what, done))

    return handle


def _swap(desk: LiveSession, argument: str) -> Reply:
    """Seats while there are rooms that both sit in, else the places of two sharers' items to come."""
    held = desk.state.round
    if held is not None and held.closed_at is None:
        try:
            first, second = two_people(desk.state, argument, among=held.seating)
        except CommandRefused:
            pass
        else:
            return desk.execute(c.SwapSeats(first, second))
    if isinstance(desk.proposal, RoomsProposal):
        return make_proposals.swap_in_proposal(desk, desk.proposal, argument)
    leads = {desk.state.lead_of(item): item for item in reversed(desk.state.to_come)}
    people = [lead for lead in leads if lead in desk.state.people]
    one, other = two_people(desk.state, argument, among=[str(person) for person in people])
    return desk.execute(c.SwapItems(leads[one], leads[other]))


def _swap_items(desk: LiveSession, argument: str) -> Reply:
    words = argument.split()
    if len(words) != 2:
        refuse("refused-two-items")
    first, second = (item_named(desk.state, word, among=desk.state.to_come) for word in words)
    return desk.execute(c.SwapItems(first, second))


def _paste(desk: LiveSession, argument: str) -> Reply:
    """Without a face that collects lines, the names stand in the line itself, with commas."""
    return make_proposals.open_proposal(desk, make_proposals.paste_proposal(desk, argument))


WORDS: tuple[tuple[str, str, Handler], ...] = (
    ("here", "here NAME", _here),
    ("left", "left NAME | everyone", _left),
    ("new", "new NAME [lang=es,en] [first] [experienced|newcomer] [region=…]", _new),
    ("headcount", "headcount 47", _headcount),
    ("paste", "paste … .", _paste),
    ("roster", "roster FILE", _roster),
    ("ready", "ready NAME confirmed|slides|interpreters|sound|screen|cohost", _readiness(True)),
    ("unready", "unready NAME WHAT", _readiness(False)),
    ("swap", "swap NAME NAME", _swap),
    ("swap-items", "swap-items ITEM ITEM", _swap_items),
)
