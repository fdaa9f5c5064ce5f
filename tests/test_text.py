from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from letsconnect_tui.text import (
    NAME_LIMIT,
    cell_width,
    clean,
    clean_name,
    clusters,
    file_name,
    fit,
    printable,
    western_digits,
)
from tests.hostile import HARMLESS, HOSTILE_NAMES

CONTROL_OR_BIDI = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
hostile_text = st.one_of(
    st.sampled_from(HOSTILE_NAMES),
    st.text(max_size=300),
    st.lists(
        st.sampled_from("a\u0301\u0323\u0308ẹ\u034f\u200d\u200c\x1b[31m]\n \u1100\u1161👍\U0001f3fd"),
        max_size=40,
    ).map("".join),
)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("\x1b]52;c;aGVsbG8=\x1b\\Ada", "Ada"),
        ("\x9b31mAda", "Ada"),
        ("Ada\u202eadA\u202c", "AdaadA"),
        ("A\u200bd\u200ba\ufeff", "Ada"),
        ("Ada\r\nForged", "Ada Forged"),
        ("  Ada \t\u3000 B ", "Ada B"),
        ("\u0301Ada", "Ada"),
        ("Ada\x00", "Ada"),
        ("Ụ", "Ụ"),
    ],
)
def test_what_draws_nothing_or_commands_the_terminal_is_taken_out(raw: str, kept: str) -> None:
    assert clean(raw) == unicodedata.normalize("NFC", kept)


@pytest.mark.parametrize("name", HARMLESS)
def test_names_of_every_script_keep_all_their_letters(name: str) -> None:
    assert clean(name) == unicodedata.normalize("NFC", name)


def test_stacked_accents_stop_at_three() -> None:
    assert len(clean("Z" + "\u0327\u0337" * 20)) == 4


@given(hostile_text, st.integers(1, 300), st.booleans())
@example("u\u0308\u0304\u034f\u0323\u0301\u0302", 80, False)
def test_cleaning_twice_changes_nothing_and_keeps_the_limit(text: str, limit: int, lines: bool) -> None:
    once = clean(text, limit=limit, lines=lines)

    assert clean(once, limit=limit, lines=lines) == once
    assert len(once) <= limit
    assert unicodedata.is_normalized("NFC", once)


@given(hostile_text)
def test_a_clean_line_holds_nothing_a_terminal_obeys(text: str) -> None:
    assert not CONTROL_OR_BIDI.search(clean(text))


def test_lines_are_kept_only_where_asked_for() -> None:
    assert clean("one \r\n\x1b[1m two\x85three", lines=True) == "one\ntwo\nthree"


def test_a_name_is_held_to_its_own_limit() -> None:
    assert len(clean_name("x" * 1000)) == NAME_LIMIT


def test_digits_of_every_script_are_numbers_and_nothing_else_is() -> None:
    assert western_digits("٤٧ ४७ ４７ 47 ²½Ⅳ é") == "47 47 47 47 ²½Ⅳ é"


@given(hostile_text)
def test_printable_text_holds_nothing_a_terminal_obeys(text: str) -> None:
    shown = printable(text)

    assert not CONTROL_OR_BIDI.search(shown)
    assert printable(shown) == shown


def test_printable_keeps_lines_where_asked_for() -> None:
    assert (printable("a\n\x1bb"), printable("a\n\x1bb", lines=True)) == ("a b", "a\nb")


@given(hostile_text, st.integers(0, 40))
def test_fitted_text_never_takes_more_columns_than_given(text: str, width: int) -> None:
    name = clean(text)

    assert cell_len(fit(name, width)) <= max(width, 0)


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("Amaka", 5, "Amaka"),
        ("Amaka", 4, "Ama…"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧…"),
        ("Ụ\u0301zọma", 3, "Ụ\u0301z…"),
        ("Amaka", 0, ""),
    ],
)
def test_text_is_cut_between_letters(text: str, width: int, fitted: str) -> None:
    assert fit(text, width) == fitted


@given(st.text(max_size=60))
def test_clusters_together_are_the_text(text: str) -> None:
    assert "".join(clusters(text)) == text


@given(st.text(max_size=60))
def test_cell_width_is_what_the_screen_library_counts(text: str) -> None:
    assert cell_width(text) == cell_len(text)


@given(hostile_text)
def test_a_file_name_stays_in_its_folder(title: str) -> None:
    name = file_name(title, ".csv")

    assert not set(name) & set('<>:"/\\|?*%\x00\n')
    assert not name.startswith((".", "-"))
    assert len(name.encode()) <= 205
    assert not re.match(r"(?i)(con|nul|aux|prn|com\d|lpt\d)\.", name)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc-passwd.csv"),
        ("CON", "_CON.csv"),
        ("", "session.csv"),
        ("Learning Clinic: part 2", "Learning Clinic- part 2.csv"),
    ],
)
def test_file_names_stay_readable(title: str, name: str) -> None:
    assert file_name(title, ".csv") == name
