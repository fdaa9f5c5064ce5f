"""A session told again without anybody's name: every count stays, nobody can be made out.

Languages, regions and the like stay only where a breakdown of them may be published at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from letsconnect_tui.people.counts import breakdown
from letsconnect_tui.people.names import search_key
from letsconnect_tui.plan.anonymous_plan import nameless_plan, plan_without
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import events as e
from letsconnect_tui.session import room_events
from letsconnect_tui.session.facts import PersonFacts, RoomFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.state import State


PEOPLE_FIELDS = frozenset(("person", "gone", "lead", "members", "host", "locked"))
ITEM_FIELDS = frozenset(("item", "left", "entered", "first", "second", "dropped", "allotted_ms"))
TOLD_ANEW = frozenset(("plan_text", "facts", "rooms"))
BLANKED = {"plan_file": "", "reason": "", "text": "–", "speaker": None, "what": "–"}
"""Fields with text that somebody typed, and what stands there instead."""
HARMLESS = frozenset(
    (
        "starts_at", "rehearsal", "ms", "started_at", "on", "end_at", "since", "until", "source", "people",
        "done", "round", "id", "seed", "style", "room", "status", "kind", "line", "number",
    )
)  # fmt: skip
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class _Renamed:
    people: Mapping[str, str]
    items: Mapping[str, str]
    titles: Mapping[str, str]
    facts: Mapping[str, PersonFacts]


def stand_ins(state: State) -> dict[str, str]:
    """Person id → what may be told instead: ``sharer-2`` for whoever a plan named, else the id, a number.

    The ids of a plan are written by people and mostly names.
    """
    counted: dict[str, int] = {}
    told = {}
    for person in state.people.values():
        if state.plan.person(person.id) is None and person.source != "plan":
            told[person.id] = person.id
        else:
            counted[person.role] = counted.get(person.role, 0) + 1
            told[person.id] = f"{person.role}-{counted[person.role]}"
    return told


def nameless(state: State, records: Sequence[Record]) -> tuple[Record, ...]:
    """The records of a session, which fold to ``state``, without names; told twice they stay the same."""
    renamed = _renamed(state, plan_versions(records))
    return tuple(
        msgspec.structs.replace(
            record, events=tuple(_nameless(event, renamed) for event in record.events), by=""
        )
        for record in records
    )


def plan_versions(records: Iterable[Record]) -> tuple[Plan, ...]:
    """The plan that a session was opened with, and each that took the place of it, also if taken back."""
    return tuple(
        plan_of_text(event.plan_text)
        for record in records
        for event in record.events
        if isinstance(event, e.SessionOpened | e.PlanReplaced)
    )


def _renamed(state: State, versions: Sequence[Plan]) -> _Renamed:
    people = stand_ins(state)
    for number, person in enumerate((one for plan in versions for one in plan.people), 1):
        people.setdefault(person.id, f"{person.role}-of-plan-{number}")
    words = words_of_names(state, versions)
    items: dict[str, str] = {}
    titles = {"": _unless_named(state.plan.session.title, words, state.plan.session.kind)}
    for item in (*state.all_items, *(one for plan in versions for one in plan.items)):
        items.setdefault(item.id, _unless_named(item.id, words, f"item-{len(items) + 1}"))
        titles.setdefault(item.id, _unless_named(item.title, words, item.kind))
    return _Renamed(people, items, titles, _facts(state, people))


def words_of_names(state: State, versions: Sequence[Plan] = ()) -> frozenset[str]:
    """The words that names, accounts and ids of a plan's people are made of, without those of roles."""
    people = [one for plan in (state.plan, *versions) for one in plan.people]
    texts = [text for one in people for text in (one.id, one.name, one.username or "", one.call or "")]
    words = {word for text in texts for word in search_key(text).split() if len(word) >= _SHORTEST}
    roles = {word for one in people for word in search_key(one.role).split()}
    return frozenset(words - roles)


def _unless_named(text: str, words: frozenset[str], instead: str) -> str:
    return text if words.isdisjoint(search_key(text).split()) else instead


def _facts(state: State, ids: Mapping[str, str]) -> dict[str, PersonFacts]:
    """What may stay of each person: an id in place of the name, and answers that may be counted."""
    came = [one.facts for one in state.people.values() if one.spans and not one.is_team]
    told = {
        "languages": breakdown(one.languages for one in came),
        "region": breakdown(one.region or "" for one in came),
        "experience": breakdown(one.experience or "" for one in came),
        "first_time": breakdown("" if one.first_time is None else str(one.first_time) for one in came),
    }
    stay = [field for field, counted in told.items() if not counted.withheld]
    facts = {}
    for person in state.people.values():
        counted = bool(person.spans) and not person.is_team
        kept: dict[str, Any] = {field: getattr(person.facts, field) for field in stay} if counted else {}
        facts[person.id] = PersonFacts(name=ids[person.id], private=person.facts.private, **kept)
    return facts


