"""One person forgotten in a session that goes on naming everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from letsconnect_tui.people.names import search_key, words_in
from letsconnect_tui.plan.anonymous_plan import plan_without
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import events as e
from letsconnect_tui.session import room_events
from letsconnect_tui.session.anonymous_session import (
    BLANKED,
    ITEM_FIELDS,
    PEOPLE_FIELDS,
    mapped,
    plan_versions,
    presence_of,
    stand_ins,
)
from letsconnect_tui.session.facts import PersonFacts, RoomFacts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from letsconnect_tui.session.anonymous_session import Marks
    from letsconnect_tui.session.people_events import ImportedRow
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.session.state import State

_SHORTEST = 3
"""Letters a part of a name has at least that is looked for in what was typed."""


class NameWords(msgspec.Struct, frozen=True):
    """The words of a name: a text with any of them may be about the person."""

    words: frozenset[str]
    whole: str

    @classmethod
    def of(cls, names: Sequence[str]) -> NameWords:
        """Of all the names somebody goes by, the first of them in whole too."""
        keys = [search_key(name) for name in names]
        words = {word for key in keys for word in key.split() if len(word) >= _SHORTEST}
        return cls(frozenset(words), keys[0])

    def are_in(self, text: str) -> bool:
        """Whether a text holds one of the words, or the whole name however short."""
        words = words_in(text)
        return not self.words.isdisjoint(words) or f" {self.whole} " in f" {' '.join(words)} "


def people_called(state: State, name: str) -> tuple[str, ...]:
    """The ids of everybody with exactly this name or account; case and accents do not count."""
    key = search_key(name)
    return tuple(
        person.id
        for person in state.people.values()
        if key
        and key in map(search_key, (person.facts.name, person.facts.username or "", *person.other_names))
    )


def without_people(
    state: State, records: Sequence[Record], people: Sequence[str], marks: Marks | None = None
) -> tuple[Record, ...]:
    """The records of a session with these people nameless.

    When they were here stays, so every count stays; what is typed and holds a part of their names is blanked.
    Whoever was merged into them goes with them.

    Args:
        state: What the records fold to.
        records: All of them.
        people: Ids of those to forget.
        marks: Person id → what is kept of the name, so that counts over many sessions stay.
    """
    kept = marks or {}
    everybody = [one for person in people for one in state.people[person].parts]
    people, facts = [one.id for one in everybody], [one.facts for one in everybody]
    names = NameWords.of(
        [name for one in facts for name in (one.name, one.username, one.call, *one.aliases) if name]
    )
    numbered = stand_ins(state)
    ids = {
        person: f"forgotten-{numbered[person]}" for person in people if numbered.get(person, person) != person
    }
    every = {item.id: None for item in state.all_items}
    every |= {item.id: None for plan in plan_versions(records) for item in plan.items}
    items = {item: f"item-{number}" for number, item in enumerate(every, 1) if names.are_in(item)}
    forgotten = {
        person: PersonFacts(f"#{ids.get(person, person)}", private=True, marks=kept.get(person, ()))
        for person in people
    }
    replacements = _Replacements(ids, items, forgotten, names)
    return tuple(
        msgspec.structs.replace(
            record,
            events=tuple(replacements.event(event) for event in record.events),
            by="–" if names.are_in(record.by) else record.by,
        )
        for record in records
    )


class _Replacements(msgspec.Struct, frozen=True):
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
            kept_marks = {self.ids.get(person, person): marks for person, marks in event.marks.items()}
            of_plan = [one.id for one in plan.people if one.id in self.facts and self.facts[one.id].marks]
            changes["marks"] = kept_marks | {self.ids.get(one, one): self.facts[one].marks for one in of_plan}
        elif isinstance(event, e.PersonAdded | e.PersonDescribed) and event.person in self.facts:
            changes["facts"] = self.facts[event.person]
        elif isinstance(event, room_events.RoundAccepted):
            changes["rooms"] = tuple(self._room(room) for room in event.rooms)
        elif isinstance(event, e.FeedbackTaken):
            texts = {
                name: tuple(
                    "–" if self.names.are_in(text) else text for text in getattr(event.feedback, name)
                )
                for name in ("most", "least")
            }
            changes["feedback"] = msgspec.structs.replace(event.feedback, **texts)
        elif isinstance(event, e.AttendanceImported):
            changes["presence"] = presence_of(event, self.ids)
            changes["rows"] = tuple(self._row(row) for row in event.rows)
        return msgspec.structs.replace(event, **changes)

    def _row(self, row: ImportedRow) -> ImportedRow:
        about = row.person in self.facts or any(self.names.are_in(cell) for cell in row.cells)
        person = None if row.person is None else self.ids.get(row.person, row.person)
        return msgspec.structs.replace(row, person=person, cells=() if about else row.cells)

    def _room(self, room: RoomFacts) -> RoomFacts:
        name = None if room.name is not None and self.names.are_in(room.name) else room.name
        members, host = mapped(room.members, self.ids), mapped(room.host, self.ids)
        return msgspec.structs.replace(room, name=name, members=members, host=host)
