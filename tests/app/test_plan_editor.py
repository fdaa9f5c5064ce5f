"""Editing sessions: random edits, taking back, saving, and files that others change meanwhile."""

from __future__ import annotations

import stat
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letsconnect_tui.app.plan_agenda import agenda_rows, agenda_sums, expected_rooms, if_late
from letsconnect_tui.app.plan_editor import PlanEditor
from letsconnect_tui.app.plan_library import load_plan, read_plan, shipped_plans
from letsconnect_tui.cli.show import as_data
from letsconnect_tui.errors import InputError
from letsconnect_tui.plan.editing import entries
from letsconnect_tui.plan.model import Breakout
from letsconnect_tui.plan.occurrence import outline
from tests.plan.editing.generated import written_plans

if TYPE_CHECKING:
    from pathlib import Path

CLINIC = next(path for path in shipped_plans() if "experienced" in path.stem)
NOW = datetime(2026, 11, 1, tzinfo=UTC)

EDITS = st.one_of(
    st.tuples(st.just("duration"), st.integers(0, 9), st.sampled_from(["7", "90s", "2h", "x", ""])),
    st.tuples(st.just("title"), st.integers(0, 9), st.sampled_from(["Welcome", "New", '"q"', ""])),
    st.tuples(st.just("start"), st.integers(0, 9), st.sampled_from(["15:20", "16:00", "25:00", ""])),
    st.tuples(st.just("session"), st.just(0), st.sampled_from(["1h", "3h", "-"])),
    st.tuples(
        st.sampled_from(["up", "down", "longer", "remove", "copy", "split", "merge", "add", "undo", "redo"]),
        st.integers(0, 9),
        st.just(""),
    ),
)


def an_editor(path: Path) -> PlanEditor:
    editor = PlanEditor.open(path)
    editor._now = lambda: NOW
    return editor


def a_copy(tmp_path: Path) -> Path:
    path = tmp_path / "clinic.toml"
    path.write_bytes(CLINIC.read_bytes())
    return path


def perform(editor: PlanEditor, what: str, place: int, typed: str) -> None:
    place %= len(editor.plan.items)
    if what in ("duration", "title", "start"):
        editor.set(("item", place, what), typed)
    elif what == "session":
        editor.set(("session", "length"), typed)
    elif what in ("up", "down"):
        editor.move(place, 1 if what == "down" else -1)
    elif what == "longer":
        editor.lengthen(place, 60)
    elif what in ("undo", "redo"):
        getattr(editor, what)()
    else:
        half = editor.plan.items[place].duration_s // 2
        edits: dict[str, Any] = {
            "remove": lambda plan: entries.removed(plan, "item", place),
            "copy": lambda plan: entries.duplicated(plan, place),
            "split": lambda plan: entries.split(plan, place, half),
            "merge": lambda plan: entries.merged(plan, place),
            "add": lambda plan: entries.added(plan, "item", {"title": "New", "duration": "5m"}, place),
        }
        editor.edit(edits[what])


def times(rows: Any) -> list[tuple[str, datetime]]:
    return [(row.item.id, row.starts_at.astimezone(UTC)) for row in rows]


def edits_hold(text: str, edits: list[tuple[str, int, str]], path: Path) -> None:
    """After any edits the table has the times that the written file has; undone, the bytes are the first."""
    first = text.encode()
    path.write_bytes(first)
    editor = an_editor(path)
    for what, place, typed in edits:
        perform(editor, what, place, typed)
    editor.save()

    reading = read_plan(path, advise=False)
    assert reading.draft is not None
    assert times(agenda_rows(editor.plan)) == times(outline(reading.draft))
    if reading.plan is not None:
        shown = as_data(reading.plan)["items"]
        rows = agenda_rows(editor.plan)
        assert [item["start"] for item in shown] == [
            f"{row.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for row in rows
        ]
    while editor.can_undo:
        editor.undo()
    editor.save()
    assert path.read_bytes() == first


