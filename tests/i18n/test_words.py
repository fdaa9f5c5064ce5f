from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui import i18n
from letsconnect_tui.i18n import catalogue
from letsconnect_tui.i18n.languages import cldr_code, fallbacks, from_environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENGLISH = {"hello": "Hello $1", "late": "{{PLURAL:$1|$1 minute|$1 minutes}} late", "said": "$1: $2"}
FRENCH = {"hello": "Bonjour $1"}


@pytest.fixture
def small_catalogue(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for code, entries in (("en", ENGLISH), ("fr", FRENCH), ("ig", {"hello": 5})):
        (tmp_path / f"{code}.json").write_text(json.dumps({"@metadata": {"authors": []}, **entries}), "utf-8")
    (tmp_path / "ha.json").write_text("{ broken", "utf-8")
    monkeypatch.setattr(catalogue, "_FOLDER", tmp_path)
    catalogue.catalogue.cache_clear()
    yield
    catalogue.catalogue.cache_clear()


@pytest.mark.usefixtures("small_catalogue")
class TestWords:
    def test_values_are_put_in(self) -> None:
        assert i18n.words("hello", "[b]Ada[/b]") == "Hello [b]Ada[/b]"

    def test_a_message_within_a_message_is_put_into_words_first(self) -> None:
        assert i18n.words(i18n.message("said", "Ada", i18n.message("late", 1))) == "Ada: 1 minute late"

    def test_several_values_in_one_place_are_listed(self) -> None:
        assert i18n.words("hello", ("Ada", i18n.message("late", 2))) == "Hello Ada, 2 minutes late"

    @pytest.mark.wordless
    def test_an_unknown_key_is_shown_and_no_error(self) -> None:
        assert i18n.words("nothing-like-it", 1) == "⧼nothing-like-it⧽"

    def test_a_language_falls_back_to_english_word_by_word(self) -> None:
        i18n.use("fr")

        assert (i18n.words("hello", "Ada"), i18n.words("late", 0)) == ("Bonjour Ada", "0 minutes late")

    @pytest.mark.parametrize("language", ["ig", "ha", "xx", "../../etc/passwd", ""])
    def test_a_language_without_a_usable_file_is_english(self, language: str) -> None:
        i18n.use(language)

        assert i18n.words("hello", "Ada") == "Hello Ada"

    def test_the_pseudo_language_shows_in_every_word(self) -> None:
        i18n.use("en-x-pseudo")

        assert i18n.words("hello", "Ada").startswith("[Héllö Ada")

    def test_one_line_can_be_said_in_another_language(self) -> None:
        assert catalogue.words_in("fr", "hello", "Ada") == "Bonjour Ada"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "pt_BR.UTF-8"}, "pt-br"),
        ({"LANG": "fr_FR", "LC_ALL": "POSIX"}, "en"),
        ({"LANG": "fr", "LC_MESSAGES": "ig_NG@x"}, "ig-ng"),
        ({"LANG": "fr", "LETSCONNECT_LANGUAGE": "en-x-pseudo"}, "en-x-pseudo"),
        ({"LETSCONNECT_LANGUAGE": "", "LANG": "sw"}, "sw"),
    ],
)
def test_the_environment_chooses_the_language(environment: dict[str, str], language: str) -> None:
    assert from_environment(environment) == language


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("en", ["en"]),
        ("pt-br", ["pt-br", "pt", "en"]),
        ("arz", ["arz", "ar", "en"]),
        ("fon", ["fon", "fr", "en"]),
    ],
)
def test_words_are_looked_for_in_the_nearest_language(code: str, chain: list[str]) -> None:
    assert list(fallbacks(code)) == chain


@pytest.mark.parametrize(
    ("code", "cldr"),
    [("pt-br", "pt_BR"), ("zh-hans", "zh_Hans"), ("sr-ec", "sr_Cyrl"), ("ig", "ig"), ("uz-latn", "uz_Latn")],
)
def test_codes_are_translated_to_cldr(code: str, cldr: str) -> None:
    assert cldr_code(code) == cldr


def test_english_needs_no_babel() -> None:
    code = (
        "import sys; from letsconnect_tui.i18n import words, message, dates; words('x', 1); "
        "import datetime; dates.weekday_date(datetime.date(2026, 3, 26)); sys.exit('babel' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
