"""Rooms as lines: names are wrapped between each other, cut only between letters, and stand last."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.text import cell_width, clean_name, fit
from letsconnect_tui.tui.render.rooms import RoomRow, called, columns_for, draw_line, split

NAMES = st.lists(st.text(min_size=1, max_size=60).map(clean_name).filter(bool), max_size=12)


def a_look(names: list[str]) -> Any:
    return SimpleNamespace(names=SimpleNamespace(of=lambda person: names[int(person)]))


@given(NAMES, st.integers(40, 200), st.integers(0, 9))
def test_every_person_stands_on_one_line_whole_or_cut_between_letters(
    names: list[str], width: int, seats: int
) -> None:
    snapshot = a_look(names)
    people = tuple(str(number) for number in range(len(names)))
    row = RoomRow(12, "Español", people, people[0] if people else None, seats, {"1": "+"}, "needs help", "!")
    columns = columns_for([row], width)
    lines = split([row], snapshot, columns)

    assert [person for line in lines for person in line.people] == list(people)
    for line in lines:
        drawn = draw_line(snapshot, line, columns, on=False, person=None)
        assert all(fit(called(snapshot, row, person), columns.names) in drawn.plain for person in line.people)
        assert cell_width(drawn.plain) <= max(width, columns.before_names + columns.names + 14)


@given(NAMES, st.integers(60, 120))
def test_a_line_looks_the_same_with_and_without_the_cursor_but_for_its_colours(
    names: list[str], width: int
) -> None:
    snapshot = a_look(names)
    row = RoomRow(3, "", tuple(str(number) for number in range(len(names))))
    columns = columns_for([row], width)
    for line in split([row], snapshot, columns):
        on = draw_line(snapshot, line, columns, on=True, person=line.people[0] if line.people else None)
        assert on.plain == draw_line(snapshot, line, columns, on=False, person=None).plain
