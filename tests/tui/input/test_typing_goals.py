"""The goals of the typing guard, over a thousand of each kind in every place; docs/typing-guard.md."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.tui.input.key_press import Effect
from tests.tui.input.session_model import ENTER_COUNTS, PLACES, SessionModel
from tests.tui.input.typing_corpus import (
    Stroke,
    answers,
    double_tapped,
    gap_of,
    held,
    pastes,
    sentences,
    shown,
    slow_sentences,
    strokes,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COUNT = 1_000
SLOW_LEFT = 20
"""So many of a thousand slow sentences may leave something, which one key takes back."""
UNSEEN_LEFT = 3, 5
"""So many of a thousand texts that the lists of words were not made from: typed fast, typed slowly."""
UNSEEN = Path(__file__).parent / "unseen_texts.txt"
PROMPT_S = 0.3


def left_by(typed: Iterable[list[Stroke]]) -> list[tuple[str, SessionModel]]:
    """What changed something that is still there, tried in each place in turn."""
    left = []
    places = list(PLACES)
    for number, one in enumerate(typed):
        model = SessionModel(places[number % len(places)])
        before = model.kept
        model.type(one)
        if model.kept != before:
            left.append((f"{model.name}: {shown(one)}", model))
    return left


@pytest.mark.parametrize("kind", [sentences, answers, pastes], ids=lambda kind: kind.__name__)
def test_nothing_is_left_of_what_was_meant_for_another_window(kind: object) -> None:
    assert [what for what, _ in left_by(kind(COUNT))] == []  # type: ignore[operator]


def test_little_is_left_of_slow_sentences_and_one_key_takes_each_back() -> None:
    left = left_by(slow_sentences(COUNT))
    assert len(left) <= SLOW_LEFT
    for what, model in left:
        assert len(model.standing) - 2 <= 1 or model.offered, f"u takes back one command: {what}"
        assert model.copied == [], what


def deliberate(rng: random.Random, place: str) -> tuple[SessionModel, list[str]]:
    """From two to six keys that each mean something where they are pressed."""
    model, before = SessionModel(place), ""
    pressed: list[str] = []
    for _ in range(rng.randrange(2, 7)):
        model.wait(rng.uniform(0.3, 1.0) if pressed else 2.0)
        keys = meaningful(model, before)
        if not keys or model.left:
            break
        before = rng.choice(keys)
        model.press(before)
        pressed.append(before)
    model.wait(3.0)
    return model, pressed


def meaningful(model: SessionModel, before: str) -> list[str]:
    """Keys that somebody may mean here; nobody means to go on twice within a second."""
    if model.writing:
        return [*("oknadia " if model.text else "oknadia"), *(["enter"] if model.enter_counts() else [])]
    again = (Effect.VIEW, Effect.REPEATABLE, Effect.ADJUST)
    keys = [key for key in model.keys_here() if key != before or model.effect(key) in again]
    own = [key for key in (*model.panel_keys(), *"123456789") if len(key) == 1]
    if model.panel in ENTER_COUNTS and (not before or before in own):
        keys += ["enter", "enter"]
    return list("123") if model.in_hand in ("move", "copy-as") else keys


def test_no_sequence_of_meant_keys_is_undone_and_each_is_done_promptly() -> None:
    rng, places, done = random.Random(9), list(PLACES), 0
    for number in range(COUNT):
        model, pressed = deliberate(rng, places[number % len(places)])
        assert model.taken_back == 0, (model.name, pressed)
        assert [(key, late) for key, late in model.did if late > PROMPT_S and key != "q"] == []
        done += len(model.did)
    assert done > COUNT / 2


def test_a_key_that_is_held_down_or_hit_twice_does_one_thing() -> None:
    rng, places = random.Random(11), list(PLACES)
    for number in range(COUNT):
        place = places[number % len(places)]
        key = rng.choice(SessionModel(place).keys_here())
        typed = held(key, rng) if number % 2 else double_tapped(key, rng)
        once, often = SessionModel(place), SessionModel(place)
        once.type(typed[:1])
        often.type(typed)
        assert often.seen == once.seen, f"{place}: {shown(typed)}"


# -- texts the guard was not made with ------------------------------------------------------------------


def unseen_texts() -> Iterator[str]:
    """Short English texts that the lists of words were not made from, begun at any word."""
    rng = random.Random(7)
    known = UNSEEN.read_text("utf-8").splitlines()
    while True:
        words = rng.choice(known).split()
        at = rng.randrange(len(words)) if rng.random() < 0.5 else 0
        text = " ".join((*words[at:], *words[:at]))
        yield text[0].lower() + text[1:] if rng.random() < 0.6 else text


@pytest.mark.parametrize(
    ("fastest", "slowest", "most"),
    [(0.12, 0.30, UNSEEN_LEFT[0]), (0.5, 0.7, UNSEEN_LEFT[1])],
    ids=["fast", "slow"],
)
def test_texts_it_was_not_made_with_are_found_out_too(fastest: float, slowest: float, most: int) -> None:
    rng = random.Random(8)
    typed = [
        strokes(text, rng, rng.uniform(fastest, slowest), sends=rng.random() < 0.9)
        for text in islice(unseen_texts(), COUNT)
    ]
    assert len(left_by(typed)) <= most


@pytest.mark.full
def test_nothing_is_left_of_ten_thousand_but_what_the_page_admits() -> None:
    left = left_by([*sentences(10_000, 21), *answers(10_000, 22), *pastes(5_000, 23)])
    assert len(left) <= 15, [what for what, _ in left]


# -- notes ----------------------------------------------------------------------------------------------

NOTES = (
    "thank Ana for the slides",
    "ask Chidi about sound",
    "Amaka: 3 min over",
    "slides v2 needed",
    "call the venue",
    "interpreters late",
    "great demo",
    "Orji left early",
    "room 3 quiet",
    "email the links",
)


@pytest.mark.parametrize("before", ["", "n", "x", "+"])
def test_notes_that_are_meant_are_seldom_asked_about_and_seldom_undo_what_came_before(before: str) -> None:
    rng, asked, undone = random.Random(5), 0, 0
    for _ in range(300):
        model, text, pace = SessionModel("live"), rng.choice(NOTES), rng.uniform(0.12, 0.3)
        opening = [Stroke(key, rng.uniform(0.3, 1.0)) for key in (*before, rng.choice("mqa"), text[0])]
        model.type([*opening, *(Stroke(sign, gap_of(rng, pace)) for sign in text[1:]), Stroke("enter", 0.3)])
        undone += model.taken_back
        asked += model.taken_back == 0 and len(model.standing) < 3 + len(before)
    assert asked <= 15
    assert undone <= 9
