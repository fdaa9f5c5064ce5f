"""How seconds are shared among slots: by tiers, in proportion, equal in fair groups, exact between anchors.

The agenda falls into *stretches*: what lies between two fixed moments (now, the anchors, the end). A slot
moves through *tiers* in order; within a tier all slots of a stretch have gone the same part of their way, so
each gives in proportion to what it can give. How far a stretch has to go is its *position*, a tier and a
fraction.

Stretches are tied to each other only by fair groups. So the stretch that has to go furthest is settled first,
its groups are held everywhere at what it leaves them, and the others are asked again: progressive filling, as
in max-min fair allocation (Bertsekas and Gallager, Data Networks, 6.5.2). Where time is given back, the
stretch that can go least far is settled first. All arithmetic is in integers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cmp_to_key
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Position(NamedTuple):
    """Tiers gone through completely, and the part of the next one as a fraction."""

    tiers: int = 0
    part: int = 0
    whole: int = 1


def _further(one: Position, other: Position) -> int:
    """Above 0 when the first is further; integers, because one second must not hang on a rounded fraction."""
    return one.tiers - other.tiers or one.part * other.whole - other.part * one.whole


_BY_DISTANCE = cmp_to_key(_further)


@dataclass(frozen=True, slots=True)
class Share:
    """What one slot has, and how far it may move."""

    start_s: int
    level_s: int
    """Where its way begins: ``start_s``, or the lowest start in its fair group."""
    steps: tuple[int, ...]
    """Seconds it may move in each tier, in the order in which the tiers are used."""
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive slots that share one room; less than nothing when it began too late."""

    members: range
    room_s: int


def distribute(shares: Sequence[Share], stretches: Sequence[Stretch], *, grow: bool) -> list[int]:
    """New whole seconds for each share: cut until each stretch fits its room, or grown until it is full.

    Sums meet the room to the second, except where slots cannot move further or a fair group is held by
    another stretch. A share never ends above its start when cut, or below it when grown.
    """
    sign = 1 if grow else -1
    touching = _stretches_of_groups(shares, stretches)
    held: dict[str, int] = {}
    positions = {n: _position(shares, stretch, held, sign) for n, stretch in enumerate(stretches)}
    seconds = [share.start_s for share in shares]
    while positions:
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
    """How far the shares of a stretch that are not held have to go, or may go."""
    here = [shares[i] for i in stretch.members]
    has_s = sum(held.get(share.group or "", share.level_s) for share in here)
    if sign > 0:
        has_s += sum(share.start_s - share.level_s for share in here)
    to_go_s = sign * (stretch.room_s - has_s)
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
    """Where a share stands at a position: whole seconds, and the rest in parts of ``position.whole``."""
    way = sum(share.steps[: position.tiers]) * position.whole
    if position.tiers < len(share.steps):
        way += share.steps[position.tiers] * position.part
    return divmod(share.level_s * position.whole + sign * way, position.whole)


def _settle(
    shares: Sequence[Share], stretch: Stretch, held: dict[str, int], position: Position, sign: int
) -> list[int]:
    """The seconds of one stretch's shares, summing exactly to its room where they can."""
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
    left_s = stretch.room_s - sum(seconds)
    may_take = [k for k, value in enumerate(seconds) if value < limits[k] and (rows[k][1] or here[k].group)]
    may_take.sort(key=lambda k: -rows[k][1])
    if left_s >= len(may_take):
        # Real slack, not rounding: a group held by another stretch stays equal to its members there.
        may_take = [k for k in may_take if rows[k][1] or (sign < 0 and rows[k][0] == here[k].level_s)]
    for k in may_take[: max(0, left_s)]:
        seconds[k] += 1
    return seconds


def room_s(start_at: int, deadline_at: int) -> int:
    """Whole seconds between two moments; negative when the deadline has passed."""
    return (deadline_at - start_at) // 1000


def group_members(groups: Iterable[str | None]) -> dict[str, list[int]]:
    """Where the members of each fair group stand."""
    members: dict[str, list[int]] = {}
    for i, group in enumerate(groups):
        if group is not None:
            members.setdefault(group, []).append(i)
    return members
