"""What the fields of a form show is what they write."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.plan_forms import (
    BREAKOUT_FORM,
    ITEM_FORM,
    PERSON_FORM,
    SESSION_FORM,
    form_of,
    shown_value,
    typed_value,
    with_field,
)
from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.plan.editing.document import PlanDocument
from letsconnect_tui.plan.fields import BREAKOUT, ITEM, LINKS, PERSON, SESSION

if TYPE_CHECKING:
    from pathlib import Path

CLINIC = next(path for path in shipped_plans() if "experienced" in path.stem)


@pytest.mark.parametrize("path", shipped_plans(), ids=lambda path: path.stem)
def test_what_a_form_shows_is_written_back_to_the_byte(path: Path) -> None:
    document = PlanDocument(path.read_text("utf-8"))
    places = [("item", place) for place in range(len(document.plan.items))]
    places += [("people", place) for place in range(len(document.plan.people))]

    for at in [("session",), *places]:
        for one in form_of(document, at):
            shown = shown_value(document, at, one)
            if shown or document.value(one.path(at)) is not None:
                assert with_field(document, at, one, shown).text == document.text, (at, one)


def test_every_key_of_a_plan_but_its_ids_is_in_a_form() -> None:
    def keys(*forms: object) -> set[str]:
        return {one.label for form in forms for one in form}  # type: ignore[attr-defined]

    assert set(ITEM) - keys(ITEM_FORM) == {"id", "breakout"}
    assert set(BREAKOUT) - keys(BREAKOUT_FORM) == set()
    assert set(PERSON) - keys(PERSON_FORM) == {"id"}
    assert (set(SESSION) | set(LINKS)) - keys(SESSION_FORM) == {"id", "links"}
    assert "checklist" in keys(SESSION_FORM)


STEPS = """plan = 1 # one

[[item]]
title = "A"
duration = 5

# theirs
[[checklist]]
id = "slides"   # soon
before = 10
skip = false

[[checklist]]
title = "Thank the sharers"
after = 2
"""


@pytest.mark.parametrize(
    ("text", "typed", "gone", "new"),
    [
        (STEPS, "[slides] -10\nThank the sharers +2", [], []),
        (STEPS, "[slides] -12\nThank the sharers +2", ["before = 10"], ["before = 12"]),
        (STEPS, "[slides] -10\nThank the sharers +2\n[page] skip", [],
         ["", "[[checklist]]", 'id       = "page"', "skip     = true"]),
        (STEPS, "Thank the sharers +2", ["# theirs", "[[checklist]]", 'id = "slides"   # soon', "before = 10",
         "skip = false", ""], []),
        (STEPS.partition("# theirs")[0], "[page] skip", [],
         ["[[checklist]]", 'id       = "page"', "skip     = true"]),
    ],
)  # fmt: skip
def test_the_checklist_is_edited_in_its_own_lines(
    text: str, typed: str, gone: list[str], new: list[str]
) -> None:
    (one,) = [one for one in SESSION_FORM if one.label == "checklist"]
    after = with_field(PlanDocument(text), ("session",), one, typed).text

    old, lines = Counter(text.splitlines()), Counter(after.splitlines())
    assert sorted((old - lines).elements()) == sorted(gone)
    assert sorted((lines - old).elements()) == sorted(new)


def test_a_checklist_on_one_line_stays_on_one_line() -> None:
    (one,) = [one for one in SESSION_FORM if one.label == "checklist"]
    text = 'plan = 1\nchecklist = [{ id = "page", skip = true }]\n[[item]]\ntitle = "A"\nduration = 5\n'

    after = with_field(PlanDocument(text), ("session",), one, "[page] skip\n[slides] -3").text

    assert after.splitlines()[1].startswith('checklist = [{ id = "page", skip = true }, {')
    assert after.splitlines()[2:] == text.splitlines()[2:]


@pytest.mark.parametrize(
    ("label", "typed", "written"),
    [
        ("chat", "Hi\n[fr] Salut\n[nothing here\n", ["Hi", {"lang": "fr", "text": "Salut"}, "[nothing here"]),
        (
            "rooms",
            "Igbo [ig] @ana\nPlain",
            [{"name": "Igbo", "lang": "ig", "host": "ana"}, {"name": "Plain"}],
        ),
        ("broadcast", "-5m Five left", [{"at": "-5m", "text": "Five left"}]),
        ("apart", "ana, ben", [["ana", "ben"]]),
        ("notes", "a\nb\n", "a\nb"),
        (
            "checklist",
            "[slides] -10 @chidi\n[page] skip\nThank the sharers +2\n[x] A 3-4 -2 @ana skip\nBook a room",
            [
                {"id": "slides", "before": 10, "who": "chidi"},
                {"id": "page", "skip": True},
                {"title": "Thank the sharers", "after": 2},
                {"id": "x", "title": "A 3-4", "before": 2, "who": "ana", "skip": True},
                {"title": "Book a room"},
            ],
        ),
        ("optional", "true", True),
        ("needs", "screen, sound; slides", ["screen, sound", "slides"]),
        ("title", "  ", None),
    ],
)
def test_lines_become_entries(label: str, typed: str, written: object) -> None:
    document = PlanDocument('plan = 1\n[[item]]\ntitle = "A"\nduration = 5\n')
    (one,) = [one for one in (*ITEM_FORM, *BREAKOUT_FORM, *SESSION_FORM[2:]) if one.label == label]

    assert typed_value(document, ("item", 0), one, typed) == written
