"""What the fields of a form show is what they write."""

from __future__ import annotations

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
)
from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.plan.editing.document import PlanDocument
from letsconnect_tui.plan.editing.field_edits import set_field
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
            raw = typed_value(document, at, one, shown_value(document, at, one))
            if raw is not None or document.value((*at, *one.keys)) is not None:
                assert set_field(document, (*at, *one.keys), raw).text == document.text, (at, one)


def test_every_key_of_a_plan_but_its_ids_is_in_a_form() -> None:
    def keys(*forms: object) -> set[str]:
        return {one.label for form in forms for one in form}  # type: ignore[attr-defined]

    assert set(ITEM) - keys(ITEM_FORM) == {"id", "breakout"}
    assert set(BREAKOUT) - keys(BREAKOUT_FORM) == set()
    assert set(PERSON) - keys(PERSON_FORM) == {"id"}
    assert (set(SESSION) | set(LINKS)) - keys(SESSION_FORM) == {"id", "links"}


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
        ("optional", "true", True),
        ("needs", "screen, sound; slides", ["screen, sound", "slides"]),
        ("title", "  ", None),
    ],
)
def test_lines_become_entries(label: str, typed: str, written: object) -> None:
    document = PlanDocument('plan = 1\n[[item]]\ntitle = "A"\nduration = 5\n')
    (one,) = [one for one in (*ITEM_FORM, *BREAKOUT_FORM) if one.label == label]

    assert typed_value(document, ("item", 0), one, typed) == written
