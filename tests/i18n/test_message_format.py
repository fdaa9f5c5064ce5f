from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.i18n.message_format import fill
from letsconnect_tui.i18n.pseudo import pseudo
from tests.hostile import HOSTILE_NAMES

MINUTES = "{{PLURAL:$1|0=no time|$1 minute|$1 minutes}} for $2"


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(0, "no time for Ada"), (1, "1 minute for Ada"), (2, "2 minutes for Ada"), ("1", "1 minute for Ada")],
)
def test_english_has_two_forms_and_exact_ones(minutes: object, expected: str) -> None:
    assert fill(MINUTES, (minutes, "Ada"), "en") == expected


@pytest.mark.parametrize(
    ("language", "number", "form"),
    [
        *(
            ("ru", number, form)
            for number, form in [(1, "one"), (3, "few"), (5, "many"), (21, "one"), (11, "many")]
        ),
        *(
            ("ar", number, form)
            for number, form in [
                (0, "zero"),
                (1, "one"),
                (2, "two"),
                (5, "few"),
                (11, "many"),
                (100, "other"),
            ]
        ),
        ("arz", 2, "two"),
        ("ig", 1, "other"),
        ("dag", 1, "one"),
        ("pt-br", 0, "one"),
    ],
)
def test_plural_forms_follow_cldr(language: str, number: int, form: str) -> None:
    forms = {
        "ru": "one|few|many|other",
        "ar": "zero|one|two|few|many|other",
        "arz": "zero|one|two|few|many|other",
        "ig": "other",
        "dag": "one|other",
        "pt-br": "one|many|other",
    }

    assert fill("{{PLURAL:$1|" + forms[language] + "}}", (number,), language) == form


def test_the_last_form_stands_for_those_not_given() -> None:
    assert fill("{{PLURAL:$1|day|days}}", (5,), "ru") == "days"


@pytest.mark.parametrize("value", ["$1 $2", "{{PLURAL:$1|a|b}}", *HOSTILE_NAMES])
def test_nothing_in_a_value_is_expanded(value: str) -> None:
    assert fill("<$1|$2>", (value, "x"), "en") == f"<{value}|x>"


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("$1 and $2", "Ada and $2"),
        ("{{PLURAL:$2|a|b}}", "{{PLURAL:$2|a|b}}"),
        ("{{PLURAL:$1|}}", ""),
        ("{{PLURAL:$1|1=none}}", ""),
        ("{{PLURAL:$1|a", "{{PLURAL:Ada|a"),
        ("$0 $99", "$0 $99"),
        ("costs 5 $", "costs 5 $"),
    ],
)
def test_a_broken_message_is_shown_as_far_as_it_goes(template: str, shown: str) -> None:
    assert fill(template, ("Ada",), "en") == shown


@given(
    st.text(alphabet="$12{}|PLURAL:=0a ", max_size=60),
    st.lists(st.text(max_size=5) | st.integers(), max_size=3),
)
def test_no_message_can_fail(template: str, values: list[object]) -> None:
    assert isinstance(fill(template, values, "en"), str)


def test_the_pseudo_language_is_longer_and_keeps_places_and_plurals() -> None:
    padded = pseudo(MINUTES)

    assert fill(padded, (0, "Ada"), "en").startswith("[ñö tîmé för Ada")
    assert fill(padded, (2, "Ada"), "en").startswith("[2 mîñütéš för Ada")
    assert len(fill(padded, (2, "Ada"), "en")) > 1.4 * len("2 minutes for Ada")
