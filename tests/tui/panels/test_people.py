"""Who is here: letters filter at once, Enter marks one person, and a thousand cost no more than twenty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.i18n import words
from letsconnect_tui.session.commands import AddPerson, LoadRoster
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.text import NAME_LIMIT, clean
from letsconnect_tui.tui.panels.people.panel import PeoplePanel
from letsconnect_tui.tui.panels.people.people_list import WALK_IN
from letsconnect_tui.tui.widgets.line_list import LineList
from tests.hostile import HOSTILE_NAMES
from tests.tui.input.chat_sentences import gaps, sentences
from tests.tui.stage import Stage, a_desk, on_stage

if TYPE_CHECKING:
    from textual.geometry import Region

LIVE = ("wait 600", "start")
PEOPLE = (
    "new Ịfeọma Ọkọ lang=ig,en first region=Africa",
    "new Ana Ñahui lang=es experienced",
    "new Rosa Quispe lang=es",
    "left Rosa",
)


def people(stage: Stage) -> PeoplePanel:
    screen = stage.app.session_screen
    assert screen is not None
    assert isinstance(screen.panel, PeoplePanel)
    return screen.panel


def row_of(stage: Stage, name: str) -> str:
    return next(line for line in reversed(stage.lines) if line.endswith(name))


def is_here(stage: Stage, name: str) -> bool:
    return any(one.is_here for one in stage.session.state.people.values() if one.facts.name == name)


async def is_seen(stage: Stage, text: str) -> bool:
    """Whether a text comes to the screen; a panel that opens another takes more than one turn."""
    for _ in range(10):
        await stage.settle()
        if text in stage.text:
            return True
    return False


async def open_people(stage: Stage) -> None:
    await stage.press("w")
    stage.seconds += 1


async def test_statuses_have_a_sign_and_a_word_and_names_stand_last() -> None:
    async with on_stage(*LIVE, "wait 660", *PEOPLE, "here Chidi") as stage:
        await open_people(stage)
        assert row_of(stage, "Rosa Quispe").strip(" ›").startswith("← left")
        assert row_of(stage, "Ana Ñahui").strip(" ›").startswith("… late")
        assert row_of(stage, "José Ñahui").strip(" ›").startswith("· not marked")
        assert row_of(stage, "Chidi Okoye").strip(" ›").startswith("✓ here")
        assert "ig en" in row_of(stage, "Ịfeọma Ọkọ")
        assert "first time" in row_of(stage, "Ịfeọma Ọkọ")
        assert "experienced" in row_of(stage, "Ana Ñahui")
        assert "speak   en 1  es 1  ig 1" in stage.text


async def test_letters_without_accents_find_and_enter_marks() -> None:
    async with on_stage(*LIVE) as stage:
        await open_people(stage)
        await stage.type("uzo")
        assert people(stage).lines.keys == ("amaka", WALK_IN)
        await stage.press("enter")
        assert is_here(stage, "Amaka Ụzọma")
        assert "✓ here" in row_of(stage, "Amaka Ụzọma")
        await stage.type("jos")
        assert people(stage).lines.keys == ("jose", WALK_IN), "the next letter begins a new search"


async def test_ctrl_d_says_that_somebody_left_and_ctrl_z_takes_it_back() -> None:
    async with on_stage(*LIVE, "new Ana") as stage:
        await open_people(stage)
        await stage.type("ana")
        await stage.press("ctrl+d")
        assert not is_here(stage, "Ana")
        await stage.press("ctrl+z")
        assert is_here(stage, "Ana")


async def test_nobody_found_is_a_walk_in_at_the_second_enter_only() -> None:
    async with on_stage(*LIVE) as stage:
        await open_people(stage)
        await stage.type("Zoë Quartey")
        assert people(stage).lines.keys == (WALK_IN,)
        before = stage.commands_given
        await stage.press("enter")
        assert stage.commands_given == before
        assert "Enter once more adds “Zoë Quartey”" in stage.text
        await stage.press("enter")
        assert is_here(stage, "Zoë Quartey")


async def test_a_second_person_of_one_name_is_added_below_the_first() -> None:
    async with on_stage(*LIVE, "new Ana") as stage:
        await open_people(stage)
        await stage.type("ana")
        told = words("tui-people-add-another", "ana")
        rows = [line for line in stage.lines if told in line or "✓ here" in line[:10]]
        assert {line.index(told if told in line else "here") for line in rows[-2:]} == {3}
        await stage.press("down", "enter")
        assert stage.commands_given == 2, "one Enter adds nobody"
        await stage.press("enter")
        anas = [one for one in stage.session.state.people.values() if one.facts.name.casefold() == "ana"]
        assert len(anas) == 2
        assert all(one.is_here for one in anas)


async def test_letters_typed_before_the_list_is_there_find_the_person() -> None:
    async with on_stage(*LIVE, "new Ịfeọma Ọkọ lang=ig") as stage:
        await stage.press("w", "i", "f", "e", gap=0.5)
        assert people(stage).lines.cursor_key != WALK_IN
        await stage.press("tab")
        assert stage.panel == "person"


async def test_an_enter_as_fast_as_the_letters_is_the_first_of_the_two() -> None:
    async with on_stage(*LIVE) as stage:
        await open_people(stage)
        await stage.type("zed", gap=0.2)
        await stage.press("enter", gap=0.2)
        assert words("tui-people-add-now", "zed") in stage.text
        await stage.press("enter", gap=0.6)
        assert is_here(stage, "zed")


async def test_a_number_is_a_headcount_and_no_name() -> None:
    async with on_stage(*LIVE) as stage:
        await open_people(stage)
        await stage.type("47")
        assert words("tui-people-count", 47) in stage.text
        await stage.press("enter")
        assert stage.session.state.headcount == 47
        assert not any(one.facts.name == "47" for one in stage.session.state.people.values())


async def test_another_letter_forgets_the_first_enter() -> None:
    async with on_stage(*LIVE) as stage:
        await open_people(stage)
        await stage.type("xyz")
        await stage.press("enter")
        await stage.type("q")
        await stage.press("enter")
        assert stage.commands_given == 1, "only the start"


async def test_enter_at_once_behind_a_letter_is_held_and_another_letter_drops_it() -> None:
    async with on_stage(*LIVE, "new Ana Lima") as stage:
        await stage.say("left Ana")
        await open_people(stage)
        stage.post(*"an", gap=0.1)
        stage.post("enter", gap=0.1)
        await stage.settle()
        assert not is_here(stage, "Ana Lima")
        assert people(stage).holds_enter
        await stage.type("a")
        assert not people(stage).holds_enter


@pytest.mark.parametrize("letters", ["ana l", "anna"])
async def test_a_blank_or_a_typo_needs_quiet_before_enter(letters: str) -> None:
    async with on_stage(*LIVE, "new Ana Lima", "left Ana") as stage:
        await open_people(stage)
        await stage.type(letters)
        await stage.press("enter", gap=0.1)
        assert not is_here(stage, "Ana Lima")
        assert not people(stage).holds_enter
        assert "Meant for this list? Enter once more" in stage.text
        await stage.press("enter", gap=0.5)
        assert is_here(stage, "Ana Lima")


async def test_sentences_meant_for_the_chat_mark_nobody() -> None:
    async with on_stage(*LIVE, *PEOPLE) as stage:
        await open_people(stage)
        before = stage.session.state.people
        for number, text in enumerate(sentences(5, seed=3)):
            for letter, gap in zip(text, gaps(text, number), strict=True):
                stage.post(letter, gap=gap)
            stage.post("enter", gap=0.2)
            await stage.settle()
        assert stage.session.state.people == before


async def test_everyone_has_left_only_when_asked_twice() -> None:
    async with on_stage(*LIVE, "new Ana", "new Ben") as stage:
        await open_people(stage)
        await stage.press("ctrl+e")
        assert is_here(stage, "Ana")
        assert "all 2 still here left" in stage.text
        await stage.press("ctrl+e")
        assert not any(one.is_here for one in stage.session.state.people.values())


async def test_escape_empties_the_line_and_then_closes() -> None:
    async with on_stage(*LIVE) as stage:
        await open_people(stage)
        await stage.type("jo")
        await stage.press("escape")
        assert (stage.panel, people(stage).lines.letters) == ("people", "")
        await stage.press("escape")
        assert stage.panel is None


async def test_somebody_who_comes_meanwhile_does_not_move_the_cursor_off_its_person() -> None:
    async with on_stage(*LIVE, "new Mia") as stage:
        await open_people(stage)
        mia = next(one.id for one in stage.session.state.people.values() if one.facts.name == "Mia")
        people(stage).lines.move_to_key(mia)
        await stage.say("new Aaron")
        assert people(stage).lines.person == mia


async def test_details_are_kept_together_and_one_undo_takes_them_back() -> None:
    async with on_stage(*LIVE, "new Ana Lima") as stage:
        await open_people(stage)
        await stage.type("lima")
        await stage.press("tab")
        assert stage.panel == "person"
        stage.seconds += 1
        await stage.type("Português, es")
        for key in ("tab", "y", "tab", "e", "enter"):
            await stage.press(key)
        ana = next(one for one in stage.session.state.people.values() if one.facts.name == "Ana Lima")
        assert ana.facts.languages == ("pt", "es")
        assert (ana.facts.first_time, ana.facts.experience) == (True, "experienced")
        assert (stage.panel, people(stage).lines.person) == ("people", ana.id)
        await stage.press("ctrl+z")
        assert stage.session.state.people[ana.id].facts == PersonFacts("Ana Lima")


async def test_back_from_details_the_cursor_is_where_it_was() -> None:
    session, clock = a_desk()
    session.execute(LoadRoster(tuple(PersonFacts(f"Ada {n:03}") for n in range(80))))
    async with on_stage(*LIVE, session=(session, clock)) as stage:
        await open_people(stage)
        person = people(stage).lines.keys[40]
        people(stage).lines.move_to_key(person)
        await stage.settle()
        for key, seen in (("tab", "username"), ("escape", " find")):
            await stage.press(key)
            assert await is_seen(stage, seen)
        assert await is_seen(stage, session.state.people[person].facts.name)
        assert people(stage).lines.person == person


async def test_a_person_without_a_name_is_not_kept() -> None:
    async with on_stage(*LIVE, "new Ana Lima") as stage:
        await open_people(stage)
        await stage.type("lima")
        await stage.press("tab", "up", "up", "ctrl+u", "enter")
        assert stage.panel == "person"
        assert is_here(stage, "Ana Lima")


@pytest.mark.parametrize(("letter", "agreed"), [("y", True), ("n", False)])
async def test_the_form_notes_whether_somebody_agreed_to_be_listed(letter: str, agreed: bool) -> None:
    async with on_stage(*LIVE, "new Ana Lima") as stage:
        await open_people(stage)
        await stage.type("lima")
        await stage.press("tab")
        assert await is_seen(stage, "agreed to lists")
        stage.seconds += 1
        for key in (*["down"] * 4, letter):
            await stage.press(key)
        stage.seconds += 1
        await stage.press("enter")
        assert await is_seen(stage, "Details of Ana Lima")
        known = next(one for one in stage.session.state.people.values() if one.facts.name == "Ana Lima")
        assert known.facts.consent is agreed


async def test_hidden_names_show_in_no_row_and_no_form() -> None:
    async with on_stage(*LIVE, *PEOPLE) as stage:
        await stage.press("H")
        await open_people(stage)
        await stage.press("tab")
        assert stage.panel == "people"
        assert "Quispe" not in stage.text
        assert "es 1" not in stage.text, "a window that is shared shows no count that gives somebody away"


async def test_hostile_names_are_shown_and_found_as_text() -> None:
    session, clock = a_desk()
    clean_names = {name for name in (clean(one, limit=NAME_LIMIT) for one in HOSTILE_NAMES) if name}
    for name in sorted(clean_names):
        assert session.execute(AddPerson(PersonFacts(name))).ok
    async with on_stage(session=(session, clock), size=(80, 24)) as stage:
        await open_people(stage)
        lines = people(stage).lines
        for row in range(0, len(lines.keys), 8):
            lines.action_move_to(row)
            await stage.settle()
        for name in ("[b]Ada[/b]", "[@click=app.quit]Ada[/]", "$1 {{PLURAL:$1|one|many}}"):
            person = next(one.id for one in session.state.people.values() if one.facts.name == name)
            people(stage).lines.move_to_key(person)
            assert await is_seen(stage, name)
            await stage.press("tab")
            assert await is_seen(stage, name)
            await stage.press("enter")
            assert await is_seen(stage, " find")
            assert await is_seen(stage, name), "back in the list, where the cursor was"
            assert stage.session.state.people[person].facts.name == name


@pytest.mark.parametrize(("width", "height"), [(60, 24), (79, 24), (80, 24), (120, 40), (200, 50)])
async def test_find_line_and_names_stand_at_every_size(width: int, height: int) -> None:
    async with on_stage(*LIVE, *PEOPLE, size=(width, height)) as stage:
        await open_people(stage)
        assert "left of" in stage.text, "the clock stays"
        assert " find" in stage.text
        assert row_of_part(stage, "Ana Ñahui")
        assert max(map(len, stage.lines)) <= width


def row_of_part(stage: Stage, name: str) -> str:
    return next(line for line in stage.lines if name in line)


async def painted_rows(count: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows of the list each of four keys paints again, with so many people."""
    session, clock = a_desk()
    session.execute(LoadRoster(tuple(PersonFacts(f"Ada {n:04}", languages=("en",)) for n in range(count))))
    painted: list[int] = []
    paint = LineList.refresh

    def count_rows(self: LineList, *regions: Region, **options: bool) -> LineList:
        if isinstance(self, LineList):
            painted[-1] += sum(region.height for region in regions) if regions else self.size.height
        return paint(self, *regions, **options)

    async with on_stage("wait 600", "start", session=(session, clock)) as stage:
        await open_people(stage)
        monkeypatch.setattr(LineList, "refresh", count_rows)
        for key in ("down", "enter", "ctrl+d", "up"):
            painted.append(0)
            await stage.press(key)
        monkeypatch.undo()
    return painted


