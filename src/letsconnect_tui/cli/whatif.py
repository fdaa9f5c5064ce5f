"""``letsconnect whatif``: what a late item would do to a plan.

What cannot be used raises InputError or PlanError; a plan that cannot fit exits with 1.
"""

from __future__ import annotations

import difflib
import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.cli.options import (
    OccurrenceOption,
    PlanArgument,
    UnusedFileOption,
    plan_at,
    signed_duration_ms,
)
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import message, words
from letsconnect_tui.i18n.dates import iso
from letsconnect_tui.plan.moments import clock, parse_duration
from letsconnect_tui.text import cell_width, printable
from letsconnect_tui.timing.whatif import WhatIf, what_if

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.timing.fixes import Fix
    from letsconnect_tui.timing.rebalance import RebalanceLine

CANNOT_FIT = 1
"""Exit code when the floors do not fit; 0 when everything fits."""
NEAREST = 3


def whatif(
    plan: PlanArgument,
    late: Annotated[str, typer.Option("--late", help=words("whatif-late"))] = "0m",
    at: Annotated[str | None, typer.Option("--at", help=words("whatif-at"))] = None,
    end: Annotated[str, typer.Option("--end", help=words("whatif-end"))] = "+0m",
    drop: Annotated[list[str] | None, typer.Option("--drop", help=words("whatif-drop"))] = None,
    occurrence: OccurrenceOption = None,
    as_json: Annotated[bool, typer.Option("--json", help=words("whatif-json"))] = False,
    file: UnusedFileOption = None,
) -> None:
    """Show what a late item would do to a plan: who gives up how much, and whether the end holds."""
    late_ms, extend_ms = _milliseconds(late, "--late"), signed_duration_ms(end, "--end")
    the_plan = plan_at(load_plan(plan), occurrence)
    ids = [item.id for item in the_plan.items]
    first = ids[0] if at is None else _known(at, ids)
    dropped = [_droppable(one, first, ids) for one in drop or ()]
    answer = what_if(the_plan, first, late_ms, extend_ms=extend_ms, drop=dropped)
    if as_json:
        print(json.dumps(as_data(answer), ensure_ascii=False, indent=2))
    else:
        print(printable(as_text(answer, the_plan, late_ms), lines=True))
    if not answer.rebalance.fits:
        raise typer.Exit(CANNOT_FIT)


def as_data(answer: WhatIf) -> dict[str, object]:
    """The answer for programs; durations in seconds, moments in ISO 8601 UTC."""
    lines, proposal = answer.rebalance.lines, answer.rebalance
    return {
        "begins_at": iso(answer.begins_at),
        "end_to_keep": iso(answer.end_at),
        "ends_at": iso(answer.ends_at),
        "items": [
            {
                "id": line.id,
                "budget_s": slot.budget_ms // 1000,
                "allotted_s": line.becomes_ms // 1000,
                "dropped": line.dropped,
                "reason": words(line.why),
            }
            for slot, line in zip(answer.slots, lines, strict=True)
        ],
        "fits": proposal.fits,
        "short_by_s": proposal.short_by_ms // 1000,
        "fixes": [_fix_data(fix) for fix in proposal.fixes],
    }


def _fix_data(fix: Fix) -> dict[str, object]:
    return {
        "kind": fix.kind,
        "ids": list(fix.ids),
        "extend_s": fix.extend_ms // 1000,
        "ends_at": iso(fix.end_at),
        "cost_s": fix.cost_ms // 1000,
        "text": words(fix.say),
    }


def as_text(answer: WhatIf, plan: Plan, late_ms: int) -> str:
    """The table that is shown before anything is changed, and what can be done."""
    zone = ZoneInfo(plan.session.timezone)
    proposal = answer.rebalance
    headline = words(
        "whatif-title",
        answer.slots[0].title,
        clock(late_ms // 1000),
        _wall(answer.begins_at, zone),
        _wall(answer.end_at, zone),
    )
    return "\n".join([headline, *_table(proposal.lines), "", *_verdict(answer, zone)])


def _table(lines: Sequence[RebalanceLine]) -> list[str]:
    rows = [tuple(words(f"whatif-{column}") for column in ("item", "was", "becomes", "why"))]
    rows += [
        (line.title, clock(line.was_ms // 1000), clock(line.becomes_ms // 1000), words(line.why))
        for line in lines
    ]
    title, was, becomes = (max(cell_width(row[column]) for row in rows) for column in range(3))
    return [
        f"  {row[0]}{' ' * (title - cell_width(row[0]))}  {row[1]:>{was}}  {row[2]:>{becomes}}  {row[3]}"
        for row in rows
    ]


def _verdict(answer: WhatIf, zone: ZoneInfo) -> list[str]:
    proposal = answer.rebalance
    if not proposal.fits:
        lines = [words("whatif-cannot", clock(proposal.short_by_ms // 1000))]
    elif answer.ends_at < answer.end_at:
        spare = clock((answer.end_at - answer.ends_at) // 1000)
        lines = [words("whatif-fits-spare", _wall(answer.ends_at, zone), spare)]
    else:
        lines = [words("whatif-fits", _wall(answer.ends_at, zone))]
    key = "whatif-better" if proposal.fits else "whatif-could"
    return [*lines, *(words(key, fix.say) for fix in proposal.fixes)]


def _milliseconds(text: str, option: str) -> int:
    seconds = parse_duration(text)
    if seconds is None:
        raise InputError(message("whatif-no-duration", text, option), message("whatif-no-duration-hint"))
    return seconds * 1000


def _known(item_id: str, ids: Sequence[str]) -> str:
    """The id as the plan writes it; case does not count."""
    folded = {one.casefold(): one for one in ids}
    if item_id.casefold() in folded:
        return folded[item_id.casefold()]
    near = difflib.get_close_matches(item_id.casefold(), folded, NEAREST)
    hint = (
        message("whatif-nearest", [folded[one] for one in near])
        if near
        else message("whatif-choose", list(ids))
    )
    raise InputError(message("whatif-no-item", item_id), hint)


def _droppable(item_id: str, first: str, ids: Sequence[str]) -> str:
    known = _known(item_id, ids)
    if ids.index(known) < ids.index(first):
        raise InputError(
            message("whatif-gone", known, first), message("whatif-choose", list(ids[ids.index(first) :]))
        )
    return known


def _wall(at: int, zone: ZoneInfo) -> str:
    """A clock time, with seconds only if there are any."""
    moment = datetime.fromtimestamp(at // 1000, zone)
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
