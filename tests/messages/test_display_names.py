"""How people are called in sentences."""

from __future__ import annotations

from letsconnect_tui.messages.display_names import Names, names_taken_back
from letsconnect_tui.session.commands import AddPerson, Undo
from letsconnect_tui.session.facts import PersonFacts
from tests.session.builders import a_session, somebody


def test_people_are_called_by_name_and_while_names_are_hidden_by_a_number() -> None:
    session = a_session().give(somebody("Zoe"))
    person = session.named("Zoe")

    assert Names(session.state).of(person) == "Zoe"
    hidden = Names(session.state, hidden=True).of(person)
    assert hidden == f"#{list(session.state.people).index(person) + 1}"
    assert Names(session.state).list([person, "ana"]) == "Zoe, Ana"
    assert Names(session.state).of(None) == ""


def test_somebody_who_was_taken_back_is_still_called_by_name() -> None:
    session = a_session().give(somebody("Zoe"))
    person = session.named("Zoe")
    session.give(Undo())
    gone = names_taken_back(session.recorder.log)

    assert gone == {person: "Zoe"}
    assert Names(session.state, gone=gone).of(person) == "Zoe"
    assert "Zoe" not in Names(session.state, hidden=True, gone=gone).of(person)


def test_thanks_call_people_as_they_wish_and_else_by_their_whole_name() -> None:
    wishes = AddPerson(PersonFacts(name="Nguyễn Thị Minh", call="Minh"))
    session = a_session().give(wishes, somebody("Mary Ann Smith"))
    minh, mary = session.named("Nguyễn Thị Minh"), session.named("Mary Ann Smith")
    names = Names(session.state)

    assert [names.call(one) for one in (minh, mary, None)] == ["Minh", "Mary Ann Smith", ""]
    assert names.of(minh) == "Nguyễn Thị Minh"
    assert "Minh" not in Names(session.state, hidden=True).call(minh)
