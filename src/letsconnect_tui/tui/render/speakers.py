"""Who leads what is on and what comes: title, name, how to say it, whether they are marked here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.text import cell_width, fit
from letsconnect_tui.tui.render.styles import GAP, GOOD, MUTED, STRONG, joined, styled

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.session.moment import AgendaLine
    from letsconnect_tui.tui.snapshot import Snapshot

NARROW = 76
"""Below so many columns an item to come takes two rows."""
_LABEL, _TIMES, _MARK, _INDENT = 9, 15, 13, 10


def presence_mark(snapshot: Snapshot, person: str | None) -> Content:
    """``✓ here`` or ``· not marked``; empty for nobody."""
    known = snapshot.state.people.get(person or "")
    if known is None:
        return styled("")
    return styled(words("tui-marked-here"), GOOD) if known.is_here else styled(words("tui-not-marked"))


def current_item(snapshot: Snapshot, width: int, height: int = 2) -> list[Content]:
    """Two rows: which item is on; who leads it, the name last because its width is uncertain."""
    moment = snapshot.moment
    item = snapshot.state.current_item
    if item is None:
        return [styled(""), styled("")]
    count = styled(words("tui-number-of", moment.number, moment.of), MUTED, width=_INDENT - 1)
    first = styled(" ") + count + styled(item.title, STRONG)
    return [first.truncate(width, ellipsis=True), _leader(snapshot, snapshot.state.lead_of(item.id), width)]


def _leader(snapshot: Snapshot, lead: str | None, width: int) -> Content:
    if lead is None:
        return styled("")
    person = snapshot.state.plan.person(lead)
    mark, name = presence_mark(snapshot, lead), styled(snapshot.names.of(lead), STRONG)
    pronouns = say = ""
    if person is not None and not snapshot.names_hidden:
        pronouns, say = person.pronouns or "", person.say or ""
    used = joined((mark, styled(pronouns), name)).cell_length + len(GAP)
    indent = _INDENT if _INDENT + used + cell_width(say) <= width else 1
    say = fit(say, max(0, width - indent - used))
    row = styled(" " * indent) + joined((mark, styled(pronouns, MUTED), styled(say, MUTED), name))
    return row.truncate(width, ellipsis=True)


def coming(snapshot: Snapshot, width: int, height: int = 2) -> list[Content]:
    """Next and on deck: a row each, two on narrow screens."""
    lines = snapshot.moment.coming
    rows: list[Content] = []
    for place, label in enumerate(("tui-next", "tui-on-deck")):
        line = lines[place] if place < len(lines) else None
        rows += _to_come(snapshot, words(label), line, width)
    return rows


def _to_come(snapshot: Snapshot, label: str, line: AgendaLine | None, width: int) -> list[Content]:
    start = styled(" ") + styled(label, MUTED, width=_LABEL)
    if line is None:
        rows = [start + styled(words("tui-nothing-comes"), MUTED)]
        return rows if width >= NARROW else [*rows, styled("")]
    at, planned = snapshot.time(line.start_at), snapshot.time(line.planned_at)
    times = styled(at, STRONG) + styled(f" ({planned})" if at != planned else "", MUTED)
    times = times.pad_right(_TIMES - times.cell_length)
    lead = snapshot.state.lead_of(line.item)
    title = snapshot.state.item(line.item).title
    mark, name = presence_mark(snapshot, lead), snapshot.names.of(lead)
    if width < NARROW:
        below = styled(" " * _INDENT) + joined((mark, styled(name)))
        return [
            (start + times + styled(title)).truncate(width, ellipsis=True),
            below.truncate(width, ellipsis=True),
        ]
    mark = mark.pad_right(max(0, _MARK - mark.cell_length))
    room = width - 1 - _LABEL - _TIMES - _MARK - 1
    share = max(room * 3 // 5, 10)
    return [
        (start + times + mark + styled(title, width=share) + styled("  ") + styled(name)).truncate(
            width, ellipsis=True
        )
    ]
