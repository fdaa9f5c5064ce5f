"""Files that are written whole, for their owner, and never over another."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.saving import free_name, save
from letsconnect_tui.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_free_name_is_found_beside_files_and_dead_links(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    (tmp_path / "a-2.csv").symlink_to(tmp_path / "nowhere")
    assert free_name(tmp_path, "a.csv") == tmp_path / "a-3.csv"


def test_what_names_people_is_for_the_owner_only(tmp_path: Path) -> None:
    save("a\n", tmp_path / "a", names_of="clinic.1")
    save("b\n", tmp_path / "b", names_of=None)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) & 0o400


def test_nothing_is_written_over_or_through(tmp_path: Path) -> None:
    there, link, kept = tmp_path / "there", tmp_path / "link", tmp_path / "kept.json"
    there.write_text("mine")
    kept.write_text("everything")
    link.symlink_to(there)
    for target, force in ((there, False), (link, True), (tmp_path, True), (kept, True)):
        with pytest.raises(InputError):
            save("x", target, names_of=None, force=force, kept=kept)
    assert (there.read_text(), kept.read_text()) == ("mine", "everything")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.json", "link", "there"]


@pytest.mark.parametrize("name", ["a" * 300, "no/such/folder", "there/below-a-file"])
def test_a_name_that_cannot_be_is_refused_in_words(name: str, tmp_path: Path) -> None:
    (tmp_path / "there").touch()
    with pytest.raises(InputError) as no:
        save("x", tmp_path / name, names_of=None)
    assert no.value.message.key == "export-not-written"


def test_no_file_replaces_what_it_is_made_from_nor_a_plan(tmp_path: Path) -> None:
    source, alias, plan = tmp_path / "people.csv", tmp_path / "same.csv", tmp_path / "Other.TOML"
    source.write_text("mine")
    alias.hardlink_to(source)
    plan.write_text("a plan")
    for target in (source, alias, plan):
        with pytest.raises(InputError):
            save("x", target, names_of=None, force=True, made_from=[source])
    assert (source.read_text(), plan.read_text()) == ("mine", "a plan")