@given(plan=written_plans(), edits=st.lists(EDITS, max_size=8))
def test_times_follow_edits_and_undo_gives_the_first_bytes(
    plan: Any, edits: list[tuple[str, int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    edits_hold(plan.text, edits, tmp_path_factory.mktemp("edited") / "plan.toml")


@pytest.mark.full
@pytest.mark.parametrize("part", range(4))
def test_times_follow_ten_thousand_edit_sequences(part: int, tmp_path: Path) -> None:
    @settings(max_examples=2500, deadline=None, database=None)
    @given(plan=written_plans(), edits=st.lists(EDITS, max_size=8))
    def hold(plan: Any, edits: list[tuple[str, int, str]]) -> None:
        edits_hold(plan.text, edits, tmp_path / f"{part}.toml")

    hold()


@pytest.mark.parametrize("path", shipped_plans(), ids=lambda path: path.stem)
def test_a_plan_that_was_not_edited_is_not_written(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    for content in (path.read_bytes(), path.read_bytes().replace(b"\n", b"\r\n"), path.read_bytes().rstrip()):
        copy.write_bytes(content)
        before = copy.stat().st_mtime_ns

        saved = an_editor(copy).save()

        assert (saved.message.key, copy.stat().st_mtime_ns) == ("edit-unchanged", before)
        assert copy.read_bytes() == content


def test_letters_typed_into_one_field_are_taken_back_as_one(tmp_path: Path) -> None:
    editor = an_editor(a_copy(tmp_path))
    for typed in ("N", "Ne", "New"):
        editor.set(("item", 0, "title"), typed, group="title")
    editor.set(("item", 0, "duration"), "9", group="duration")

    editor.undo()
    assert editor.plan.items[0].title == "New"
    editor.undo()
    assert (editor.can_undo, editor.unsaved) == (False, False)
    editor.redo()
    assert editor.plan.items[0].title == "New"


def test_a_field_typed_back_to_what_it_was_leaves_nothing_to_take_back(tmp_path: Path) -> None:
    editor = an_editor(a_copy(tmp_path))
    title = editor.plan.items[0].title
    for typed in (title + "x", title):
        assert editor.set(("item", 0, "title"), typed, group="title") is None

    assert (editor.can_undo, editor.unsaved) == (False, False)


def test_a_value_that_cannot_be_changes_nothing_and_says_why(tmp_path: Path) -> None:
    editor = an_editor(a_copy(tmp_path))

    refused = editor.set(("item", 0, "duration"), "soon")

    assert refused is not None
    assert refused.key == "plan-not-a-duration"
    assert (editor.can_undo, editor.unsaved) == (False, False)


def test_problems_are_told_at_the_item_they_are_about(tmp_path: Path) -> None:
    editor = an_editor(a_copy(tmp_path))
    editor.set(("item", 2, "min"), "1h")

    (problem,) = [one for one in editor.problems_at(("item", 2)) if one.level == "error"]

    assert problem.message.key == "plan-min-over-duration"
    assert problem.path == ("item", 2, "min")


def test_sums_say_what_is_spare_and_where_the_floors_end(tmp_path: Path) -> None:
    editor = an_editor(a_copy(tmp_path))
    plan = load_plan(CLINIC)
    before = agenda_sums(editor.plan)

    assert before.spare_s == plan.session.length_s - sum(item.duration_s for item in plan.items)
    assert before.floors_end_at is not None
    assert before.floors_end_at < before.ends_at < before.slot_ends_at
    editor.lengthen(0, before.spare_s + 60)
    after = agenda_sums(editor.plan)
    assert (after.spare_s, after.ends_at - after.slot_ends_at) == (-60, timedelta(minutes=1))


def test_what_if_it_begins_late_keeps_the_end(tmp_path: Path) -> None:
    answer = if_late(an_editor(a_copy(tmp_path)).plan, 600)

    assert answer is not None
    assert answer.rebalance.fits
    assert answer.ends_at <= answer.end_at


@pytest.mark.parametrize(
    ("breakout", "people", "rooms"),
    [
        (Breakout(size=5), 23, [5, 5, 5, 4, 4]),
        (Breakout(count=3), 10, [4, 3, 3]),
        (Breakout(size=5), 0, []),
    ],
)
def test_expected_people_fill_rooms(breakout: Breakout, people: int, rooms: list[int]) -> None:
    assert expected_rooms(breakout, people) == rooms


def test_a_file_that_another_program_changed_is_left_and_ours_kept_beside(tmp_path: Path) -> None:
    path = a_copy(tmp_path)
    editor = an_editor(path)
    editor.set(("session", "title"), "Mine")
    theirs = path.read_bytes().replace(b"title", b"title ", 1)
    path.write_bytes(theirs)

    assert editor.changed_elsewhere()
    saved = editor.save()

    assert (saved.beside, saved.message.key) == (True, "edit-written-beside")
    assert path.read_bytes() == theirs
    assert load_plan(tmp_path / "clinic-edited.toml").session.title == "Mine"
    editor.set(("session", "title"), "Mine again")
    assert editor.save().beside is False
    assert load_plan(tmp_path / "clinic-edited.toml").session.title == "Mine again"


def test_what_another_program_wrote_is_taken_where_nothing_is_unsaved(tmp_path: Path) -> None:
    path = a_copy(tmp_path)
    editor = an_editor(path)
    theirs = path.read_text("utf-8").replace('title          = "W', 'title          = "Re-w')
    path.write_text(theirs, "utf-8")

    assert editor.take_theirs()
    assert (editor.plan.session.title[:4], editor.changed_elsewhere(), editor.unsaved) == (
        "Re-w",
        False,
        False,
    )
    editor.undo()
    assert editor.unsaved
    path.write_text("no plan", "utf-8")
    assert not editor.take_theirs()
    editor.redo()
    assert not editor.take_theirs()
    assert editor.plan.session.title.startswith("Re-w")


def test_a_file_that_is_gone_is_written_anew(tmp_path: Path) -> None:
    path = a_copy(tmp_path)
    editor = an_editor(path)
    path.unlink()

    assert editor.save().beside is False
    assert path.read_bytes() == CLINIC.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions, and links need rights")
def test_saving_keeps_permissions_and_links(tmp_path: Path) -> None:
    path = a_copy(tmp_path)
    path.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    editor = an_editor(link)
    editor.set(("session", "title"), "Mine")

    editor.save()

    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert load_plan(path).session.title == "Mine"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_plan_in_another_encoding_stays_in_it(encoding: str, mark: str, tmp_path: Path) -> None:
    path = tmp_path / "clinic.toml"
    path.write_bytes((mark + CLINIC.read_text("utf-8")).encode(encoding))
    editor = an_editor(path)
    editor.set(("session", "title"), "Mine")

    editor.save()

    assert path.read_bytes().decode(encoding).startswith(mark + "#")
    assert load_plan(path).session.title == "Mine"


def test_a_failure_to_write_leaves_the_file_and_the_edits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_copy(tmp_path)
    editor = an_editor(path)
    editor.set(("session", "title"), "Mine")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("letsconnect_tui.app.plan_file.replace_file", full)
    with pytest.raises(InputError):
        editor.save()

    assert path.read_bytes() == CLINIC.read_bytes()
    assert editor.unsaved
