"""A session rewritten without anybody's name: every count stays, nobody can be made out.

Languages, regions and the like stay only where a breakdown of them may be published at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from letsconnect_tui.people.counts import breakdown
from letsconnect_tui.people.names import search_key, words_in
from letsconnect_tui.plan.anonymous_plan import nameless_plan
from letsconnect_tui.plan.preparation import names_nobody
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import events as e
from letsconnect_tui.session import room_events
from letsconnect_tui.session.facts import PersonFacts, RoomFacts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.session.people_events import ImportedPresence
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.state import State


PEOPLE_FIELDS = frozenset(("person", "gone", "lead", "members", "host", "locked"))
ITEM_FIELDS = frozenset(("item", "left", "entered", "first", "second", "dropped", "allotted_ms"))
BLANKED = {
    "plan_file": "", "file_name": "", "reason": "", "text": "–", "speaker": None, "what": "–", "step": "step",
    "called": "–",
}  # fmt: skip
"""Fields with text that somebody typed, and what stands there instead."""
_SHORTEST = 3
Marks = Mapping[str, tuple[str, ...]]
"""Person id → marks, as ``meetings.marks_in`` makes them."""


class _Renamed(msgspec.Struct, frozen=True):
    people: Mapping[str, str]
    items: Mapping[str, str]
    titles: Mapping[str, str]
    facts: Mapping[str, PersonFacts]
    words: frozenset[str]
    """Those that names are made of."""

    def names(self, text: str) -> bool:
        """Whether a text holds a word of somebody's name."""
        return not self.words.isdisjoint(words_in(text))


def stand_ins(state: State) -> dict[str, str]:
    """Person id → what may be told instead: ``sharer-2`` for whoever a plan named, else the id, a number.

    The ids of a plan are written by people and mostly names.
    """
    counted: dict[str, int] = {}
    by_person = {}
    for person in state.people.values():
        if state.plan.person(person.id) is None and person.source != "plan":
            by_person[person.id] = person.id
        else:
            counted[person.role] = counted.get(person.role, 0) + 1
            by_person[person.id] = f"{person.role}-{counted[person.role]}"
    return by_person


def nameless(
    state: State,
    records: Sequence[Record],
    marks: Marks | None = None,
    stay: Collection[str] | None = None,
) -> tuple[Record, ...]:
    """The records of a session without names; done twice they stay the same.

    Args:
        state: What they fold to.
        records: All of them.
        marks: Person id → what is kept of the name; None: what was kept of it before.
        stay: Answers that are kept of who came; None: those of which a breakdown may be told.
    """
    kept = {person.id: person.facts.marks for person in state.people.values()} if marks is None else marks
    renamed = _renamed(state, plan_versions(records), kept, stay)
    return tuple(
        msgspec.structs.replace(
            record, events=tuple(_nameless(event, renamed) for event in record.events), by=""
        )
        for record in records
    )


def with_marks(records: Sequence[Record], marks: Marks) -> tuple[Record, ...]:
    """The records with these marks beside the names that they hold."""

    def marked(event: e.AnyEvent) -> e.AnyEvent:
        if isinstance(event, e.SessionOpened | e.PlanReplaced):
            ids = (one.id for one in plan_of_text(event.plan_text).people)
            return msgspec.structs.replace(event, marks={one: marks[one] for one in ids if marks.get(one)})
        if isinstance(event, e.PersonAdded | e.PersonDescribed):
            facts = msgspec.structs.replace(event.facts, marks=marks.get(event.person, event.facts.marks))
            return msgspec.structs.replace(event, facts=facts)
        return event

    return tuple(
        msgspec.structs.replace(record, events=tuple(map(marked, record.events))) for record in records
    )


def plan_versions(records: Iterable[Record]) -> tuple[Plan, ...]:
    """The plan that a session was opened with, and each that took the place of it, also if taken back."""
    return tuple(
        plan_of_text(event.plan_text)
        for record in records
        for event in record.events
        if isinstance(event, e.SessionOpened | e.PlanReplaced)
    )


