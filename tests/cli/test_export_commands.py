"""``letsconnect export …`` and ``report`` as typed: where the bytes go, and what is never written over."""

from __future__ import annotations

import codecs
import json
import stat
import sys
from pathlib import Path

import pytest

from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.store import EventFile
from tests.exporters.held import held_session
from tests.session.builders import a_session

GOLDEN = Path(__file__).parents[1] / "exporters" / "golden"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with one session that was held."""
    path = tmp_path / "letsconnect.json"
    file = EventFile.open(path)
    held_session(store=file)
    file.close()
    monkeypatch.setenv("LETSCONNECT_FILE", str(path))
    monkeypatch.chdir(tmp_path)
    return path


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("arguments", "golden"),
    [
        ("attendance last", "attendance.csv"),
        ("attendance clinic --format wikitext", "attendance.wikitext"),
        ("attendance clinic.1 --names", "attendance-names.csv"),
        ("timing last --format json", "timing.json"),
        ("timing --names last", "timing-names.csv"),
        ("timing --names=team last", "timing-team.csv"),
        ("attendance last --names team", "attendance-team.csv"),
        ("attendance --names all clinic", "attendance-names.csv"),
        ("chapters last --names", "chapters-names.txt"),
        ("report last --format md --names team", "report-team.md"),
        ("log last", "log.jsonl"),
    ],
)
def test_an_export_goes_to_standard_output_byte_for_byte(
    arguments: str, golden: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run_guarded(["export", *arguments.split()]) == 0
    assert capfdbinary.readouterr().out == (GOLDEN / golden).read_bytes()


@pytest.mark.usefixtures("kept")
def test_a_csv_file_begins_with_a_byte_order_mark_unless_a_program_reads_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    golden = (GOLDEN / "attendance.csv").read_bytes()
    assert run_guarded(["export", "attendance", "last", "-o", "out.csv"]) == 0
    assert (tmp_path / "out.csv").read_bytes() == codecs.BOM_UTF8 + golden
    assert capfd.readouterr() == ("", "Written: out.csv\n")

    assert run_guarded(["export", "attendance", "last", "-o", "plain.csv", "--no-bom"]) == 0
    assert (tmp_path / "plain.csv").read_bytes() == golden
    for what, form in (("timing", "json"), ("report", "wikitext"), ("log", "jsonl"), ("chapters", "text")):
        assert run_guarded(["export", what, "last", "--format", form, "-o", f"{what}.{form}"]) == 0
        assert not (tmp_path / f"{what}.{form}").read_bytes().startswith(codecs.BOM_UTF8)


@pytest.mark.usefixtures("kept")
def test_chapters_say_what_a_video_site_asks_for(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["export", "chapters", "last"]) == 0
    assert "3 or more" in capfd.readouterr().err


@pytest.mark.usefixtures("kept")
def test_a_level_of_names_that_is_none_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(["export", "attendance", "last", "--names=some"]) == 2
    captured = capfd.readouterr()
    assert (captured.out, "--names team" in captured.err) == ("", True)


@pytest.mark.usefixtures("kept")
@pytest.mark.skipif(sys.platform == "win32", reason="no permission bits")
def test_a_file_with_names_is_the_owners_alone(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out.csv").write_text("older and readable by all")
    (tmp_path / "out.csv").chmod(0o644)
    assert run_guarded(["export", "attendance", "last", "--names", "-o", "out.csv", "--force"]) == 0

    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o600
    assert "only you can read it" in capfd.readouterr().err


@pytest.mark.usefixtures("kept")
def test_a_file_that_is_there_is_replaced_only_by_force(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out.csv").write_text("mine")

    assert run_guarded(["export", "attendance", "last", "-o", "out.csv"]) == 2
    assert (tmp_path / "out.csv").read_text() == "mine"
    assert "--force" in capfd.readouterr().err
    assert run_guarded(["export", "attendance", "last", "-o", "out.csv", "--force", "--no-bom"]) == 0
    assert (tmp_path / "out.csv").read_bytes() == (GOLDEN / "attendance.csv").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.usefixtures("kept")
def test_a_link_is_left_alone_even_by_force(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "precious").write_text("mine")
    for name, target in (("link.csv", "precious"), ("nowhere.csv", "not-there")):
        (tmp_path / name).symlink_to(target)

        assert run_guarded(["export", "attendance", "last", "-o", name, "--force"]) == 2
    assert (tmp_path / "precious").read_text() == "mine"
    assert not (tmp_path / "not-there").exists()
    assert "Traceback" not in capfd.readouterr().err


def test_the_file_where_everything_is_kept_is_never_written_over(kept: Path) -> None:
    before = kept.read_bytes()

    assert run_guarded(["export", "log", "last", "-o", str(kept), "--force"]) == 2
    assert kept.read_bytes() == before


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "output", [".", "no/such/folder.csv", "x" * 300, "letsconnect.json/x", "~no-such-user/x", ""]
)
def test_a_place_that_cannot_be_written_is_said_in_words(
    output: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = sorted(tmp_path.iterdir())

    assert run_guarded(["export", "attendance", "last", "-o", output]) == 2
    assert sorted(tmp_path.iterdir()) == before
    assert capfd.readouterr().err.count("\n") <= 2


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "arguments",
    [
        "attendance nothing-like-it",
        "attendance last --format pdf",
        "timing last --format xlsx",
        "chapters last --format csv",
    ],
)
def test_what_cannot_be_used_ends_with_2_and_nothing_on_standard_output(
    arguments: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["export", *arguments.split()]) == 2
    captured = capfd.readouterr()
    assert (captured.out, bool(captured.err)) == ("", True)


def test_an_export_changes_nothing_in_the_file_and_leaves_nothing_beside_it(kept: Path) -> None:
    before, beside = kept.read_bytes(), sorted(kept.parent.iterdir())
    for what in ("attendance", "timing", "chapters", "log"):
        assert run_guarded(["export", what, "last", "--names"]) == 0

    assert (kept.read_bytes(), sorted(kept.parent.iterdir())) == (before, beside)


def test_a_session_can_be_exported_while_another_window_writes_it(kept: Path) -> None:
    with_lock = EventFile.open(kept)
    try:
        assert run_guarded(["export", "attendance", "last"]) == 0
    finally:
        with_lock.close()


def test_chapters_without_a_recording_say_how_to_have_them(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = EventFile.open(tmp_path / "other.json")
    a_session(store=file).started()
    file.close()

    assert run_guarded(["export", "chapters", "last", "--file", str(tmp_path / "other.json")]) == 2
    assert "recording on" in capfd.readouterr().err


def test_a_session_that_was_never_ended_is_told_as_it_stood(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = EventFile.open(tmp_path / "other.json")
    a_session(store=file).started().at(5).give()
    file.close()

    assert run_guarded(["export", "timing", "last", "--format", "json", "--file", str(file.path)]) == 0
    data = json.loads(capfd.readouterr().out)
    assert (data["session"]["end"], data["items"][0]["state"]) == (None, "running")


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("form", ["md", "wikitext"])
def test_the_report_for_a_page_is_the_same_as_its_writer_makes(
    form: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run_guarded(["report", "last", "--format", form]) == 0
    assert capfdbinary.readouterr().out == (GOLDEN / f"report.{form}").read_bytes()


@pytest.mark.usefixtures("kept")
def test_the_report_to_read_fits_the_width_asked_for(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert run_guarded(["report", "last"]) == 0
    in_terminal = capfdbinary.readouterr().out
    assert run_guarded(["report", "last", "--width", "60"]) == 0

    assert capfdbinary.readouterr().out == in_terminal
    assert max(len(line) for line in in_terminal.decode().splitlines()) <= 60
