"""Crowds for the room tests: several languages, hosts, pairs to part and pairs to keep."""

from __future__ import annotations

import random
from typing import Literal

from letsconnect_tui.breakouts.model import Guest, Wishes

Profile = Literal["ordinary", "stress"]
_LANGUAGES = ("en", "es", "fr", "pt", "ar", "sw", "ru", "id")
_MOTHER_TONGUES: dict[Profile, tuple[tuple[int, ...], float]] = {
    "ordinary": ((34, 26, 24, 16), 0.80),
    "stress": ((18, 16, 16, 12, 10, 10, 10, 8), 0.72),
}
"""Weights of mother tongues, and the share of the others who speak English too."""


def plain_crowd(people: int) -> list[Guest]:
    """People of whom nothing is known but that they are here."""
    return [Guest(f"p{i:04}") for i in range(people)]


def crowd(
    people: int, rooms: int, *, seed: int = 1, profile: Profile = "ordinary"
) -> tuple[list[Guest], Wishes]:
    """Guests and wishes for ``rooms`` rooms: a host for each, some to keep apart, some together."""
    rng = random.Random(seed * 1_000_003 + people * 31 + rooms)
    weights, english = _MOTHER_TONGUES[profile]
    known = _LANGUAGES[: len(weights)]
    tongues: list[tuple[str, ...]] = []
    for _ in range(people):
        speaks = {rng.choices(known, weights)[0]}
        if "en" not in speaks and rng.random() < english:
            speaks.add("en")
        if rng.random() < 0.12:
            speaks.add(rng.choices(known, weights)[0])
        tongues.append(tuple(sorted(speaks)))
    hosts = _hosts(tongues, rooms, rng)
    guests = [
        Guest(
            f"p{i:04}",
            tongues[i],
            "experienced" if i in hosts or rng.random() < 0.35 else "new",
            rng.choices("ABCDEFG", (30, 20, 15, 12, 10, 8, 5))[0],
            host=i in hosts,
        )
        for i in range(people)
    ]
    others = [guest for guest in guests if not guest.host]
    rng.shuffle(others)
    apart = [(others.pop().id, others.pop().id) for _ in range(max(1, people // 25)) if len(others) > 2]
    together = []
    for _ in range(max(1, people // 40)):
        one = others.pop() if len(others) > 2 else None
        other = next((g for g in others if one and set(g.languages) & set(one.languages)), None)
        if one and other:
            others.remove(other)
            together.append((one.id, other.id))
    return guests, Wishes(
        count=rooms,
        same_language=True,
        mix=("experience", "region"),
        apart=tuple(apart),
        together=tuple(together),
    )


def _hosts(tongues: list[tuple[str, ...]], rooms: int, rng: random.Random) -> set[int]:
    """One host for each room; languages whose people lack English get theirs first."""
    order = rng.sample(range(len(tongues)), len(tongues))
    needed: dict[str, int] = {}
    for speaks in tongues:
        if "en" not in speaks:
            for code in speaks:
                needed[code] = needed.get(code, 0) + 1
    size = max(2, -(-len(tongues) // rooms))
    hosts: set[int] = set()
    for code, people in sorted(needed.items(), key=lambda item: (-item[1], item[0])):
        fitting = [i for i in order if i not in hosts and code in tongues[i] and "en" in tongues[i]]
        hosts.update(fitting[: min(max(1, -(-people // (size - 1))), rooms - len(hosts))])
    hosts.update([i for i in order if i not in hosts and "en" in tongues[i]][: rooms - len(hosts)])
    return hosts
