"""The board of those who share: when, whether they are here, what is ready, what to say and to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from letsconnect_tui.app.recovery_options import is_lead_here, running_share
from letsconnect_tui.i18n import key_name, words
from letsconnect_tui.messages.call_texts import intro_of
from letsconnect_tui.messages.cues import to_say_in_both
from letsconnect_tui.messages.times import length
from letsconnect_tui.text import cell_width
from letsconnect_tui.tui.render.before import READY
from letsconnect_tui.tui.render.header import presence_mark
from letsconnect_tui.tui.render.status_bar import hint
from letsconnect_tui.tui.render.styles import ACCENT, GAP, MUTED, STRONG, joined, side_by_side, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.app.recovery_options import RecoveryOption
    from letsconnect_tui.session.moment import AgendaLine
    from letsconnect_tui.tui.snapshot import Snapshot

ROOMY = 100
"""From this many columns on there is room for the time given or taken, and for the planned one."""
INITIALS = 52
"""With fewer columns there is room for two letters over each tick, and for a name."""
SPELT = 76
"""From this many columns on the things to tick have their whole words."""
_PHASES = {"done": "✓", "running": "▶", "paused": "‖", "skipped": "–"}


def shares(snapshot: Snapshot) -> list[AgendaLine]:
    """The items somebody shares, in the order of the agenda."""
    return [line for line in snapshot.moment.lines if snapshot.state.item(line.item).kind == "share"]


def top(snapshot: Snapshot, width: int) -> list[Content]:
    """What comes next, and when; and of the next who shares, who it is, when, and whether they are here."""
    coming = snapshot.moment.coming
    if not coming:
        return [styled(f" {words('tui-nothing-comes')}", STRONG)]
    line = coming[0]
    sharer = next((one for one in coming if snapshot.state.item(one.item).kind == "share"), line)
    lead = snapshot.state.lead_of(sharer.item)
    at, planned = snapshot.time(line.start_at), snapshot.time(line.planned_at)
    time = at if at == planned else words("tui-time-planned", at, planned)
    minutes = max(0, line.start_at - snapshot.moment.now) // 60_000
    title = words("tui-handoff-next", _who(snapshot, line), time, minutes)
    if sharer is not line:
        title += words("tui-handoff-then", _who(snapshot, sharer), snapshot.time(sharer.start_at))
    return [side_by_side(styled(f" {title}", STRONG), presence_mark(snapshot, lead) + styled(" "), width)]


def _who(snapshot: Snapshot, line: AgendaLine) -> str:
    item = snapshot.state.item(line.item)
    return (
        snapshot.names.of(snapshot.state.lead_of(line.item)) if item.kind == "share" else ""
    ) or item.title


def headings(width: int, at: int) -> Content:
    """The heads of the columns, the one the cursor is in marked."""
    parts = [styled("", width=_before_ticks(width))]
    for number, (label, wide) in enumerate(_columns(width), -1):
        style = f"{STRONG} {ACCENT}" if number == at else MUTED
        parts.append(styled(label, style) + styled(" " * (wide - cell_width(label))))
    if width >= ROOMY:
        parts.append(styled(f"{words('tui-handoff-time'):>6}  ", MUTED))
    return Content("").join(parts).truncate(width)


def _columns(width: int) -> list[tuple[str, int]]:
    """Words and widths of what can be ticked, whether they are here before it."""
    short = "" if width >= SPELT else "short-"
    labels = [words(f"tui-ready-{short}{what}") for what in ("here", *READY)]
    if width < INITIALS:  # whom it is about matters more; what the cursor is at stands below in full
        labels = [label[:2] for label in labels]
    return [(label, cell_width(label) + 1) for label in labels]


def _before_ticks(width: int) -> int:
    return 3 + 6 + (8 if width >= ROOMY else 0)


def board(snapshot: Snapshot, width: int, at: int, cursor: str | None) -> list[tuple[str, Content]]:
    """One line per shared item, by the item's id; on the cursor's line the tick it is at is marked."""
    return [(line.item, _row(snapshot, line, width, at, on=line.item == cursor)) for line in shares(snapshot)]


def _row(snapshot: Snapshot, line: AgendaLine, width: int, at: int, *, on: bool) -> Content:
    state = snapshot.state
    run = state.runs[line.item]
    lead = state.lead_of(line.item)
    person = state.people.get(lead or "")
    done = state.readiness.get(lead or "", frozenset())
    past = run.phase in ("done", "skipped")

    def style(name: str) -> str:
        return "" if on else MUTED if past else name

    planned, start = snapshot.time(line.planned_at), snapshot.time(line.start_at)
    parts = [styled(f" {_PHASES.get(run.phase, ' ')} ", style(ACCENT)), styled(f"{start} ", style(STRONG))]
    if width >= ROOMY:
        parts.append(styled(f"({planned})" if planned != start else "", style(MUTED), width=8))
    ticked = [person is not None and person.is_here, *(what in done for what in READY)]
    for number, (tick, (_, wide)) in enumerate(zip(ticked, _columns(width), strict=True), -1):
        mark = " ✓" if tick else " ·"
        tick_style = "reverse" if on and number == at else style(STRONG if tick else MUTED)
        parts.append(styled(mark, tick_style, width=wide - 1) + styled(" "))
    if width >= ROOMY:
        took = run.elapsed(snapshot.moment.now) if run.spans else state.allotted(line.item)
        parts.append(styled(f"{length(took):>6}  ", style(MUTED)))
    parts.append(styled(snapshot.names.of(lead) or state.item(line.item).title, style(STRONG)))
    return Content("").join(parts).truncate(width, ellipsis=True)


def intro(snapshot: Snapshot, item: str, width: int) -> list[Content]:
    """What introduces the sharer under the cursor, in as many rows as it takes: it is read out."""
    text = intro_of(snapshot.state, snapshot.names, item)
    if not text or snapshot.names_hidden:
        return []
    who = words("tui-handoff-intro", snapshot.names.of(snapshot.state.lead_of(item)))
    title = styled(f"{who}  ", MUTED) + styled(words("tui-quoted", text))
    return [styled(" ") + row for row in title.wrap(max(1, width - 2))]


def about(snapshot: Snapshot, item: str, width: int, at: int) -> list[Content]:
    """Of the sharer under the cursor: how to say the name, pronouns, backup, languages; no fact is broken."""
    lead = snapshot.state.lead_of(item)
    in_plan, person = snapshot.state.plan.person(lead), snapshot.state.people.get(lead or "")
    facts = [styled(words("tui-handoff-tick", words(f"ready-{READY[at]}")), MUTED)]
    if in_plan is not None and not snapshot.names_hidden:
        facts += [styled(in_plan.say or ""), styled(in_plan.pronouns or "")]
    if in_plan is not None and in_plan.backup is not None:
        facts.append(styled(words("tui-handoff-backup", snapshot.names.of(in_plan.backup)), MUTED))
    if person is not None and person.facts.languages:
        facts.append(styled(", ".join(person.facts.languages), MUTED))
    rows: list[Content] = []
    for fact in facts:
        if rows and rows[-1].cell_length + len(GAP) + fact.cell_length < width:
            rows[-1] = joined((rows[-1], fact))
        elif fact.plain:
            rows.append((styled(" ") + fact).truncate(width, ellipsis=True))
    return rows


def speaking(snapshot: Snapshot, width: int) -> list[Content]:
    """What to say to whoever speaks now: how long is left, in their language; and the thanks."""
    item = snapshot.moment.item
    lead = None if item is None else snapshot.state.lead_of(item)
    if item is None or lead not in snapshot.state.people or snapshot.state.item(item).kind != "share":
        return []
    left = -(-max(0, snapshot.moment.remaining) // 60_000) * 60_000
    cue = to_say_in_both(snapshot.state, snapshot.names, lead, left)
    thanks = words("thanks", snapshot.names.call(lead))
    label = styled(f" {words('tui-handoff-say')}  ", MUTED)
    phrases = [
        (name, key, words("tui-quoted", text))
        for name, key, text in (("cue", "e", cue), ("thanks", "g", thanks))
    ]
    whole = label + styled("  ".join(text for _, _, text in phrases))
    keys = joined((_panel_hint("cue", "e"), _panel_hint("thanks", "g")))
    if whole.cell_length + keys.cell_length + len(GAP) < width:
        return [side_by_side(whole, keys + styled(" "), width)]
    short = joined((hint(key_name(f"handoff-{name}", key), text) for name, key, text in phrases), "  ")
    return [(label + short).truncate(width - 1, ellipsis=True)]


def _panel_hint(name: str, key: str) -> Content:
    return hint(key_name(f"handoff-{name}", key), words(f"tui-key-handoff-{name}"))


def _when(snapshot: Snapshot, item: str, width: int) -> Content:
    """In which case the ways out are meant; and where those for whoever speaks now are found."""
    state = snapshot.state
    name, here = snapshot.names.of(state.lead_of(item)), is_lead_here(state, item)
    at = next((snapshot.time(line.start_at) for line in snapshot.moment.lines if line.item == item), "")
    if item == state.current:
        key = "tui-handoff-speaker-silent" if here else "tui-handoff-speaker-missing"
        return styled(f" {words(key, name)}", STRONG)
    case = words("tui-handoff-unable" if here else "tui-handoff-missing", name, at)
    up = _to_speaker(snapshot, item)
    if cell_width(case) + cell_width(up) + len(GAP) + 2 > width:
        return styled(f" {case}", STRONG)
    return side_by_side(styled(f" {case}", STRONG), styled(f"{up} ", MUTED), width)


def _to_speaker(snapshot: Snapshot, item: str) -> str:
    """The arrow that leads to whoever speaks now, where that is somebody else."""
    speaks = running_share(snapshot.state)
    if speaks is None or speaks == item:
        return ""
    return words("tui-handoff-up", snapshot.names.call(snapshot.state.lead_of(speaks)))


def recovery_options(
    snapshot: Snapshot, item: str, options: Sequence[RecoveryOption], width: int
) -> list[Content]:
    """What to do if the sharer under the cursor does not or cannot speak, each with the end it leads to."""
    if not options:
        up = _to_speaker(snapshot, item)
        return [side_by_side(styled(""), styled(f"{up} ", MUTED), width)] if up else []
    rows = [_when(snapshot, item, width)]
    for number, option in enumerate(options[:9], 1):
        ends = styled(f"{words('tui-ends', snapshot.time(option.end_at), '')} ", MUTED)
        rows.append(
            side_by_side(
                styled(" ") + hint(str(number), words(snapshot.names.hide_in(option.text))), ends, width
            )
        )
    return rows
