"""What is decided about pasted lines is what Enter carries out, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.app.people_proposals import NEW, OUT, PasteChoices
from letsconnect_tui.people.match import NameMatch

SURE = NameMatch("Kofi", "sure", "kofi")
UNSURE = NameMatch("Ana", "unsure", None, ("ana-lima", "ana-n"))
NOBODY_KNOWN = NameMatch("Zoe", "new")
CHOICES = PasteChoices((SURE, NOBODY_KNOWN, UNSURE))


def test_what_has_to_be_decided_stands_first() -> None:
    assert CHOICES.places == (2, 1, 0)
    assert CHOICES.open_places == (2,)


def test_not_decided_is_left_out() -> None:
    assert [match.line for match in CHOICES.proposal.matches] == ["Kofi", "Zoe"]


def test_a_digit_chooses_a_suggestion_the_one_behind_them_somebody_new_and_0_nobody() -> None:
    assert CHOICES.choose(2, 2).meaning(2) == "ana-n"
    assert CHOICES.choose(2, 3).meaning(2) == NEW
    assert CHOICES.choose(2, 0).meaning(2) == OUT
    assert CHOICES.choose(2, 4) is CHOICES


def test_what_seemed_sure_can_be_somebody_new_after_all() -> None:
    chosen = CHOICES.choose(0, 2).proposal
    assert [match.line for match in chosen.of("new")] == ["Kofi", "Zoe"]
    assert chosen.of("sure") == ()


matches = st.lists(st.sampled_from([SURE, UNSURE, NOBODY_KNOWN]), max_size=12).map(tuple)


@given(matches, st.lists(st.tuples(st.integers(0, 11), st.integers(-1, 9))))
def test_every_line_is_counted_once_and_carried_out_as_counted(
    lines: tuple[NameMatch, ...], presses: list[tuple[int, int]]
) -> None:
    choices = PasteChoices(lines)
    for place, digit in presses:
        if place < len(lines):
            choices = choices.choose(place, digit)
    counts = [choices.count(what) for what in ("here", "new", "open", "out")]

    assert sum(counts) == len(lines)
    assert len(choices.proposal.of("sure")) == counts[0]
    assert len(choices.proposal.of("new")) == counts[1]
    assert len(choices.open_places) == counts[2]
