"""Whom the plan keeps apart and together: by id, or by the name of somebody who is here."""

from __future__ import annotations

import pytest

from letsconnect_tui.commands.table import perform_line
from tests.app.rehearsed import PLAN, rehearsed, said

GROUPS = '[item.breakout]\napart = [["Ána  Silva", "Ben Okri"], ["Ana Silva", "Nobody Known"]]\n'
PEOPLE = ("new Ana Silva", "new Ben Okri", "new Cai", "new Dee")


@pytest.mark.parametrize("seed", range(4))
def test_people_who_are_not_in_the_plan_are_kept_apart_by_their_names(seed: int) -> None:
    session, _ = rehearsed(plan=PLAN.replace("[item.breakout]\n", GROUPS))
    said(session, "start", *PEOPLE, f"rooms count=2 seed={seed}", "accept")

    held = session.state.round
    assert held is not None
    rooms = {session.names.of(person): room for person, room in held.seating.items()}
    assert rooms["Ana Silva"] != rooms["Ben Okri"]


def test_a_name_that_means_nobody_is_said_and_hidden_with_all_names() -> None:
    session, _ = rehearsed(plan=PLAN.replace("[item.breakout]\n", GROUPS))
    said(session, "start", *PEOPLE)
    said_about = "nobody is called so"

    (shown,) = [one for one in perform_line(session, "rooms count=2").preview if said_about in one]
    session.names_hidden = True
    (hidden,) = [one for one in perform_line(session, "rooms count=2").preview if said_about in one]

    assert "Nobody Known" in shown
    assert "Nobody" not in hidden.replace(said_about, "")
