"""Pasted lists of names and rosters, reconciled with the people known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.app.people_key import forgotten_among
from letsconnect_tui.app.people_lookup import known_people
from letsconnect_tui.app.proposals import PasteProposal
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.importers.pasted_names import pasted_names
from letsconnect_tui.importers.roster import names_of_table, read_roster
from letsconnect_tui.people.match import NameMatch, match_names
from letsconnect_tui.people.names import username as canonical
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.facts import Command, PersonFacts
from letsconnect_tui.session.refuse import refuse

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    from letsconnect_tui.app.requests import DecidePasted, ProposePaste
    from letsconnect_tui.app.session_reader import SessionReader
    from letsconnect_tui.session.learned_names import LearnedNames
    from letsconnect_tui.session.state import State


def propose_paste(session: SessionReader, asked: ProposePaste) -> PasteProposal:
    """A pasted block of names, reconciled; refuses when there is no name in it."""
    names, notes = names_in(asked.text)
    if not names:
        refuse("refused-nothing-pasted")
    return PasteProposal(match_names(names, known_people(session.state)), names, notes)


def decide_pasted(session: SessionReader, shown: PasteProposal, asked: DecidePasted) -> PasteProposal:
    """The same list with what somebody decided about its lines."""
    return replace(shown, matches=asked.matches)


def paste_command(proposal: PasteProposal) -> Command:
    """What accepting the list means: the sure ones are here, the new ones are added and here."""
    here = tuple(match.id for match in proposal.of("sure") if match.id is not None)
    new = tuple(PersonFacts(name=match.line) for match in proposal.of("new"))
    if not here and not new:
        refuse("refused-only-unsure")
    return c.MarkPasted(here, new)


def paste_rests_on(state: State, proposal: PasteProposal) -> object:
    """Who each pasted name means: it changes with the people known, and not with who is here."""
    return match_names(proposal.lines, known_people(state))


def names_in(text: str) -> tuple[tuple[str, ...], tuple[Message, ...]]:
    """The names in a text that somebody copied, and which rows of a table were left out.

    Of a table the names are those in its column of names, else all that are found.
    """
    try:
        of_table = names_of_table(text)
    except InputError:  # a chat holds quotation marks that nobody closes
        of_table = None
    return (pasted_names(text), ()) if of_table is None else of_table


def roster_command(
    state: State,
    path: Path,
    encoding: str | None,
    learned: LearnedNames | None = None,
    columns: str | None = None,
) -> tuple[c.LoadRoster, tuple[Message, ...]]:
    """Who registered, without those already known by an equal name or username.

    Args:
        state: The session they are for.
        path: The file.
        encoding: What somebody says the file is in; None is found out.
        learned: Other names of people, from earlier sessions.
        columns: Which of its columns is which, as ``name=2,user=3``; None is recognised.

    Returns:
        The command, and what was left out or guessed while the file was read.

    Raises:
        CommandRefused: Everybody in it is known already.
        InputError: The file cannot be read, or is no roster.
    """
    roster = read_roster(path, encoding, columns)
    gone = forgotten_among([(person.name, person.username) for person in roster.people])
    people = tuple(person for place, person in enumerate(roster.people) if place not in gone)
    notes = (*roster.notes, message("roster-note-forgotten", len(gone))) if gone else roster.notes
    known = known_people(state)
    by_account = match_names([person.username or person.name for person in people], known)
    by_name = match_names([person.name for person in people], known)
    new = tuple(
        person if learned is None else replace(person, aliases=learned.of(person.name, person.username))
        for person, account, named in zip(people, by_account, by_name, strict=True)
        if account.kind != "sure" and not _same_by_name(state, named, person.username)
    )
    if not new:
        refuse("refused-roster-known", len(roster.people))
    return c.LoadRoster(new), notes


def _same_by_name(state: State, named: NameMatch, account: str | None) -> bool:
    """Whether a row is somebody known by the name alone: a username on one side only splits nobody."""
    if named.kind != "sure" or named.id is None:
        return False
    known = state.people[named.id].facts.username
    return not known or not account or canonical(known) == canonical(account)


NEW = "+new"
"""The line is somebody new; no person's id has a plus."""
OUT = "+left-out"
"""The line is left out."""
_ORDER = ("unsure", "new", "sure")


class PasteChoices(msgspec.Struct, frozen=True):
    """A pasted list and the decisions made about it so far, by the place of the line."""

    matches: tuple[NameMatch, ...]
    decided: Mapping[int, str] = msgspec.field(default_factory=dict)

    @property
    def places(self) -> tuple[int, ...]:
        """All lines, what has to be decided first."""
        return tuple(
            sorted(range(len(self.matches)), key=lambda at: (_ORDER.index(self.matches[at].kind), at))
        )

    @property
    def open_places(self) -> tuple[int, ...]:
        """Unsure lines not yet decided."""
        return tuple(at for at in self.places if self.meaning(at) is None)

    def options(self, place: int) -> tuple[str, ...]:
        """What the digits from 1 on choose for a line; 0 always leaves it out."""
        match = self.matches[place]
        if match.kind == "sure":
            return (str(match.id), NEW)
        return (*match.suggestions, NEW)

    def meaning(self, place: int) -> str | None:
        """A person's id, NEW or OUT; None: not decided, and left out so far."""
        match = self.matches[place]
        own: str | None = {"sure": match.id, "new": NEW, "unsure": None}[match.kind]
        return self.decided.get(place, own)

    def choose(self, place: int, digit: int) -> PasteChoices:
        """The same with one line decided; a digit without an option changes nothing."""
        options = (OUT, *self.options(place))
        if not 0 <= digit < len(options):
            return self
        return replace(self, decided={**self.decided, place: options[digit]})

    def count(self, what: Literal["here", "new", "open", "out"]) -> int:
        """How many lines are somebody known, somebody new, not decided, or left out."""
        kinds = {None: "open", NEW: "new", OUT: "out"}
        return sum(kinds.get(self.meaning(at), "here") == what for at in range(len(self.matches)))

    @property
    def proposal(self) -> PasteProposal:
        """What Enter carries out: lines left out and not decided are not in it."""
        kept = []
        for at, match in enumerate(self.matches):
            meaning = self.meaning(at)
            if meaning == NEW:
                kept.append(NameMatch(match.line, "new"))
            elif meaning is not None and meaning != OUT:
                kept.append(NameMatch(match.line, "sure", meaning))
        return PasteProposal(tuple(kept))
