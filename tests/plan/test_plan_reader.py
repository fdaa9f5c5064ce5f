from __future__ import annotations

from datetime import datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from letsconnect_tui.plan.read import read_plan_text

HEAD = """plan = 1
[session]
id = "demo"
title = "Demo"
start = 2026-12-03T15:00
timezone = "Africa/Lagos"
length = "2h"
"""


def items_of(text: str) -> dict[str, object]:
    reading = read_plan_text(HEAD + text, "demo.toml")
    assert reading.plan is not None, reading.problems
    return {item.id: item for item in reading.plan.items}


def one_item(lines: str) -> object:
    (item,) = items_of(f'[[item]]\ntitle = "It"\nduration = "20m"\n{lines}').values()
    return item


def test_left_out_values_follow_the_kind() -> None:
    talk = one_item('kind = "share"')
    pause = one_item('kind = "break"')

    assert (talk.min_s, talk.max_s, talk.squeeze, talk.warn_s) == (600, 1200, "normal", (240, 60))  # type: ignore[attr-defined]
    assert (pause.min_s, pause.squeeze) == (1200, "never")  # type: ignore[attr-defined]


def test_ids_are_made_from_titles_in_any_script_and_stay_unique() -> None:
    text = "".join(
        f'[[item]]\ntitle = "{title}"\nduration = 5\n' for title in ("Ụzọma!", "Пауза", "Пауза", "…")
    )

    assert list(items_of(text)) == ["uzoma", "pauza", "pauza-2", "item-4"]


def test_made_id_gives_way_to_a_written_one() -> None:
    text = '[[item]]\ntitle = "Talk"\nduration = 5\n[[item]]\nid = "talk"\ntitle = "Other"\nduration = 5\n'

    assert list(items_of(text)) == ["talk-2", "talk"]


def test_breakout_without_a_table_has_rooms_of_five() -> None:
    rooms = one_item('kind = "breakout"').breakout  # type: ignore[attr-defined]

    assert (rooms.size, rooms.count, rooms.min_size, rooms.repeat) == (5, None, 3, "avoid")


def test_pairs_do_not_need_a_smaller_min_size() -> None:
    rooms = one_item('kind = "breakout"\n[item.breakout]\nsize = 2').breakout  # type: ignore[attr-defined]

    assert rooms.min_size == 2


def test_warnings_are_sorted_and_may_be_none() -> None:
    assert one_item('warn = ["1m", "5m", 1]').warn_s == (300, 60)  # type: ignore[attr-defined]
    assert one_item("warn = []").warn_s == ()  # type: ignore[attr-defined]


@pytest.mark.parametrize("written", ['"15:40"', "15:40", "15:40:00"])
def test_anchor_is_a_time_or_a_text(written: str) -> None:
    assert one_item(f"start = {written}").start == time(15, 40)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "written",
    [
        "2026-12-03T15:00",
        "2026-12-03 15:00",
        '"2026-12-03T15:00"',
        '"2026-12-03 15:00"',
        "2026-12-03T15:00:00",
    ],
)
def test_start_may_lack_seconds_and_be_a_text(written: str) -> None:
    text = HEAD.replace("2026-12-03T15:00", written) + '[[item]]\ntitle = "A"\nduration = 60\n'

    plan = read_plan_text(text, "demo.toml").plan

    assert plan is not None
    assert plan.session.start == datetime(2026, 12, 3, 15, 0)  # noqa: DTZ001


def test_times_inside_texts_stay_as_they_are() -> None:
    assert one_item('notes = "back at 15:40"').notes == "back at 15:40"  # type: ignore[attr-defined]


def test_texts_are_cleaned_on_the_way_in() -> None:
    assert one_item('notes = "a\\u001b[31mred\\u202e"').notes == "ared"  # type: ignore[attr-defined]


