"""The outline of a plan is part of the plan, however it is written; or there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letsconnect_tui.plan.outline import read_outline
from letsconnect_tui.plan.read import read_plan_text
from tests.session.builders import a_plan

if TYPE_CHECKING:
    from random import Random

    from letsconnect_tui.plan.model import Plan

SHIPPED = sorted((Path(__file__).parents[2] / "sessions").glob("*.toml"))
PLAIN = """plan = 1
[session]
id = "a"
title = "A title"
start = 2026-12-03T15:00
timezone = "UTC"
length = 60
[[people]]
name = "Amaka Ụzọma"
role = "sharer"
[[item]]
title = "Hello there"
duration = "20m"
[[item]]
id = "end"
title = "Goodbye"
duration = 40
"""


def facts(plan: Plan) -> tuple[object, ...]:
    """What an outline tells of a plan."""
    head = plan.session
    return (
        (head.id, head.title, head.kind, head.length_s),
        [(person.id, person.role) for person in plan.people],
        [(item.id, item.duration_s) for item in plan.items],
    )


def agrees(text: str) -> bool:
    """Whether there is an outline; where the whole plan is right, it must tell the same."""
    outline, plan = read_outline(text), read_plan_text(text, "p").plan
    if outline is not None and plan is not None:
        assert facts(outline) == facts(plan)
    return outline is not None


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_plan_that_ships_has_its_outline(path: Path) -> None:
    assert agrees(path.read_text("utf-8"))
    assert agrees(path.read_text("utf-8").replace("\n", "\r\n"))


def test_plans_as_people_write_them_have_their_outline() -> None:
    assert agrees(PLAIN)
    assert agrees(a_plan().text)
    assert agrees(
        PLAIN + '[item.breakout]\nrooms = [\n  { name = "A", lang = "en" }, # one\n  { name = "B" },\n]\n'
    )
    assert agrees("\ufeff# A comment\n" + PLAIN.rstrip("\n"))


@pytest.mark.parametrize(
    ("usual", "unusual"),
    [
        ("plan = 1", "plan = 2"),
        ("plan = 1", ""),
        ('id = "a"', '"id" = "a"'),
        ('title = "A title"', 'title = """A\ntitle"""'),
        ('title = "A title"', 'title = "A\\u0020title"'),
        ('id = "a"\n', 'id = "a"\nlinks.pad = "https://example.org"\n'),
        ("plan = 1\n", "plan = 1\npeople = []\n"),
        ("[session]", "[ 'session' ]"),
        ("[[people]]", "[people]"),
        ("[[people]]", "[other]\n[[people]]"),
        ("duration = 40", "duration = 4_0"),
        ("duration = 40", "duration = 0x40"),
        ("duration = 40\n", ""),
        ("duration = 40", 'duration = "soon"'),
        ("length = 60", "length = 60 60"),
    ],
)
def test_what_is_written_in_another_way_has_none(usual: str, unusual: str) -> None:
    assert usual in PLAIN
    assert not agrees(PLAIN.replace(usual, unusual))


PIECES = ['"', "'", '"""', "'''", "\\", "#", "\n", "[", "]", "{", "}", "=", ",", " ", "id", "é", "[[item]]\n"]
PIECES += ['id = "x"\n', "role = 'tech'\n", "[item.breakout]\n", "notes = '''\n", 'notes = """\n', "1", "\r"]


@given(random=st.randoms(use_true_random=False))
@settings(max_examples=400, deadline=None)
def test_whatever_is_changed_in_a_plan_its_outline_never_tells_otherwise(random: Random) -> None:
    text = random.choice([PLAIN, PLAIN, SHIPPED[2].read_text("utf-8")])
    for _ in range(random.randrange(1, 4)):
        start = random.randrange(len(text))
        stop = start + random.choice([0, 0, 1, random.randrange(40)])
        text = text[:start] + random.choice(["", *PIECES]) + text[stop:]
    agrees(text)


@pytest.mark.parametrize(
    "piece", ['a = "', "a = [", "a = {", '"""', "a = [[", "a = [1, ", "# x\n", "\\", "a = 'b' "]
)
def test_no_text_takes_for_ever(piece: str) -> None:
    for ending in ("", "\n[[", '"'):
        assert read_outline(PLAIN + piece * (200_000 // len(piece)) + ending) is None or piece == "# x\n"
