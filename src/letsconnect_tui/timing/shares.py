"""How seconds are shared among slots: by tiers, in proportion, equal in fair groups, exact between anchors.

The agenda is divided into *stretches*: the slots between two fixed moments (now, the anchors, the end). Slots
give or take time in *tiers*, one after another. Within a tier all slots of a stretch have used the same
fraction of what they can give, so each gives in proportion. The *position* of a stretch is the number of
tiers used up and that fraction of the next one.

Only fair groups connect stretches. So the stretch with the furthest position is settled first, its groups get
the same time in all stretches, and the positions of the others are computed again. This is progressive
filling for max-min fairness (Bertsekas and Gallager, Data Networks, 6.5.2). Where time is given back, the
stretch with the nearest position is settled first. All arithmetic is in integers.
"""

from __future__ import annotations

from functools import cmp_to_key
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Position(NamedTuple):
    """Tiers used up completely, and the fraction ``part / whole`` of the next one."""

    tiers: int = 0
    part: int = 0
    whole: int = 1


def _further(one: Position, other: Position) -> int:
    """Above 0 when the first is further; in integers, so that no rounding decides."""
    return one.tiers - other.tiers or one.part * other.whole - other.part * one.whole


_BY_DISTANCE = cmp_to_key(_further)


class Share(msgspec.Struct, frozen=True):
    """The time of one slot, and how much of it may be given or taken in each tier."""

    start_s: int
    level_s: int
    """From where it moves: ``start_s``, or the lowest start in its fair group."""
    steps: tuple[int, ...]
    """Seconds it may give or take in each tier, in the order of the tiers."""
    group: str | None = None


class Stretch(msgspec.Struct, frozen=True):
    """Consecutive slots and the seconds there are for them; below 0 when the stretch begins too late."""

    members: range
    available_s: int


def distribute(shares: Sequence[Share], stretches: Sequence[Stretch], *, grow: bool) -> list[int]:
    """New whole seconds for each share.

    In each stretch they sum up exactly to the time available, unless its slots can give or take no more, or
    another stretch holds one of its fair groups. A share never ends above its start when cut, or below it
    when grown.

    Args:
        shares: One for each slot.
        stretches: Which slots share which time; together they cover all slots.
        grow: Give time until each stretch is full, instead of cutting until it fits.
    """
    sign = 1 if grow else -1
    touching = _stretches_of_groups(shares, stretches)
    held: dict[str, int] = {}
    positions = {n: _position(shares, stretch, held, sign) for n, stretch in enumerate(stretches)}
    seconds = [share.start_s for share in shares]
    while positions:  # each turn settles one stretch
        n = (min if grow else max)(positions, key=lambda n: _BY_DISTANCE(positions[n]))
        position = positions.pop(n)
        seconds_here = _settle(shares, stretches[n], held, position, sign)
        for i, value in zip(stretches[n].members, seconds_here, strict=True):
            seconds[i] = value
        for group in {shares[i].group for i in stretches[n].members} - held.keys() - {None}:
            assert group is not None
            share = next(shares[i] for i in stretches[n].members if shares[i].group == group)
            held[group] = _target(share, position, sign)[0]
            for other in touching[group] & positions.keys():
                positions[other] = _position(shares, stretches[other], held, sign)
    return seconds


def _stretches_of_groups(shares: Sequence[Share], stretches: Sequence[Stretch]) -> dict[str, set[int]]:
    touching: dict[str, set[int]] = {}
    for n, stretch in enumerate(stretches):
        for i in stretch.members:
            group = shares[i].group
            if group is not None:
                touching.setdefault(group, set()).add(n)
    return touching


def _position(shares: Sequence[Share], stretch: Stretch, held: dict[str, int], sign: int) -> Position:
    """How far the shares of a stretch have to move, those of held groups left out."""
    here = [shares[i] for i in stretch.members]
    has_s = sum(held.get(share.group or "", share.level_s) for share in here)
    if sign > 0:
        has_s += sum(share.start_s - share.level_s for share in here)
    to_go_s = sign * (stretch.available_s - has_s)
    if to_go_s <= 0:
        return Position()
    free = [share.steps for share in here if share.group not in held]
    tiers = [sum(amounts) for amounts in zip(*free, strict=True)]
    for tier, tier_s in enumerate(tiers):
        if to_go_s <= tier_s:
            return Position(tier, to_go_s, tier_s)
        to_go_s -= tier_s
    return Position(1 + max((len(share.steps) for share in here), default=0))


def _target(share: Share, position: Position, sign: int) -> tuple[int, int]:
    """The time of a share at a position: whole seconds, and the rest in parts of ``position.whole``."""
    way = sum(share.steps[: position.tiers]) * position.whole
    if position.tiers < len(share.steps):
        way += share.steps[position.tiers] * position.part
    return divmod(share.level_s * position.whole + sign * way, position.whole)


def _settle(
    shares: Sequence[Share], stretch: Stretch, held: dict[str, int], position: Position, sign: int
) -> list[int]:
    """The seconds of a stretch's shares; they sum up to the time available exactly where that is possible."""
    rows = []
    for i in stretch.members:
        share = shares[i]
        if share.group in held:
            rows.append((held[share.group or ""], 0))
        else:
            rows.append(_target(share, position, sign))
    here = [shares[i] for i in stretch.members]
    if sign < 0:
        limits = [share.start_s for share in here]
        seconds = [min(whole, limit) for (whole, _), limit in zip(rows, limits, strict=True)]
    else:
        limits = [max(share.start_s, share.level_s + sum(share.steps)) for share in here]
        extra = [share.start_s - share.level_s for share in here]
        seconds = [min(whole + e, limit) for (whole, _), e, limit in zip(rows, extra, limits, strict=True)]
        limits = [min(limit, whole + 1) for (whole, _), limit in zip(rows, limits, strict=True)]
    left_s = stretch.available_s - sum(seconds)
    may_take = [k for k, value in enumerate(seconds) if value < limits[k] and (rows[k][1] or here[k].group)]
    may_take.sort(key=lambda k: -rows[k][1])
    if left_s >= len(may_take):
        # Real slack, not rounding: a group held by another stretch stays equal to its members there.
        may_take = [k for k in may_take if rows[k][1] or (sign < 0 and rows[k][0] == here[k].level_s)]
    for k in may_take[: max(0, left_s)]:
        seconds[k] += 1
    return seconds


def whole_seconds_between(start_at: int, deadline_at: int) -> int:
    """Whole seconds between two moments; negative when the deadline has passed."""
    return (deadline_at - start_at) // 1000


def group_members(groups: Iterable[str | None]) -> dict[str, list[int]]:
    """Where the members of each fair group stand."""
    members: dict[str, list[int]] = {}
    for i, group in enumerate(groups):
        if group is not None:
            members.setdefault(group, []).append(i)
    return members
