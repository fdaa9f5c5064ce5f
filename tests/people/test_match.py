from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.people.match import KnownPerson, NameMatch, is_no_name, match_names
from tests.hostile import HOSTILE_NAMES

KNOWN = (
    KnownPerson("amaka", "Amaka Ọnụ", "AmakaExample"),
    KnownPerson("olayemi", "Olayemi Adebayo", aliases=("Yemi",)),
    KnownPerson("ngozi-1", "Ngozi Okafor"),
    KnownPerson("ngozi-2", "Ngozi Okeke"),
    KnownPerson("ana-1", "Ana Silva"),
    KnownPerson("ana-2", "Ána Silva"),
    KnownPerson("smith", "John Smith"),
)


def only(line: str) -> NameMatch:
    (match,) = match_names([line], KNOWN)
    return match


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("amaka onu", "amaka"),
        ("Onu, Amaka", "amaka"),
        ("Amakaonu", "amaka"),
        ("Amaka Ọnụ (she/her) - Igbo", "amaka"),
        ("User:AmakaExample", "amaka"),
        ("amakaExample", "amaka"),
        ("Yemi", "olayemi"),
    ],
)
def test_equal_names_usernames_and_learned_aliases_are_sure(line: str, person: str) -> None:
    assert only(line) == NameMatch(line, "sure", person)


@pytest.mark.parametrize(
    ("line", "suggested"),
    [
        ("Olayemi Adebay", ("olayemi",)),
        ("Ngozi", ("ngozi-1", "ngozi-2")),
        ("Ana Silva", ("ana-1", "ana-2")),
        ("John Smyth", ("smith",)),
        ("Amaka Ngozi Onu", ("amaka",)),
    ],
)
def test_similar_names_are_only_suggested(line: str, suggested: tuple[str, ...]) -> None:
    assert only(line) == NameMatch(line, "unsure", None, suggested)


@pytest.mark.parametrize(
    "line", ["Zainab Musa", "iPhone", "iPhone de Amaka Onu", "+234803****567", "Galaxy A12"]
)
def test_strangers_devices_and_dialled_in_numbers_suggest_nobody(line: str) -> None:
    assert only(line) == NameMatch(line, "new")


def match_text(match: NameMatch) -> str:
    """``sure ana``, ``unsure ana bea (0)`` with the place of the line that is the same name, or ``new``."""
    who = (match.id,) if match.id else match.suggestions
    same = () if match.same_as is None else (f"({match.same_as})",)
    return " ".join((match.kind, *who, *same))


ANA, BEA = KnownPerson("ana", "Ana Silva"), KnownPerson("bea", "Bea Costa", "BeaCosta", ("Bibi",))

# Who is known, what is pasted, and who each line is: sure only on an equal username, a learned alias, or an
# equal folded name that is unique on both sides.
GOLDEN = [
    pytest.param([ANA, BEA], {"Ana Silva": "sure ana", "Bea Costa": "sure bea"}, id="each-their-own"),
    pytest.param([ANA], {"Ána Silva": "sure ana", "Bea Costa": "new"}, id="one-line-one-person"),
    pytest.param([ANA], {"anasilva": "sure ana"}, id="without-blank"),
    pytest.param([ANA], {"silva, ana": "sure ana"}, id="words-turned"),
    pytest.param(
        [ANA],
        {"Ana Silva": "unsure ana", "Ána Silva": "unsure ana (0)", "anasilva": "unsure ana (0)"},
        id="three-spellings-of-one-name",
    ),
    pytest.param(
        [ANA],
        {"anasilva": "unsure ana", "Ana Silva": "unsure ana (0)", "Silva Ana": "unsure ana (0)"},
        id="the-short-spelling-first",
    ),
    pytest.param(
        [ANA],
        {"Silva Ana": "unsure ana", "anasilva": "unsure ana (0)"},
        id="two-spellings-that-only-the-known-name-joins",
    ),
    pytest.param(
        [ANA, KnownPerson("other", "AnaSilva")],
        {"Silva Ana": "unsure ana other"},
        id="two-known-of-one-name",
    ),
    pytest.param(
        [ANA, KnownPerson("two", "Ana Silva")], {"Ana Silva": "unsure ana two"}, id="two-known-alike"
    ),
    pytest.param([ANA], {"Ana": "unsure ana", "Silva": "unsure ana"}, id="half-a-name-is-no-proof"),
    pytest.param([BEA], {"Bibi": "sure bea"}, id="alias"),
    pytest.param([BEA], {"Bibi": "unsure bea", "Bea Costa": "unsure bea"}, id="alias-and-name"),
    pytest.param([BEA], {"User:BeaCosta": "sure bea", "Bibi": "unsure bea"}, id="username-and-alias"),
    pytest.param([BEA], {"beaCosta": "sure bea"}, id="username-first-letter"),
    pytest.param([BEA], {"beaCosta": "sure bea", "User:BeaCosta": "unsure bea (0)"}, id="username-twice"),
    pytest.param(
        [BEA, KnownPerson("other", "Beacosta")],
        {"BeaCosta": "unsure bea other"},
        id="username-and-another's-name",
    ),
    pytest.param(
        [], {"Zoe": "new", "zoe": "unsure (0)", "Zoë": "unsure (0)"}, id="a-new-name-in-three-spellings"
    ),
    pytest.param([], {"Zoe": "new", "Zoa": "new"}, id="two-new-names"),
    pytest.param(
        [BEA],
        {"User:BeaCosta": "sure bea", "https://meta.wikimedia.org/wiki/User:BeaCosta": "unsure bea (0)"},
        id="username-and-its-page",
    ),
    pytest.param([KnownPerson("one", "Ngozi")], {"Ngozi Okeke": "new"}, id="more-than-a-known-first-name"),
    pytest.param([KnownPerson("two", "Ngozi Okeke")], {"Ngozi Ada Okeke": "unsure two"}, id="a-middle-name"),
    pytest.param([KnownPerson("ola", "Olayemi Adebayo")], {"Ola": "new"}, id="the-beginning-of-a-name"),
    pytest.param([ANA], {"Ана Силва": "unsure ana"}, id="another-script"),
    # Suggestions, best first: 200 × letters in common / letters of both, or 84 + 1 for each word in common.
    pytest.param(
        [KnownPerson("a", "John Smithy"), KnownPerson("b", "John Smith")],
        {"John Smit": "unsure b a"},
        id="94.7-and-90",
    ),
    pytest.param(
        [KnownPerson("a", "Ana Silva"), KnownPerson("b", "Anna")], {"Ana": "unsure b a"}, id="85.7-and-84+1"
    ),
    pytest.param(
        [KnownPerson("a", "Ana Li"), KnownPerson("b", "Ana Rosa Lima")],
        {"Ana Lima": "unsure b a"},
        id="85.7-and-84+2",
    ),
    pytest.param(
        [KnownPerson("a", "Jon Smit"), KnownPerson("b", "John Smith", None, ("John Smithy",))],
        {"John Smit": "unsure b a"},
        id="94.1-and-an-alias-of-90-beside-94.7",
    ),
    pytest.param(
        [KnownPerson("a", "Maria Fernandes"), KnownPerson("b", "Maria Fernandez X")],
        {"Maria Fernandez": "unsure b a"},
        id="93.3-and-84+2-beside-93.8",
    ),
    pytest.param(
        [KnownPerson(one, f"Ana {one}") for one in ("Zuma", "Yara", "Xola", "Wale")],
        {"Ana": "unsure Wale Xola Yara"},
        id="at-most-three",
    ),
    pytest.param([ANA], {"Ana Silva": "unsure ana", "Zoe": "new", "ANA SILVA": "unsure ana (0)"}, id="apart"),
]


