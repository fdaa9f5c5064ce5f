"""A rehearsal: a session on a clock of its own, with invented people who come, go and come back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.people.names import search_key
from letsconnect_tui.session.commands import AddPerson, MarkHere, MarkLeft
from letsconnect_tui.session.cues import cues_between, next_auto_advance
from letsconnect_tui.session.facts import PersonFacts

if TYPE_CHECKING:
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.clock import VirtualClock

BY = "invented"
"""Who gives the commands of invented people."""

INVENTED = (
    ("Ịfeọma Ọkọ", "ig,en"),
    ("Ram Bahadur", "ne,en"),
    ("Rosa Quispe", "es"),
    ("Kofi Mensah", "ak,en"),
    ("محمد عبد الله", "ar,en"),
    ("Aïcha Traoré", "fr"),
    ("山田花子", "ja,en"),
    ("Ọláyẹmí Adé", "yo,en"),
    ("Pedro Pereira", "pt,es"),
    ("Priya Sharma", "hi,en"),
    ("Chantal Dubois", "fr,en"),
    ("Ɓala Garba", "ha,en"),
    ("Иван Петров", "ru,en"),
    ("Ana Ñahui", "es,en"),
    ("Wanjiku Kamau", "sw,en"),
    ("Nguyễn Thị Hoa", "vi,en"),
    ("Fatima Zahra", "ar,fr"),
    ("Tomás Rivera", "es"),
    ("Ngozi Eze", "ig,en"),
    ("Sofía Mamani", "es,en"),
    ("Mwajuma Said", "sw,en"),
    ("Leïla Benali", "fr,ar"),
    ("Diego Fernández", "es"),
    ("Abena Owusu", "ak,en"),
    ("Олена Шевчук", "uk,en"),
    ("ሰላም ተስፋዬ", "am,en"),
    ("Siti Rahma", "id,en"),
    ("Grace Achieng", "luo,en"),
    ("Mateo Choque", "es,qu"),
    ("Zainab Yusuf", "ha,en"),
    ("Emeka Nwosu", "ig,en"),
    ("Camila Rojas", "es,en"),
    ("Thabo Nkosi", "zu,en"),
    ("Yuki Tanaka", "ja,en"),
    ("Fatou Diop", "wo,fr"),
    ("Bùi Văn Nam", "vi,en"),
    ("Ana Beatriz Lima", "pt,en"),
    ("Hassan Ali", "so,en"),
    ("Noor Jahan", "bn,en"),
    ("Irene Papadopoulou", "el,en"),
)
"""Names and languages of people who do not exist."""


class Arrival(msgspec.Struct, frozen=True):
    """Something an invented person does: at a moment, by the number they got."""

    at: int
    who: int
    what: str


class Rehearsal:
    """Lets a virtual clock run, and invented people act on it. The same seed gives the same people."""

    def __init__(self, session: LiveSession, clock: VirtualClock, *, people: int = 0, seed: int = 1) -> None:
        self._session = session
        self._clock = clock
        self._ids: dict[int, str] = {}
        taken = {search_key(person.name) for person in session.state.plan.people}
        self._cast = [one for one in INVENTED if search_key(one[0]) not in taken]
        self._coming = sorted(self._invent(people, random.Random(seed)), key=lambda one: (one.at, one.who))

    def pass_time(self, ms: int) -> Iterator[None]:
        """Let ``ms`` pass; stops at every moment at which something is due, so that it can be told."""
        session = self._session
        until = session.now() + ms
        while (now := session.now()) < until:
            self._clock.advance(self._next_stop(now, until) - now)
            self.act()
            yield

    def act(self) -> int:
        """Let invented people do what is due by now; how many did something."""
        now = self._session.now()
        due = [one for one in self._coming if one.at <= now]
        self._coming = self._coming[len(due) :]
        for one in due:
            self._carry_out(one)
        return len(due)

    def _next_stop(self, now: int, until: int) -> int:
        state = self._session.state
        stops = [cue.at for cue in cues_between(state, now, until)]
        stops += [one.at for one in self._coming[:1] if now < one.at]
        advance = next_auto_advance(state, now)
        return min([until, *stops, *([advance] if advance is not None and advance > now else [])])

    def _carry_out(self, one: Arrival) -> None:
        if self._session.state.phase == "ended":
            return
        if one.who not in self._ids:
            name, languages = self._cast[one.who % len(self._cast)]
            turn = one.who // len(self._cast)
            facts = PersonFacts(
                name=f"{name} {turn + 1}" if turn else name,
                languages=tuple(languages.split(",")),
                experience="experienced" if one.who % 3 == 0 else "newcomer",
                first_time=one.who % 4 == 1,
            )
            reply = self._session.execute(AddPerson(facts), by=BY)
            if reply.outcome is not None:
                self._ids[one.who] = list(reply.outcome.after.people)[-1]
        elif one.what == "here":
            self._session.execute(MarkHere(self._ids[one.who]), by=BY)
        elif self._session.state.people[self._ids[one.who]].is_here:
            self._session.execute(MarkLeft(self._ids[one.who]), by=BY)

    def _invent(self, people: int, rng: random.Random) -> Iterator[Arrival]:
        """Most come in the minutes before the start, one in six late; one in eight leaves, half return."""
        start = self._session.state.planned_start
        length = self._session.state.plan.session.length_s * 1000
        for who in range(people):
            late = who % 6 == 5
            come = start + (rng.randrange(60, 900) if late else -rng.randrange(10, 480)) * 1000
            yield Arrival(come, who, "here")
            if who % 8 == 3:
                leave = start + rng.randrange(length // 4000, length // 2000) * 1000
                yield Arrival(leave, who, "left")
                if who % 16 == 3:
                    yield Arrival(leave + rng.randrange(120, 600) * 1000, who, "here")
