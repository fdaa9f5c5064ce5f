"""Who leads what is on and what comes: title, name, how to say it, whether they are marked here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.text import cell_width, fit
from letsconnect_tui.tui.render.styles import GAP, GOOD, MUTED, STRONG, ink, joined

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.session.moment import AgendaLine
    from letsconnect_tui.tui.snapshot import Snapshot

NARROW = 76
"""Below so many columns an item to come takes two rows."""
_LABEL, _TIMES, _MARK, _INDENT = 9, 15, 13, 10


def marked(look: Snapshot, person: str | None) -> Content:
    """``✓ here`` or ``· not marked``; empty for nobody."""
    known = look.state.people.get(person or "")
    if known is None:
        return ink("")
    return ink(words("tui-marked-here"), GOOD) if known.is_here else ink(words("tui-not-marked"))


def now_on(look: Snapshot, width: int, height: int = 2) -> list[Content]:
    """Two rows: which item is on; who leads it, the name last because its width is uncertain."""
    seen = look.moment
    item = look.state.current_item
    if item is None:
        return [ink(""), ink("")]
    count = ink(words("tui-number-of", seen.number, seen.of), MUTED, width=_INDENT - 1)
    first = ink(" ") + count + ink(item.title, STRONG)
    return [first.truncate(width, ellipsis=True), _leader(look, look.state.lead_of(item.id), width)]


def _leader(look: Snapshot, lead: str | None, width: int) -> Content:
    if lead is None:
        return ink("")
    person = look.state.plan.person(lead)
    mark, name = marked(look, lead), ink(look.names.of(lead), STRONG)
    pronouns = say = ""
    if person is not None and not look.names_hidden:
        pronouns, say = person.pronouns or "", person.say or ""
    used = joined((mark, ink(pronouns), name)).cell_length + len(GAP)
    indent = _INDENT if _INDENT + used + cell_width(say) <= width else 1
    say = fit(say, max(0, width - indent - used))
    row = ink(" " * indent) + joined((mark, ink(pronouns, MUTED), ink(say, MUTED), name))
    return row.truncate(width, ellipsis=True)


def coming(look: Snapshot, width: int, height: int = 2) -> list[Content]:
    """Next and on deck: a row each, two on narrow screens."""
    lines = look.moment.coming
    rows: list[Content] = []
    for place, label in enumerate(("tui-next", "tui-on-deck")):
        line = lines[place] if place < len(lines) else None
        rows += _to_come(look, words(label), line, width)
    return rows


def _to_come(look: Snapshot, label: str, line: AgendaLine | None, width: int) -> list[Content]:
    start = ink(" ") + ink(label, MUTED, width=_LABEL)
    if line is None:
        rows = [start + ink(words("tui-nothing-comes"), MUTED)]
        return rows if width >= NARROW else [*rows, ink("")]
    at, planned = look.time(line.start_at), look.time(line.planned_at)
    times = ink(at, STRONG) + ink(f" ({planned})" if at != planned else "", MUTED)
    times = times.pad_right(_TIMES - times.cell_length)
    lead = look.state.lead_of(line.item)
    title = look.state.item(line.item).title
    mark, name = marked(look, lead), look.names.of(lead)
    if width < NARROW:
        below = ink(" " * _INDENT) + joined((mark, ink(name)))
        return [
            (start + times + ink(title)).truncate(width, ellipsis=True),
            below.truncate(width, ellipsis=True),
        ]
    mark = mark.pad_right(max(0, _MARK - mark.cell_length))
    room = width - 1 - _LABEL - _TIMES - _MARK - 1
    share = max(room * 3 // 5, 10)
    return [
        (start + times + mark + ink(title, width=share) + ink("  ") + ink(name)).truncate(
            width, ellipsis=True
        )
    ]
