"""What commands and events are made of: their two bases, and what is known of a person and of a room."""

from __future__ import annotations

from typing import Literal

import msgspec

READINESS = ("confirmed", "slides", "interpreters", "sound", "screen", "cohost")
"""What a sharer can be ready with, in the order it falls due."""


TeamRole = Literal["facilitator", "helper"]
"""Who may act in a session that several machines share; a watcher only looks, and is no machine of it."""


class Event(msgspec.Struct, frozen=True, tag_field="e", omit_defaults=True):
    """Base of all events; ``e`` names the kind in the file."""


class Command(msgspec.Struct, frozen=True):
    """Base of all commands."""


class PersonFacts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of somebody who takes part or registered: a name, and the rest only if given."""

    name: str
    username: str | None = None
    languages: tuple[str, ...] = ()
    experience: str | None = None
    region: str | None = None
    country: str | None = None
    home_wiki: str | None = None
    affiliation: str | None = None
    first_time: bool | None = None
    private: bool = False
    consent: bool | None = None
    """Whether the person agreed to be listed by name where everybody reads it; None: nobody asked."""
    call: str | None = None
    """What thanks and alerts call the person; without it the whole name."""
    aliases: tuple[str, ...] = ()
    """Other names by which the person was known in earlier sessions."""
    marks: tuple[str, ...] = ()
    """What is kept of a name that is gone, so that who comes again is counted once; see people/recognise."""

    @property
    def unlisted(self) -> bool:
        """Whether nothing for the public may name the person: private, or asked and not agreed."""
        return self.private or self.consent is False


class RoomFacts(msgspec.Struct, frozen=True, omit_defaults=True):
    """One room as accepted: who sits in it and the language everyone in it speaks."""

    number: int
    name: str | None = None
    language: str | None = None
    members: tuple[str, ...] = ()
    seats: int = 0
    host: str | None = None
