"""``letsconnect rooms`` as it is typed: what it prints, and how it ends."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.cli.exit_codes import run_guarded

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "name,languages,experience,region,email\n"


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    """Twelve people, four of whom speak only Spanish."""
    path = tmp_path / "people.csv"
    rows = [
        f"Person {n},{'es' if n < 4 else 'en'},{'new' if n % 2 else 'old'},R{n % 3},p{n}@x.org"
        for n in range(12)
    ]
    path.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    return str(path)


def test_the_list_says_rooms_and_repeats(sheet: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["rooms", sheet, "--size", "4", "--same", "language"]) == 0

    out = capsys.readouterr().out
    assert "español: Person 0, Person 1, Person 2, Person 3" in out
    assert out.rstrip().endswith("Nobody meets again; best possible is 0 or more.")


def test_json_says_rounds_repeats_bound_and_hard_rules(
    sheet: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["rooms", sheet, "--count", "4", "--rounds", "3", "--seed", "3", "--budget", "200ms", "--json"]

    assert run_guarded(command) == 0

    answer = json.loads(capsys.readouterr().out)
    assert len(answer["rounds"]) == 3
    assert {name for room in answer["rounds"][0] for name in room["members"]} == {
        f"Person {n}" for n in range(12)
    }
    assert (answer["repeats"], answer["bound"], answer["method"]) == (0, 0, "rows")
    assert set(answer["hard"].values()) == {0}
    assert answer["seconds"] >= 0


def test_wishes_are_kept(sheet: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = [
        "rooms",
        sheet,
        "--count",
        "3",
        "--apart",
        "person 4,PERSON 5",
        "--together",
        "Person 6,Person 7",
    ]
    command += ["--host", "Person 8", "--host", "Person 9", "--mix", "experience,region", "--json"]

    assert run_guarded(command) == 0

    rooms = json.loads(capsys.readouterr().out)["rounds"][0]
    where = {name: room["number"] for room in rooms for name in room["members"]}
    assert where["Person 4"] != where["Person 5"]
    assert where["Person 6"] == where["Person 7"]
    assert where["Person 8"] != where["Person 9"]


CONFLICT = ["--count", "3", "--rounds", "2", "--same", "language", "--budget", "200ms"]
"""Four people speak only Spanish: understood, they meet again in the second round."""


def test_two_ways_side_by_side_where_language_and_new_people_conflict(
    sheet: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["rooms", sheet, *CONFLICT]) == 0
    text = capsys.readouterr().out
    assert run_guarded(["rooms", sheet, *CONFLICT, "--json"]) == 0
    chosen = json.loads(capsys.readouterr().out)

    other = chosen["other"]
    assert "The other way, most new people: " in text.splitlines()[-1]
    assert text.rstrip().endswith("To have it: --style mix")
    assert (chosen["style"], other["style"]) == ("understand", "mix")
    assert (chosen["cannot_follow"], chosen["hard"]["language"]) == (0, 0)
    assert other["repeats"] < chosen["repeats"]
    assert other["cannot_follow"] > 0
    assert len(other["rounds"]) == len(chosen["rounds"]) == 2


def test_the_other_way_can_be_chosen(sheet: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["rooms", sheet, *CONFLICT, "--style", "mix", "--json"]) == 0
    chosen = json.loads(capsys.readouterr().out)
    assert (chosen["style"], chosen["other"]["style"]) == ("mix", "understand")

    assert run_guarded(["rooms", sheet, *CONFLICT, "--style", "mix"]) == 0
    assert capsys.readouterr().out.rstrip().endswith("To have it: --style understand")


def test_asking_that_everyone_understands_is_asking_for_the_same_language(
    sheet: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["rooms", sheet, "--size", "4", "--style", "understand", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["style"], answer["other"], answer["cannot_follow"]) == ("understand", None, 0)
    assert run_guarded(["rooms", sheet, "--style", "both"]) == 2
    assert "--style does not know “both”" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("chat", "Room 1"),
        ("people", "Person 0 → Room"),
        ("tags", "1-Person"),
        ("sheet", "person"),
        ("wikitext", "wikitable"),
        ("cards", "round 1"),
        ("tables", "Table 1:"),
        ("zoom", "Pre-assign Room Name,Email Address"),
    ],
)
def test_every_shape_can_be_printed(
    sheet: str, shape: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["rooms", sheet, "--as", shape, "--budget", "10ms"]) == 0
    assert expected in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--size", "4", "--count", "3"], "--size and --count are both given"),
        (["--apart", "Persn 4,Person 5"], "--apart: nobody in the list is called “Persn 4”."),
        (
            ["--apart", "Person 4,Person 4"],
            "--apart: two different people are needed, and there is only this",
        ),
        (
            ["--apart", "Person 4,Person 5", "--together", "Person 5,Person 6,Person 4"],
            "--apart: Person 4, Person 5 are to be kept together as well.",
        ),
        (["--mix", "age"], "--mix does not know “age”"),
        (["--budget", "soon"], "--budget “soon” is no amount of time"),
        (["--as", "poem"], "--as does not know “poem”"),
    ],
)
def test_what_makes_no_sense_is_said(
    sheet: str, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["rooms", sheet, *options]) == 2
    assert said in capsys.readouterr().err


def test_more_people_than_can_be_seated_in_reasonable_time_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "crowd.csv"
    path.write_text("name\n" + "".join(f"P{n}\n" for n in range(5001)), "utf-8")

    assert run_guarded(["rooms", str(path)]) == 2
    assert "crowd.csv lists 5001 people, and rooms can be made for 5000" in capsys.readouterr().err


def test_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["rooms", str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err


def test_pre_assignment_writes_every_round_to_a_file_of_its_own(
    sheet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["rooms", sheet, "--size", "4", "--rounds", "3", "--as", "zoom"]

    assert run_guarded(command) == 2
    assert "-o rooms.csv" in capsys.readouterr().err
    assert run_guarded([*command, "-o", str(tmp_path / "pre.csv")]) == 0
    texts = [(tmp_path / f"pre-{number}.csv").read_text("utf-8") for number in (1, 2, 3)]
    assert all(text.startswith("Pre-assign Room Name") and text.count("@x.org") == 12 for text in texts)
    assert len(set(texts)) == 3
    assert run_guarded([*command, "-o", str(tmp_path / "pre.csv")]) == 2  # nothing is written over


def test_who_cannot_be_assigned_by_file_is_named_with_why(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,email\nAna,a@x.org\nBo,A@X.ORG\nCy,none\nDi,\n", "utf-8")

    assert run_guarded(["rooms", str(people), "--size", "4", "--as", "zoom"]) == 0
    captured = capfd.readouterr()
    assert captured.out.count("@") == 1
    assert [line.rpartition(": ")[2] for line in captured.err.splitlines()] == ["Di", "Cy", "Bo"]


def test_a_list_of_people_written_to_a_file_is_the_owners_alone(sheet: str, tmp_path: Path) -> None:
    assert run_guarded(["rooms", sheet, "--size", "4", "-o", str(tmp_path / "rooms.txt")]) == 0
    assert stat.S_IMODE((tmp_path / "rooms.txt").stat().st_mode) == 0o600


@pytest.mark.parametrize("option", ["--style", "--same", "--mix", "--as", "--apart", "--together", "--host"])
def test_no_option_is_passed_over_because_it_is_empty(
    sheet: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["rooms", sheet, option, ""]) != 0
    assert option in capsys.readouterr().err
