from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from letsconnect_tui.app.plan_library import load_plan, read_plan, shipped_plans
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.plan.toml_syntax import SIZE_LIMIT

HEAD = """plan = 1
[session]
id = "demo"
title = "Demo"
start = 2026-12-03T15:00
timezone = "Africa/Lagos"
length = "2h"
"""


@pytest.mark.parametrize("path", shipped_plans(), ids=lambda path: path.stem)
def test_shipped_plan_checks_clean_and_needs_no_advice(path: Path) -> None:
    reading = read_plan(path)

    assert reading.problems == ()
    assert reading.plan is not None
    assert reading.plan.text == path.read_text("utf-8")


def test_four_kinds_of_plans_and_the_first_steps_ship() -> None:
    names = [path.stem for path in shipped_plans()]

    expected = [
        "conference-workshop",
        "connectathon",
        "first-steps",
        "learning-clinic-experienced",
        "learning-clinic-newcomers",
    ]
    assert expected == names


def test_notepad_marks_and_windows_lines_are_forgiven(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    text = HEAD + '[[item]]\ntitle = "Schön"\nduration = 60\n'
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert load_plan(path).items[0].title == "Schön"


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_plan(path)
    return caught.value.message.key


def test_trouble_with_the_file_itself_is_an_input_error(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b'plan = 1\ntitle = "Jos\xe9"\n')
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * (SIZE_LIMIT + 1))

    assert refused(tmp_path / "none.toml") == "error-file-missing"
    assert refused(tmp_path) == "error-file-is-folder"
    assert refused(latin) == "plan-file-not-utf8"
    assert refused(large) == "error-file-too-large"
    assert refused(Path("nul\0byte")) in ("error-file-unreadable", "error-file-missing")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everything is readable here")
def test_unreadable_file_is_an_input_error(tmp_path: Path) -> None:
    path = tmp_path / "locked.toml"
    path.touch(mode=0)

    assert refused(path) == "error-file-unreadable"


def test_loading_a_broken_plan_carries_all_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(HEAD + '[[item]]\ntitle = "A"\nduration = "x"\nkind = "y"\n')

    with pytest.raises(PlanError) as caught:
        load_plan(path)

    assert len(caught.value.problems) == 2


ITEM = '[[item]]\ntitle = "Schön"\nduration = 60\n'


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_read_and_named(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes((HEAD + ITEM).encode(encoding))

    reading = read_plan(path)

    assert reading.plan is not None
    assert reading.plan.items[0].title == "Schön"
    assert reading.clean
    assert "plan-file-utf16" in [problem.message.key for problem in reading.advice]


def test_lines_that_end_with_cr_alone_are_read_and_named(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes((HEAD + ITEM + 'kind = "x"\n').replace("\n", "\r").encode())
    assert [error.line for error in read_plan(path).errors] == [11]

    path.write_bytes((HEAD + ITEM).replace("\n", "\r").encode())
    reading = read_plan(path)

    assert reading.plan is not None
    assert "\r" not in reading.plan.text
    assert reading.clean
    assert "plan-old-line-ends" in [problem.message.key for problem in reading.advice]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04...[Content_Types].xml...word/document.xml", "word"),
        (b"PK\x03\x04...[Content_Types].xml...xl/workbook.xml", "spreadsheet"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.textPK", "opendocument"),
        (b"PK\x03\x04photos/1.jpg", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "office"),
        (b"{\\rtf1\\ansi plan = 1}", "rtf"),
        (b"%PDF-1.7", "pdf"),
        (b"\n<!DOCTYPE html><html>", "html"),
        (b"\x89PNG\r\n", "picture"),
    ],
)
@pytest.mark.parametrize("size", [0, SIZE_LIMIT + 1], ids=["small", "too large for a plan"])
def test_a_document_of_another_kind_is_named(content: bytes, name: str, size: int, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(content.ljust(size, b"x"))

    with pytest.raises(InputError) as caught:
        read_plan(path)

    assert caught.value.message.key == "plan-file-other-format"
    assert caught.value.message.values[1] == message(f"plan-format-{name}")
