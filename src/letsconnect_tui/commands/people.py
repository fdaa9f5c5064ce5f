"""Typed commands about who is here and how ready they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.app import requests as r
from letsconnect_tui.app.people_lookup import person_named, two_people
from letsconnect_tui.app.proposals import RoomsProposal
from letsconnect_tui.commands.arguments import item_named, options, whole_number, with_value
from letsconnect_tui.commands.rooms import seated_in
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.people.names import search_key
from letsconnect_tui.plan.preparation import known_steps
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import room_commands
from letsconnect_tui.session.facts import READINESS, Command, PersonFacts
from letsconnect_tui.session.refuse import refuse
from letsconnect_tui.text import NAME_LIMIT, clean

if TYPE_CHECKING:
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.commands.arguments import Parser
    from letsconnect_tui.session.state import State


_FILE_OPTION = re.compile(r"\s+(encoding|zone|columns)=(\S*)$", re.IGNORECASE)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language's code as people write it (BCP 47, without its rarer parts)."""


def _here(session: SessionReader, argument: str) -> r.Request:
    return c.MarkHere(person_named(session.state, argument))


def _left(session: SessionReader, argument: str) -> r.Request:
    if argument == "everyone":
        return c.EveryoneLeft()
    return c.MarkLeft(person_named(session.state, argument))


def new_facts(argument: str) -> PersonFacts:
    """``Ana lang=es,en first region=LAC`` as what is known of her; refuses an empty name."""
    marks = {"first", "experienced", "newcomer"}
    given, rest = options(argument, ("lang", "region", "country", "user", "call"), stops=marks)
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
        call=given.get("call"),
    )


def _new(session: SessionReader, argument: str) -> r.Request:
    return c.AddPerson(new_facts(argument))


def _rename(session: SessionReader, argument: str) -> r.Request:
    """``rename Ana = Anna Silva``: somebody keeps everything but the name."""
    old, equals, new = argument.partition("=")
    name = clean(new, limit=NAME_LIMIT).strip()
    if not equals:
        refuse("refused-rename")
    if not name:
        refuse("refused-no-name")
    person = person_named(session.state, old.strip())
    return c.DescribePerson(person, msgspec.structs.replace(session.state.people[person].facts, name=name))


def _consent(session: SessionReader, argument: str) -> r.Request:
    """``consent Ana``, ``consent Ana no``: whether somebody agreed to be listed by name."""
    name, _, answer = argument.rpartition(" ")
    meanings = {"yes": True, "no": False, "unknown": None}
    if not name or answer.lower() not in meanings:
        name, answer = argument, "yes"
    if not name.strip():
        refuse("refused-no-name")
    person = person_named(session.state, name.strip())
    facts = msgspec.structs.replace(session.state.people[person].facts, consent=meanings[answer.lower()])
    return c.DescribePerson(person, facts)


def _merge(session: SessionReader, argument: str) -> r.Request:
    """``merge Ana = Anna Silva``: both are one."""
    one, equals, other = argument.partition("=")
    if not equals:
        refuse("refused-merge")
    return c.MergePeople(*(person_named(session.state, name.strip()) for name in (one, other)))


def _split(session: SessionReader, argument: str) -> r.Request:
    """``split Anna``: by the name of who was merged, or of the one they are where nobody else was."""
    key, parts = (
        search_key(argument),
        [(one, part.person) for one in session.state.people.values() for part in one.merged],
    )
    meant = [two for two in parts if key and key == search_key(two[1].facts.name)]
    if not meant:
        person = person_named(session.state, argument)
        meant = [two for two in parts if two[0].id == person]
        if not meant:
            refuse("refused-nobody-merged", session.state.people[person].facts.name)
    if len(meant) > 1:
        refuse("refused-several", argument, ", ".join(part.facts.name for _, part in meant))
    kept, gone = meant[0]
    return c.SplitPerson(kept.id, gone.id)


def _forget(session: SessionReader, argument: str) -> r.Request:
    return r.ForgetPerson(person_named(session.state, argument))


def _headcount(session: SessionReader, argument: str) -> r.Request:
    return c.TakeHeadcount(whole_number(argument))


