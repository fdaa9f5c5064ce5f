from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.tui.input.typing_guard import TypingGuard, Verdict
from tests.tui.input.chat_sentences import gaps, sentences

ACT, TYPING, SWALLOW = Verdict.ACT, Verdict.TYPING, Verdict.SWALLOW


def judged(text: str, gap: float = 0.1, gate: TypingGuard | None = None, at: float = 0.0) -> list[Verdict]:
    gate = gate or TypingGuard()
    verdicts = []
    for letter in text:
        at += gap
        verdicts.append(gate.enter(at) if letter == "\n" else gate.press(letter, at))
    return verdicts


def test_the_fourth_quick_key_is_typing_and_the_rest_is_swallowed() -> None:
    assert judged("welcome\n") == [ACT, ACT, ACT, TYPING, SWALLOW, SWALLOW, SWALLOW, SWALLOW]


def test_keys_a_second_apart_are_meant() -> None:
    assert judged("npnwnp", gap=1.0) == [ACT] * 6


def test_one_repeated_key_counts_once() -> None:
    assert judged("++++++++") == [ACT] * 8
    assert judged("+++]]") == [ACT] * 5


def test_blanks_count() -> None:
    assert judged("a b ")[-1] is TYPING


def test_a_short_message_sent_with_enter_is_typing() -> None:
    assert judged("ok\n") == [ACT, ACT, TYPING]


@pytest.mark.parametrize("text", ["n\n", "++\n"])
def test_enter_after_one_key_is_meant(text: str) -> None:
    assert judged(text)[-1] is ACT


def test_keys_count_again_after_quiet() -> None:
    gate = TypingGuard()
    assert judged("welcome", gate=gate)[-1] is SWALLOW
    assert gate.press("n", 0.7 + 0.81) is ACT


def test_every_swallowed_key_prolongs_the_quiet_that_is_needed() -> None:
    gate = TypingGuard()
    judged("welc", gate=gate)
    assert [gate.press("x", 0.4 + 0.75 * n) for n in range(1, 9)] == [SWALLOW] * 8


def test_letters_in_an_input_are_text_when_it_has_been_open_for_a_moment() -> None:
    gate = TypingGuard()
    gate.press("w", 0.0)
    gate.opened_input(0.0)
    assert [gate.press(letter, 0.25 + 0.1 * n, in_input=True) for n, letter in enumerate("amaka")] == [
        ACT
    ] * 5
    assert gate.enter(1.0, in_input=True) is ACT


def test_letters_right_behind_the_key_that_opened_an_input_belong_to_the_same_run() -> None:
    gate = TypingGuard()
    gate.press("w", 0.0)
    gate.opened_input(0.0)
    verdicts = [gate.press(letter, 0.12 * (n + 1), in_input=True) for n, letter in enumerate("elcome")]
    assert verdicts == [ACT, ACT, TYPING, SWALLOW, SWALLOW, SWALLOW]


def test_an_input_opened_in_the_middle_of_a_word_belongs_to_the_word() -> None:
    gate = TypingGuard()
    for n, letter in enumerate("now"):
        gate.press(letter, 0.25 * n)
    gate.opened_input(0.5)
    assert gate.press(" ", 0.75, in_input=True) is TYPING


def test_each_run_of_keys_has_a_number_of_its_own() -> None:
    gate = TypingGuard()
    gate.press("n", 1.0)
    first = gate.run
    gate.press("p", 1.3)
    assert gate.run == first
    gate.press("p", 3.0)
    assert gate.run != first


def test_every_one_of_a_thousand_chat_sentences_is_found_out() -> None:
    missed = []
    for number, text in enumerate(sentences(1000)):
        gate, at = TypingGuard(), 0.0
        verdicts = []
        for letter, gap in zip(text, gaps(text, number), strict=True):
            at += gap
            verdicts.append(gate.press(letter, at))
        verdicts.append(gate.enter(at + 0.2))
        if TYPING not in verdicts or set(verdicts[verdicts.index(TYPING) + 1 :]) - {SWALLOW}:
            missed.append(text)
    assert missed == []


@given(st.text(alphabet="nbp+-kxcuw", min_size=1, max_size=12))
def test_at_most_three_different_keys_in_a_row_ever_act(text: str) -> None:
    verdicts = judged(text)
    acted = "".join(letter for letter, verdict in zip(text, verdicts, strict=True) if verdict is ACT)
    runs = [letter for n, letter in enumerate(acted) if n == 0 or acted[n - 1] != letter]
    assert len(runs) <= 3
