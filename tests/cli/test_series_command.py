"""``letsconnect series`` as typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

from letsconnect_tui.app.saving import still_there
from letsconnect_tui.cli.exit_codes import run_guarded
from tests.exporters.held_year import a_year

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("series") / "year.json"
    a_year(path, clinics=3, connectathons=1, people=40)
    return path


def figures(kept: Path, capfd: pytest.CaptureFixture[str], *more: str) -> dict[str, object]:
    assert run_guarded(["series", *more, "--format", "json", "--file", str(kept)]) == 0
    data: dict[str, object] = json.loads(capfd.readouterr().out)
    return data


def test_all_that_was_held_is_counted(kept: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data = figures(kept, capfd)

    assert (data["sessions"], data["unique"]) == (4, 40)
    assert set(data) >= {"attendances", "returning", "first_time", "minutes", "countries", "languages"}


def test_sessions_days_and_kinds_can_be_chosen(kept: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert figures(kept, capfd, "learning-clinic-0", "connectathon-0")["sessions"] == 2
    assert figures(kept, capfd, "--since", "2026-01-06", "--until", "2026-01-25")["sessions"] == 2
    assert figures(kept, capfd, "--since", "2026-01", "--until", "2026-01")["sessions"] == 3
    assert figures(kept, capfd, "--since", "2026", "--until", "2026")["sessions"] == 4
    assert figures(kept, capfd, "--kind", "Connectathon")["sessions"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        "--since yesterday", "--until 2026-13", "--until 2026-02-30", "--kind party", "--since 2030-01-01",
        "nobody", "--format pdf",
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_said(kept: Path, capfd: pytest.CaptureFixture[str], wrong: str) -> None:
    assert run_guarded(["series", *wrong.split(), "--file", str(kept)]) == 2
    assert capfd.readouterr().err


def test_the_headline_is_one_line(kept: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run_guarded(["series", "--affiliates", "4", "--file", str(kept)])

    assert capfd.readouterr().out.splitlines()[0] == (
        "40 people, 12 languages, 3 clinics, one Connectathon, 2 topics, 50 % of affiliates"
    )


def test_a_workbook_has_every_session_and_its_text_is_text(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "year.xlsx"
    assert run_guarded(["series", "--format", "xlsx", "--names", "-o", str(path), "--file", str(kept)]) == 0
    book = openpyxl.load_workbook(path)

    assert book.sheetnames == ["series", "sessions", "people"]
    assert (book["sessions"].max_row, book["people"].max_row) == (5, 41)
    assert {cell.data_type for row in book["people"].iter_rows(min_col=1, max_col=2) for cell in row} <= {
        "s",
        "n",
    }


def test_a_file_with_names_is_remembered_for_every_session_in_it(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    assert run_guarded(["series", "--format", "csv", "--names", "-o", str(path), "--file", str(kept)]) == 0

    assert path.stat().st_mode & 0o777 == 0o600
    for session in ("learning-clinic-0.1", "connectathon-0.1"):
        assert still_there([session]) == (str(path),)
