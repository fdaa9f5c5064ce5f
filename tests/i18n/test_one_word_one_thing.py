"""Words say one thing: who is present, where a time is told, and the present moment share no word."""

from __future__ import annotations

import re

import pytest

from letsconnect_tui.i18n.catalogue import catalogue

COUNTS = ("here-named", "here-of", "here-counted", "tui-before-people", "status-running", "status-over")
PLACES = ("tui-starts-at", "tui-starts-at-utc", "tui-time-both", "tui-time-both-short", "tui-time-utc")
LANGUAGES = ("en", "es", "fr", "pt", "ar")


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", re.sub(r"\{\{.*?\}\}|\$\d", " ", text).casefold()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("place", PLACES)
def test_a_count_of_people_and_a_place_share_no_word(language: str, count: str, place: str) -> None:
    own = catalogue(language)
    if count in own and place in own:
        assert not words_of(str(own[count])) & words_of(str(own[place]))


@pytest.mark.parametrize("key", [*COUNTS, *PLACES])
def test_neither_says_here_or_now(key: str) -> None:
    assert not words_of(str(catalogue("en")[key])) & {"here", "now"}
