"""set, add, move, remove, split and merge, as they are typed."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from letsconnect_tui.app.plan_library import load_plan, shipped_plans
from letsconnect_tui.cli.exit_codes import run_guarded

CLINIC = next(path for path in shipped_plans() if "experienced" in path.stem)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "clinic.toml"
    path.write_bytes(CLINIC.read_bytes())
    return path


def lines_that_differ(plan: Path) -> tuple[list[str], list[str]]:
    before, after = CLINIC.read_text("utf-8").splitlines(), plan.read_text("utf-8").splitlines()
    return [one for one in before if one not in after], [one for one in after if one not in before]


def test_set_says_what_changed_the_new_end_and_new_problems(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["set", str(plan), "item.draft.duration=30m", "item.draft.max=35m"]) == 0

    out = capsys.readouterr().out.splitlines()
    assert out[:3] == [
        "“Draft one page”: duration 25:00 → 30:00",
        "“Draft one page”: max 30:00 → 35:00",
        "Ends at 19:59; the slot ends at 20:00, 1:00 spare.",
    ]
    assert f"{plan}:11: advice: session: 1:00 of the slot is unplanned." in out[3]
    assert out[-1] == f"“{plan}” is written."
    assert lines_that_differ(plan) == (
        ['duration = "25m"', 'max      = "30m"'],
        ['duration = "30m"', 'max      = "35m"'],
    )


def test_a_plan_that_would_be_wrong_is_not_written_unless_asked(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["set", str(plan), "item.share-aicha.duration=20m"]

    assert run_guarded(command) == 1
    assert plan.read_bytes() == CLINIC.read_bytes()
    assert "Nothing was written" in capsys.readouterr().err

    assert run_guarded([*command, "item.share-mateus.duration=20m"]) == 0
    plan.write_bytes(CLINIC.read_bytes())
    assert run_guarded([*command, "--force"]) == 0
    assert 'duration  = "20m"' in plan.read_text("utf-8")


def test_an_edit_that_changes_nothing_writes_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["set", str(plan), "item.draft.duration=25"]) == 0

    assert capsys.readouterr().out.splitlines()[-1] == f"Nothing was changed in “{plan}”."
    assert plan.read_bytes() == CLINIC.read_bytes()


def test_an_item_is_added_moved_and_removed_again(plan: Path) -> None:
    add = ["add", str(plan), "item", "title=Stretch", "duration=5m", "kind=break", "--after", "draft"]
    assert run_guarded(add) == 0
    ids = [item.id for item in load_plan(plan).items]
    assert ids[ids.index("draft") + 1] == "stretch"

    assert run_guarded(["move", str(plan), "stretch", "--before", "1"]) == 0
    assert load_plan(plan).items[0].id == "stretch"
    assert run_guarded(["move", str(plan), "stretch", "--after", "draft"]) == 0
    assert [item.id for item in load_plan(plan).items] == ids

    assert run_guarded(["remove", str(plan), "stretch"]) == 0
    assert plan.read_bytes() == CLINIC.read_bytes()


def test_a_person_is_added_and_removed_again(plan: Path) -> None:
    fields = ["name=Zoë Ọkọ", "role=note-taker", "languages=ig, en"]
    assert run_guarded(["add", str(plan), "person", *fields]) == 0
    assert load_plan(plan).people[-1].languages == ("ig", "en")

    assert run_guarded(["remove", str(plan), "person.zoe-oko"]) == 0
    assert plan.read_bytes() == CLINIC.read_bytes()


def test_a_field_is_taken_out_by_its_address(plan: Path) -> None:
    assert run_guarded(["remove", str(plan), "item.draft.min"]) == 0

    assert lines_that_differ(plan) == (['min      = "16m"'], [])


def test_an_item_is_split_copied_and_merged(plan: Path) -> None:
    assert run_guarded(["split-item", str(plan), "questions", "4m"]) == 0
    ids = [item.id for item in load_plan(plan).items]
    assert ids[ids.index("questions") + 1] == "questions-2"
    assert run_guarded(["merge-items", str(plan), "questions"]) == 0
    assert len(load_plan(plan).items) == len(load_plan(CLINIC).items)
    assert run_guarded(["add", str(plan), "copy", "pause"]) == 0
    assert "pause-2" in [item.id for item in load_plan(plan).items]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["set", "item.drat.duration=5"], "There is no item “drat”. Did you mean “draft”?"),
        (["set", "item.draft.duration=soon"], "is not a duration"),
        (["add", "room", "x=1"], "“room” cannot be added"),
        (["add", "item", "Welcome"], "“Welcome” is no field"),
        (["add", "item", "title=Welcome"], "duration"),
        (["add", "item", "title=A", "duration=5", "colour=red"], "colour"),
        (["move", "draft"], "Where to?"),
        (["move", "draft", "--before", "1", "--after", "2"], "not both"),
        (["remove", "person.nobody"], "There is no person “nobody”"),
        (["split-item", "draft", "9h"], "Each part needs some"),
        (["merge-items", "close"], "no item behind the last"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_and_nothing_written(
    command: list[str], said: str, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded([command[0], str(plan), *command[1:]]) == 2

    assert said in capsys.readouterr().err
    assert plan.read_bytes() == CLINIC.read_bytes()


def test_a_plan_that_is_no_toml_is_told_as_check_does(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text("plan = 1\n[session\n")

    assert run_guarded(["set", str(plan), "session.title=x"]) == 1
    assert f"{plan}:2:" in capsys.readouterr().err


def test_the_edits_of_the_documentation_do_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (Path(__file__).parents[2] / "docs" / "plan-format.md").read_text("utf-8")
    words = ("set", "add", "move", "split-item", "merge-items", "remove")
    typed = [shlex.split(line, comments=True)[1:] for line in page.splitlines() if "letsconnect " in line]
    edits = [line for line in typed if line and line[0] in words and line[1] == "my-clinic.toml"]
    assert {line[0] for line in edits} == set(words)

    assert run_guarded(["new", "clinic", "my-clinic.toml", "--title", "X", "--zone", "UTC"]) == 0
    for line in edits:
        assert run_guarded(line) == 0, line

    plan = load_plan(Path("my-clinic.toml"))
    assert plan.session.title == "Writing together"
    assert "Stretch" not in [item.title for item in plan.items]


def test_numbers_mean_the_items_that_were_there_when_they_were_typed(plan: Path) -> None:
    ids = [item.id for item in load_plan(plan).items]

    assert run_guarded(["remove", str(plan), "1", "2", ids[1], "--force"]) == 0

    assert [item.id for item in load_plan(plan).items] == ids[2:]


def test_nothing_is_removed_where_one_name_is_unknown(plan: Path) -> None:
    assert run_guarded(["remove", str(plan), "1", "nobody"]) == 2
    assert plan.read_bytes() == CLINIC.read_bytes()


def test_numbers_of_chat_lines_mean_those_that_were_there(plan: Path) -> None:
    assert run_guarded(["set", str(plan), "item.draft.chat=one; two; three"]) == 0
    assert run_guarded(["remove", str(plan), "item.draft.chat.1", "item.draft.chat.2"]) == 0

    draft = next(item for item in load_plan(plan).items if item.id == "draft")
    assert [line.text for line in draft.chat] == ["three"]


@pytest.mark.parametrize("command", [["set", "FILE", "session.title=T"], ["new", "b.toml", "--from", "FILE"]])
def test_a_file_that_is_no_plan_is_named(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("other.toml").write_text("a = 1\n")

    assert run_guarded([one.replace("FILE", "other.toml") for one in command]) != 0

    assert "“other.toml” is not a session plan" in capsys.readouterr().err
