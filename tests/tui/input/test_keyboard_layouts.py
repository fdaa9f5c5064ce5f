from __future__ import annotations

import pytest

from letsconnect_tui.tui.actions import ACTIONS
from letsconnect_tui.tui.input import keyboard_layouts
from letsconnect_tui.tui.input.keyboard_layouts import KeyboardLayouts, is_latin, report_key

LATIN = "qwertyuiopasdfghjklzxcvbnm"
LAYOUTS = {
    "Russian": "йцукенгшщзфывапролдячсмить",
    "Greek": ";ςερτυθιοπασδφγηξκλζχψωβνμ",
    "Hebrew": "/'קראטוןםפשדגכעיחלךזסבהנמצ",
    "Arabic": "ضصثقفغعهخحشسيبلاتنمئءؤرﻻىة",
}


@pytest.fixture(autouse=True)
def nothing_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyboard_layouts, "_reported", {})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_letter_key_works_on_the_layout(layout: str) -> None:
    keyboard = KeyboardLayouts()
    keyboard.plain(LAYOUTS[layout][5])  # signs of ASCII tell nothing before a letter has
    assert [keyboard.plain(sign) for sign in LAYOUTS[layout]] == list(LATIN)


@pytest.mark.parametrize("layout", ["Russian", "Greek"])
def test_capitals_work_where_the_script_has_them(layout: str) -> None:
    keyboard = KeyboardLayouts()
    pairs = {
        sign.upper(): key.upper()
        for sign, key in zip(LAYOUTS[layout], LATIN, strict=True)
        if sign.upper() != sign and sign != "ς"
    }
    assert [keyboard.plain(sign) for sign in pairs] == list(pairs.values())


def test_every_live_letter_can_be_pressed_on_each_layout() -> None:
    letters = {
        key for one in ACTIONS for key in one.keys if len(key) == 1 and key.isalpha() and key.islower()
    }
    for layout, signs in LAYOUTS.items():
        keyboard = KeyboardLayouts()
        keyboard.plain(signs[5])
        assert letters <= {keyboard.plain(sign) for sign in signs}, layout


@pytest.mark.parametrize(("sign", "key"), [("ｎ", "n"), ("Ｎ", "N"), ("＋", "+"), ("］", "]"), ("？", "?")])
def test_full_width_forms_are_the_signs_they_stand_for(sign: str, key: str) -> None:
    assert KeyboardLayouts().plain(sign) == key


@pytest.mark.parametrize("sign", ["字", "日本", "é", "ñ", "ก"])
def test_a_letter_on_no_known_key_is_none(sign: str) -> None:
    assert KeyboardLayouts().plain(sign) is None


def test_signs_of_ascii_are_letters_only_while_a_layout_that_has_them_so_is_in_use() -> None:
    keyboard = KeyboardLayouts()
    assert keyboard.plain(";") == ";"
    keyboard.plain("ν")
    assert keyboard.plain(";") == "q"
    keyboard.plain("n")
    assert keyboard.plain(";") == ";"


def test_what_the_terminal_reports_counts_more_than_the_table() -> None:
    keyboard = KeyboardLayouts()
    assert keyboard.plain("н") == "y"
    report_key("н", "n")
    assert keyboard.plain("н") == "n"


def test_reports_of_latin_letters_are_not_taken() -> None:
    report_key("a", "q")
    report_key("é", "2")
    assert KeyboardLayouts().plain("a") == "a"
    assert KeyboardLayouts().plain("é") is None


@pytest.mark.parametrize(
    ("sign", "latin"), [("é", True), ("ｎ", True), ("+", True), ("т", False), ("字", False)]
)
def test_what_counts_as_latin(sign: str, latin: bool) -> None:
    assert is_latin(sign) is latin
