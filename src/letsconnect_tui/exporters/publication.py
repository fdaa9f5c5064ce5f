"""Lines about a session that are pasted elsewhere: its resources, when it is, and who may be credited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.exporters.attendance_facts import attendance
from letsconnect_tui.exporters.escape import markdown, wikitext, wikitext_label
from letsconnect_tui.exporters.timing_facts import shares
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import language_name, utc, weekday_date
from letsconnect_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from letsconnect_tui.exporters.naming import Naming
    from letsconnect_tui.session.state import State

_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\[\]{}\\^]+", re.IGNORECASE)


class NamedAddress(msgspec.Struct, frozen=True):
    """Words, and where they lead; None: nowhere that is known."""

    label: str
    address: str | None = None


class Publication(msgspec.Struct, frozen=True):
    """What can be told in public about a session."""

    kind: str
    title: str
    when: str
    """Weekday, day and hours in UTC."""
    zonestamp: str
    event: str | None
    resources: tuple[NamedAddress, ...]


def publication(state: State, until: int, naming: Naming) -> Publication:
    """The facts of both lines.

    Args:
        state: The session.
        until: The moment (ms) up to which it is told.
        naming: Who is named.
    """
    session = state.plan.session
    start_s = state.planned_start // 1000
    end_s = start_s + session.length_s
    start, end = utc(start_s * 1000), utc(end_s * 1000)
    return Publication(
        kind=words(f"calendar-kind-{session.kind}"),
        title=naming.title(session.title),
        when=words("publication-when", weekday_date(start.date()), f"{start:%H:%M}", f"{end:%H:%M}"),
        zonestamp=f"https://zonestamp.toolforge.org/{start_s}/{end_s}",
        event=_address(session.links.event),
        resources=tuple(_resources(state, until, naming)),
    )


def _resources(state: State, until: int, naming: Naming) -> list[NamedAddress]:
    session, links = state.plan.session, state.plan.session.links
    found = []
    if state.recordings:
        language = language_name(session.language)
        found.append(NamedAddress(words("publication-video", language), _address(links.resources)))
        if session.interpretation:
            heard = [language_name(code) for code in session.interpretation]
            found.append(NamedAddress(words("publication-audio", heard)))
    for who in shares(state, until):
        slides = [state.item(item).slides for item in state.order if state.lead_of(item) == who]
        label = words("publication-presentation-of", naming.person(who))
        if not naming.is_named(who):
            label = words("publication-presentation")
        found += [NamedAddress(label, _address(one)) for one in dict.fromkeys(filter(None, slides))]
    for key, address in (("presentation", links.slides), ("pad", links.pad), ("all", links.resources)):
        if address and not (key == "all" and state.recordings):
            found.append(NamedAddress(words(f"publication-{key}"), _address(address)))
    return found


def _address(text: str | None) -> str | None:
    return text if text and _ADDRESS.fullmatch(text) else None


def resource_line(facts: Publication, form: str) -> str:
    """``# Learning Clinic: title. Find this session's resources: …``, as newsletters list them."""
    escape, link, mark = _FORMS[form]
    head = escape(words("publication-resources", facts.kind, facts.title))
    parts = [escape(one.label) if one.address is None else link(one) for one in facts.resources]
    return f"{mark}{head} {', '.join(parts) if parts else escape('…')}.\n"


def announcement_line(facts: Publication, form: str) -> str:
    """The day, the hours, a page that shows both on the reader's clock, and what it is."""
    escape, link, mark = _FORMS[form]
    parts = [escape(f"{facts.kind}: {facts.title}."), escape(f"{facts.when}")]
    parts.append(f"({link(NamedAddress(words('times-your-own'), facts.zonestamp))})")
    if facts.event is not None:
        parts.append(link(NamedAddress(words("publication-event"), facts.event)))
    return f"{mark}{' '.join(parts)}\n"


def _wiki_link(one: NamedAddress) -> str:
    return f"[{one.address} {wikitext_label(one.label)}]"


def _markdown_link(one: NamedAddress) -> str:
    address = str(one.address).replace("(", "%28").replace(")", "%29")
    return f"[{markdown(one.label)}](<{address}>)"


def _plain_link(one: NamedAddress) -> str:
    return f"{clean(one.label)}: {one.address}"


_FORMS: dict[str, tuple[Callable[[str], str], Callable[[NamedAddress], str], str]] = {
    "wikitext": (wikitext, _wiki_link, "# "),
    "md": (markdown, _markdown_link, "- "),
    "text": (clean, _plain_link, ""),
}


def usernames(state: State, until: int, naming: Naming, least_minutes: int = 0) -> Sequence[str]:
    """Accounts of participants, each once and in order: for badges, and for the Programs & Events Dashboard.

    The team is not among them, nor who is private, nor who was here for less than so many minutes. Once
    anybody was asked whether they agree to be listed, only those who do are.

    Args:
        state: The session.
        until: The moment (ms) up to which it is told.
        naming: Who is named.
        least_minutes: How long somebody was here at least.
    """
    people = attendance(state, until, naming, exact=True).people
    known = {person.id: person.facts for person in state.people.values()}
    asked = consent_was_asked(state)
    team = {person.id for person in state.people.values() if person.is_team}
    accounts = (
        one.username
        for one in people
        if one.came
        and one.person not in team
        and not known[one.person].unlisted
        and (known[one.person].consent or not asked)
        and (one.minutes or 0) >= least_minutes
    )
    return sorted({account for account in accounts if account})


def consent_was_asked(state: State) -> bool:
    """Whether anybody's answer is known to whether they agree to be listed by name."""
    return any(person.facts.consent is not None for person in state.people.values())
