"""Whoever was asked by a form whether they may be listed by name is understood; other consents are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.importers.consent_words import is_consent
from letsconnect_tui.importers.roster import read_roster
from letsconnect_tui.importers.roster_columns import field_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "header",
    [
        "I agree to be listed by name",
        "Do you agree that your username is published?",
        "May we list your username on the event page?",
        "Acepto que mi nombre de usuario aparezca en la lista",
        "J’accepte que mon nom soit publié",
        "Aceito que meu nome seja publicado",
        "Ich bin damit einverstanden, öffentlich genannt zu werden",
        "Я согласен, чтобы моё имя было опубликовано",
        "أوافق على نشر اسمي",
        "我同意公开我的用户名",
        "名前の掲載に同意します",
        "Ninakubali jina langu lionekane",
    ],
)
def test_consent_to_be_listed_is_known_in_the_languages_of_forms(header: str) -> None:
    assert field_of(header) == "consent"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Recording Consent", None),
        ("I agree to the code of conduct", None),
        ("I agree to receive the newsletter by e-mail", "never"),
        ("May we publish photos with your name?", None),
        ("Public username", "username"),
        ("Wiki username, if you agree to be listed", "username"),
        ("Name on the badge", "name"),
    ],
)
def test_what_agrees_to_something_else_is_no_consent(header: str, field: str | None) -> None:
    assert field_of(header) in (field, "name")
    assert field_of(header) != "consent"


@pytest.mark.parametrize(
    ("answer", "agrees"),
    [
        *(
            (one, True)
            for one in (
                "Yes",
                "Sí, acepto",
                "J’accepte",
                "أوافق",
                "我同意",
                "はい",
                "X",
                "I agree to be listed",
            )
        ),
        *(
            (one, False)
            for one in ("", "No", "I do not agree", "Je n’accepte pas", "No acepto", "لا أوافق", "不同意")
        ),
        *((one, False) for one in ("maybe", "Prefer not to", "don’t", "Не согласен", "同意しない", "0", "?")),
    ],
)
def test_only_what_agrees_is_consent(answer: str, agrees: bool) -> None:
    assert is_consent(answer) is agrees


def test_a_box_that_is_not_ticked_is_a_no_and_a_form_that_does_not_ask_leaves_it_open(tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_text(
        "Timestamp,Username,I agree to be listed on the event page\n"
        "1,Ana L,I agree to be listed on the event page\n2,Bo,\n3,Cy,No\n",
        "utf-8",
    )
    assert {one.name: one.consent for one in read_roster(path).people} == {
        "Ana L": True,
        "Bo": False,
        "Cy": False,
    }

    path.write_text("Username\nAna L\nBo\n", "utf-8")
    assert {one.consent for one in read_roster(path).people} == {None}
