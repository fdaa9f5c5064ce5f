"""Random commands for a session: mostly sensible ones, some that must be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from letsconnect_tui.session import commands as c
from letsconnect_tui.session import room_commands
from letsconnect_tui.session.facts import Command, PersonFacts, RoomFacts
from letsconnect_tui.session.people_events import ImportedPresence, ImportedRow
from tests.session.builders import a_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from letsconnect_tui.session.state import State

MINUTE_MS = 60_000


def random_command(random: Random, state: State, now: int, latest: int) -> Command:
    """One of all commands there are, about things that exist more often than not.

    Half of the time what leads somewhere, or most sessions would never begin.
    """
    if random.random() < 0.5:
        if state.phase == "ready":
            return c.Start()
        if state.phase == "paused":
            return c.Resume()
        if state.round is None or state.round.closed_at is not None:
            return _rooms(random, state, now, latest)
        if state.round.opened_at is None:
            return room_commands.OpenRooms()
    return random.choice(_MAKERS)(random, state, now, latest)


def random_wait_ms(random: Random) -> int:
    """Nothing, a moment, minutes; seldom hours."""
    return random.choice(
        [0, 1, 999, random.randint(0, 5000), random.randint(0, 20 * MINUTE_MS), 3 * 3_600_000]
    )


def _item(random: Random, state: State) -> str:
    return random.choice([*state.order, *state.to_come, *state.to_come, "no-such-item"])


def _person(random: Random, state: State) -> str:
    return random.choice([*state.people, "nobody"])


def _facts(random: Random) -> PersonFacts:
    return PersonFacts(random.choice(["Zoe", "Ịfeọma", "محمد", ""]), languages=random.choice([(), ("en",)]))


def _imported(random: Random, state: State, now: int, latest: int) -> Command:
    def presence(person: str, line: int) -> ImportedPresence:
        starts = sorted(random.randint(now - 4 * 3_600_000, now) for _ in range(2))
        return ImportedPresence(person, line, ((starts[0], starts[1]),), random.choice([None, 5]))

    new = c.NewArrival(_facts(random), presence("+0", 3))
    rows = (ImportedRow(2, ("Somebody", "15:00")), ImportedRow(3, ("Zoe",), "+0"))
    known = (presence(_person(random, state), 2),)
    return c.ImportAttendance(random.choice("abc"), "report.csv", "zoom", known, (new,), rows)


def _split(random: Random, state: State, now: int, latest: int) -> Command:
    merged = [(one.id, part.person.id) for one in state.people.values() for part in one.merged]
    return c.SplitPerson(*random.choice([*merged, ("ana", "nobody")]))


def _rebalance(random: Random, state: State, now: int, latest: int) -> Command:
    dropped = tuple(item for item in state.to_come if random.random() < 0.1)
    kept = [item for item in state.to_come if item not in dropped]
    end_at = state.end_to_keep + random.choice([0, 0, 600_000])
    return c.AcceptRebalance({item: random.randint(0, 1200) * 1000 for item in kept}, end_at, dropped)


def _edited_plan(random: Random, state: State, now: int, latest: int) -> Command:
    """Items and people of the plan come, go, move and change; the start may move too."""
    names = ["welcome", "ana", "bo", "draft", "close", "extra"]
    kept = random.sample(names, random.randint(1, len(names)))
    items: dict[str, Any] = {name: random.choice([5, 10]) for name in kept}
    if "draft" in items:
        items["draft"] = {"duration": "20m", "kind": "breakout"}
    people = {person: "sharer" for person in ("ana", "bo", "flo", "zoe") if random.random() < 0.7}
    text = a_plan(items, people=people).text
    return c.ReplacePlan(text, state.planned_start - state.moved_ms + random.choice([0, 0, 3_600_000]))


def _rooms(random: Random, state: State, now: int, latest: int) -> Command:
    people = [person.id for person in state.people.values() if random.random() < 0.8]
    count = random.randint(1, 3)
    made = tuple(RoomFacts(k + 1, members=tuple(people[k::count])) for k in range(count))
    return room_commands.AcceptRooms(made, random.randint(1, 99), locked=tuple(people[:1]))


def _away(random: Random, state: State, now: int, latest: int) -> Command:
    since = now - random.randint(0, 10 * MINUTE_MS)
    return c.PauseAway(since, since + random.randint(0, 10 * MINUTE_MS))


def _room(random: Random) -> int:
    return random.randint(1, 4)


_ALWAYS: tuple[Command, ...] = (
    c.Next(), c.Next(), c.Next(), c.Next(), c.Back(), c.Back(), c.Pause(), c.Resume(), c.Resume(),
    c.Resume(), c.Skip(), room_commands.OpenRooms(),
    room_commands.CloseRooms(), c.EveryoneLeft(), c.Start(), c.Start(),
)  # fmt: skip

_MAKERS: tuple[Callable[[Random, State, int, int], Command], ...] = (
    *(lambda random, state, now, latest, one=one: one for one in _ALWAYS),
    lambda random, state, now, latest: c.Next(from_item=_item(random, state)),
    lambda random, state, now, latest: c.Next(from_item=state.current),
    lambda random, state, now, latest: c.Back(from_item=_item(random, state)),
    lambda random, state, now, latest: c.Skip(item=_item(random, state)),
    lambda random, state, now, latest: c.Pause(item=_item(random, state)),
    lambda random, state, now, latest: c.Resume(item=state.current),
    lambda random, state, now, latest: c.AddTime(60_000, item=_item(random, state)),
    lambda random, state, now, latest: room_commands.OpenRooms(round=random.randint(1, 3)),
    lambda random, state, now, latest: room_commands.CloseRooms(round=random.randint(1, 3)),
    lambda random, state, now, latest: c.End() if random.random() < 0.2 else c.Start(),
    lambda random, state, now, latest: c.AddTime(random.choice([0, 60_000, 300_000, -60_000, -900_000])),
    lambda random, state, now, latest: c.Drop(_item(random, state)),
    _edited_plan,
    lambda random, state, now, latest: c.CorrectStart(random.choice([0, 1, 5000, 90_000, 4 * 3_600_000])),
    lambda random, state, now, latest: c.SayRecording(random.random() < 0.5),
    lambda random, state, now, latest: c.SwapItems(_item(random, state), _item(random, state)),
    lambda random, state, now, latest: c.BringForward(_item(random, state)),
    lambda random, state, now, latest: c.ChangeLead(_item(random, state), _person(random, state)),
    lambda random, state, now, latest: c.MarkHere(_person(random, state)),
    lambda random, state, now, latest: c.MarkHere(_person(random, state)),
    lambda random, state, now, latest: c.MarkLeft(_person(random, state)),
    lambda random, state, now, latest: c.AddPerson(_facts(random), here=random.random() < 0.8),
    lambda random, state, now, latest: c.DescribePerson(_person(random, state), _facts(random)),
    lambda random, state, now, latest: c.MergePeople(_person(random, state), _person(random, state)),
    _split,
    lambda random, state, now, latest: c.MarkPasted((_person(random, state),), (_facts(random),)),
    lambda random, state, now, latest: c.LoadRoster((_facts(random), _facts(random))),
    _imported,
    lambda random, state, now, latest: c.TakeHeadcount(random.choice([0, 47, -1])),
    lambda random, state, now, latest: c.SetReadiness(_person(random, state), "sound", random.random() < 0.5),
    lambda random, state, now, latest: c.TickStep(
        random.choice(["agenda", "before-links", "nothing"]), random.random() < 0.7
    ),
    lambda random, state, now, latest: room_commands.ExtendRound(random.choice([0, 60_000, -60_000])),
    lambda random, state, now, latest: room_commands.SeatPerson(_person(random, state), _room(random)),
    lambda random, state, now, latest: room_commands.SeatMany(((_person(random, state), _room(random)),)),
    lambda random, state, now, latest: room_commands.SwapSeats(
        _person(random, state), _person(random, state)
    ),
    lambda random, state, now, latest: room_commands.SetLock(_person(random, state), random.random() < 0.5),
    lambda random, state, now, latest: room_commands.SetRoomStatus(_room(random), "done"),
    lambda random, state, now, latest: room_commands.VisitRoom(_room(random)),
    lambda random, state, now, latest: room_commands.ReportBack(_room(random)),
    lambda random, state, now, latest: c.MarkCopied("essentials"),
    lambda random, state, now, latest: c.TakeLine(random.choice(["note", "question"]), "words"),
    lambda random, state, now, latest: c.AnswerQuestion(random.randint(1, 4)),
    lambda random, state, now, latest: c.Undo(),
    lambda random, state, now, latest: c.Undo(random.randint(0, latest)),
    lambda random, state, now, latest: c.Redo(),
    lambda random, state, now, latest: c.Redo(random.randint(0, latest)),
    _rebalance,
    _rooms,
    _rooms,
    _away,
)
