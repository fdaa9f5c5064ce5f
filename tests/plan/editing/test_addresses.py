"""Typed edits: which value they mean, and what they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import words
from letsconnect_tui.plan.editing.addresses import assignment
from letsconnect_tui.plan.editing.document import PlanDocument
from letsconnect_tui.plan.editing.field_edits import set_field
from letsconnect_tui.plan.problems import PlanError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
plan = 1

[session]
id       = "demo"
title    = "Demo"   # the title
start    = 2026-12-03T15:00
timezone = "Africa/Lagos"
length   = "1h"

[[people]]
id   = "ana"
name = "Ana Silva"
role = "sharer"

[[people]]
name   = "Bo"
role   = "tech"
backup = "ana"

[[item]]
title    = "Welcome"
duration = 5
lead     = "ana"

[[item]]
id       = "rooms.1"
kind     = "breakout"
title    = "Rooms"
duration = "20m"
chat = [
  "Hello",           # everybody
  { lang = "fr", text = "Bonjour" },
]
  [item.breakout]
  rooms = [{ name = "Igbo", host = "ana" }]
  together = [["ana", "bo"]]
"""
LENGTH, LEAD = 'length   = "1h"\n', 'lead     = "ana"\n'


def edited(typed: str, text: str = TEXT) -> str:
    document = PlanDocument(text)
    return set_field(document, *assignment(document, typed)).text


@pytest.mark.parametrize(
    ("typed", "old", "new"),
    [
        ("item.welcome.duration=7m", "duration = 5\n", "duration = 7\n"),
        ("item.1.duration=90s", "duration = 5\n", 'duration = "1m30s"\n'),
        ("item.rooms.1.title=The rooms", '"Rooms"', '"The rooms"'),
        ("session.title=Écris", '"Demo"   # the title', '"Écris"   # the title'),
        ("session.start=2027-01-02T09:30", "2026-12-03T15:00", "2027-01-02T09:30"),
        ("session.interpretation=fr, ar", LENGTH, LENGTH + 'interpretation = ["fr", "ar"]\n'),
        ("session.outcomes=a, b; c", LENGTH, LENGTH + 'outcomes = ["a, b", "c"]\n'),
        ("session.links.pad=https://x.org", LENGTH, LENGTH + '\n[session.links]\npad = "https://x.org"\n'),
        ("person.ana.call=Aninha", 'role = "sharer"\n', 'role = "sharer"\ncall = "Aninha"\n'),
        ("item.welcome.lead=", 'lead     = "ana"\n', ""),
        ("item.welcome.optional=yes", 'lead     = "ana"\n', 'lead     = "ana"\noptional = true\n'),
        ("item.rooms.1.breakout.count=3", '  rooms = [{ name', '  count = 3\n  rooms = [{ name'),
        ("item.welcome.breakout.size=4", LEAD, LEAD + '  [item.breakout]\n  size = 4\n'),
        ("item.rooms.1.breakout.rooms.1.lang=ig", 'host = "ana" }', 'host = "ana", lang = "ig" }'),
        ("item.rooms.1.chat.1=Hi", '"Hello", ', '"Hi", '),
        ("item.rooms.1.chat.fr=Salut", '"Bonjour"', '"Salut"'),
        ("item.rooms.1.chat.es=Hola", 'our" },\n', 'our" },\n  { lang = "es", text = "Hola" },\n'),
        ("item.rooms.1.chat.3=Bye", 'our" },\n', 'our" },\n  "Bye",\n'),
        ("item.rooms.1.chat.1=", '  "Hello",           # everybody\n', ""),
        ('item.rooms.1.chat=["Hello"]', '  { lang = "fr", text = "Bonjour" },\n', ""),
        ("item.rooms.1.chat.2.lang=pt", 'lang = "fr"', 'lang = "pt"'),
    ],
)  # fmt: skip
def test_an_edit_changes_what_it_names(typed: str, old: str, new: str) -> None:
    assert edited(typed) == TEXT.replace(old, new, 1)


def test_a_new_id_of_a_person_is_written_wherever_the_person_is_named() -> None:
    assert edited("person.ana.id=silva") == TEXT.replace('"ana"', '"silva"')


