"""Who comes under another spelling is suggested first, and nobody is ever merged by likeness."""

from __future__ import annotations

import pytest

from letsconnect_tui.people.find import Candidate, resolve
from letsconnect_tui.people.likeness import Likenesses
from letsconnect_tui.people.match import KnownPerson, match_names
from tests.people.generated_roster import Meeting, generated_meeting

ENOUGH = 0.95


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Zoë A.", "Zoë Adeyemi"),
        ("Ayse Debayo", "Ayşe Adébáyọ̀"),
        ("Mwajuma oarcia", "Mwajuma García"),
        ("Yulia Petrova", "Юлия Петрова"),
        ("Mohamed Al-Hassan", "محمد الحسن"),
        ("Youssef Suleiman", "يوسف سليمان"),
        ("Rachel Biton", "רחל ביטון"),
        ("Jing Yang", "杨静"),
        ("静 王", "王静"),
        ("刘静静", "刘静"),
        ("Minjun Park", "박민준"),
        ("박박훈", "박지훈"),
        ("Abebe Bekele", "አበበ በቀለ"),
        ("Wei Ouyang Maria", "欧阳伟"),
        ("राम शर्मा", "Ram Sharma"),
    ],
)
def test_names_by_ear_by_slip_and_by_half_are_suggested(line: str, name: str) -> None:
    known = Likenesses()
    for number, one in enumerate((name, "Somebody Else", "田中", "Кто Ещё")):
        known.add(one, str(number))

    assert known.like(line)[:1] == ("0",)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Olayemi Adebayo", "Olayemi Adeyemi"),
        ("Min Wang", "Ngozi Mwangi"),
        ("李娜", "李静"),
        ("Ana Silva", "Ana Souza"),
        ("Kofi", "Kaf"),
        ("Ngozi Okeke", "Ngozi"),
        ("…", "Ana"),
    ],
)
def test_what_is_alike_by_chance_is_not_suggested(line: str, name: str) -> None:
    known = Likenesses()
    known.add(name, "0")

    assert known.like(line) == ()


HALF_NAMES = [
    ("karim", "كريم بن يوسف"),
    ("Yousef", "كريم بن يوسف"),
    ("Fatima", "فاطمة الزهراء"),
    ("Dmitri", "Дмитрий Иванов"),
    ("Giorgos", "Γιώργος Παπαδόπουλος"),
    ("rahel", "רחל ביטון"),
    ("Abebe", "አበበ በቀለ"),
]


@pytest.mark.parametrize(("line", "name"), HALF_NAMES)
def test_half_a_name_in_another_script_is_asked_in_a_paste_as_where_it_is_typed(line: str, name: str) -> None:
    """Either way: who is known under one script and comes under the other is never silently two people."""
    others = ("Somebody Else", "山田", "Кто Ещё")
    known = [KnownPerson(str(number), one) for number, one in enumerate((name, *others))]
    (match,) = match_names([line], known)
    assert (match.kind, match.suggestions[:1]) == ("unsure", ("0",))

    whole = [Candidate(one.id, one.name) for one in known]
    meant = resolve(line, whole)
    assert (meant.id or meant.candidates[0]) == "0"


@pytest.mark.parametrize(("name", "line"), [("Karim Haddad", "كريم"), ("Dmitri Orlov", "Дмитрий")])
def test_half_a_name_of_another_script_is_asked_the_other_way_round(line: str, name: str) -> None:
    (match,) = match_names([line], [KnownPerson("0", name), KnownPerson("1", "Somebody Else")])
    assert (match.kind, match.suggestions) == ("unsure", ("0",))


@pytest.mark.parametrize("line", ["Ana", "Max", "Eva", "Tom", "Grace", "Omar"])
def test_half_a_name_that_sounds_otherwise_is_new(line: str) -> None:
    known = [KnownPerson(str(number), name) for number, (_, name) in enumerate(HALF_NAMES)]
    assert match_names([line], known)[0].kind == "new"


def merged_wrongly(meeting: Meeting) -> list[str]:
    found = zip(match_names(meeting.lines, meeting.known), meeting.truth, strict=True)
    return [match.line for match, person in found if match.kind == "sure" and match.id != person]


def share_found(meeting: Meeting) -> float:
    """Of the people of the roster who came, how many are merged or first in the suggestions."""
    matches = match_names(meeting.lines, meeting.known)
    of_roster = [(one, who) for one, who in zip(matches, meeting.truth, strict=True) if who is not None]
    found = [one for one, who in of_roster if one.id == who or one.suggestions[:1] == (who,)]
    return len(found) / len(of_roster)


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.full) for seed in range(2, 40))]
)
def test_five_hundred_people_in_twelve_scripts_are_found_and_none_merged_wrongly(seed: int) -> None:
    meeting = generated_meeting(seed)

    assert len(meeting.known) == 500
    assert len({kind for kind in meeting.kinds if not kind.startswith("twin")}) == 13
    assert merged_wrongly(meeting) == []
    assert share_found(meeting) >= ENOUGH
