from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.importers.pasted_names import MOST_NAMES, pasted_names
from letsconnect_tui.text import NAME_LIMIT, clean_name
from tests.hostile import HOSTILE_NAMES


@pytest.mark.parametrize(
    ("copied", "names"),
    [
        ("Ada Example\n\n  Bala  \n", ("Ada Example", "Bala")),
        ("Ada Example / Wikimedia Nigeria / ig", ("Ada Example",)),
        (
            "== Who is here ==\n* [[User:Ada|Ada]] ([[User talk:Ada|talk]])\n# {{u|Bala}} -- hi",
            ("Ada", "Bala"),
        ),
        ("* [[Special:Contributions/Ada Example|Ada]]", ("Ada Example",)),
        ("{{ping|Ada}} {{u|Chidi|x}}", ("Ada", "Chidi")),
        ("[[User:Ada]] 15:02, 3 March 2026 (UTC)", ("Ada",)),
        ("https://meta.wikimedia.org/wiki/User:Ada_Example", ("Ada Example",)),
        ("1. Ada\n2) Bala\n(3) Chidi\n- [x] Dayo\n• Efe", ("Ada", "Bala", "Chidi", "Dayo", "Efe")),
        ("Ada, Bala, Chidi", ("Ada", "Bala", "Chidi")),
        ("Ada Lovelace, Grace Hopper", ("Ada Lovelace", "Grace Hopper")),
        ("Ñahui, José", ("Ñahui, José",)),
        ("山田、佐藤", ("山田", "佐藤")),
        ("Ada Example; Bala", ("Ada Example", "Bala")),
        (
            "Ada (Host, me)\nBala (Co-host)\nChidi (Guest)\nEfe (she/her)",
            ("Ada", "Bala", "Chidi", "Efe (she/her)"),
        ),
        ("15:02:11 From Ada Example to Everyone: hello", ("Ada Example",)),
        ("[15:02] Ada: here!", ("Ada",)),
        ("Ada <ada@example.org>\nbala@example.org", ("Ada",)),
        ("Ada\tPresent\t15:02", ("Ada",)),
        ("Jean-Luc", ("Jean-Luc",)),
        ("\x1b[31mAda\u202e", ("Ada",)),
        ("Ada Example\nBala\nAda Example", ("Ada Example", "Bala")),
        ("15:02 From Ada Example: hello\n15:04 From Ada Example: me too", ("Ada Example",)),
        ("Ada Example\nADA EXAMPLE", ("Ada Example", "ADA EXAMPLE")),
        ("", ()),
    ],
)
def test_names_are_found_in_what_people_copy(copied: str, names: tuple[str, ...]) -> None:
    assert pasted_names(copied) == names


@given(st.lists(st.sampled_from(HOSTILE_NAMES) | st.text(max_size=60), max_size=8).map("\n".join))
def test_pasted_names_are_clean_short_and_not_blank(text: str) -> None:
    names = pasted_names(text)

    assert [clean_name(name) for name in names] == list(names)
    assert all(0 < len(name) <= NAME_LIMIT for name in names)


@pytest.mark.parametrize(
    "part",
    ["(participant id: ", "\x1b]", "\x9d", "[[", "{{u|", "a@", "(((", "- [x] ", "=", "a ", "1) "],
    ids=ascii,
)
def test_repeating_what_the_patterns_begin_with_takes_no_endless_time(part: str) -> None:
    assert len(pasted_names(part * 50_000 + "\nAda")) <= MOST_NAMES


def test_an_endless_paste_ends() -> None:
    assert len(pasted_names("\n".join(f"Person {number}" for number in range(20_000)))) == MOST_NAMES
