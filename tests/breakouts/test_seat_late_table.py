"""Where a late guest goes, as a table: each answer was worked out by hand from the rules.

Language decides first, then apart, then together. Among the rooms left the lowest sum decides: 15 for each
squared person over the size that fits everybody, −4 for each person under it, −30 where somebody is alone,
−60 for a host where there is none, 20 for a second meeting, 60 for a third, 180 for a fourth, 6 for equal
experience and 2 for an equal region. Equal sums: the smaller room, then
the one named first.
"""

from __future__ import annotations

from typing import Any

import pytest

from letsconnect_tui.breakouts import Guest, Room, Wishes, pair, seat_late


def rooms_of(text: str) -> tuple[Room, ...]:
    """``es: a b +2 / c* d``: two rooms; a language, members, seats without a name, and the room's host."""
    rooms = []
    for number, part in enumerate(text.split("/"), start=1):
        language, _, people = part.rpartition(":")
        names = people.split()
        members = tuple(name.rstrip("*") for name in names if not name.startswith("+"))
        hosts = [name.rstrip("*") for name in names if name.endswith("*")]
        seats = sum(int(name) for name in names if name.startswith("+"))
        rooms.append(Room(number, None, language.strip() or None, members, seats, next(iter(hosts), None)))
    return tuple(rooms)


def guest(who: str, facts: str) -> Guest:
    """``es en exp=new region=west host``: languages, and what else is known."""
    words_of = facts.split()
    values = dict(word.split("=") for word in words_of if "=" in word)
    languages = tuple(word for word in words_of if "=" not in word and word != "host")
    return Guest(who, languages, values.get("exp"), values.get("region"), host="host" in words_of)


def case(why: str, rooms: str, room: int, late: str = "", **given: Any) -> Any:
    """One row: why, the open rooms, the best room, and what is known of the late guest."""
    return pytest.param(rooms, late, given, room, id=why.replace(" ", "-"))


BY_LANGUAGE: dict[str, Any] = {"same_language": True}
ANYWHERE = {"a": "en", "b": "en", "c": "es", "d": "es", "f": "fr"}

