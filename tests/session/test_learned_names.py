"""Who was merged with whom once is known in later sessions, and nobody else is taken for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.people_lookup import known_people
from letsconnect_tui.app.people_proposals import roster_command
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.people.match import match_names
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.anonymous_session import nameless
from letsconnect_tui.session.learned_names import LearnedNames
from tests.session.builders import a_plan, a_session, somebody

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.session.state import State


def merged(name: str, account: str | None, other: str) -> State:
    sitting = a_session().started().give(somebody(name, username=account), somebody(other))
    return sitting.give(c.MergePeople(sitting.named(name), sitting.named(other))).state


def test_other_names_are_found_by_username_and_by_name() -> None:
    learned = LearnedNames([merged("Ifeoma Obi", "IfeObi", "Ify")])

    assert learned.of("Somebody", "ifeObi") == ("Ify",)
    assert learned.of("Ìfẹ́ọma OBI (she/her)", None) == ("Ify",)
    assert learned.of("Ifeoma Obi", "Another Ifeoma") == ()
    assert learned.of("Ify", None) == ()


def test_a_name_that_two_usernames_have_says_nothing() -> None:
    learned = LearnedNames([merged("Eve", "Eve1", "E."), merged("Eve", "Eve2", "Evita")])

    assert learned.of("Eve", None) == ()
    assert learned.of("Eve", "Eve2") == ("Evita",)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    with Library.open(tmp_path / "kept.json") as library:
        recorder = library.begin(a_plan(), "clinic.toml", VirtualClock(1_796_306_400_000, 0))
        for command in (c.Start(), somebody("Ifeoma Obi"), somebody("Ify")):
            recorder.record(command)
        recorder.record(c.MergePeople("p1", "p2"))
    return library


def test_a_roster_brings_the_names_learned_and_a_pasted_one_is_sure(library: Library, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("Name\nIfeoma Obi\nBo Diaz\n", "utf-8")
    sitting = a_session()
    load, _ = roster_command(sitting.state, tmp_path / "roster.csv", None, library.learned_names("other.1"))
    sitting.give(load)
    (match,) = match_names(["Ify"], known_people(sitting.state))

    assert (match.kind, match.id) == ("sure", sitting.named("Ifeoma Obi"))
    records = nameless(sitting.state, sitting.recorder.log.records)
    assert "Ify" not in str(records)


def test_the_session_itself_teaches_nothing(library: Library) -> None:
    assert library.learned_names("clinic.1").of("Ifeoma Obi", None) == ()
