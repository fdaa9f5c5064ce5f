"""``letsconnect new FILE --from SOURCE``: an earlier plan, a session, or the agenda people already have."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.plan_library import load_plan, read_plan, shipped_plans
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.clock import VirtualClock

CLINIC = next(path for path in shipped_plans() if "experienced" in path.stem)
AGENDAS = sorted((Path(__file__).parents[1] / "importers" / "samples" / "agendas").iterdir())


@pytest.mark.parametrize("source", AGENDAS, ids=lambda path: path.stem)
def test_an_agenda_becomes_a_plan_that_checks_clean(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.toml"

    assert run_guarded(["new", "clinic", str(file), "--from", str(source), "--zone", "UTC"]) == 0

    reading = read_plan(file)
    assert reading.clean
    assert reading.plan is not None
    assert [item.title for item in reading.plan.items] == ["Welcome", "How we began", "Break", "Close"]
    out = capsys.readouterr().out
    assert out.index("How we began") < out.index("is written")


def test_rows_that_did_not_arrive_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "agenda.txt"
    source.write_text("15:00 Welcome (5 min)\nbring cake\n", "utf-8")

    assert run_guarded(["new", str(tmp_path / "plan.toml"), "--from", str(source)]) == 0

    assert "“bring cake” (line 2)" in capsys.readouterr().err


def test_an_earlier_plan_is_held_again_with_its_comments(tmp_path: Path) -> None:
    file = tmp_path / "again.toml"

    assert run_guarded(["new", str(file), "--from", str(CLINIC), "--start", "2028-01-05T10:00"]) == 0

    old, new = CLINIC.read_text("utf-8").splitlines(), file.read_text("utf-8").splitlines()
    differing = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    assert [other.split()[0] for _, other in differing] == ["id", "start"]
    plan = load_plan(file)
    assert plan.session.id != load_plan(CLINIC).session.id
    assert f"{plan.session.start:%F %H:%M}" == "2028-01-05 10:00"


def test_again_next_month_is_the_same_weekday_to_come(tmp_path: Path) -> None:
    file = tmp_path / "again.toml"
    assert run_guarded(["new", str(file), "--from", str(CLINIC), "--title", "Once more"]) == 0

    old, new = load_plan(CLINIC).session, load_plan(file).session
    assert new.title == "Once more"
    assert new.start.weekday() == old.start.weekday()
    assert new.starts_at > datetime.now(UTC)
    assert (new.start - old.start).days % 28 == 0


def test_the_plan_of_a_session_that_was_held_is_found_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    plan = load_plan(CLINIC)
    data = tmp_path / "data.json"
    with Library.open(data) as library:
        clock = VirtualClock(int(plan.session.starts_at.timestamp()) * 1000)
        library.begin(plan, "gone.toml", clock, start=plan.session.starts_at)

    assert run_guarded(["new", "again.toml", "--from", "last", "--file", str(data)]) == 0
    assert load_plan(Path("again.toml")).items == plan.items
    assert run_guarded(["new", "more.toml", "--from", "nobody", "--file", str(data)]) == 2


@pytest.mark.parametrize(
    ("source", "said"),
    [("nothing.csv", "nothing.csv"), ("broken.toml", "error"), ("empty.txt", "no row of headings")],
)
def test_a_source_that_cannot_be_used_is_refused_and_nothing_written(
    source: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken.toml").write_text('plan = 1\n[[item]]\ntitle = "A"\nduration = "ten"\n', "utf-8")
    Path("empty.txt").write_text("only prose\n", "utf-8")

    assert run_guarded(["new", "plan.toml", "--from", source]) in (1, 2)

    assert said in capsys.readouterr().err
    assert not Path("plan.toml").exists()


def test_an_agenda_can_be_piped_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    content = "15:00 Welcome (5 min) Ngozi\n15:05 Réseau (20 min)\n".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))

    assert run_guarded(["new", "plan.toml", "--from", "-", "--zone", "UTC"]) == 0

    assert [item.title for item in load_plan(Path("plan.toml")).items] == ["Welcome", "Réseau"]
