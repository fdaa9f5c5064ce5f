"""Pasted lists of names and rosters, reconciled with the people known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from letsconnect_tui.app.proposals import PasteProposal
from letsconnect_tui.errors import InputError
from letsconnect_tui.importers.pasted_names import pasted_names
from letsconnect_tui.importers.roster import names_of_table, read_roster
from letsconnect_tui.people.match import KnownPerson, match_names
from letsconnect_tui.people.names import username as canonical
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.events import PersonFacts
from letsconnect_tui.session.refuse import refuse

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.app.requests import DecidePasted, ProposePaste
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.people.match import NameMatch
    from letsconnect_tui.session.state import State


def propose_paste(session: SessionReader, asked: ProposePaste) -> PasteProposal:
    """A pasted block of names, reconciled; refuses when there is no name in it."""
    names = names_in(asked.text)
    if not names:
        refuse("refused-nothing-pasted")
    return PasteProposal(match_names(names, _known(session.state)), names)


def decide_pasted(session: SessionReader, shown: PasteProposal, asked: DecidePasted) -> PasteProposal:
    """The same list with what somebody decided about its lines."""
    return replace(shown, matches=asked.matches)


def paste_command(proposal: PasteProposal) -> c.Command:
    """What accepting the list means: the sure ones are here, the new ones are added and here."""
    here = tuple(match.id for match in proposal.of("sure") if match.id is not None)
    new = tuple(PersonFacts(name=match.line) for match in proposal.of("new"))
    if not here and not new:
        refuse("refused-only-unsure")
    return c.MarkPasted(here, new)


def paste_rests_on(state: State, proposal: PasteProposal) -> object:
    """Who each pasted name means: it changes with the people known, and not with who is here."""
    return match_names(proposal.lines, _known(state))


def names_in(text: str) -> tuple[str, ...]:
    """The names in a text that somebody copied: of a table those in its column of names, else all of them."""
    try:
        of_table = names_of_table(text)
    except InputError:  # a chat holds quotation marks that nobody closes
        of_table = None
    return pasted_names(text) if of_table is None else of_table


def roster_command(
    state: State, path: Path, encoding: str | None
) -> tuple[c.LoadRoster, tuple[Message, ...]]:
    """Who registered, without those already known by an equal name or username.

    Args:
        state: The session they are for.
        path: The file.
        encoding: What somebody says the file is in; None is found out.

    Returns:
        The command, and what was left out or guessed while the file was read.

    Raises:
        CommandRefused: Everybody in it is known already.
        InputError: The file cannot be read, or is no roster.
    """
    roster = read_roster(path, encoding)
    people = roster.people
    known = _known(state)
    by_account = match_names([person.username or person.name for person in people], known)
    by_name = match_names([person.name for person in people], known)
    new = tuple(
        PersonFacts(
            name=person.name,
            username=person.username,
            languages=person.languages,
            experience=person.experience,
            region=person.region,
            country=person.country,
            home_wiki=person.home_wiki,
            affiliation=person.affiliation,
            first_time=person.first_time,
            private=person.private,
            call=person.call,
        )
        for person, account, named in zip(people, by_account, by_name, strict=True)
        if account.kind != "sure" and not _same_by_name(state, named, person.username)
    )
    if not new:
        refuse("refused-roster-known", len(people))
    return c.LoadRoster(new), roster.notes


def _same_by_name(state: State, named: NameMatch, account: str | None) -> bool:
    """Whether a row is somebody known by the name alone: a username on one side only splits nobody."""
    if named.kind != "sure" or named.id is None:
        return False
    known = state.people[named.id].facts.username
    return not known or not account or canonical(known) == canonical(account)


def _known(state: State) -> list[KnownPerson]:
    return [KnownPerson(one.id, one.facts.name, one.facts.username) for one in state.people.values()]
