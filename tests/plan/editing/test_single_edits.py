"""Every single edit of a plan changes its own lines only, whatever the plan looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from letsconnect_tui.errors import InputError
from letsconnect_tui.plan.editing import entries
from letsconnect_tui.plan.editing.document import PlanDocument
from letsconnect_tui.plan.editing.field_edits import set_field
from letsconnect_tui.plan.editing.line_ends import without_line_ends
from tests.plan.editing.generated import WORDS, Written, written_plans

if TYPE_CHECKING:
    from letsconnect_tui.plan.problems import Path

HEADLINE = "# ---- part two"
PLACES = st.integers(0, 9)
ITEM_VALUES: dict[str, Any] = {
    "title": st.sampled_from(["New", 'with "quotes"', "back\\slash", "#hash", "日本"]),
    "duration": st.sampled_from([33, "33m", "1h1m", "61s"]),
    "min": st.sampled_from(["1m", None]),
    "notes": st.sampled_from(["one line", "two\nlines", 'ends in "', '"""', "\\", None]),
    "chat": st.lists(
        st.sampled_from(["Hi", "a", "b", {"lang": "fr", "text": "Salut"}, {"lang": "es", "text": "¡Hola!"}]),
        max_size=4,
    ),
    "lead": st.sampled_from(["p0", "nobody"]),
    "optional": st.booleans(),
    "start": st.just("16:00"),
    "breakout": st.none(),
}


