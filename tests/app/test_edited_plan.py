"""An edited plan file is never ignored when its session is opened again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.alerts import standing_alerts
from letsconnect_tui.app.bootstrap import open_library, open_plan
from letsconnect_tui.app.requests import Accept, ProposePlan, Reject
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import words
from letsconnect_tui.session.commands import End, SetReadiness, Start, Undo
from tests.app.rehearsed import PLAN, said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from letsconnect_tui.app.library import Library
    from letsconnect_tui.app.live_session import LiveSession

SOON = f"{datetime.now(UTC) + timedelta(hours=1):%Y-%m-%dT%H:%M}"
PLAN_SOON = PLAN.replace("2026-12-03T15:00", SOON)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_text(PLAN_SOON, encoding="utf-8")
    return path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "all.json") as library:
        yield library


def due_texts(session: LiveSession) -> list[str]:
    return [words(text) for _, text in session.due_cues()]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_run_that_has_not_started_takes_the_new_plan_and_says_so(library: Library, plan_file: Path) -> None:
    session = open_plan(library, plan_file)
    session.execute(SetReadiness("amaka", "slides"))
    edit(plan_file, 'title = "Draft a paragraph"', 'title = "Draft a page"')

    again = open_plan(library, plan_file)

    assert again.state.session == session.state.session
    assert again.state.item("draft").title == "Draft a page"
    assert again.state.readiness["amaka"] == {"slides"}
    assert due_texts(again) == [
        "“Draft a paragraph”: title Draft a paragraph → Draft a page",
        "The plan was edited in one place: it is taken as it is now",
    ]
    assert again.execute(Undo()).ok
    assert again.state.item("draft").title == "Draft a paragraph"


def test_a_run_under_way_says_what_differs_and_asks(library: Library, plan_file: Path) -> None:
    open_plan(library, plan_file).execute(Start())
    edit(plan_file, 'title = "Draft a paragraph"', 'title = "Draft a page"')

    again = open_plan(library, plan_file)

    assert again.state.item("draft").title == "Draft a paragraph"
    assert due_texts(again)[-1] == "The plan was edited in one place: accept takes it, reject leaves it"
    (offer,) = [alert for alert in standing_alerts(again) if alert.says == "accept"]
    assert isinstance(offer.command, Accept)
    assert "The plan was taken as it was edited" in said(again, "accept")
    assert again.state.item("draft").title == "Draft a page"
    assert not [alert for alert in standing_alerts(again) if alert.says == "accept"]
    assert not due_texts(open_plan(library, plan_file))[1:]


def test_rejected_it_goes_on_with_the_plan_as_it_was(library: Library, plan_file: Path) -> None:
    open_plan(library, plan_file).execute(Start())
    edit(plan_file, 'title = "Draft a paragraph"', 'title = "Draft a page"')
    again = open_plan(library, plan_file)

    assert again.proposal is not None
    assert again.execute(Reject(again.proposal.id)).ok

    assert again.state.item("draft").title == "Draft a paragraph"


def test_a_plan_edited_in_the_middle_of_a_session_is_read_again_on_request(
    library: Library, plan_file: Path
) -> None:
    session = open_plan(library, plan_file)
    session.execute(Start())
    assert said(session, "plan") == "no The plan file says what the plan here says"
    edit(plan_file, 'title = "Thanks"', 'title = "Thanks, all"')

    reply = session.propose(ProposePlan())

    assert reply.preview == ("  “Thanks”: title Thanks → Thanks, all",)
    assert said(session, "accept").startswith("ok ")
    assert session.state.item("close").title == "Thanks, all"


@pytest.mark.parametrize(
    ("old", "new", "said_of_it"),
    [
        ('title = "Thanks"', 'title = "Thanks', "is not valid TOML"),
        ('id = "small"', 'id = "other"', "another plan"),
    ],
)
def test_a_plan_that_cannot_be_taken_changes_nothing(
    library: Library, plan_file: Path, old: str, new: str, said_of_it: str
) -> None:
    session = open_plan(library, plan_file)
    session.execute(Start())
    before = session.state
    edit(plan_file, old, new)

    answer = said(session, "plan")

    assert answer.startswith("no ")
    assert said_of_it in answer
    assert session.state == before


def test_comments_alone_are_not_worth_a_word(library: Library, plan_file: Path) -> None:
    open_plan(library, plan_file)
    edit(plan_file, "plan = 1", "# for the team\nplan = 1")

    assert due_texts(open_plan(library, plan_file)) == []


def test_an_ended_session_is_opened_again_to_finish_attendance_with_undo(
    library: Library, plan_file: Path
) -> None:
    session = open_plan(library, plan_file)
    session.execute(Start())
    session.execute(End())

    again = open_plan(library, plan_file)

    assert again.state.session == session.state.session
    assert due_texts(again) == ["This session has ended: finish attendance, or begin another with run --new"]
    assert "Ana Late is new and here" in said(again, "new Ana Late")
    assert said(again, "left ana late").startswith("ok ")
    assert said(again, "undo").startswith("ok ")
    assert again.state.phase == "ended"
    assert open_plan(library, plan_file, new=True).state.session == "small.2"


def test_a_session_that_is_hours_past_is_held_only_after_a_yes(library: Library, plan_file: Path) -> None:
    edit(plan_file, SOON, "2020-12-03T10:00")
    asked: list[str] = []

    def no(question: object) -> bool:
        asked.append(words(question))  # type: ignore[arg-type]
        return False

    with pytest.raises(InputError):
        open_plan(library, plan_file, may_be_past=no)

    assert len(asked) == 1
    assert "2020" in asked[0]
    assert library.runs() == ()
    assert open_plan(library, plan_file, may_be_past=lambda question: True).state.phase == "ready"
    assert open_plan(library, plan_file, occurrence=1, may_be_past=no).state.phase == "ready"
    assert len(asked) == 1
