"""Answers of a feedback form, whatever language and scale it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.errors import CommandRefused, InputError
from letsconnect_tui.exporters.feedback_figures import feedback_data, feedback_figures
from letsconnect_tui.importers.feedback_form import read_feedback
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.feedback_counts import Feedback, counts_typed, summed
from tests.session.builders import a_session

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, *rows: str) -> Feedback:
    path = tmp_path / "form.csv"
    path.write_text("\n".join(rows), "utf-8")
    return read_feedback(path)[0]


@pytest.mark.parametrize(
    ("heading", "answers"),
    [
        ("How was the session?", ("Very poor", "poor", "Average", "GOOD", "Excellent")),
        ("Overall rating", ("1", "2", "3", "4", "5")),
        ("Rate it", ("1 - bad", "2/5", "3.0", "4)", "5 stars")),
        ("¿Qué le pareció?", ("Muy malo", "Malo", "Regular", "Bueno", "Excelente")),
        ("Votre avis", ("Très mauvais", "Mauvais", "Moyen", "Bon", "Excellent")),
        ("Avaliação", ("Muito ruim", "Ruim", "Regular", "Bom", "Excelente")),
        ("التقييم", ("ضعيف جدا", "ضعيف", "متوسط", "جيد", "ممتاز")),
        ("?", ("★", "★★", "★★★", "★★★★☆", "★★★★★")),
    ],
)
def test_a_scale_is_known_by_what_stands_in_it(
    tmp_path: Path, heading: str, answers: tuple[str, ...]
) -> None:
    feedback = read(tmp_path, heading, *answers, answers[-1])

    assert feedback.rating == (1, 1, 1, 1, 2)


def test_agreement_and_texts_are_told_apart_by_their_headings(tmp_path: Path) -> None:
    feedback = read(
        tmp_path,
        "Timestamp,Name,How was it?,Helped me gain knowledge,Helped me share knowledge,Most valuable?,Least?",
        "1,Ana,5,Strongly agree,Agree,Maps,",
        "2,Bo,4,Agree,Neutral,,Sound",
    )

    assert (feedback.rating, feedback.gained, feedback.shared) == (
        (0, 0, 0, 1, 1),
        (0, 0, 0, 1, 1),
        (0, 0, 1, 1, 0),
    )
    assert (feedback.most, feedback.least) == (("Maps",), ("Sound",))
    assert feedback.people == 2


def test_a_file_without_an_opinion_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read(tmp_path, "Name,E-mail", "Ana,ana@example.org")
    with pytest.raises(InputError):
        read(tmp_path, "")


def test_one_form_is_taken_in_once_and_feedback_can_be_taken_back(tmp_path: Path) -> None:
    form = read(tmp_path, "How was it?", "5", "4")
    sitting = a_session().started().give(c.TakeFeedback(form), c.TakeFeedback(form))
    sitting.give(c.TakeFeedback(Feedback(rating=(0, 0, 0, 1, 0))))

    assert summed(sitting.state.feedback).rating == (0, 0, 0, 2, 1)
    assert len(sitting.give(c.Undo()).state.feedback) == 1


@pytest.mark.parametrize("wrong", [Feedback(), Feedback(rating=(1, 2)), Feedback(rating=(-1, 2, 0, 0, 0))])
def test_what_is_no_feedback_is_refused(wrong: Feedback) -> None:
    with pytest.raises(CommandRefused):
        a_session().started().give(c.TakeFeedback(wrong))


def test_five_numbers_are_five_numbers() -> None:
    assert counts_typed("0, 1,2,8,10") == counts_typed("0;1;2 ; 8;10") == (0, 1, 2, 8, 10)
    assert [counts_typed(one) for one in ("", "1,2,3,4", "a,b,c,d,e", "1,2,3,4,-5", "1,2,3,4,²")] == [
        None
    ] * 5


def test_no_small_count_of_a_point_is_told_in_public_nor_a_mean_that_gives_it_away() -> None:
    feedbacks = [Feedback(rating=(0, 2, 0, 8, 10), most=("Ana's maps",))]
    public = feedback_data(feedback_figures(feedbacks, exact=False))
    exact = feedback_data(feedback_figures(feedbacks, exact=True))
    assert public is not None
    assert exact is not None

    assert public["rating"]["2"] is None
    assert sum(count is None for count in public["rating"].values()) >= 2
    assert (public["rating_mean"], public["most_valuable"]) == (None, [])
    assert (exact["rating"], exact["rating_mean"]) == ({"2": 2, "4": 8, "5": 10}, 4.3)
    assert feedback_figures([], exact=True) is None
