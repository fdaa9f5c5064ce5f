"""Somebody is one person: on the roster, in the plan, back after leaving, and under a new name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.i18n import words
from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session.commands import Undo
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
    assert session.execute(Undo()).ok
    assert session.state.people[person.id].facts == person.facts


def test_consent_is_noted_taken_back_and_undone() -> None:
    session, _ = rehearsed()
    said(session, "new Ana Silva")

    def consent() -> bool | None:
        (known,) = [one.facts for one in session.state.people.values() if one.facts.name == "Ana Silva"]
        return known.consent

    for line, known in (
        ("consent silva", True),
        ("consent Ana no", False),
        ("undo", True),
        ("consent Ana unknown", None),
        ("consent Ana Silva yes", True),
    ):
        said(session, line)
        assert consent() is known, line
    assert said(session, "consent ").startswith("no ")
    assert said(session, "consent nobody").startswith("no ")


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


def person_called(session: LiveSession, name: str) -> str:
    (found,) = (one.id for one in session.state.people.values() if one.facts.name == name)
    return found


def test_two_people_are_merged_and_split_by_their_names() -> None:
    session, clock = rehearsed()
    said(session, "new Ana lang=es", "new Anna Silva user=AnnaS")
    ana = person_called(session, "Ana")

    assert said(session, "merge ana = anna silva").startswith(
        "ok 15:00:00 Anna Silva and Ana are one person: Ana"
    )
    clock.advance(60_000)
    data = perform_line(session, "people --json").json
    assert data is not None
    assert [one["also"] for one in data["people"] if one["name"] == "Ana"] == [["Anna Silva", "AnnaS"]]
    assert said(session, "here annas") == "ok That is so already; nothing changed"
    assert said(session, "left anna silva").startswith("ok 15:01:00 Ana has left")
    assert said(session, "split anna silva").startswith("ok 15:01:00 Anna Silva and Ana are two people again")
    assert session.state.people[ana].facts.username is None
    assert said(session, "undo", "undo", "undo").startswith("ok ")
    assert len(session.state.people) == 5


def test_a_pasted_name_of_somebody_merged_means_the_one_they_are() -> None:
    session, _ = rehearsed()
    said(session, "new Ana", "new Anna Silva", "left ana", "left anna silva", "merge ana = anna silva")
    perform_line(session, "paste Anna Silva")
    assert said(session, "accept").startswith("ok ")
    assert session.state.people[person_called(session, "Ana")].is_here


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("merge Ana", "no Write merge NAME = NAME; nothing changed"),
        ("merge Ana = Ana", "no Both names mean Ana"),
        (
            "merge amaka = jose",
            "no The plan has Amaka Ụzọma and José Ñahui as two people; make them one there",
        ),
        ("merge Ana = nobody", "no Nobody is called “nobody”. Add them with: new nobody"),
        ("split Ana", "no Nobody was merged into Ana"),
        ("split nobody", "no Nobody is called “nobody”. Add them with: new nobody"),
    ],
)
def test_what_cannot_be_merged_or_split_is_refused_and_changes_nothing(line: str, answer: str) -> None:
    session, _ = rehearsed()
    said(session, "new Ana")
    before = session.state
    assert said(session, line) == answer
    assert session.state is before


def test_two_accounts_are_asked_about_before_they_are_one_person() -> None:
    session, _ = rehearsed()
    said(session, "new Ana user=AnaS", "new Anna user=AnnaB")
    line = "merge ana = anna"
    assert said(session, line).startswith("no They have two accounts, AnaS and AnnaB.")
    assert said(session, line).startswith("ok ")


def test_names_hidden_hide_the_merged_ones_too() -> None:
    session, _ = rehearsed()
    said(session, "new Ana", "new Ximena Paz", "merge ana = ximena paz", "note ask Ximena Paz")
    session.names_hidden = True
    assert "Ximena" not in session.names.hide("ask Ximena Paz")
    assert "Ximena" not in said(session, "split ximena paz")


def test_somebody_is_forgotten_in_a_live_session_after_one_question(tmp_path: Path) -> None:
    """Out of this session and those before, the backups too; the session goes on with the same counts."""
    plan = plan_of_text(PLAN)
    clock = VirtualClock(int(plan.session.starts_at.timestamp()) * 1000)
    with Library.open(tmp_path / "all.json") as library:
        earlier = LiveSession(library.begin(plan, "plan.toml", clock), library=library)
        said(earlier, "new Ximena Paz", "start", "end")
        session = LiveSession(library.begin(plan, "plan.toml", clock), library=library)
        said(session, "new Ximena Paz", "new Xime", "start", "note Ximena asked", "merge ximena paz = xime")
        library.file.rewrite()
        before, seen = session.state, session.moment()

        asked = perform_line(session, "forget ximena paz")
        assert (asked.ok, asked.message.key) == (False, "before-forget")
        assert session.state is before
        reply = perform_line(session, "forget ximena paz")

        assert words(reply.message) == "Forgotten in 2 sessions; this cannot be taken back"
        assert "  plan.toml" in reply.preview
        assert (session.moment().head, session.state.phase) == (seen.head, "live")
        assert said(session, "here xime").startswith("no ")
        assert said(session, "next", "undo", "undo").startswith("ok ")
        assert session.log == library.log(session.state.session)
    assert b"Xim" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_nobody_is_forgotten_where_the_file_cannot_be_written(tmp_path: Path) -> None:
    plan = plan_of_text(PLAN)
    clock = VirtualClock(int(plan.session.starts_at.timestamp()) * 1000)
    with Library.open(tmp_path / "all.json") as library:
        session = LiveSession(library.begin(plan, "plan.toml", clock), library=library)
        said(session, "new Ximena Paz")
        (tmp_path / "all.json").write_text('{"events": {}}')
        before, kept = session.log, (tmp_path / "all.json").read_bytes()

        assert said(session, "forget ximena paz", "forget ximena paz").startswith("no ")
        assert session.log is before
        assert (tmp_path / "all.json").read_bytes() == kept


def test_a_rehearsal_that_is_not_kept_forgets_too() -> None:
    session, _ = rehearsed()
    said(session, "new Ximena Paz", "forget ximena", "forget ximena")
    assert "Ximena Paz" not in {one.facts.name for one in session.state.people.values()}
    assert len(session.state.people) == 4