def _nameless(event: e.AnyEvent, to: _Renamed) -> e.AnyEvent:
    changes: dict[str, Any] = {}
    for field in event.__struct_fields__:
        value = getattr(event, field)
        if field in PEOPLE_FIELDS:
            changes[field] = mapped(value, to.people)
        elif field in ITEM_FIELDS:
            changes[field] = mapped(value, to.items)
        elif field in BLANKED:
            changes[field] = BLANKED[field]
    if isinstance(event, e.ReadinessSet):
        changes["what"] = event.what
    elif isinstance(event, e.SessionOpened | e.PlanReplaced):
        plan = plan_of_text(event.plan_text)
        changes["plan_text"] = nameless_plan(plan, to.people, to.items, to.titles)
    elif isinstance(event, e.PersonAdded | e.PersonDescribed):
        changes["facts"] = to.facts.get(event.person, PersonFacts(event.person))
    elif isinstance(event, room_events.RoundAccepted):
        changes["rooms"] = tuple(_room(room, to) for room in event.rooms)
    return msgspec.structs.replace(event, **changes)


def _room(room: RoomFacts, to: _Renamed) -> RoomFacts:
    members, host = mapped(room.members, to.people), mapped(room.host, to.people)
    return msgspec.structs.replace(room, name=None, members=members, host=host)


def mapped(value: Any, ids: Mapping[str, str]) -> Any:
    """Ids changed wherever they stand; what is no id stays."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, dict):
        return {ids.get(key, key): one for key, one in value.items()}
    return tuple(ids.get(one, one) for one in value) if isinstance(value, tuple) else value


_SHORTEST_forget = 3
"""Letters a part of a name has at least that is looked for in what was typed."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words of a name: a text with any of them may be about the person."""

    words: frozenset[str]
    whole: str

    @classmethod
    def of(cls, names: Sequence[str]) -> NameWords:
        """Of all the names somebody goes by, the first of them in whole too."""
        keys = [search_key(name) for name in names]
        words = {word for key in keys for word in key.split() if len(word) >= _SHORTEST_forget}
        return cls(frozenset(words), keys[0])

    def are_in(self, text: str) -> bool:
        """Whether a text holds one of the words, or the whole name however short."""
        key = search_key(text)
        return not self.words.isdisjoint(key.split()) or f" {self.whole} " in f" {key} "


def called(state: State, name: str) -> tuple[str, ...]:
    """The ids of everybody with exactly this name or account; case and accents do not count."""
    key = search_key(name)
    return tuple(
        person.id
        for person in state.people.values()
        if key
        and key in map(search_key, (person.facts.name, person.facts.username or "", *person.other_names))
    )


def without(state: State, records: Sequence[Record], people: Sequence[str]) -> tuple[Record, ...]:
    """The records of a session, which fold to ``state``, with these people nameless.

    When they were here stays, so every count stays; what is typed and holds a part of their names is blanked.
    Whoever was merged into them goes with them.
    """
    everybody = [one for person in people for one in state.people[person].parts]
    people, facts = [one.id for one in everybody], [one.facts for one in everybody]
    names = NameWords.of([name for one in facts for name in (one.name, one.username, one.call) if name])
    numbered = stand_ins(state)
    ids = {
        person: f"forgotten-{numbered[person]}" for person in people if numbered.get(person, person) != person
    }
    every = {item.id: None for item in state.all_items}
    every |= {item.id: None for plan in plan_versions(records) for item in plan.items}
    items = {item: f"item-{number}" for number, item in enumerate(every, 1) if names.are_in(item)}
    forgotten = {person: PersonFacts(f"#{ids.get(person, person)}", private=True) for person in people}
    told = _Told(ids, items, forgotten, names)
    return tuple(
        msgspec.structs.replace(
            record,
            events=tuple(told.event(event) for event in record.events),
            by="–" if names.are_in(record.by) else record.by,
        )
        for record in records
    )


@dataclass(frozen=True, slots=True)
class _Told:
    ids: Mapping[str, str]
    items: Mapping[str, str]
    facts: Mapping[str, PersonFacts]
    names: NameWords

    def event(self, event: e.AnyEvent) -> e.AnyEvent:
        changes: dict[str, Any] = {}
        for field in event.__struct_fields__:
            value = getattr(event, field)
            if field in PEOPLE_FIELDS:
                changes[field] = mapped(value, self.ids)
            elif field in ITEM_FIELDS:
                changes[field] = mapped(value, self.items)
            elif field in BLANKED and isinstance(value, str) and self.names.are_in(value):
                changes[field] = BLANKED[field]
        if isinstance(event, e.SessionOpened | e.PlanReplaced):
            plan = plan_of_text(event.plan_text)
            changes["plan_text"] = plan_without(plan, self.ids, self.items, self.names.are_in)
        elif isinstance(event, e.PersonAdded | e.PersonDescribed) and event.person in self.facts:
            changes["facts"] = self.facts[event.person]
        elif isinstance(event, room_events.RoundAccepted):
            changes["rooms"] = tuple(self._room(room) for room in event.rooms)
        return msgspec.structs.replace(event, **changes)

    def _room(self, room: RoomFacts) -> RoomFacts:
        name = None if room.name is not None and self.names.are_in(room.name) else room.name
        members, host = mapped(room.members, self.ids), mapped(room.host, self.ids)
        return msgspec.structs.replace(room, name=name, members=members, host=host)
