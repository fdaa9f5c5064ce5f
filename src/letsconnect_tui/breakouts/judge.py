"""How good rooms are, and what is to be said about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.breakouts.bounds import forced_repeats
from letsconnect_tui.breakouts.model import NOTHING_MET, RULES, Judgement, RoomNote
from letsconnect_tui.breakouts.search.problem import problem_of
from letsconnect_tui.breakouts.seated_rooms import SeatedRooms
from letsconnect_tui.i18n.message import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from letsconnect_tui.breakouts.model import Guest, Met, Room, Rule, Wishes


def judge(
    rooms: Sequence[Room], guests: Sequence[Guest], wishes: Wishes, *, met: Met = NOTHING_MET
) -> Judgement:
    """Hard rules that are not kept, repeats with their lower bound, and who is concerned.

    Args:
        rooms: All rooms of the round, numbered from 1; they may be empty.
        guests: The people in them; members who are not among them are not judged.
        wishes: What was asked of the round.
        met: Who met whom before this round.
    """
    return judge_seating(
        SeatedRooms(rooms, problem_of(guests, wishes, met, listed=len(rooms))), rooms, wishes
    )


def judge_seating(seating: SeatedRooms, rooms: Sequence[Room], wishes: Wishes) -> Judgement:
    """As ``judge``, for rooms whose people are numbered already.

    Args:
        seating: The rooms that have people.
        rooms: All rooms of the round.
        wishes: What was asked of the round.
    """
    counts: dict[Rule, int] = {
        "lock": len(seating.moved_locks()),
        "language": len(seating.not_understood()),
        "alone": len(seating.alone()),
        "apart": len(seating.apart_pairs()),
        "together": len(seating.split_pairs()),
        "min_size": seating.missing(),
        "host": seating.hostless(),
        "size": seating.uneven(),
    }
    return Judgement(
        violations={rule: counts[rule] for rule in RULES},
        repeats=len(seating.repeats()),
        bound=forced_repeats(seating.problem, [len(members) for members in seating.members], seating.labels),
        meets=seating.new_people(),
        notes=(*_unkept_numbers(seating, rooms, wishes), *notes_on(seating)),
    )


def _unkept_numbers(seating: SeatedRooms, rooms: Sequence[Room], wishes: Wishes) -> tuple[RoomNote, ...]:
    """That there are not as many rooms as asked for, too few, or more made by hand than a size leaves.

    Rooms made by hand that nobody can fill are not counted.
    """
    fillable, people = seating.problem.rooms, sum(room.people for room in rooms)
    own = sum(number <= len(wishes.fixed) for number in seating.problem.numbers)
    if wishes.count is not None and people:
        if fillable != wishes.count:
            key = "rooms-note-by-hand" if fillable > wishes.count else "rooms-note-count"
            return (RoomNote(message(key, wishes.count, fillable)),)
        return (RoomNote(message("rooms-note-few", wishes.count, own)),) if _lacks_a_language(seating) else ()
    if wishes.size is None or own <= 1:
        return ()
    if own >= fillable and people <= (own - 1) * wishes.size:
        return (RoomNote(message("rooms-note-size", wishes.size, own)),)
    return ()


def _lacks_a_language(seating: SeatedRooms) -> bool:
    """Whether somebody speaks what others here speak, and no room is for it."""
    problem = seating.problem
    lost = set(seating.not_understood()) - problem.unserved
    return any(not any(problem.speaks[i] & label for label in seating.labels) for i in lost)


def notes_on(seating: SeatedRooms) -> tuple[RoomNote, ...]:
    """One note for each rule that is not kept, or for each pair or room, in the order of ``model.RULES``."""
    problem, ids = seating.problem, seating.problem.ids
    notes: list[RoomNote] = []

    def add(key: str, guests: Iterable[int], *values: object) -> None:
        concerned = tuple(dict.fromkeys(ids[i] for i in guests))
        if concerned:
            notes.append(RoomNote(message(key, len(concerned), *values), concerned))

    notes += [RoomNote(message("rooms-note-nobody"), (name,)) for name in problem.nobody]
    add("rooms-note-lock", seating.moved_locks())
    add("rooms-note-unserved", (i for i in sorted(problem.unserved) if i in seating.room_of))
    add("rooms-note-language", (i for i in seating.not_understood() if i not in problem.unserved))
    add("rooms-note-stranded", seating.stranded())
    add("rooms-note-unknown", (i for i in sorted(problem.unknown) if i in seating.room_of))
    add("rooms-note-alone", seating.alone())
    for i, j in seating.apart_pairs():
        add("rooms-note-apart", (i, j), seating.rooms[seating.room_of[i]].number)
    for i, j in seating.split_pairs():
        add("rooms-note-together", (i, j))
    for room, members in zip(seating.rooms, seating.members, strict=True):
        if room.people < seating.min_size:
            notes.append(
                RoomNote(
                    message("rooms-note-small", room.number, room.people, seating.min_size),
                    tuple(ids[i] for i in members),
                )
            )
    if seating.hostless():
        for room, mask in zip(seating.rooms, seating.mask, strict=True):
            if not mask & problem.hosts:
                notes.append(RoomNote(message("rooms-note-hostless", room.number)))
    if uneven := seating.uneven():
        notes.append(RoomNote(message("rooms-note-uneven", uneven)))
    for i, j in seating.repeats():
        add("rooms-note-repeat", (i, j), seating.rooms[seating.room_of[i]].number)
    return tuple(notes)
