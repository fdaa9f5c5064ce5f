"""Files are replaced whole, in one place."""

from __future__ import annotations

import ast
import errno
import stat
import sys
from pathlib import Path

import pytest

import letsconnect_tui
from letsconnect_tui.store.durable import EVERYBODY, replace_file
from letsconnect_tui.store.filesystem import FileSystem

SOURCE = Path(letsconnect_tui.__file__).parent
WRITING = {
    "fsync",
    "mkstemp",
    "NamedTemporaryFile",
    "write_text",
    "write_bytes",
    "rename",
    "O_TRUNC",
}
ONLY_NEW_OR_LONGER = {"crash.py", "app/exported_files.py"}
"""They make a file with a name of its own, or add a line; nothing that was there is written again."""


class FailingDisk(FileSystem):
    """A disk on which one step fails."""

    def __init__(self, step: str) -> None:
        self._step = step

    def _fail(self, step: str) -> None:
        if step == self._step:
            raise OSError(errno.ENOSPC, "no room")

    def write_at(self, descriptor: int, data: bytes, offset: int) -> int:
        self._fail("write")
        return super().write_at(descriptor, data, offset)

    def sync(self, descriptor: int) -> None:
        self._fail("sync")
        super().sync(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        self._fail("replace")
        super().replace(source, target)

    def link(self, existing: Path, new: Path) -> None:
        self._fail("link")
        super().link(existing, new)


@pytest.mark.parametrize("step", ["write", "sync", "replace"])
def test_a_file_that_cannot_be_replaced_stays_as_it_was(step: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("before")
    with pytest.raises(OSError, match="no room"):
        replace_file(path, b"after", filesystem=FailingDisk(step))

    assert {one.name: one.read_text() for one in tmp_path.iterdir()} == {"a": "before"}


@pytest.mark.parametrize("filesystem", [FileSystem(), FailingDisk("link")], ids=["links", "no links"])
def test_a_name_that_is_taken_is_left_unless_it_may_be_replaced(
    filesystem: FileSystem, tmp_path: Path
) -> None:
    path = tmp_path / "a"
    replace_file(path, b"first", over_existing=False, filesystem=filesystem)
    with pytest.raises(FileExistsError):
        replace_file(path, b"second", over_existing=False, filesystem=filesystem)
    assert path.read_bytes() == b"first"

    replace_file(path, b"third", filesystem=filesystem)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"a": b"third"}


@pytest.mark.skipif(sys.platform == "win32", reason="no permission bits")
def test_a_file_is_its_owners_alone_unless_it_is_for_everybody(tmp_path: Path) -> None:
    replace_file(tmp_path / "mine", b"")
    replace_file(tmp_path / "ours", b"", mode=EVERYBODY)

    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) & 0o400


def test_nothing_outside_the_store_writes_over_a_file() -> None:
    found = {
        f"{path.relative_to(SOURCE).as_posix()}:{node.lineno} {name}"
        for path in SOURCE.rglob("*.py")
        if path.parent.name != "store" and path.relative_to(SOURCE).as_posix() not in ONLY_NEW_OR_LONGER
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and (name := node.attr) in WRITING
    }

    assert found == set()
