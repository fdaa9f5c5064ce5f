"""The table that is looked at before times change: was, becomes, item, why; and the ways out under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.times import behind, length
from letsconnect_tui.tui.render.status_bar import hint
from letsconnect_tui.tui.render.styles import ACCENT, GOOD, MUTED, STRONG, WARN, side_by_side, styled
from letsconnect_tui.tui.widgets.line_list import plain_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from letsconnect_tui.app.proposals import RebalanceProposal
    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.timing.rebalance import RebalanceLine
    from letsconnect_tui.tui.snapshot import Snapshot

_WAS, _BECOMES = 8, 12
_TITLES = 34
"""At most so many columns for titles, so that the reason stands near."""


def time_found_ms(proposal: RebalanceProposal) -> int:
    """How much time the items to come give up together; negative when they get some."""
    return sum(line.was_ms - line.becomes_ms for line in proposal.table.lines if not line.dropped)


def question(snapshot: Snapshot, proposal: RebalanceProposal, *, giving: bool, can_give: bool) -> Message:
    """What Enter would say yes to, or why there is nothing to say yes to."""
    table = proposal.table
    end = snapshot.time(proposal.end_at)
    later_ms = proposal.end_at - snapshot.state.end_to_keep
    if not table.fits:
        return message("tui-times-cannot", end, length(table.short_by_ms))
    if giving and table.changes:
        return message("tui-times-give", length(-time_found_ms(proposal)), end)
    if later_ms > 0:
        return message("tui-times-later", end, length(later_ms))
    if later_ms < 0:
        return message("tui-times-earlier", end, length(-later_ms))
    dropped = [line.title for line in table.lines if line.dropped]
    if dropped and all(line.dropped or line.becomes_ms >= line.was_ms for line in table.lines):
        return message("tui-times-without", dropped, snapshot.time(proposal.ends_at))
    if table.changes:
        return message("tui-times-keep", behind(snapshot.moment.offset), end)
    if can_give:
        return message("tui-times-ahead", behind(snapshot.moment.offset), end)
    return message("tui-times-fits", end)


def top(
    snapshot: Snapshot,
    proposal: RebalanceProposal,
    width: int,
    *,
    giving: bool = False,
    can_give: bool = False,
) -> list[Content]:
    """The question, how much has to be found, and the heads of the columns."""
    bad = not proposal.table.fits
    title = styled(
        f" {words(question(snapshot, proposal, giving=giving, can_give=can_give))}", WARN if bad else STRONG
    )
    to_find = time_found_ms(proposal)
    right = styled(
        f"{words('tui-times-to-find', length(to_find))} " if to_find > 0 and not bad else "", MUTED
    )
    headings = [words(f"tui-times-{name}") for name in ("was", "becomes", "item", "why")]
    titles = _title_width([line.title for line in proposal.table.lines], width - 1)  # as wide as the lines
    row = styled(f"{headings[0]:>{_WAS}}{headings[1]:>{_BECOMES}}", MUTED)
    row += styled("  ") + styled(headings[2], MUTED, width=titles) + styled("  " + headings[3], MUTED)
    return [side_by_side(title, right, width), row.truncate(width, ellipsis=True)]


def table_lines(
    proposal: RebalanceProposal, width: int, cursor: str | None = None
) -> list[tuple[str, Content]]:
    """One line per item to come, by its id; what stays as it is stands back."""
    titles = _title_width([line.title for line in proposal.table.lines], width)
    rows = [(line.id, _line(line, titles, width)) for line in proposal.table.lines]
    return plain_at(rows, cursor)


def _line(line: RebalanceLine, titles: int, width: int) -> Content:
    was = styled(f"{length(line.was_ms):>{_WAS}}", MUTED)
    if line.dropped:
        becomes, style = styled(f"{words('tui-times-dropped'):>{_BECOMES}}", WARN), MUTED
    elif line.becomes_ms // 1000 == line.was_ms // 1000:
        becomes, style = styled(f"{length(line.becomes_ms):>{_BECOMES}}", MUTED), MUTED
    else:
        sign, colour = ("▼ ", ACCENT) if line.becomes_ms < line.was_ms else ("▲ ", GOOD)
        becomes = styled(f"{sign + length(line.becomes_ms):>{_BECOMES}}", f"bold {colour}")
        style = STRONG
    row = was + becomes + styled("  ") + styled(line.title, style, width=titles) + styled("  ")
    return (row + styled(words(line.why), MUTED)).truncate(width, ellipsis=True)


def fixes(proposal: RebalanceProposal, width: int) -> list[Content]:
    """The fixes with the digits that choose them."""
    rows = []
    for number, fix in enumerate(proposal.table.fixes, 1):
        rows.append((styled(" ") + hint(str(number), words(fix.say))).truncate(width, ellipsis=True))
    return rows


def _title_width(titles: Sequence[str], width: int) -> int:
    from letsconnect_tui.text import cell_width

    room = max(10, (width - _WAS - _BECOMES - 4) * 3 // 5)
    return min(max((cell_width(title) for title in titles), default=10), room, _TITLES)


def as_shown(proposal: RebalanceProposal, names: Names) -> RebalanceProposal:
    """The proposal with titles and ways out as they may be shown."""
    if not names.hidden:
        return proposal
    table = replace(
        proposal.table,
        lines=tuple(
            replace(line, title=names.hide(line.title), why=names.hide_in(line.why))
            for line in proposal.table.lines
        ),
        fixes=tuple(replace(fix, say=names.hide_in(fix.say)) for fix in proposal.table.fixes),
    )
    return replace(proposal, table=table)
