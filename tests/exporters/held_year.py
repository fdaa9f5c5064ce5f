"""A year of the programme in one file, made at random, and a count of it that knows who is who."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from letsconnect_tui.app.library import Library
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.facts import PersonFacts
from tests.session.builders import MINUTE, a_plan

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.plan.model import Plan

FIRST = [
    "Amaka",
    "Ụzọma",
    "Ngozi",
    "Bala",
    "Ɓala",
    "Hauwa",
    "José",
    "María",
    "Ñahui",
    "Zoë",
    "Priya",
    "Aïsha",
    "Oluwaseun",
    "Chidi",
    "İlker",
    "Đặng",
    "Łukasz",
]
OTHER_SCRIPTS = ("أحمد", "ليلى", "Иван", "Ольга", "प्रिया", "山田", "김민준", "አበበ")
CODES = [
    "NG",
    "GH",
    "KE",
    "TZ",
    "UG",
    "RW",
    "CM",
    "CI",
    "SN",
    "ML",
    "BJ",
    "TG",
    "ZA",
    "EG",
    "MA",
    "TN",
    "DZ",
    "IN",
    "BD",
    "LK",
    "NP",
    "PK",
    "ID",
    "PH",
    "MY",
    "TH",
    "VN",
    "JP",
    "KR",
    "BR",
    "AR",
    "PE",
    "CO",
    "MX",
    "CL",
    "BO",
    "ES",
    "FR",
    "DE",
    "IT",
    "PL",
    "TR",
    "RU",
    "UA",
]
REGIONS = ("SSA", "MENA", "SA", "ESEAP", "LAC", "NWE", "CEECA")
LANGUAGES = ["en", "fr", "es", "ar", "pt", "ha", "ig", "yo", "sw", "hi", "bn", "id"]


@dataclass
class Somebody:
    """One true person."""

    name: str
    username: str | None
    country: str
    region: str
    languages: tuple[str, ...]
    affiliation: str | None

    def as_written(self, chance: random.Random) -> str:
        """The name as one platform or another shows it."""
        words = self.name.split()
        shapes = [self.name, " ".join(reversed(words)), f"{self.name} (she/her)", f"[EN] {self.name}"]
        return chance.choice([*shapes, self.name.upper(), f"{self.name} - Igbo"])


@dataclass
class Tally:
    """What an independent count of the year comes to."""

    sessions: int = 0
    came: dict[int, set[int]] = field(default_factory=dict)
    """Person → the sessions they came to."""
    people: list[Somebody] = field(default_factory=list)
    minutes: int = 0
    first_time: set[int] = field(default_factory=set)

    @property
    def attendances(self) -> int:
        return sum(map(len, self.came.values()))

    @property
    def returning(self) -> int:
        return sum(len(sessions) > 1 for sessions in self.came.values())

    def countries(self) -> dict[str, int]:
        return Counter(self.people[one].country for one in self.came)

    def languages(self) -> dict[str, int]:
        return Counter(code for one in self.came for code in self.people[one].languages)


def a_year(path: Path, *, clinics: int, connectathons: int, people: int, seed: int = 1) -> Tally:
    """Hold so many sessions with so many people, each of whom comes at least once."""
    chance = random.Random(seed)
    tally = Tally(people=[somebody(number, chance) for number in range(people)])
    held = [("learning-clinic", n) for n in range(clinics)] + [
        ("connectathon", n) for n in range(connectathons)
    ]
    tally.sessions = len(held)
    for who in range(people):
        times = min(len(held), 1 + int(chance.expovariate(0.9)))
        tally.came[who] = set(chance.sample(range(len(held)), times))
    with Library.open(path) as library:
        for place, (kind, number) in enumerate(held):
            _hold(library, tally, place, kind, number, chance)
    return tally


def somebody(number: int, chance: random.Random) -> Somebody:
    country = CODES[number % len(CODES)]
    first = chance.choice(FIRST if chance.random() < 0.8 else OTHER_SCRIPTS)
    twin = number % 60 == 59  # another person of the same name as the one before, told apart by the username
    name = f"{first} Person{_letters(number - twin)}"
    return Somebody(
        name="Amaka Twin" if twin else name,
        username=f"User {number}" if twin or chance.random() < 0.4 else None,
        country=country,
        region=REGIONS[CODES.index(country) % len(REGIONS)],
        languages=tuple({"en", chance.choice(LANGUAGES)}),
        affiliation=chance.choice([None, "User Group A", "Chapter B"]),
    )


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:04}")


def _hold(library: Library, tally: Tally, place: int, kind: str, number: int, chance: random.Random) -> None:
    day = datetime(2026, 1, 5, 15, tzinfo=UTC) + timedelta(days=10 * place)
    start_ms = int(day.timestamp() * 1000)
    plan = a_plan(name=f"{kind}-{number}", start=f"{day:%Y-%m-%dT%H:%M}", zone="UTC", length="1h")
    plan = plan_of_kind(plan.text, kind)
    clock = VirtualClock(start_ms, 0)
    recorder = library.begin(plan, "year.toml", clock, start=day)
    recorder.record(c.Start())
    for minute in (0, 5, 10):
        clock.advance(5 * MINUTE if minute else 0)
        for who in sorted(
            one for one, sessions in tally.came.items() if place in sessions and one % 3 == minute // 5
        ):
            one = tally.people[who]
            is_first = place == min(tally.came[who])
            tally.first_time |= {who} if is_first else set()
            facts = PersonFacts(
                one.as_written(chance), one.username, one.languages, None, one.region, one.country,
                affiliation=one.affiliation, first_time=is_first,
            )  # fmt: skip
            recorder.record(c.AddPerson(facts))
            tally.minutes += 40 - minute
    clock.advance(30 * MINUTE)
    recorder.record(c.End())


def plan_of_kind(text: str, kind: str) -> Plan:
    topic = f'topics = ["Topic of {kind}"]\n'
    return plan_of_text(text.replace('kind = "learning-clinic"', f'kind = "{kind}"\n{topic}'))