def _renamed(state: State, versions: Sequence[Plan], marks: Marks, stay: Collection[str] | None) -> _Renamed:
    people = stand_ins(state)
    for number, person in enumerate((one for plan in versions for one in plan.people), 1):
        people.setdefault(person.id, f"{person.role}-of-plan-{number}")
    words = words_of_names(state, versions)
    items: dict[str, str] = {}
    titles = {"": _unless_named(state.plan.session.title, words, state.plan.session.kind)}
    for item in (*state.all_items, *(one for plan in versions for one in plan.items)):
        items.setdefault(item.id, _unless_named(item.id, words, f"item-{len(items) + 1}"))
        titles.setdefault(item.id, _unless_named(item.title, words, item.kind))
    fields = _publishable_fields(state) if stay is None else stay
    return _Renamed(people, items, titles, _facts(state, people, marks, fields), words)


def words_of_names(state: State, versions: Sequence[Plan] = ()) -> frozenset[str]:
    """The words that names, accounts and ids of a plan's people are made of, without those of roles."""
    people = [one for plan in (state.plan, *versions) for one in plan.people]
    texts = [text for one in people for text in (one.id, one.name, one.username or "", one.call or "")]
    words = {word for text in texts for word in search_key(text).split() if len(word) >= _SHORTEST}
    roles = {word for one in people for word in search_key(one.role).split()}
    return frozenset(words - roles)


def _unless_named(text: str, words: frozenset[str], instead: str) -> str:
    return text if words.isdisjoint(words_in(text)) else instead


def _publishable_fields(state: State) -> list[str]:
    """The answers of this session alone that a breakdown may be published of."""
    came = [one.facts for one in state.people.values() if one.spans and not one.is_team]
    breakdowns = {
        "languages": breakdown(one.languages for one in came),
        "region": breakdown(one.region or "" for one in came),
        "experience": breakdown(one.experience or "" for one in came),
        "first_time": breakdown("" if one.first_time is None else str(one.first_time) for one in came),
    }
    return [field for field, counted in breakdowns.items() if not counted.withheld]


def _facts(
    state: State, ids: Mapping[str, str], marks: Marks, stay: Collection[str]
) -> dict[str, PersonFacts]:
    """What may stay of each person: an id in place of the name, marks, and answers that may be counted."""
    facts = {}
    for person in state.people.values():
        counted = bool(person.spans) and not person.is_team
        kept: dict[str, Any] = {field: getattr(person.facts, field) for field in stay} if counted else {}
        kept["marks"] = marks.get(person.id, ())
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
    elif isinstance(event, e.StepTicked):
        changes["step"] = names_nobody(event.step)
    elif isinstance(event, e.SessionOpened | e.PlanReplaced):
        plan = plan_of_text(event.plan_text)
        changes["plan_text"] = nameless_plan(plan, to.people, to.items, to.titles, to.names)
        by_person = {to.people[one.id]: to.facts[one.id].marks for one in plan.people if one.id in to.facts}
        changes["marks"] = {person: marks for person, marks in by_person.items() if marks}
    elif isinstance(event, e.PersonAdded | e.PersonDescribed):
        changes["facts"] = to.facts.get(event.person, PersonFacts(event.person))
    elif isinstance(event, room_events.RoundAccepted):
        changes["rooms"] = tuple(_room(room, to) for room in event.rooms)
    elif isinstance(event, e.FeedbackTaken):
        changes["feedback"] = msgspec.structs.replace(event.feedback, most=(), least=())
    elif isinstance(event, e.AttendanceImported):
        changes["presence"], changes["rows"] = presence_of(event, to.people), ()
    return msgspec.structs.replace(event, **changes)


def presence_of(event: e.AttendanceImported, ids: Mapping[str, str]) -> tuple[ImportedPresence, ...]:
    """When a file says that people were there, with other ids."""
    return tuple(
        msgspec.structs.replace(one, person=ids.get(one.person, one.person)) for one in event.presence
    )


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