TABLE = [
    # Sizes. Five people in two rooms fit in rooms of three: 15 against −4.
    case("the smaller room", "a b c / d", 2),
    case("rooms alike: the first", "a b / c d", 1),
    case("people without a name count", "a +3 / b c", 2),
    case("three too many weigh nine times as much as one", "a b c d f g h / i j", 2, met={"i": 2, "j": 2}),
    case("three rooms", "a b c / d f / g h i", 2),
    case("the smallest of three", "a b c d f / g h i / j k", 3),
    case("two too many weigh 60", "a b c d f g / h i j", 1, met={"h": 2, "i": 1}),  # 60 < 60 + 20 - 8
    case("one too many weighs 15", "a b c d / f g", 2, met={"f": 1}),  # 15 > 20 - 8
    case(
        "the size that fits is a whole number", "a b c d / f g", 1,
        met={"f": 1}, late="exp=x", f="exp=x", mix=("experience",),  # 15 < 20 + 6 - 8
    ),
    case(
        "equal sums: the smaller room", "a b c d f / g h i / j k", 3,
        late="exp=x region=w", g="region=w", j="exp=x", mix=("experience", "region"),  # 2 - 4 = 6 - 8
    ),
    case("nobody stays alone, even with somebody met", "a / b c", 1, met={"a": 1}),
    case("an empty room stays empty", "/ a b c d", 2),
    case("empty rooms count for nothing in the size that fits", "/ a b c / d f", 3, met={"a": 1}),
    case("when all rooms are empty the first", " / ", 1),
    # Meetings. 20 for each second one; one person more than fits is 15, one fewer −4.
    case("somebody new", "a b / c d", 2, met={"a": 1}),
    case("somebody new, whatever they are called", "f g / c d", 2, met={"f": 1}),
    case("the room where fewer were met", "a b / c d", 2, met={"a": 1, "b": 1, "c": 1}),
    case("a second meeting outweighs one person too many", "a b c / d f", 1, met={"d": 1}),
    case("a faint one does not", "a b c / d f", 2, met={"d": 0.5}),
    case("two second meetings before one third", "a b / c d", 2, met={"a": 2, "c": 1, "d": 1}),
    case("two third meetings before one fourth", "a b / c d", 2, met={"a": 3, "c": 2, "d": 2}),
    case("one third before four second", "a b c f / g h i j", 2, met=dict.fromkeys("abcf", 1) | {"g": 2}),
    case("half a meeting is less than a whole one", "a b / c d", 2, met={"a": 1, "c": 0.5}),
    case("two halves are less than a whole one", "a b / c d", 2, met={"a": 1, "c": 0.5, "d": 0.5}),
    case("a quarter is less than a half", "a b / c d", 2, met={"a": 0.5, "c": 0.25}),
    case("meetings do not count when not asked for", "a b / c d", 1, met={"a": 1}, avoid_repeats=False),
    case("other people's meetings do not count", "a b / c d", 1, met={("a", "b"): 3}),
    # Mixing.
    case("other experience", "a b / c d", 2, late="exp=new", a="exp=new", mix=("experience",)),
    case("unknown experience is like nobody's", "a b / c d", 1, a="exp=new", mix=("experience",)),
    case(
        "one of the same experience before two", "a b / c d", 2,
        late="exp=x", a="exp=x", b="exp=x", c="exp=x", mix=("experience",),
    ),
    case("another region", "a b / c d", 2, late="region=w", a="region=w", mix=("region",)),
    case("unknown regions are like nobody's", "a b / c d", 1, a="region=w", mix=("region",)),
    case("mixing only by what was asked", "a b / c d", 1, late="exp=x region=w", a="exp=x", mix=("region",)),
    case("regions not asked for", "a b / c d", 1, late="exp=x region=w", a="region=w", mix=("experience",)),
    case("nothing asked for", "a b / c d", 1, late="exp=x", a="exp=x"),
    case(
        "experience before region", "a b / c d", 2,
        late="exp=x region=w", a="exp=x", c="region=w", mix=("experience", "region"),
    ),
    case(
        "a meeting before three of the same experience", "a b f / c d g", 2,
        late="exp=x", c="exp=x", d="exp=x", g="exp=x", met={"a": 1}, mix=("experience",),
    ),
    case(
        "a second meeting before four of the same experience", "a b f h / c d g i", 1,
        late="exp=x", c="exp=x", d="exp=x", g="exp=x", i="exp=x", met={"a": 1}, mix=("experience",),
    ),
    # Hosts.
    case("a host where there is none", "a* b / c d f", 2, late="host"),
    case("a host where there is none, met or not", "a* b / c d", 2, late="host", met={"c": 1, "d": 1}),
    case("any host will do", "a b / c d", 2, late="host", a="host"),
    case("who is no host goes by size", "a* b / c d f", 1),
    # Apart and together.
    case("away from whom they are kept apart", "a / b c d", 2, apart=(("a", "e"),)),
    case("away from more of them", "a b / c d", 2, apart=(("a", "e"), ("e", "b"), ("c", "e"))),
    case("apart in a group of three", "a / b c", 2, apart=(("x", "a", "e"),)),
    case("others' apart is not theirs", "a / b c", 1, apart=(("a", "b"),)),
    case("together", "a / b c d", 2, together=(("d", "e"),)),
    case("together with more of them", "a / b c d", 2, together=(("a", "e"), ("c", "e"), ("e", "d"))),
    case("others' together is not theirs", "a / b c d", 1, together=(("c", "d"),)),
    case("apart before together", "a b / c", 2, apart=(("a", "e"),), together=(("b", "e"),)),
    # Languages.
    case("the fuller room of their language", "en: a b / es: c d f", 2, late="es", f="es"),
    case("a variant is the language", "en: a b / pt: c d f", 2, late="pt-BR"),
    case("the room's variant too", "en: a b / pt-BR: c d f", 2, late="pt"),
    case("either of two languages: the smaller", "en: a b / es: c", 2, late="en es"),
    case("language before apart", "en: a / es: c", 2, late="es", apart=(("c", "e"),)),
    case("language before together", "en: a / es: c", 2, late="es", together=(("a", "e"),)),
    case("an empty room for who can follow in no other", "es: / en: a b", 1, late="es"),
    case("unknown languages: the main one", "es: c / en: a b", 2),
    case("the main language may be another", "en: a / fr: f b", 2, main_language="fr"),
    case("languages that were not asked for do not count", "a b / c", 2, late="fr"),
    case("a room without a label: whom they can talk to", "c d / a b f", 2, late="en fr", **BY_LANGUAGE),
    case("unknown others speak the main language", "c d / x y z", 2, late="en", **BY_LANGUAGE),
    case("everybody there, not only one", "a c / a b x", 2, late="en", **BY_LANGUAGE),
    # Nobody to talk to.
    case("the main language for who speaks another", "es: c / en: a b", 2, late="zh"),
    case(
        "the fewest strangers in rooms without a label", "b f / c d a", 2,
        late="zh es", c="es", d="es", **BY_LANGUAGE,
    ),
    case(
        "the share of strangers, not their number", "x / d f a b g", 2,
        late="es", f="es", a="es", g="fr", **BY_LANGUAGE,
    ),
    case("even where no room is in the main language", "es: c d / fr: f", 2, late="zh"),
    # What goes before everything.
    case("locked", "a / b c d", 2, locks={"e": 2}, apart=(("b", "e"),)),
    case("locked to a room that is not open", "a / b c d", 1, locks={"e": 3}),
    case("others' locks", "a / b c d", 1, locks={"a": 2}),
    case("back in the old room", "a / b c d", 2, old_room=2, apart=(("b", "e"),)),
    case("the old room is closed", "a / b c d", 1, old_room=3),
    case("locked beats the old room", "a / b c d", 1, old_room=2, locks={"e": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("rooms", "late", "given", "best"), TABLE)
def test_a_late_guest_goes_where_the_table_says(
    rooms: str, late: str, given: dict[str, Any], best: int
) -> None:
    given = dict(given)
    met = {
        pair(*(who if isinstance(who, tuple) else (who, "e"))): times
        for who, times in given.pop("met", {}).items()
    }
    old_room = given.pop("old_room", None)
    facts = {who: given.pop(who) for who in tuple(given) if len(who) == 1}
    opened = rooms_of(rooms)
    here = [guest(who, (ANYWHERE | facts).get(who, "")) for room in opened for who in room.members]

    number = seat_late(opened, guest("e", late), here, Wishes(**given), met=met, old_room=old_room)

    assert number == best