@pytest.mark.parametrize(("known", "paste"), GOLDEN)
def test_each_pasted_line_is_who_the_table_says(known: list[KnownPerson], paste: dict[str, str]) -> None:
    assert dict(zip(paste, map(match_text, match_names(list(paste), known)), strict=True)) == paste


SPELLINGS = [
    "Ana Silva",
    "Ána Silva",
    "Silva Ana",
    "anasilva",
    "silvaana",
    "Ana",
    "Bibi",
    "Bea Costa",
    "BeaCosta",
]


@given(
    st.lists(st.sampled_from(SPELLINGS), unique=True).flatmap(
        lambda lines: st.tuples(st.just(lines), st.permutations(lines))
    )
)
def test_who_a_line_is_does_not_hang_on_the_order_of_the_paste(orders: tuple[list[str], list[str]]) -> None:
    one, other = ({match.line: match.id for match in match_names(lines, [ANA, BEA])} for lines in orders)

    assert one == other


def test_the_same_account_twice_is_one_person_and_said_so() -> None:
    assert match_names(["User:AmakaExample", "AmakaExample"], KNOWN) == (
        NameMatch("User:AmakaExample", "sure", "amaka"),
        NameMatch("AmakaExample", "unsure", None, ("amaka",), same_as=0),
    )


def test_the_account_stays_sure_beside_an_equal_name() -> None:
    assert match_names(["Amaka Onu", "AmakaExample"], KNOWN) == (
        NameMatch("Amaka Onu", "unsure", None, ("amaka",)),
        NameMatch("AmakaExample", "sure", "amaka"),
    )


def test_a_username_that_is_somebody_elses_name_is_asked_about() -> None:
    known = (KnownPerson("1", "Zed", "Ngozi"), KnownPerson("2", "Ngozi"))

    assert match_names(["Ngozi"], known) == (NameMatch("Ngozi", "unsure", None, ("1", "2")),)


@given(st.lists(st.sampled_from(HOSTILE_NAMES).map(lambda name: name[:80]), max_size=12))
def test_nobody_is_sure_twice_and_every_suggestion_is_known(lines: list[str]) -> None:
    matches = match_names(lines, [KnownPerson(str(place), name) for place, name in enumerate(lines[::2])])
    sure = [match.id for match in matches if match.kind == "sure"]

    assert len(set(sure)) == len(sure)
    assert [match.line for match in matches] == lines
    assert all(int(one) < len(lines) for match in matches for one in match.suggestions)


@pytest.mark.parametrize(
    ("line", "nameless"),
    [
        ("iPhone", True),
        ("+1 415 555 0100", True),
        ("Guest", True),
        ("Gala Phonetics", False),
        ("Nokianuora", False),
        ("Ada", False),
    ],
)
def test_devices_are_told_from_names(line: str, nameless: bool) -> None:
    assert is_no_name(line) == nameless
