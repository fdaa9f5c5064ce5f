"""The plan editor by keys and mouse: what is typed is in the plan, and the table follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.events import Key
from textual.widgets import Input, Select, TextArea

from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.tui.editor.app import EditorApp
from tests.tui.editor_stage import CLINIC, an_editor, on_editor_stage

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.editor_stage import EditorStage


def row_of(stage: EditorStage, title: str) -> str:
    return next(line for line in stage.lines[1:] if title in line)


def field(stage: EditorStage, label: str) -> Any:
    """The widget beside a label."""
    form = stage.app.query_one("PlanForm")
    place = [one.label for one in form.fields].index(label)  # type: ignore[attr-defined]
    return form.query_one(f"#field-{place}")


async def test_the_agenda_shows_clock_times_sums_floors_and_lateness(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        assert row_of(stage, "What reviewers look for").split()[:4] == ["18:17", "18:00", "14:00", "normal"]
        assert "ends 19:54 of 20:00   6:00 spare   floors end 19:18" in stage.text
        assert "10 min late: ends in time if 2 items give up 4:00" in stage.text


async def test_times_follow_while_a_duration_is_typed(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        await stage.press("down", "enter", "tab", "tab", "end", "backspace", "backspace")
        assert "needed" in stage.text
        await stage.type("9")
        assert row_of(stage, "A sentence that once").split()[0] == "18:14"
        await stage.type("0")
        assert row_of(stage, "A sentence that once").split()[0] == "19:35"
        assert "over" in stage.text
        assert stage.editor.plan.items[1].duration_s == 90 * 60


async def test_what_cannot_be_stays_in_its_field_and_is_said(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        await stage.press("enter", "tab", "tab", "end", "x")
        assert field(stage, "duration").value == "5mx"
        assert "duration “5mx” is not a duration" in stage.text
        assert "nothing to mend" not in stage.text
        assert (stage.editor.plan.items[0].duration_s, stage.editor.unsaved) == (300, False)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["+"], ["arrive:360", "welcome:360"]),
        (["-", "-"], ["arrive:180", "welcome:360"]),
        (["J"], ["welcome:360", "arrive:300"]),
        (["down", "K"], ["welcome:360", "arrive:300"]),
        (["d"], ["arrive:300", "arrive-2:300"]),
        (["s"], ["arrive:120", "arrive-2:180"]),
        (["x"], ["welcome:360", "warm-up:360"]),
        (["m"], ["arrive:660", "warm-up:360"]),
        (["m", "u"], ["arrive:300", "welcome:360"]),
        (["x", "x", "u", "u", "U"], ["welcome:360", "warm-up:360"]),
    ],
)
async def test_a_key_edits_the_item_under_the_cursor(
    keys: list[str], expected: list[str], tmp_path: Path
) -> None:
    async with on_editor_stage(tmp_path) as stage:
        await stage.press(*keys)
        items = stage.editor.plan.items[:2]
        assert [f"{item.id}:{item.duration_s}" for item in items] == expected


async def test_a_new_item_is_named_at_once(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        await stage.press("a")
        await stage.type("Stretch")
        await stage.press("escape", "+", "ctrl+s")
        assert "is written" in stage.text
    plan = load_plan(tmp_path / "clinic.toml")
    assert (plan.items[1].title, plan.items[1].duration_s) == ("Stretch", 360)


async def test_choices_notes_and_chat_lines_are_written(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path, size=(120, 40)) as stage:
        await stage.press("enter")
        assert isinstance(field(stage, "kind"), Select)
        field(stage, "kind").value = "activity"
        field(stage, "optional").value = "true"
        notes, chat = field(stage, "notes"), field(stage, "chat")
        assert isinstance(notes, TextArea)
        notes.text = "one\ntwo"
        chat.text = "Hi\n[fr] Salut"
        await stage.pilot.pause()
        await stage.pilot.pause()
        item = stage.editor.plan.items[0]
        assert (item.kind, item.optional, item.notes) == ("activity", True, "one\ntwo")
        assert [(line.lang, line.text) for line in item.chat] == [(None, "Hi"), ("fr", "Salut")]


async def test_an_item_that_becomes_a_breakout_gets_the_fields_of_one(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path, size=(120, 40)) as stage:
        await stage.press("enter")
        field(stage, "kind").value = "breakout"
        await stage.press("escape", "enter")
        field(stage, "size").value = "4"
        await stage.pilot.pause()
        await stage.pilot.pause()
        assert stage.editor.plan.items[0].breakout is not None
        assert "20 people: 5 rooms of 4 4 4 4 4" in stage.text
        await stage.press("escape")
        assert "20 people (r for more): 5 rooms of 4 4 4 4 4" in stage.text
        await stage.press("r")
        assert "30 people (r for more): " in stage.text


async def test_advice_follows_the_number_of_people_expected(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path, size=(120, 40)) as stage:
        assert "r how many come" in stage.text
        assert "will report back" not in stage.text
        await stage.press("r", "r", "r", "r")
        assert "80 expected (r)" in stage.text
        assert "will report back" in stage.text


async def test_keys_faster_than_the_screen_are_carried_out_in_their_order(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        await stage.press("enter")
        for key, sign in (("tab", None), ("tab", None), ("backspace", None), ("backspace", None), ("8", "8")):
            stage.app.post_message(Key(key, sign))
        await stage.press()
        await stage.pilot.pause(0.5)
        assert field(stage, "duration").value == "8"
        assert stage.editor.plan.items[0].duration_s == 8 * 60


@pytest.mark.parametrize(
    ("keys", "title"),
    [
        (["ctrl+u", "W", "h"], "Wh"),
        (["ctrl+w", "W"], "Arriving, choosing a language W"),
        (["home", "W"], "WArriving, choosing a language channel"),
        (["home", "ctrl+k", "W"], "W"),
    ],
)
async def test_letters_right_behind_a_key_that_edits_are_kept(
    keys: list[str], title: str, tmp_path: Path
) -> None:
    async with on_editor_stage(tmp_path) as stage:
        await stage.press("enter")
        for key in keys:
            stage.app.post_message(Key(key, key if len(key) == 1 else None))
        await stage.press()
        await stage.pilot.pause(0.5)
        assert stage.editor.plan.items[0].title == title


async def test_letters_in_a_form_are_never_keys_of_the_table(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        await stage.press("enter", "tab")
        assert isinstance(stage.app.focused, Select)
        before = [item.id for item in stage.editor.plan.items]
        await stage.press(*"xadsmuUptlrq", "K", "J", "+", "-")
        assert ([item.id for item in stage.editor.plan.items], stage.app.is_running) == (before, True)
        assert stage.app.query("PlanForm")


async def test_a_letter_chooses_in_a_list_closed_or_open(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        await stage.press("enter", "tab", "b")
        kinds = [stage.editor.plan.items[0].kind]
        await stage.press("b", "7")
        kinds.append(stage.editor.plan.items[0].kind)
        await stage.press("enter", *"rep", "enter")
        assert [*kinds, stage.editor.plan.items[0].kind] == ["breakout", "break", "report-back"]
        stage.app.screen.set_focus(field(stage, "lead"))
        await stage.press("t")
        assert stage.editor.plan.items[0].lead == "thandeka"
        await stage.press("backspace")
        assert stage.editor.plan.items[0].lead is None


async def test_ids_of_new_entries_are_made_of_their_names_and_then_stay(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        await stage.press("p", "a")
        await stage.type("Zoë")
        await stage.press("escape", "p", "a")
        await stage.type("Tea")
        stage.app.screen.set_focus(field(stage, "lead"))
        await stage.press("z")
        assert stage.editor.plan.items[1].lead == "new-person"
        await stage.press("ctrl+s")
        assert field(stage, "lead").value == "zoe"
        stage.app.screen.set_focus(field(stage, "title"))
        await stage.type("!")
        await stage.press("ctrl+s", "escape", "q")
    plan = load_plan(tmp_path / "clinic.toml")
    assert (plan.items[1].id, plan.items[1].title, plan.items[1].lead) == ("tea", "Tea!", "zoe")
    assert plan.people[1].id == "zoe"
    kept = (tmp_path / "clinic.toml").read_text("utf-8")
    assert all(line in kept for line in CLINIC.read_text("utf-8").splitlines())


async def test_a_plan_without_items_or_people_gets_some(tmp_path: Path) -> None:
    text = "plan = 1\n" + CLINIC.read_text("utf-8").partition("plan = 1")[2].partition("[session.links]")[0]
    async with on_editor_stage(tmp_path, text=text) as stage:
        await stage.press("p", "x", "enter", "a")
        await stage.type("Ana")
        await stage.press("escape", "p", "+", "K", "d", "x", "a")
        await stage.type("Talk")
        await stage.press("escape", "ctrl+s")
    plan = load_plan(tmp_path / "clinic.toml")
    assert [item.title for item in plan.items] == ["Talk"]
    assert [person.name for person in plan.people] == ["Ana"]


async def test_undo_in_a_form_shows_what_was_there(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        before = stage.editor.plan.items[0].title
        await stage.press("enter")
        await stage.press("ctrl+u")
        await stage.type("New")
        assert (field(stage, "title").value, stage.editor.plan.items[0].title) == ("New", "New")
        await stage.press("ctrl+z")
        assert (field(stage, "title").value, stage.editor.plan.items[0].title) == (before, before)


async def test_people_have_a_table_and_a_form_of_their_own(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        await stage.press("p")
        assert "Thandeka Mkhize" in row_of(stage, "co-facilitator")
        await stage.press("enter")
        field(stage, "call").value = "Luke"
        field(stage, "languages").value = "pl, en, de"
        await stage.pilot.pause()
        await stage.press("escape", "a")
        await stage.type("Zoë Ọkọ")
        await stage.press("escape", "p")
    person = stage.editor.plan.people[0]
    assert (person.call, person.languages) == ("Luke", ("pl", "en", "de"))
    assert stage.editor.plan.people[1].name == "Zoë Ọkọ"


async def test_the_session_has_a_form(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        await stage.press("t")
        await stage.press("ctrl+u")
        await stage.type("A new title")
        field(stage, "start").value = "2027-02-18T19:30"
        await stage.pilot.pause()
        await stage.press("escape")
        assert row_of(stage, "Arriving").split()[0] == "19:30"
        assert stage.editor.plan.session.title == "A new title"


async def test_the_checklist_is_in_the_form_of_the_session(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path, size=(120, 40)) as stage:
        await stage.press("t")
        field(stage, "checklist").text = "[slides] -10 @thandeka\n[page] skip\nThank the sharers +2"
        await stage.pilot.pause()
        await stage.pilot.pause()
        field(stage, "checklist").text = "[slides] -9 @thandeka\nThank the sharers +2"
        await stage.pilot.pause()
        await stage.pilot.pause()
        await stage.press("escape", "ctrl+s")
    steps = load_plan(tmp_path / "clinic.toml").checklist
    assert [(one.id, one.before, one.after, one.who) for one in steps] == [
        ("slides", 9, None, "thandeka"),
        ("thank-the-sharers", None, 2, None),
    ]


async def test_problems_of_the_item_under_the_cursor_come_first_and_are_marked(tmp_path: Path) -> None:
    text = CLINIC.read_text("utf-8").replace('min      = "3m"', 'min      = "30m"', 1)
    async with on_editor_stage(tmp_path, text=text) as stage:
        marked = next(line for line in stage.lines if line.startswith(" ! "))
        assert "18:00" in marked
        assert " ! min 30:00 is" in stage.text
        await stage.press("down", "down")
        assert " ! item 1 “Arriving" in stage.text


async def test_leaving_asks_about_what_is_not_saved(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        await stage.press("+", "q")
        assert "edits that are not saved" in stage.text
        await stage.press("escape")
        assert stage.app.is_running
        await stage.press("q", "d")
    assert (tmp_path / "clinic.toml").read_bytes() == CLINIC.read_bytes()
    async with on_editor_stage(tmp_path) as stage:
        await stage.press("+", "q", "s")
    assert load_plan(tmp_path / "clinic.toml").items[0].duration_s == 360


async def test_a_file_changed_meanwhile_is_said_and_both_are_kept(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path, size=(200, 40)) as stage:
        await stage.press("+")
        (tmp_path / "clinic.toml").write_text("theirs", "utf-8")
        await stage.press("ctrl+s")
        assert "Another program has changed" in stage.text
    assert (tmp_path / "clinic.toml").read_text("utf-8") == "theirs"
    assert load_plan(tmp_path / "clinic-edited.toml").items[0].duration_s == 360


async def test_a_change_by_another_program_is_taken_or_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "clinic.toml"
    async with on_editor_stage(tmp_path, size=(100, 24)) as stage:
        path.write_text(CLINIC.read_text("utf-8").replace('"Writing a', '"Rewriting a'), "utf-8")
        stage.app.look_at_file()
        await stage.pilot.pause()
        assert stage.lines[0].startswith(" Rewriting a")
        assert "taken over" in stage.text
        await stage.press("+")
        path.write_bytes(CLINIC.read_bytes())
        stage.app.look_at_file()
        await stage.pilot.pause()
        assert "keeps both" in stage.text
        assert stage.lines[0].startswith(" Rewriting a")


async def test_a_closed_window_loses_no_edit(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        await stage.press("+")
        stage.app.leave(1)
        await stage.pilot.pause()
    assert (tmp_path / "clinic.toml").read_bytes() == CLINIC.read_bytes()
    assert load_plan(tmp_path / "clinic-edited.toml").items[0].duration_s == 360
    async with on_editor_stage(tmp_path, size=(100, 24)) as stage:
        assert "“clinic-edited.toml” beside it holds edits" in stage.text


async def test_a_crash_says_where_the_edits_are(tmp_path: Path) -> None:
    app = EditorApp(an_editor(tmp_path))
    assert "clinic-edited" not in app.where_kept()
    app.editor.lengthen(0, 60)
    assert "clinic-edited.toml" in app.where_kept()
    assert load_plan(tmp_path / "clinic-edited.toml").items[0].duration_s == 360


async def test_the_mouse_selects_opens_and_presses_keys(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        await stage.pilot.click("#edit-agenda", offset=(40, 4))
        await stage.pilot.pause()
        assert stage.app.place == 3
        await stage.pilot.click("#edit-agenda", offset=(40, 4))
        await stage.app.workers.wait_for_complete()
        await stage.pilot.pause()
        assert stage.app.query_one("#field-0", Input).value == "What reviewers look for"
        await stage.press("escape")
        row = next(at for at, line in enumerate(stage.lines) if "d copy" in line)
        await stage.pilot.click(offset=(stage.lines[row].index("d copy") + 3, row))
        await stage.pilot.pause()
        assert len(stage.editor.plan.items) == 12


async def test_nothing_is_markup_and_nothing_wider_than_the_window(tmp_path: Path) -> None:
    from tests.hostile import HOSTILE_NAMES

    titles = [name for name in HOSTILE_NAMES if name.strip() and "\udcff" not in name][:30]
    editor = an_editor(tmp_path)
    for place, title in enumerate(titles):
        editor.set(("item", place % len(editor.plan.items), "title"), title)
        editor.set(("people", place % len(editor.plan.people), "name"), title)
    app = EditorApp(editor)
    async with app.run_test(size=(66, 24)) as pilot:
        await pilot.pause()
        await pilot.press("p", "enter")
        await pilot.pause()
        assert app.is_running


@pytest.mark.parametrize("size", [(80, 12), (40, 12), (40, 10)])
async def test_a_low_window_shows_items_and_has_room_for_the_form(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_editor_stage(tmp_path, size=size) as stage:
        assert row_of(stage, "A sentence")
        await stage.press("enter")
        for label in ("title", "kind", "length", "at least", "at most"):
            assert label in stage.text
        await stage.press("escape")
        assert row_of(stage, "A sentence")


async def test_what_cannot_be_is_said_when_its_form_is_left(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        before = stage.editor.plan.items[1].duration_s
        await stage.press("down", "enter", "tab", "tab", "end")
        await stage.type("x")
        await stage.press("escape")
        assert "Not kept in “length”" in stage.text
        assert stage.editor.plan.items[1].duration_s == before


async def test_letters_are_added_to_a_title_and_replace_only_a_new_one(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        title = stage.editor.plan.items[0].title
        await stage.press("enter")
        await stage.type("!")
        assert stage.editor.plan.items[0].title == f"{title}!"
        await stage.press("escape", "a")
        await stage.type("Tea")
        assert stage.editor.plan.items[1].title == "Tea"


async def test_ctrl_c_leaves_the_editor_and_asks_about_edits(tmp_path: Path) -> None:
    async with on_editor_stage(tmp_path) as stage:
        await stage.press("+", "ctrl+c")
        assert "not saved" in stage.text
        assert "enter" in stage.text
