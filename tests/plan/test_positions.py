from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.plan.toml_positions import find_positions, line_of
from letsconnect_tui.plan.toml_syntax import with_seconds

TEXT = """\
plan = 1
[session]  # the head
title = "a [b] = c"
links.room = "x"
[session.links]
"pad" = "y"
[[item]]
notes = '''
[[item]]
title = "not a heading"
'''
chat = [
  "one",
  { lang = "fr", text = "deux" },
]
  [item.breakout]
  rooms = [ { name = "A" },
            { name = "B", host = "b" } ]
[[item]]
title = "second"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("plan",), 1),
        (("session",), 2),
        (("session", "title"), 3),
        (("session", "links", "room"), 4),
        (("session", "links"), 5),
        (("session", "links", "pad"), 6),
        (("item", 0), 7),
        (("item", 0, "notes"), 8),
        (("item", 0, "chat"), 12),
        (("item", 0, "chat", 0), 13),
        (("item", 0, "chat", 1, "lang"), 14),
        (("item", 0, "breakout"), 16),
        (("item", 0, "breakout", "rooms", 0, "name"), 17),
        (("item", 0, "breakout", "rooms", 1, "host"), 18),
        (("item", 1), 19),
        (("item", 1, "title"), 20),
    ],
)
def test_every_place_has_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert find_positions(TEXT).lines[path] == line


def test_a_missing_key_is_on_the_line_of_its_table() -> None:
    assert line_of(find_positions(TEXT).lines, ("item", 1, "duration")) == 19
    assert line_of(find_positions(TEXT).lines, ("nowhere",)) is None


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, child in inner for place in places(child, (*path, key)))]


@pytest.mark.parametrize("path", shipped_plans(), ids=lambda path: path.stem)
def test_no_place_of_a_shipped_plan_is_without_a_line(path: Any) -> None:
    text = path.read_text("utf-8")
    lines = find_positions(text).lines

    everything = places(tomllib.loads(with_seconds(text)))[1:]

    assert [place for place in everything if place not in lines] == []


@given(st.text(alphabet="ab[]{}=.,\"'#\n \\\u00e9", max_size=80))
def test_no_text_stops_the_walk(text: str) -> None:
    positions = find_positions(text)

    assert all(1 <= line <= text.count("\n") + 1 for line in positions.lines.values())
    assert positions.deepest >= 0
