"""Files that hold no people are refused for what they are, not read as lists of nonsense."""

from __future__ import annotations

import random
from datetime import UTC
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.errors import InputError
from letsconnect_tui.importers.attendance.read import read_attendance
from letsconnect_tui.importers.roster import read_roster
from tests.app.rehearsed import PLAN

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "error-file-no-text": random.Random(1).randbytes(3_000),
    "error-file-is-html": b"<!DOCTYPE html>\n<html><style>p { margin: 0 }</style><p>Break</p></html>",
    "error-file-is-plan": PLAN.encode(),
}


@pytest.mark.parametrize("what", FILES)
def test_it_is_named_and_nobody_is_made_of_it(what: str, tmp_path: Path) -> None:
    path = tmp_path / "people.txt"
    path.write_bytes(FILES[what])
    for read in (lambda: read_attendance(path, zone=UTC), lambda: read_roster(path)):
        with pytest.raises(InputError) as refused:
            read()
        assert refused.value.message.key == what


def test_names_with_a_control_character_are_still_names(tmp_path: Path) -> None:
    path = tmp_path / "people.txt"
    path.write_text("Ana \x1b[31mRed\nBo Li\n", "utf-8")

    assert len(read_attendance(path, zone=UTC).people) == 2
