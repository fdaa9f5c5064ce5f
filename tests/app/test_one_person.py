"""Somebody is one person: on the roster, in the plan, back after leaving, and under a new name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.i18n import words
from tests.app.rehearsed import PLAN, rehearsed, said
from tests.tui.stage import on_stage

if TYPE_CHECKING:
    from pathlib import Path

WITH_ACCOUNT = PLAN.replace('name = "Amaka Ụzọma"', 'name = "Amaka Ụzọma"\nusername = "AmakaWiki"')


@pytest.mark.parametrize(
    ("plan", "row", "people"),
    [
        (PLAN, "Amaka Uzoma,AmakaWiki", 3),
        (WITH_ACCOUNT, "Amaka Uzoma,", 3),
        (WITH_ACCOUNT, "Somebody,AmakaWiki", 3),
        (WITH_ACCOUNT, "Amaka Ụzọma,Another account", 4),
    ],
)
def test_a_sharer_who_is_on_the_roster_is_one_person(
    tmp_path: Path, plan: str, row: str, people: int
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text(f"Name,Username\n{row}\nBo Li,\n", encoding="utf-8")
    session, _ = rehearsed(plan=plan)
    said(session, f"roster {roster}")
    assert len(session.state.people) == people + 1


def test_somebody_new_who_is_called_like_somebody_who_left_is_asked_about() -> None:
    session, _ = rehearsed()
    said(session, "new Ana", "start", "left Ana")
    asked = perform_line(session, "new ana")
    assert (asked.ok, asked.message.key) == (False, "before-new-left")
    assert len(session.state.people) == 4
    assert perform_line(session, "new ana").ok
    assert len(session.state.people) == 5


def test_nobody_is_asked_about_while_the_other_is_here() -> None:
    session, _ = rehearsed()
    said(session, "new Ana")
    assert perform_line(session, "new Ana").ok


def test_somebody_gets_another_name_and_keeps_everything_else() -> None:
    session, _ = rehearsed()
    said(session, "new Ana Slva lang=es first")
    (person,) = (one for one in session.state.people.values() if one.facts.name == "Ana Slva")
    said(session, "rename slva = Ana Silva")
    renamed = session.state.people[person.id]
    assert renamed.facts.name == "Ana Silva"
    assert (renamed.facts.languages, renamed.facts.first_time) == (("es",), True)
    assert renamed.spans == person.spans
    assert session.undo().ok
    assert session.state.people[person.id].facts == person.facts


@pytest.mark.parametrize("line", ["rename Ana", "rename Ana =", "rename = Ana", "rename nobody = Ana"])
def test_a_rename_without_both_names_is_refused_and_changes_nothing(line: str) -> None:
    session, _ = rehearsed()
    said(session, "new Ana")
    before = session.state
    assert not perform_line(session, line).ok
    assert session.state is before


async def test_the_screen_asks_about_somebody_who_left_too() -> None:
    async with on_stage("new Ana", "left ana", "wait 600", "start") as stage:
        reply = perform_line(stage.session, "new Ana")
        stage.app.flash(reply.message, ok=reply.ok)
        await stage.settle()
        assert words(reply.message)[:30] in stage.text
