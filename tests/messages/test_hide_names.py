"""Names are found in any text however they are spelt, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from letsconnect_tui.messages.display_names import NameFinder

KNOWN = {
    "Amaka Ụzọma": "#1",
    "José Ñahui": "#2",
    "Will Smith": "#3",
    "N'Golo Kanté": "#4",
    "Jean-Luc": "#5",
    "田中花子": "#6",
    "كريم بن علي": "#7",
    "AmakaWiki": "#1",
}


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Amaka Ụzọma shares", "#1 shares"),
        ("AMAKA UZOMA shares", "#1 shares"),
        ("Amaka's slides", "#1's slides"),
        ("Amaka’s slides", "#1’s slides"),
        ("Ask jose nahui and AmakaWiki.", "Ask #2 and #1."),
        ("José, then Will", "#2, then #3"),
        ("N'Golo's turn", "#4's turn"),
        ("with Jean-Luc and Jean Luc", "with #5 and #5"),
        ("田中花子さん", "#6さん"),
        ("شكرا كريم", "شكرا #7"),
        ("User:AmakaWiki/sandbox", "User:#1/sandbox"),
    ],
)
def test_a_name_is_hidden_however_it_is_spelt(text: str, hidden: str) -> None:
    assert NameFinder(KNOWN).hide(text) == hidden


@pytest.mark.parametrize("text", ["we will start", "Amakaland", "Smithy", "", "   ", "…–#1"])
def test_what_is_no_name_stays(text: str) -> None:
    assert NameFinder(KNOWN).hide(text) == text


def test_without_names_known_every_text_stays() -> None:
    assert NameFinder({}).hide("Amaka shares") == "Amaka shares"


@pytest.mark.parametrize("name", ["You", "Will", "May", "Grace", "Team"])
def test_a_name_that_is_an_ordinary_word_too_is_hidden_only_with_its_capital(name: str) -> None:
    text = f"{name} speaks, {name.lower()} is a word"
    assert NameFinder({name: "#1"}).hide(text) == f"#1 speaks, {name.lower()} is a word"