def common_ends(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that differ: of the old text, and of the new."""
    before, after = old.split("\n"), new.split("\n")
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    return before, after


def lf(text: str) -> str:
    return without_line_ends(text)[0]


def the_lines_around_stay(plan: Written, owner: Path, new: str) -> None:
    before, after = plan.around(owner)
    assert new.startswith(before)
    assert new.endswith(after + (plan.end if plan.final else ""))


@given(written_plans(), PLACES, st.sampled_from(sorted(ITEM_VALUES)), st.data())
def test_a_field_of_an_item_changes_in_its_own_lines(
    plan: Written, place: int, key: str, data: st.DataObject
) -> None:
    document = PlanDocument(plan.text)
    place %= len(document.plan.items)
    value = data.draw(ITEM_VALUES[key])

    changed = set_field(document, ("item", place, key), value)

    the_lines_around_stay(plan, ("item", place), changed.text)
    owners = [owner for owner, _ in plan.lines]
    if ("item", place, key) in owners and key != "title":
        the_lines_around_stay(plan, ("item", place, key), changed.text)
    assert changed.ids("item") == document.ids("item")
    if value not in (None, []):
        stored = changed.value(("item", place, key))
        assert stored == value or key == "duration"
    else:
        assert changed.value(("item", place, key)) is None


@given(written_plans(), PLACES, st.sampled_from(["title", "start", "length", "topics", "purpose"]))
def test_a_field_of_the_session_changes_in_its_own_lines(plan: Written, place: int, key: str) -> None:
    values: dict[str, Any] = {
        "title": "New", "start": "2027-01-02T09:30", "length": "3h", "topics": ["a", "b"], "purpose": "Why",
    }  # fmt: skip

    changed = set_field(PlanDocument(plan.text), ("session", key), values[key])

    the_lines_around_stay(plan, ("session",), changed.text)
    before, after = common_ends(lf(plan.text), lf(changed.text))
    assert (len(before), len(after)) in ((1, 1), (0, 1))


@given(written_plans(), st.data())
def test_a_value_that_is_there_already_changes_no_byte(plan: Written, data: st.DataObject) -> None:
    document = PlanDocument(plan.text)
    place = data.draw(st.integers(0, len(document.plan.items) - 1))
    item = document.plan.items[place]

    assert set_field(document, ("item", place, "duration"), f"{item.duration_s}s").text == plan.text
    assert set_field(document, ("item", place, "title"), item.title).text == plan.text
    assert set_field(document, ("session", "start"), "2026-12-03T15:00").text == plan.text
    for key, raw in document.values["item"][place].items():
        if key != "breakout":
            assert set_field(document, ("item", place, key), raw).text == plan.text


@given(written_plans(), PLACES, PLACES)
def test_moving_an_item_moves_its_lines_and_no_other(plan: Written, place: int, to: int) -> None:
    document = PlanDocument(plan.text)
    place, to = place % len(document.plan.items), to % len(document.plan.items)
    own = document.entry_text("item", place).split("\n")

    moved = document.move("item", place, to)

    order = list(document.ids("item"))
    order.insert(to, order.pop(place))
    assert moved.ids("item") == order
    assert moved.reading.draft is not None
    lines = moved.entry_text("item", to).split("\n")
    assert [line for line in lines if not line.startswith("id ")] == [
        line for line in own if not line.startswith("id ")
    ]
    assert without(lf(moved.text), lines) == without(lf(plan.text), own)
    assert moved.text.count(HEADLINE) == plan.text.count(HEADLINE)


def without(text: str, lines: list[str]) -> list[str]:
    """The lines of a text without a run of lines, blank ones, and headlines, which stay between places."""
    rest = text.split("\n")
    at = next(at for at in range(len(rest)) if rest[at : at + len(lines)] == lines)
    return [line for line in rest[:at] + rest[at + len(lines) :] if line.strip() not in ("", HEADLINE)]


@given(written_plans(), PLACES)
def test_removing_an_item_removes_its_lines_and_no_other(plan: Written, place: int) -> None:
    document = PlanDocument(plan.text)
    assume(len(document.plan.items) > 1)
    place %= len(document.plan.items)
    ids = document.ids("item")

    removed = entries.removed(document, "item", place)

    assert removed.ids("item") == ids[:place] + ids[place + 1 :]
    kept = [line for owner, line in plan.lines if owner[:2] != ("item", place) and line.strip()]
    new = [line for line in lf(removed.text).split("\n") if line.strip()]
    assert [line for line in new if not line.startswith("id ")] == [
        line for line in kept if not line.startswith("id ")
    ]


@given(written_plans(), PLACES)
def test_a_copy_adds_its_own_lines_with_an_id_of_its_own(plan: Written, place: int) -> None:
    document = PlanDocument(plan.text)
    place %= len(document.plan.items)

    copied = entries.duplicated(document, place)

    ids = copied.ids("item")
    assert len(ids) == len(set(ids)) == len(document.plan.items) + 1
    assert ids[: place + 1] + ids[place + 2 :] == document.ids("item")
    removed, added = common_ends(lf(plan.text), lf(copied.text))
    assert removed == []
    assert len([line for line in added if line.strip()]) >= 3
    one, other = (copied.plan.items[at] for at in (place, place + 1))
    assert (one.title, one.duration_s, one.chat) == (other.title, other.duration_s, other.chat)


@given(written_plans(), PLACES, st.sampled_from(WORDS))
def test_a_new_item_adds_its_own_lines(plan: Written, place: int, title: str) -> None:
    document = PlanDocument(plan.text)
    place %= len(document.plan.items) + 1

    added = entries.added(document, "item", {"title": title, "duration": "5m"}, place)

    removed, new = common_ends(lf(plan.text), lf(added.text))
    assert removed == []
    assert [line for line in new if line.strip()][1:] != []
    assert (added.plan.items[place].title, added.plan.items[place].duration_s) == (title, 300)
    ids = added.ids("item")
    assert ids[:place] + ids[place + 1 :] == document.ids("item")


@given(written_plans(), PLACES, st.integers(1, 4000))
def test_two_parts_of_an_item_are_as_long_as_it_was_and_merge_again(
    plan: Written, place: int, first_s: int
) -> None:
    document = PlanDocument(plan.text)
    place %= len(document.plan.items)
    item = document.plan.items[place]
    if first_s >= item.duration_s:
        with pytest.raises(InputError):
            entries.split(document, place, first_s)
        return

    halves = entries.split(document, place, first_s)

    one, other = halves.plan.items[place : place + 2]
    assert (one.id, one.duration_s, one.duration_s + other.duration_s) == (item.id, first_s, item.duration_s)
    the_lines_around_stay(plan, ("item", place), halves.text)
    if "min" in document.values["item"][place]:
        assert one.min_s + other.min_s == item.min_s
    if item.breakout is None:
        whole = entries.merged(halves, place)
        assert whole.plan.items[place].duration_s == item.duration_s
        assert (whole.plan.items[place].chat, whole.ids("item")) == (item.chat, document.ids("item"))


@given(written_plans())
def test_people_come_and_go_in_their_own_lines(plan: Written) -> None:
    document = PlanDocument(plan.text)

    added = entries.added(document, "people", {"name": "Zoë Ọkọ", "role": "tech", "languages": ["ig"]})

    assert common_ends(lf(plan.text), lf(added.text))[0] == []
    assert (added.plan.people[-1].id, added.plan.people[-1].languages) == ("zoe-oko", ("ig",))
    removed = entries.removed(added, "people", len(added.plan.people) - 1)
    assert removed.text.split() == plan.text.split()


@given(written_plans(), st.lists(st.integers(0, 5), max_size=3))
def test_a_text_with_mixed_line_ends_keeps_each(plan: Written, ends: list[int]) -> None:
    lines = lf(plan.text).split("\n")
    text = "".join(line + ("\r\n" if at in ends else "\n") for at, line in enumerate(lines))
    document = PlanDocument(text)

    changed = set_field(document, ("session", "title"), "Entirely new")

    at = next(at for at, line in enumerate(lines) if line.startswith("title"))
    before, after = (one.splitlines(keepends=True) for one in (text, changed.text))
    assert before[:at] + before[at + 1 :] == after[:at] + after[at + 1 :]
