from __future__ import annotations

from datetime import date

import pytest

from letsconnect_tui import i18n
from letsconnect_tui.i18n.catalogue import catalogue
from letsconnect_tui.i18n.dates import language_name, short_date, short_date_of_year, weekday_date


@pytest.fixture
def translated(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if all words were there in Arabic and French."""
    whole = ("en", "ar", "fr")
    monkeypatch.setattr(
        "letsconnect_tui.i18n.catalogue.catalogue",
        lambda code: catalogue("en") if code in whole else catalogue(code),
    )


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Thursday, 26 March 2026"),
        ("fr", "jeudi 26 mars 2026"),
        ("arz", "الخميس، 26 مارس 2026"),
    ],
)
def test_dates_are_written_in_the_language_in_use(language: str, expected: str) -> None:
    i18n.use(language)

    assert weekday_date(date(2026, 3, 26)) == expected


@pytest.mark.parametrize("language", ["ar", "arz", "pt-br", "ja"])
def test_among_english_words_dates_are_english(language: str) -> None:
    i18n.use(language)
    day = date(2026, 3, 26)

    assert weekday_date(day) == "Thursday, 26 March 2026"
    assert (short_date(day), short_date_of_year(day)) == ("Thu 26 Mar", "Thu 26 Mar 2026")
    assert language_name("ig") == "Igbo"


@pytest.mark.parametrize(
    ("code", "name"),
    [("ig", "Igbo"), ("pt-br", "Brazilian Portuguese"), ("dag", "Dagbani"), ("xx", "xx"), ("", "")],
)
def test_languages_have_names(code: str, name: str) -> None:
    assert language_name(code) == name


@pytest.mark.usefixtures("translated")
def test_names_of_languages_follow_the_language_in_use() -> None:
    i18n.use("fr")

    assert (language_name("en"), language_name("pt-br")) == ("anglais", "portugais brésilien")
