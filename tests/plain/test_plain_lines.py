"""The second face: one line in, one answer out."""

from __future__ import annotations

import json

import pytest

from letsconnect_tui.commands.table import COMMANDS
from tests.app.rehearsed import transcript

EVERYTHING = """
here chidi
start
wait 2m
new Ana lang=es first
next
recording on
wait 6m
add 5m
undo
redo
handoff
pause
wait 90s
resume
back
next
skip
rooms size=2
accept
open
close
copy essentials
note thank the hosts
history
agenda
people
end
"""


def answers(written: list[str]) -> list[str]:
    return [line for line in written if line.startswith(("ok", "no"))]


def test_every_command_is_answered_by_exactly_one_line() -> None:
    commands = [line for line in EVERYTHING.splitlines() if line]

    written = transcript(EVERYTHING)

    assert len(answers(written)) == len(commands) + 1  # the end of input is answered as quit


def test_nothing_but_answers_cues_and_previews_is_written() -> None:
    for line in transcript(EVERYTHING):
        assert line.startswith(("ok ", "no ", "! ", "  ")), line


def test_the_same_script_gives_the_same_output() -> None:
    assert transcript(EVERYTHING, people=12) == transcript(EVERYTHING, people=12)


def test_cues_stand_before_the_answer_that_they_fell_due_before() -> None:
    written = transcript("here jose\nstart\nnext\nwait 11m")

    assert written[-3:-1] == [
        "! 15:10:00 5 minutes left: What reviewers look for (Amaka). Say: “5 minutes, Amaka”",
        "ok It is 15:11:00",
    ]


def test_an_unknown_word_names_the_nearest_command_and_changes_nothing() -> None:
    written = transcript("strat\nstatus --json")

    assert written[0] == "no “strat” is no command. Did you mean start? Nothing changed."
    assert json.loads(written[1])["state"] == "ready"


def test_strict_ends_at_the_first_no() -> None:
    written = transcript("next\nstart", strict=True)

    assert written == ["no The session has not started. Start it first; nothing changed."]


def test_a_pasted_list_is_previewed_and_kept_only_when_accepted() -> None:
    written = transcript("paste\nChidi Okoye\n* [[User:Ola]]\n.\npeople --json\naccept\nstatus --json")
    status = json.loads(written[-2])

    assert written[0].startswith("  sure: Chidi Okoye")
    assert all(person["state"] == "not-marked" for person in json.loads(written[3])["people"])
    assert (status["here"], status["team_here"]) == (1, 1)


def test_a_list_that_is_never_finished_is_still_answered() -> None:
    written = transcript("paste\nAna")

    assert written == [
        "  new: Ana",
        "ok 0 sure, 1 new, 0 unsure. accept or reject",
        "ok Closed; this was a rehearsal and nothing was kept",
    ]


def test_the_end_to_the_second_after_lateness_pause_and_added_time() -> None:
    written = transcript("wait 90s\nstart\nwait 5m\nnext\nadd 2m\npause\nwait 45s\nresume\nstatus --json")
    status = json.loads(written[-2])

    assert status["offset_s"] == 90 + 120 + 45
    assert status["offset_from_start_s"] == 120 + 45
    assert status["projected_end"] == "2026-12-03T15:59:15Z"
    assert status["item"]["remaining_s"] == 17 * 60


def test_undo_of_next_lets_the_earlier_item_have_run_on() -> None:
    written = transcript("start\nwait 4m\nnext\nwait 3m\nundo\nstatus --json")
    item = json.loads(written[-2])["item"]

    assert (item["id"], item["elapsed_s"], item["remaining_s"]) == ("welcome", 7 * 60, -2 * 60)


@pytest.mark.parametrize("word", sorted(COMMANDS))
def test_a_word_with_rubbish_behind_it_never_ends_the_program(word: str) -> None:
    for rubbish in ("", "=", '"', "\x1b[2J", "-1", "1 2 3", "--json x", "size=x", "🙂" * 300):
        written = transcript(f"start\n{word} {rubbish}\nstatus")

        assert answers(written)[-2:] or word == "quit"
