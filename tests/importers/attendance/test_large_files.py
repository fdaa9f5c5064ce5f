"""Files made to hurt are refused or read; none takes more memory than a report can need."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from letsconnect_tui.errors import InputError
from letsconnect_tui.importers.attendance.read import read_attendance

UTC = ZoneInfo("UTC")
MOST_MEGABYTES = 300
HEADER = b"Name,Join time,Leave time\n"
ROW = b"Ada,2026-03-26 15:00:00,2026-03-26 16:00:00\n"
HURTFUL = {
    "a million columns": lambda: b"a," * 1_000_000,
    "nothing but NULs": lambda: b"\0" * 4_900_000,
    "nothing but blank lines": lambda: b"\n" * 4_900_000,
    "nothing but quotes": lambda: b'"' * 4_900_000,
    "nothing but commas": lambda: (b"," * 150 + b"\n") * 30_000,
    "short lines": lambda: b"a\n" * 240_000,
    "one long cell": lambda: HEADER + b"Ada" * 1_000_000 + b",x,y\n",
    "one name": lambda: HEADER + ROW * 20_000,
    "digits": lambda: b"1" * 4_900_000,
    "brackets": lambda: HEADER + (b"A" + b"(x" * 60 + b",2026-03-26 15:00,2026-03-26 16:00\n") * 20_000,
    "NULs between": lambda: HEADER + ROW.replace(b",", b"\0,\0") * 20_000,
}
READ_ALL = """
import resource, sys
from contextlib import suppress
from tests.importers.attendance.test_large_files import *
path = Path(sys.argv[1])
for make in HURTFUL.values():
    path.write_bytes(make())
    with suppress(InputError):
        read_attendance(path, zone=UTC)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with suppress(OSError):  # on Linux the former counts from what the parent had when it forked
    status = Path("/proc/self/status").read_text()
    peak = int(status.split("VmHWM:")[1].split()[0])
print(peak)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the most memory in the same way")
def test_files_made_to_hurt_are_refused_or_read_in_bounded_memory(tmp_path: Path) -> None:
    command = [sys.executable, "-c", READ_ALL, str(tmp_path / "report.csv")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    unit = 1 if sys.platform == "darwin" else 1024

    assert int(done.stdout) * unit < MOST_MEGABYTES * 1_000_000


def test_a_file_of_100_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(HEADER)
    os.truncate(path, 100_000_000)

    with pytest.raises(InputError) as refused:
        read_attendance(path, zone=UTC)
    assert refused.value.message.key == "error-file-too-large"


def workbook(rows: list[list[object]]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_spreadsheet_reads_as_a_csv_does(tmp_path: Path) -> None:
    from datetime import datetime

    path = tmp_path / "report.xlsx"
    at = [datetime(2026, 3, 26, hour, 5) for hour in (15, 16, 17)]  # noqa: DTZ001 - spreadsheets have no zones
    path.write_bytes(
        workbook(
            [
                ["Clinic"],
                [],
                ["Name", "Join time", "Leave time"],
                ["Ada", at[0], at[1]],
                ["Ada", at[1], at[2]],
            ]
        )
    )
    report = read_attendance(path, zone=UTC)

    assert [(one.name, one.minutes, one.lines) for one in report.people] == [("Ada", 120, (4, 5))]


def bomb(part: str, size: int) -> bytes:
    """A workbook one part of which unpacks to so many bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["Name"], ["Ada"]]))) as whole,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in whole.namelist():
            made.writestr(name, b" " * size if name == part else whole.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        lambda: bomb("xl/worksheets/sheet1.xml", 60_000_000),
        lambda: bomb("xl/worksheets/sheet1.xml", 1_000_000),
        lambda: b"PK\x03\x04" + b"\0" * 100,
        lambda: workbook([["Name"], ["Ada"]])[:2000],
    ],
    ids=["bomb", "blank part", "no archive", "cut off"],
)
def test_a_broken_or_swelling_spreadsheet_is_refused(content: object, tmp_path: Path) -> None:
    assert callable(content)
    path = tmp_path / "report.xlsx"
    path.write_bytes(content())

    with pytest.raises(InputError):
        read_attendance(path, zone=UTC)


def test_openpyxl_and_charset_normalizer_are_loaded_only_where_they_are_needed() -> None:
    code = (
        "import sys; from pathlib import Path; from zoneinfo import ZoneInfo\n"
        "from letsconnect_tui.importers.attendance.read import read_attendance\n"
        "read_attendance(Path(sys.argv[1]), zone=ZoneInfo('UTC'))\n"
        "print(sorted({'openpyxl', 'charset_normalizer', 'babel'} & set(sys.modules)))"
    )
    sample = Path(__file__).parent.parent / "samples" / "attendance" / "zoom_it_flat_two_meetings.csv"
    done = subprocess.run(
        [sys.executable, "-c", code, str(sample)], capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"