async def test_a_thousand_people_cost_no_more_rows_a_key_than_twenty(monkeypatch: pytest.MonkeyPatch) -> None:
    few = await painted_rows(20, monkeypatch)
    assert few == [2, 1, 1, 2]
    assert await painted_rows(1_000, monkeypatch) == few


async def test_somebody_known_twice_is_made_one_person_by_keys_and_two_again() -> None:
    async with on_stage("new Ximena Paz", "new Xime", "wait 600", "start") as stage:
        await stage.press("w")
        await stage.type("ximena")
        await stage.press("tab")
        await stage.press("ctrl+g")
        await stage.type("xime")
        assert "Xime and Ximena Paz become one person" in stage.text
        await stage.press("enter", "enter", gap=3)  # the first might have been meant for the chat
        assert "are one person: Ximena Paz" in stage.text

        assert stage.panel == "people"
        stage.seconds += 3
        await stage.type("ximena")
        await stage.press("tab")
        assert "also Xime" in stage.text
        await stage.press("ctrl+n")
        assert "Xime" in {one.facts.name for one in stage.session.state.people.values()}


async def test_somebody_is_forgotten_by_a_key_pressed_twice() -> None:
    async with on_stage("new Ximena Paz", "wait 600", "start") as stage:
        await stage.press("w")
        await stage.type("ximena")
        await stage.press("tab")
        await stage.press("ctrl+r")
        assert "forgets Ximena Paz in all sessions; nothing brings it back" in stage.text
        assert "Ximena Paz" in {one.facts.name for one in stage.session.state.people.values()}
        await stage.press("ctrl+r")
        assert "Ximena" not in stage.text.replace("Forgotten", "")
        assert "Ximena Paz" not in {one.facts.name for one in stage.session.state.people.values()}
