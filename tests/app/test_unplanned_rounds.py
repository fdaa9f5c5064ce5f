"""Rooms that the plan says nothing of."""

from __future__ import annotations

from letsconnect_tui.app.proposals import RoomsProposal
from letsconnect_tui.session.commands import AddPerson
from letsconnect_tui.session.facts import PersonFacts
from tests.app.rehearsed import rehearsed, said


def test_people_understand_each_other_in_rooms_that_no_plan_asked_for() -> None:
    session, _ = rehearsed()
    people = [(f"Ana{k}", "es") for k in range(4)] + [(f"Bo{k}", "fr") for k in range(4)]
    for name, language in people:
        assert session.execute(AddPerson(PersonFacts(name, languages=(language,)))).ok
    said(session, "start", "next", "next", "next", "next")  # behind the only breakout

    assert said(session, "rooms size=4").startswith("ok")

    proposal = session.proposal
    assert isinstance(proposal, RoomsProposal)
    assert proposal.wishes.same_language
    names = {one.id: one.facts.name[:2] for one in session.state.people.values()}
    assert [{names[one] for one in room.members} for room in proposal.plan.rooms] in (
        [{"An"}, {"Bo"}],
        [{"Bo"}, {"An"}],
    )