def _roster(session: SessionReader, argument: str) -> r.Request:
    """``roster FILE``, or ``roster FILE encoding=cp1251 columns=name=2,user=3``."""
    path, given = _file_and_options(argument)
    if not path:
        refuse("refused-no-file", "roster")
    return r.LoadRosterFile(path, given.get("encoding"), given.get("columns"))


def _file_and_options(argument: str) -> tuple[str, dict[str, str]]:
    """A path, and the options typed behind it."""
    given: dict[str, str] = {}
    while (option := _FILE_OPTION.search(argument)) is not None:
        given.setdefault(option[1].lower(), with_value(option[1].lower(), option[2]))
        argument = argument[: option.start()]
    return argument.strip(), given


def _import(session: SessionReader, argument: str) -> r.Request:
    """``import FILE``, or ``import FILE zone=Africa/Lagos encoding=cp1251 columns=name=2,joined=3``."""
    path, given = _file_and_options(argument)
    if not path:
        refuse("refused-no-file", "import")
    return r.ProposeImport(path, given.get("zone"), given.get("encoding"), given.get("columns"))


def _readiness(done: bool) -> Parser:
    def parse(session: SessionReader, argument: str) -> r.Request:
        name, _, what = argument.rpartition(" ")
        if not name:
            refuse("refused-readiness-who", ", ".join(READINESS))
        if what not in READINESS:
            refuse("refused-readiness", what, ", ".join(READINESS))
        return c.SetReadiness(person_named(session.state, name), what, done)

    return parse


def _step(done: bool) -> Parser:
    def parse(session: SessionReader, argument: str) -> r.Request:
        if not argument:
            refuse("refused-step-which", ", ".join(known_steps(session.state.plan)))
        return c.TickStep(argument, done)

    return parse


def _swap(session: SessionReader, argument: str) -> r.Request:
    """Seats while there are rooms that both sit in, else the places of two sharers' items to come."""
    state = session.state
    held = state.round
    if held is not None and held.closed_at is None:
        try:
            first, second = two_people(state, argument, among=held.seating)
        except CommandRefused:
            pass
        else:
            return room_commands.SwapSeats(first, second, rooms=(held.seating[first], held.seating[second]))
    shown = session.proposal
    if isinstance(shown, RoomsProposal):
        return r.SwapInProposal(shown.id, *two_people(state, argument, among=seated_in(shown)))
    leads = {state.lead_of(item): item for item in reversed(state.to_come)}
    people = [lead for lead in leads if lead in state.people]
    one, other = two_people(state, argument, among=[str(person) for person in people])
    return _swapped_items(state, leads[one], leads[other])


def _swap_items(session: SessionReader, argument: str) -> r.Request:
    words = argument.split()
    if len(words) != 2:
        refuse("refused-two-items")
    first, second = (item_named(session.state, word, among=session.state.to_come) for word in words)
    return _swapped_items(session.state, first, second)


def _swapped_items(state: State, first: str, second: str) -> Command:
    return c.SwapItems(first, second, earlier=min(first, second, key=state.order.index))


def _paste(session: SessionReader, argument: str) -> r.Request:
    """Names in the line itself, with commas; a face that takes several lines collects them before."""
    return r.ProposePaste(argument)


COMMANDS: tuple[tuple[str, str, Parser], ...] = (
    ("here", "here NAME", _here),
    ("left", "left NAME | everyone", _left),
    ("new", "new NAME [lang=es,en] [first] [experienced|newcomer] [region=…] [call=…]", _new),
    ("rename", "rename NAME = NEW", _rename),
    ("consent", "consent NAME [yes|no|unknown]", _consent),
    ("merge", "merge NAME = NAME", _merge),
    ("split", "split NAME", _split),
    ("forget", "forget NAME", _forget),
    ("headcount", "headcount 47", _headcount),
    ("paste", "paste … .", _paste),
    ("roster", "roster FILE [encoding=cp1252]", _roster),
    ("import", "import FILE [zone=Africa/Lagos] [encoding=cp1252] [columns=name=2,joined=3,left=4]", _import),
    ("ready", "ready NAME confirmed|slides|interpreters|sound|screen|cohost", _readiness(True)),
    ("unready", "unready NAME WHAT", _readiness(False)),
    ("step", "step STEP", _step(True)),
    ("unstep", "unstep STEP", _step(False)),
    ("swap", "swap NAME NAME", _swap),
    ("swap-items", "swap-items ITEM ITEM", _swap_items),
)
