"""``letsconnect attendance read`` as it is typed: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from letsconnect_tui.cli.exit_codes import run_guarded

SAMPLES = Path(__file__).parent.parent / "importers" / "samples"
ZOOM = str(SAMPLES / "attendance" / "zoom_id_split_semicolon_dmy.csv")


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run_guarded(["attendance", "read", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_people_minutes_and_rows_left_out_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answer(capsys, ZOOM, "--zone", "Asia/Jakarta")

    assert code == 0
    assert out.splitlines() == [
        "zoom: 2 people, 3 of 4 rows used",
        "",
        "121 min  18:58–20:58  Budi Contoh",
        "117 min  19:01–20:58  Dewi (also Siti Misal)",
        "",
        "Times as in Jakarta.",
        "",
        "1 row was not used:",
        "  line 6: waiting room",
    ]
    assert err.startswith("07/08/2026 18:58:10 was read as day, then month.")


def test_json_has_exactly_what_programs_were_promised(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answer(capsys, ZOOM, "--zone", "Asia/Jakarta", "--json")
    data = json.loads(out)

    assert code == 0
    assert list(data) == ["format", "rows", "used", "dropped", "notes", "people"]
    assert data["dropped"] == [{"row": 6, "why": "waiting room"}]
    assert [list(person) for person in data["people"]] == [
        ["name", "aliases", "email", "minutes", "intervals"],
        ["name", "aliases", "email", "minutes", "intervals"],
    ]
    assert data["people"][0]["intervals"] == [["2026-08-07T11:58:10Z", "2026-08-07T13:58:44Z"]]
    assert (data["rows"], data["used"], len(data["notes"])) == (4, 3, 1)


def test_an_encoding_that_is_named_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    roster = str(SAMPLES / "registrations" / "07-roster-cp1251.csv")

    assert "Анна" in answer(capsys, roster, "--encoding", "cp1251")[1]
    assert "Àííà" in answer(capsys, roster, "--encoding", "cp1252")[1]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "is empty"),
        (b"\n\n \n", "is empty"),
        (b"Topic,Number\n1,2\n3,4\n", "names nobody"),
        (b"Name,Join time,Leave time\n,2026-03-26 15:00,2026-03-26 16:00\n", "no name"),
        (b"\x00" * 1000, "is empty"),
        (b"\xff\xfe\x00", "names nobody"),
        (b"," * 1_000_000, "columns"),
        (b"a," * 1_000_000, "columns"),
        (b"a\n" * 200_000, "rows"),
        (b"x" * 6_000_000, "larger than 5 MB"),
    ],
    ids=map(str, range(10)),
)
def test_a_file_that_cannot_be_used_is_told_why(
    content: bytes, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(content)
    code, out, err = answer(capsys, str(path))

    assert (code, out) == (2, "")
    assert expected in err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_refused_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "report.csv"
    os.mkfifo(pipe)

    assert answer(capsys, str(pipe))[0] == 2


def test_a_zone_that_is_none_is_told_with_its_neighbour(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = answer(capsys, ZOOM, "--zone", "Asia/Jakata")

    assert code == 2
    assert "“Asia/Jakarta”" in err
    assert answer(capsys, ZOOM, "--zone", "Jakarta")[0] == 0
