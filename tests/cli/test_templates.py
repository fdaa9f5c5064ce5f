"""The templates that ship check clean and need no format page; one's own are added, listed and begun with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.plan_library import load_plan, read_plan
from letsconnect_tui.app.shipped_templates import TEMPLATES
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.paths import config_dir, data_dir
from letsconnect_tui.settings import settings_file

if TYPE_CHECKING:
    from pathlib import Path

BEGIN = ("--title", "X", "--start", "2031-03-18T15:00", "--zone", "UTC")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_checks_clean_and_leaves_a_twentieth_free(name: str, here: Path) -> None:
    assert run_guarded(["new", name, "plan.toml", *BEGIN]) == 0
    reading = read_plan(here / "plan.toml")

    assert reading.clean
    advice = {problem.message.key for problem in reading.advice}
    assert advice <= {"plan-advice-placeholder", *({"plan-advice-no-break"} if name == "in-person" else ())}
    assert reading.plan is not None
    planned = sum(item.duration_s for item in reading.plan.items)
    assert planned <= 0.95 * reading.plan.session.length_s


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_has_lines_to_paste_and_rooms_know_what_to_talk_about(name: str, here: Path) -> None:
    run_guarded(["new", name, "plan.toml", *BEGIN])
    plan = load_plan(here / "plan.toml")

    assert sum(len(item.chat) for item in plan.items) >= 3
    for item in plan.items:
        if item.breakout is not None:
            assert item.breakout.prompt
            assert len(item.breakout.broadcast) == 2
    assert all(person.backup for person in plan.people if person.role == "sharer")


def test_a_plan_becomes_a_template_and_a_plan_again(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run_guarded(["new", "clinic", "plan.toml", *BEGIN])
    assert run_guarded(["template", "add", "plan.toml", "Our Clinic"]) == 0
    assert run_guarded(["template", "list"]) == 0
    assert "our-clinic" in capfd.readouterr().out
    assert run_guarded(["template", "show", "our-clinic"]) == 0

    assert (
        run_guarded(["new", "our-clinic", "mine.toml", "--start", "2031-05-01T10:00", "--title", "Mine"]) == 0
    )
    first, again = load_plan(here / "plan.toml"), load_plan(here / "mine.toml")

    assert [item.title for item in again.items] == [item.title for item in first.items]
    assert again.session.id != first.session.id
    assert (again.session.title, f"{again.session.start:%Y-%m-%dT%H:%M}") == ("Mine", "2031-05-01T10:00")


def test_a_community_keeps_its_templates_in_a_folder_of_the_settings(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    config_dir().mkdir(parents=True)
    settings_file().write_text(f'[templates]\nfolder = "{(here / "shared").as_posix()}"\n')
    run_guarded(["new", "clinic", "plan.toml", *BEGIN])

    assert run_guarded(["template", "add", "plan.toml", "ours"]) == 0
    assert (here / "shared" / "ours.toml").read_bytes() == (here / "plan.toml").read_bytes()
    assert not (data_dir() / "templates").exists()
    capfd.readouterr()


@pytest.mark.parametrize("name", ["clinic", "series", "…", ""])
def test_a_name_that_is_taken_or_none_is_refused(
    name: str, here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run_guarded(["new", "clinic", "plan.toml", *BEGIN])

    assert run_guarded(["template", "add", "plan.toml", name]) == 2
    assert not (data_dir() / "templates").exists()
    capfd.readouterr()


def test_a_template_is_replaced_only_when_asked(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run_guarded(["new", "clinic", "plan.toml", *BEGIN])
    add = ["template", "add", "plan.toml", "ours"]

    assert [run_guarded(one) for one in (add, add, [*add, "--force"])] == [0, 2, 0]
    capfd.readouterr()


def test_a_plan_with_errors_is_no_template_and_a_broken_one_is_listed(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (here / "wrong.toml").write_text("plan = 1\n")
    assert run_guarded(["template", "add", "wrong.toml"]) == 1
    (data_dir() / "templates").mkdir(parents=True)
    (data_dir() / "templates" / "old.toml").write_text("plan = 1\n")

    assert run_guarded(["template", "list"]) == 0
    assert "has errors" in capfd.readouterr().out


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_can_be_shown(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["template", "show", name]) == 0
    output = capfd.readouterr().out

    assert output.count("[[item]]") == len(TEMPLATES[name].lines)
    assert "⧼" not in output


def test_lines_for_the_chat_come_in_the_languages_of_the_session(tmp_path: Path) -> None:
    made = tmp_path / "x.toml"

    assert run_guarded(["new", "clinic", str(made), "--languages", "English, French, العربية, Igbo"]) == 0

    plan = load_plan(made)
    assert (plan.session.language, plan.session.interpretation) == ("en", ("fr", "ar", "ig"))
    chats = [item.chat for item in plan.items if item.chat]
    assert chats
    assert all([line.lang for line in chat[:3]] == [None, "fr", "ar"] for chat in chats)
    texts = [line.text for chat in chats for line in chat]
    assert "Nous reprenons dans 10 minutes." in texts
    assert "نستأنف بعد 10 دقائق." in texts
    assert run_guarded(["new", str(tmp_path / "y.toml"), "--from", str(made), "--languages", "fr"]) == 0
    assert load_plan(tmp_path / "y.toml").session.language == "fr"
    assert load_plan(tmp_path / "y.toml").session.interpretation == ()


def test_the_main_language_is_that_of_lines_without_one(tmp_path: Path) -> None:
    made = tmp_path / "x.toml"

    assert run_guarded(["new", "micro", str(made), "--languages", "es"]) == 0

    lines = [line for item in load_plan(made).items for line in item.chat]
    assert {line.lang for line in lines} == {None}
    assert "¡Gracias! ¿Una palabra en tu idioma?" in [line.text for line in lines]