BOMBS = {
    "dotted key": "a." * 20_000 + "a = 1",
    "dotted heading": "[" + "a." * 20_000 + "a]",
    "arrays": "a = " + "[" * 100_000,
    "closed arrays": "a = " + "[" * 50_000 + "]" * 50_000,
    "inline tables": "a = " + "{a = " * 20_000,
    "brackets after a heading": "[a]" * 50_000,
    "quotes": "a = " + '"' * 200_001,
    "triple quotes": 'a = """' + "\\" * 200_000,
    "digits": "a = " + "9" * 200_000,
    "items": HEAD + '[[item]]\ntitle = "x"\nduration = 1\n' * 6000,
    "keys": "\n".join(f"k{number} = 1" for number in range(20_000)),
    "same time": HEAD + "repeats = [" + "2026-12-03T22:00," * 10_000 + "]\n",
    "people": HEAD + '[[people]]\nname = "x"\nrole = "tech"\n' * 6000,
    "wrong ids": HEAD + '[[people]]\nid = "a"\nname = "x"\nrole = "tech"\n' * 5000,
    "unknown leads": HEAD + "".join(
        f'[[people]]\nid = "p{n}"\nname = "x"\nrole = "tech"\n[[item]]\ntitle = "x"\nlead = "q{n}"\n'
        for n in range(200)
    ),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=list(BOMBS))
def test_hostile_text_is_answered_like_any_other(bomb: str) -> None:
    reading = read_plan_text(bomb, "bomb.toml")

    assert reading.problems


PIECES = [
    "plan = 1",
    "[session]",
    "[[item]]",
    "[item]",
    "[item.breakout]",
    "[[people]]",
    "title",
    "=",
    '"',
    "'''",
    '"""',
    "\n",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    "start\n2026-12-03T15:00",
    "15:40",
    "length",
    "duration",
    "20",
    '"20m"',
    "true",
    "timezone",
    '"UTC"',
    "-",
    "9999-12-31T23:59",
    "0001-01-01",
    "repeats",
    "chat\nwarn",
    "#",
    "\\",
    "“",
    "\x00",
    "\ufeff",
    "\u202e",
    " ",
    "rooms",
    "min",
    "max",
    '"0s"',
    "nan",
    "inf",
    "kind",
    '"share"',
    "\r\n",
    "links",
]
TOMLISH = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)


@given(st.one_of(TOMLISH, TOMLISH.map(HEAD.__add__), st.text()))
@example("a = 9" + "9" * 5000)
def test_no_text_raises(text: str) -> None:
    reading = read_plan_text(text, "any.toml")

    assert (reading.plan is None) == bool(reading.errors)


VALUES = st.one_of(
    st.sampled_from(
        [
            "true",
            "0",
            "-1",
            "1.5",
            "nan",
            "inf",
            '""',
            '"x"',
            "[]",
            "[[]]",
            "{}",
            '["x"]',
            "[1]",
            "[[1]]",
            "15:40",
            "2026-12-03",
            "2026-12-03T15:00",
            "9999-12-31T23:59",
            "0001-01-01T00:00",
            "2026-12-03T15:00Z",
            '"20m"',
            '"UTC"',
            '"-5m"',
            '"2026-12-03T15:00"',
            "[2026-10-25T02:30]",
            '["-5m"]',
        ]
    ),
    st.integers().map(str),
)


@given(st.data())
def test_any_value_at_any_key_is_an_answer_and_not_an_exception(data: st.DataObject) -> None:
    from letsconnect_tui.plan.fields import BREAKOUT, ITEM, PERSON, SESSION

    def lines(table: dict[str, object]) -> str:
        chosen = data.draw(st.dictionaries(st.sampled_from(sorted(table)), VALUES, max_size=6))
        return "".join(f"{key} = {value}\n" for key, value in chosen.items() if key not in ("breakout",))

    text = f"plan = 1\n[session]\n{lines(dict(SESSION))}[[people]]\n{lines(dict(PERSON))}"
    text += f"[[item]]\n{lines(dict(ITEM))}[item.breakout]\n{lines(dict(BREAKOUT))}"

    read_plan_text(text, "any.toml")


def test_what_thanks_call_somebody_is_read_from_the_plan() -> None:
    person = '[[people]]\nname = "Nguyễn Thị Minh"\nrole = "tech"\ncall = "Minh"\n'
    plan = read_plan_text(HEAD + person + '[[item]]\ntitle = "It"\nduration = "20m"\n', "demo.toml").plan

    assert plan is not None
    assert plan.people[0].call == "Minh"