def test_a_new_title_keeps_the_id_that_was_made_of_the_old_one() -> None:
    changed = edited("item.welcome.title=Hello")

    assert changed == TEXT.replace(
        '[[item]]\ntitle    = "Welcome"', '[[item]]\nid       = "welcome"\ntitle    = "Hello"'
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("item.welcom.duration=5", "There is no item “welcom”. Did you mean “welcome”?"),
        ("person.9.name=x", "There is no person “9” in the plan."),
        ("item.welcome=5", "Which field of “item.welcome”?"),
        ("item.welcome.duraton=5", "duraton"),
        ("item.welcome.duration=twenty", "duration “twenty” is not a duration."),
        ("item.welcome.duration=", "duration is needed and cannot be taken out."),
        ("item.welcome.optional=maybe", "optional"),
        ("session.timezone=Africa/Lagoss", "Africa/Lagos"),
        ("session.id=other", "id stays as it is"),
        ("people.ana.id=bo", "The id “bo” is taken already."),
        ("item.rooms.1.chat.7=x", "The plan has no place"),
        ("item.rooms.1.chat=[oh", "cannot be read"),
        ("colour.x=1", "colour"),
        ("session.title", "is no edit"),
        ("session.title=A\udcff", "is no text"),
    ],
)
def test_an_edit_that_cannot_be_says_why(typed: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        edited(typed)

    assert said in words(caught.value.message)


def test_chat_lines_with_headings_of_their_own_become_a_list() -> None:
    text = (
        TEXT.split("chat = [")[0] + '[[item.chat]]\ntext = "Hi"\n[[item.chat]]\nlang = "fr"\ntext = "Salut"\n'
    )

    changed = edited("item.rooms.1.chat.1=Hello", text)

    assert text.split("[[item.chat]]")[0] in changed
    assert PlanDocument(changed).value(("item", 1, "chat")) == [
        {"text": "Hello"}, {"lang": "fr", "text": "Salut"},
    ]  # fmt: skip


def test_dotted_keys_and_inline_tables_are_edited_where_they_stand() -> None:
    text = TEXT.split("[[people]]")[0] + '[[item]]\ntitle = "R"\nduration = 5\nbreakout.size = 4  # few\n'

    assert edited("item.r.breakout.size=6", text) == text.replace("size = 4", "size = 6")
    assert edited("item.r.breakout.prompt=Why?", text) == text + 'breakout.prompt = "Why?"\n'
    inline = text.replace("breakout.size = 4", "breakout = { size = 4 }")
    assert edited("item.r.breakout.size=6", inline) == inline.replace("size = 4", "size = 6")
    assert edited("item.r.breakout.size=", inline) == inline.replace("{ size = 4 }", "{}")


def test_items_in_one_list_have_their_fields_set_but_are_not_moved() -> None:
    items = 'item = [{ title = "A", duration = 5 }, { title = "B", duration = 6 }]'
    text = TEXT.split("[[people]]")[0].replace("plan = 1", f"plan = 1\n{items}")

    assert edited("item.b.duration=9", text) == text.replace("duration = 6", "duration = 9")
    with pytest.raises(InputError) as caught:
        PlanDocument(text).move("item", 0, 1)
    assert caught.value.message.key == "edit-scattered"


def test_a_text_that_is_no_toml_is_not_edited() -> None:
    with pytest.raises(PlanError):
        PlanDocument(TEXT.replace('"1h"', '"1h'))


@pytest.mark.parametrize("path", shipped_plans(), ids=lambda path: path.stem)
def test_every_duration_of_a_shipped_plan_can_be_set(path: Path) -> None:
    document = PlanDocument(path.read_text("utf-8"))
    before = document.text.splitlines()

    for index in range(len(document.plan.items)):
        document = set_field(document, ("item", index, "duration"), "61s")

    after = document.text.splitlines()
    assert [one for one in before if not one.startswith("duration")] == [
        one for one in after if not one.startswith("duration")
    ]
    assert {item.duration_s for item in document.plan.items} == {61}
