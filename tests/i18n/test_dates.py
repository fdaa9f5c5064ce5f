from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from letsconnect_tui import i18n
from letsconnect_tui.i18n.dates import clock_time, language_name, weekday_date


def test_clock_times_have_24_hours() -> None:
    assert clock_time(datetime(2026, 3, 26, 15, 7, 59, tzinfo=UTC)) == "15:07"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Thursday, 26 March 2026"),
        ("fr", "jeudi 26 mars 2026"),
        ("arz", "الخميس، 26 مارس 2026"),
    ],
)
def test_dates_are_written_in_the_language_in_use(language: str, told: str) -> None:
    i18n.use(language)

    assert weekday_date(date(2026, 3, 26)) == told


@pytest.mark.parametrize(
    ("code", "name"),
    [("ig", "Igbo"), ("pt-br", "Brazilian Portuguese"), ("dag", "Dagbani"), ("xx", "xx"), ("", "")],
)
def test_languages_have_names(code: str, name: str) -> None:
    assert language_name(code) == name


def test_names_of_languages_follow_the_language_in_use() -> None:
    i18n.use("fr")

    assert (language_name("en"), language_name("pt-br")) == ("anglais", "portugais brésilien")
