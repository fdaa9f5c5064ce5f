"""What the guard makes of keys with times, one rule at a time."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.tui.input.key_press import Effect, KeyJudgement, KeyPress, Reason, Verdict
from letsconnect_tui.tui.input.typing_guard import GRACE_S, SETTLED_S, TypingGuard

ACT, HOLD, DROP = Verdict.ACT, Verdict.HOLD, Verdict.DROP
EFFECTS = {
    **dict.fromkeys("nkpxcby", Effect.ONCE),
    **dict.fromkeys("+-u", Effect.REPEATABLE),
    **dict.fromkeys("htUr?", Effect.VIEW),
    **dict.fromkeys("amw", Effect.VIEW),
    "H": Effect.ADJUST,
    "Q": Effect.FINAL,
}
"""What keys do in these tests; all others do nothing."""


class Typist:
    """Presses keys on a guard and writes down what becomes of them."""

    def __init__(self) -> None:
        self.guard = TypingGuard()
        self.at = 10.0
        self.done: list[str] = []
        self.writing = False

    def key(self, sign: str, gap: float) -> KeyJudgement:
        self._wait(gap)
        effect = Effect.TEXT if self.writing else EFFECTS.get(sign, Effect.NOTHING)
        if sign == "enter":
            writing = self.writing
            judged = self.guard.enter(self.at, counts=writing, in_input=writing, keeps=writing)
        elif sign == "backspace":
            judged = self.guard.backspace(self.at, in_input=self.writing)
        elif len(sign) > 1:
            judged = self.guard.other(sign, self.at, moves=sign == "down")
        else:
            judged = self.guard.press(KeyPress(sign, self.at, effect))
        self.done += [one.key for one in judged.released]
        if judged.verdict is Verdict.TAKE_BACK:
            self.done, self.writing = [], False
        if judged.verdict is ACT:
            self.done.append(sign)
            if sign in "amw" and not self.writing:
                self.writing = True
                self.guard.opened_input(sign, self.at)
        return judged

    def type(self, text: str, gap: float) -> list[Verdict]:
        return [self.key(sign, gap).verdict for sign in text]

    def rest(self) -> list[str]:
        self._wait(SETTLED_S + 0.1)
        if self.guard.rested() is not None:
            self.done = []
        return self.done

    def _wait(self, seconds: float) -> None:
        self.at += seconds
        self.done += [one.key for one in self.guard.elapsed(self.at)]


def test_a_key_that_changes_something_is_held_for_the_grace_and_then_given_out() -> None:
    typist = Typist()
    assert typist.key("n", 1.0).verdict is HOLD
    assert typist.guard.elapsed(typist.at + GRACE_S - 0.01) == ()
    assert [one.key for one in typist.guard.elapsed(typist.at + GRACE_S)] == ["n"]


def test_a_key_that_only_looks_acts_at_once() -> None:
    assert Typist().key("h", 1.0).verdict is ACT


def test_two_letters_as_close_as_in_a_word_do_nothing() -> None:
    typist = Typist()
    typist.key("n", 1.0)
    judged = typist.key("p", 0.2)
    assert (judged.verdict, judged.reason) == (DROP, Reason.FAST)
    assert [one.key for one in judged.cancelled] == ["n"]
    assert typist.rest() == []


@pytest.mark.parametrize("keys", ["nxc+", "nknk", "x+-n", "htUr", "pnpn"])
@pytest.mark.parametrize("gap", [0.3, 0.5, 1.0])
def test_keys_that_each_mean_something_are_all_done(keys: str, gap: float) -> None:
    typist = Typist()
    typist.type(keys, gap)
    assert typist.rest() == list(keys)


def test_a_minute_and_another_are_two_and_a_double_tap_is_one() -> None:
    typist = Typist()
    typist.type("+++", 0.3)
    assert typist.rest() == ["+"] * 3
    typist = Typist()
    typist.type("++", 0.15)
    assert typist.rest() == ["+"]


@pytest.mark.parametrize("key", list("nku+h"))
@pytest.mark.parametrize(("first", "every"), [(0.25, 0.03), (0.5, 0.09), (0.66, 0.02)])
def test_a_key_held_down_acts_once(key: str, first: float, every: float) -> None:
    typist = Typist()
    typist.key(key, 1.0)
    typist.key(key, first)
    for _ in range(30):
        typist.key(key, every)
    assert typist.rest() == [key]


def test_one_key_without_a_meaning_undoes_nothing_and_the_next_waits() -> None:
    typist = Typist()
    typist.type("n", 1.0)
    assert typist.key("j", 0.5).reason is Reason.NOTHING
    judged = typist.key("p", 0.5)
    assert (judged.reason, judged.doubtful) == (Reason.DOUBTFUL, True)
    typist.key("x", 1.0)
    assert typist.rest() == ["n", "x"]


@pytest.mark.parametrize("text", ["next", "ok no", "be so", "n, so", "nj "])
def test_keys_without_a_meaning_add_up_to_a_sentence(text: str) -> None:
    typist = Typist()
    assert Verdict.TAKE_BACK in [*typist.type(text, 0.5), typist.key("enter", 0.5).verdict]
    assert typist.rest() == []


@pytest.mark.parametrize("gap", [1.0, 1.2, 1.4])
def test_letters_without_a_meaning_a_second_apart_do_not_add_up(gap: float) -> None:
    typist = Typist()
    assert Verdict.TAKE_BACK not in typist.type("nzGglvei", gap)
    assert typist.rest() == ["n"]


@pytest.mark.parametrize("text", ["n", "kk", "na", "h"])
def test_enter_where_it_means_nothing_ends_a_message(text: str) -> None:
    typist = Typist()
    typist.type(text, 0.6)
    assert typist.key("enter", 1.0).verdict is Verdict.TAKE_BACK


def test_enter_long_after_a_key_is_no_message() -> None:
    typist = Typist()
    typist.type("n", 1.0)
    assert typist.key("enter", 2.0).verdict is ACT
    assert typist.rest() == ["n", "enter"]


def test_a_sentence_is_swallowed_until_a_pause_and_so_is_the_enter_after_that() -> None:
    typist = Typist()
    typist.type("je suis", 0.3)
    assert typist.key("n", 1.4).reason is Reason.TYPING
    assert typist.key("enter", 3.0).reason is Reason.ENTER_AFTER
    assert typist.key("n", 2.0).verdict is HOLD


def test_a_letter_that_opens_an_input_and_goes_on_as_a_word_is_taken_back_with_what_came_before() -> None:
    typist = Typist()
    typist.type("xavier is", 0.4)
    assert typist.rest() == []
    assert not typist.writing


def test_a_word_that_stands_alone_in_an_input_leaves_what_came_before() -> None:
    typist = Typist()
    typist.type("na", 0.4)
    typist.type("call the venue", 0.4)
    assert typist.rest()[:2] == ["n", "a"]


def test_a_text_that_may_go_on_a_word_is_kept_with_a_second_enter_only() -> None:
    typist = Typist()
    typist.type("many thanks", 0.3)
    assert typist.key("enter", 0.3).verdict is Verdict.ASK
    assert typist.key("enter", 0.2).verdict is Verdict.ASK
    assert typist.key("enter", 0.5).verdict is HOLD
    typist = Typist()
    typist.type("many thanks", 0.3)
    assert typist.key("enter", 0.3).verdict is Verdict.ASK
    typist.key("!", 0.3)
    assert typist.key("enter", 1.0).verdict is Verdict.ASK


def test_a_text_begun_after_a_moment_is_kept_at_once() -> None:
    typist = Typist()
    typist.key("m", 1.0)
    typist.key("a", 0.7)
    typist.type("ny thanks", 0.1)
    assert typist.key("enter", 0.2).verdict is Verdict.ASK, "many is a word that sentences begin with"
    typist = Typist()
    typist.key("m", 1.0)
    typist.key("a", 1.6)
    typist.type("ny thanks", 0.1)
    assert typist.key("enter", 0.2).verdict is ACT
    typist = Typist()
    typist.key("m", 1.0)
    typist.key("o", 0.7)
    typist.type("dd sound", 0.1)
    assert typist.key("enter", 0.2).verdict is ACT, "modd is none, and the pause was long"


def test_what_was_pressed_long_before_a_sentence_stays() -> None:
    typist = Typist()
    typist.type("n", 1.0)
    typist._wait(1.2)
    verdicts = [
        typist.guard.press(KeyPress(sign, typist.at + 0.1 * n, Effect.NOTHING))
        for n, sign in enumerate("je suis")
    ]
    taken = next(one for one in verdicts if one.verdict is Verdict.TAKE_BACK)
    assert taken.since > 11.5


def test_escape_calls_off_what_is_coming_and_an_arrow_lets_it_come() -> None:
    typist = Typist()
    typist.key("n", 1.0)
    assert [one.key for one in typist.key("escape", 0.1).cancelled] == ["n"]
    typist.key("p", 1.0)
    typist.key("down", 0.1)
    assert typist.rest() == ["p", "down"]


def test_what_cannot_be_taken_back_waits_for_the_end_of_the_run_and_any_key_calls_it_off() -> None:
    typist = Typist()
    typist.key("Q", 1.0)
    typist._wait(SETTLED_S - 0.1)
    assert typist.done == []
    assert typist.rest() == ["Q"]
    typist = Typist()
    typist.key("Q", 1.0)
    assert [one.key for one in typist.key("h", 1.0).cancelled] == ["Q"]
    assert typist.rest() == ["h"]


def test_enter_after_a_paste_does_nothing_once() -> None:
    typist = Typist()
    typist.guard.bar_enter(typist.at)
    assert typist.key("enter", 3.0).reason is Reason.ENTER_AFTER
    assert typist.key("enter", 3.0).verdict is ACT
    typist.guard.bar_enter(typist.at)
    typist.key("down", 1.0)
    assert typist.key("enter", 1.0).verdict is ACT


@given(st.lists(st.tuples(st.sampled_from("nkp+uhmaej "), st.floats(0.0, 3.0)), max_size=40))
def test_every_held_key_is_given_out_or_called_off_once_and_in_order(keys: list[tuple[str, float]]) -> None:
    guard, at = TypingGuard(), 10.0
    held: list[Any] = []
    out: list[Any] = []
    for number, (sign, gap) in enumerate(keys):
        at += gap
        press = KeyPress(sign, at, EFFECTS.get(sign, Effect.NOTHING), event=number)
        judged = guard.press(press)
        out += [one.event for one in (*judged.released, *judged.cancelled)]
        if judged.verdict is HOLD:
            held.append(number)
    out += [one.event for one in guard.elapsed(at + 10)]
    assert out == sorted(set(out))
    assert set(out) <= set(held)
    assert guard.due_at is None
