"""Who is here: one row a person with the name last, and the counts above them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.app.people_proposals import NEW, OUT
from letsconnect_tui.app.session_views import presence
from letsconnect_tui.i18n import words
from letsconnect_tui.messages.display_names import people_here
from letsconnect_tui.messages.results import HIDDEN
from letsconnect_tui.people.counts import breakdown
from letsconnect_tui.tui.render.styles import ACCENT, GOOD, MUTED, STRONG, WARN, joined, styled

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.app.people_proposals import PasteChoices
    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.session.attendee import Attendee
    from letsconnect_tui.tui.snapshot import Snapshot


_STYLES = {"here": GOOD, "late": GOOD, "left": MUTED, "not-marked": MUTED}
_STATUS, _TIME = 13, 6


class PersonColumns(msgspec.Struct, frozen=True):
    """How many columns each fact gets in a row; 0: it is left out."""

    languages: int
    about: int
    """The role of a team member, else whether it is their first time or how experienced they are."""
    region: int

    @classmethod
    def of(cls, width: int) -> PersonColumns:
        """What fits, with room left for the name."""
        if width < 56:
            return cls(0, 0, 0)
        if width < 63:
            return cls(9, 0, 0)
        if width < 76:
            return cls(9, 15, 0)
        return cls(12, 15, 0) if width < 96 else cls(16, 26, 14)


def person_row(
    snapshot: Snapshot, person: Attendee, columns: PersonColumns, width: int, *, chosen: bool
) -> Content:
    """Sign and word, when, languages, what else is known, and the name."""
    status = presence(snapshot.state, person.id)
    style = _STYLES[status]
    row = styled(words("tui-people-cursor") if chosen else " ", ACCENT, width=1)
    row += styled(words(f"tui-presence-{status}"), style, width=_STATUS)
    row += styled(_since(snapshot, person), style, width=_TIME)
    if columns.languages:
        row += styled(" ".join(person.facts.languages), MUTED, width=columns.languages - 1) + styled(" ")
    if columns.about:
        row += styled(about(person, both=columns.region > 0), "", width=columns.about - 1) + styled(" ")
    if columns.region:
        row += styled(person.facts.region or person.facts.country or "", MUTED, width=columns.region - 1)
        row += styled(" ")
    row += styled(snapshot.names.of(person.id), "" if status == "left" else STRONG)
    return row.truncate(width, ellipsis=True)


def _since(snapshot: Snapshot, person: Attendee) -> str:
    """When somebody came, or left."""
    if not person.spans:
        return ""
    last = person.spans[-1]
    return snapshot.time(last.start if last.end is None else last.end)


def about(person: Attendee, *, both: bool) -> str:
    """``sharer``, ``first time``, ``experienced``; ``both``: first time and experience together."""
    if person.role != "participant":
        return words(f"role-{person.role}")
    facts = [words("tui-first-time")] if person.facts.first_time else []
    if person.facts.experience in ("newcomer", "experienced") and (both or not facts):
        facts.append(words(f"tui-experience-{person.facts.experience}"))
    return ", ".join(facts)


def counts(snapshot: Snapshot, width: int) -> Content:
    """``27 here   2 of the team   14 registered, not marked   headcount 80``: as much as fits."""
    totals = snapshot.moment.head
    parts = [styled(words(people_here(totals)), STRONG)]
    if totals.registered_not_marked:
        key = "tui-people-registered" if width >= 56 else "tui-people-unmarked"
        parts.append(styled(words(key, totals.registered_not_marked), WARN))
    if totals.headcount is not None and totals.here >= totals.headcount:
        parts.append(styled(words("tui-people-headcount", totals.headcount)))
    if totals.team_here:
        parts.append(styled(words("tui-people-team", totals.team_here), MUTED))
    while len(parts) > 1 and joined(parts).cell_length > width:
        parts.pop()
    return joined(parts)


def languages(snapshot: Snapshot, width: int) -> Content:
    """How many who are here speak what, most spoken first.

    While names are hidden the window may be shared, and then counts too small to show stay out of it.
    """
    here = [one for one in snapshot.state.people.values() if one.is_here and not one.is_team]
    languages_known = [one.facts.languages for one in here if one.facts.languages]
    if snapshot.names_hidden:
        counted = [(row.label, row.count) for row in breakdown(languages_known).rows if row.count is not None]
    else:
        spoken = Counter(code for codes in languages_known for code in set(codes))
        counted = sorted(spoken.items(), key=lambda one: (-one[1], one[0]))
    if not counted:
        return styled(f" {words('tui-people-no-languages')}", MUTED).truncate(width, ellipsis=True)
    parts = [styled(code, MUTED) + styled(f" {count}") for code, count in counted]
    unknown = len(here) - len(languages_known)
    if unknown and not snapshot.names_hidden:
        parts.append(styled(words("tui-people-no-language", unknown), MUTED))
    return (styled(f" {words('tui-people-languages')}   ", MUTED) + joined(parts, "  ")).truncate(
        width, ellipsis=True
    )


def person_title(snapshot: Snapshot, person: Attendee) -> Content:
    """``✓ here 15:02   first time   Ana``: how somebody stands, the name last."""
    status = presence(snapshot.state, person.id)
    mark = styled(f" {words(f'tui-presence-{status}')} {_since(snapshot, person)}".rstrip(), _STYLES[status])
    facts = [mark, styled(about(person, both=True), MUTED), styled(snapshot.names.of(person.id), STRONG)]
    if person.other_names and not snapshot.names_hidden:
        facts.append(styled(words("tui-person-also", ", ".join(person.other_names)), MUTED))
    return joined(facts)


_SIGN = 12
_COLUMN_FIELD = 14
_STYLES_paste = {"open": WARN, "new": ACCENT, "out": MUTED, "here": GOOD}


def pasted_row(choices: PasteChoices, place: int, names: Names, width: int, *, chosen: bool) -> Content:
    """Sign and word, the line as it was pasted, whom it means or may mean."""
    match, meaning = choices.matches[place], choices.meaning(place)
    kind = {None: "open", NEW: "new", OUT: "out"}.get(meaning, "here")
    row = styled(words("tui-people-cursor") if chosen else " ", ACCENT, width=1)
    row += styled(words(f"tui-paste-{kind}"), _STYLES_paste[kind], width=_SIGN)
    line = styled(HIDDEN if names.hidden else match.line, MUTED if kind == "out" else STRONG)
    if kind == "here" and names.of(meaning) != match.line:
        line += styled(f" → {names.of(meaning)}")
    parts = [line]
    if chosen or meaning is None:
        parts += _options(choices, place, names)
    if match.same_as is not None and meaning is None:
        parts.append(styled(words("tui-paste-twice"), MUTED))
    return (row + joined(parts)).truncate(width, ellipsis=True)


def _options(choices: PasteChoices, place: int, names: Names) -> list[Content]:
    """The digits that would change something, with what they choose."""
    meaning = choices.meaning(place)
    parts = []
    for digit, option in enumerate((*choices.options(place), OUT), 1):
        if option != meaning:
            label = {NEW: words("tui-paste-as-new"), OUT: words("tui-paste-leave")}.get(option)
            key = "0" if option == OUT else str(digit)
            parts.append(styled(key, f"bold {ACCENT}") + styled(f" {label or names.of(option)}"))
    return parts


def column_row(
    place: int, heading: str, examples: str, field: str | None, width: int, *, chosen: bool
) -> Content:
    """Number of a column, what it is said to hold, its heading, and the first of its cells.

    Args:
        place: The column, counted from 0.
        heading: Its heading; may be empty.
        examples: Some of its cells.
        field: What it is said to hold.
        width: Cells there are for the row.
        chosen: Whether the cursor is on it.
    """
    row = styled(words("tui-people-cursor") if chosen else " ", ACCENT, width=1)
    row += styled(f"{place + 1:>3} ", MUTED)
    field_label = "" if field is None else words(f"tui-column-{field}")
    row += styled(field_label, GOOD, width=_COLUMN_FIELD) + styled(heading, STRONG)
    return (row + styled(f"  {examples}", MUTED)).truncate(width, ellipsis=True)


def pasted_counts(choices: PasteChoices) -> Content:
    """``12 here   2 new   3 to decide   1 left out``."""
    parts = [styled(words("tui-paste-count-here", choices.count("here")), STRONG)]
    for what, style in (("new", STRONG), ("open", WARN), ("out", MUTED)):
        count = choices.count(what)  # type: ignore[arg-type]
        if count:
            parts.append(styled(words(f"tui-paste-count-{what}", count), style))
    return styled(" ") + joined(parts)
