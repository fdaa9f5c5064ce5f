"""Reports as one HTML file: nothing but tables and drawings gets in, and what is drawn is true."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from letsconnect_tui.exporters.drawings import bar_rows, planned_and_actual, steps
from letsconnect_tui.exporters.session_facts import people_over_time, rooms_held
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.text import clean
from tests.exporters.held import exported, held_session, with_people
from tests.hostile import HOSTILE_NAMES
from tests.session.builders import MINUTE

if TYPE_CHECKING:
    from letsconnect_tui.session.state import State

STATE = held_session().state
TAGS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "caption", "thead", "tbody",
    "tr", "th", "td", "dl", "dt", "dd", "figure", "figcaption", "svg", "rect", "text", "line", "path", "br",
}  # fmt: skip


def page_of(state: State) -> ElementTree.Element:
    text = exported(state, "report", "html", "all").removeprefix("<!DOCTYPE html>\n")
    return ElementTree.fromstring(text)


def tags_of(page: ElementTree.Element) -> list[str]:
    return [one.tag.rpartition("}")[2] for one in page.iter()]


def test_the_page_is_well_formed_and_has_no_script_and_no_address() -> None:
    text = exported(STATE, "report", "html", "none")
    tags = set(tags_of(page_of(STATE)))

    assert tags <= TAGS
    assert tags >= {"svg", "rect", "path", "table"}
    assert "default-src 'none'" in text
    assert not re.search(
        r"<script|\son\w+=|javascript:|url\(|@import|https?://(?!www\.w3\.org/2000/svg)", text
    )
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


@given(st.lists(st.sampled_from([one for one in HOSTILE_NAMES if clean(one)]), min_size=1, max_size=4))
def test_no_name_and_no_title_changes_the_structure(names: list[str]) -> None:
    def tags_with(names: list[str]) -> list[str]:
        plan = replace(
            STATE.plan,
            session=replace(STATE.plan.session, title=names[0], purpose=names[0]),
            items=tuple(replace(item, title=names[0]) for item in STATE.plan.items),
        )
        people = [PersonFacts(name, username=name, languages=(name,)) for name in names]
        return tags_of(page_of(replace(with_people(STATE, people), plan=plan)))

    assert tags_with(names) == tags_with(["Ada"] * len(names))


def test_every_hostile_name_leaves_all_other_text_alone() -> None:
    people = [PersonFacts(name) for name in HOSTILE_NAMES]

    assert set(tags_of(page_of(with_people(STATE, people)))) <= TAGS


def test_people_over_time_follow_every_coming_and_going() -> None:
    start = STATE.started_at or 0
    points = people_over_time(STATE, STATE.ended_at or 0)

    assert [((moment - start) // MINUTE, here) for moment, here in points] == [
        (0, 1), (3, 2), (6, 3), (10, 2), (12, 3), (20, 4), (43, 3), (45, 0),
    ]  # fmt: skip


def test_rooms_are_told_in_counts() -> None:
    rooms = rooms_held(STATE, STATE.ended_at or 0)

    assert [(held.rooms, held.people) for held in rooms.rounds] == [(1, 3)]
    assert (rooms.pairs, rooms.met_on_average) == (((1, 3),), 2.0)


def widths(svg: str, kind: str) -> list[float]:
    return [float(width) for width in re.findall(rf'class="{kind}"[^>]*? width="([\d.]+)"', svg)]


def test_bars_are_as_long_as_what_they_stand_for() -> None:
    svg = bar_rows([("a", 40, 10), ("b", 20, 0)], "about")
    (longer, shorter), (part,) = widths(svg, "plan"), widths(svg, "real")

    assert longer == pytest.approx(2 * shorter, abs=0.2)
    assert longer == pytest.approx(4 * part, abs=0.2)


def test_what_ran_past_its_planned_end_is_drawn_apart() -> None:
    svg = planned_and_actual([("a", (0, 100), [(0, 50), (60, 150)]), ("b", (100, 200), [])], "about", str)
    late, planned = widths(svg, "late"), widths(svg, "plan")

    assert len(late) == 1
    assert planned[0] == pytest.approx(2 * late[0], abs=0.2)


def test_nothing_to_draw_is_no_error() -> None:
    assert "<svg" in steps([], 0, "about")
    assert "<svg" in bar_rows([], "about")
