"""Whatever was done to a file, it is read or refused with words; nothing else comes out of the readers."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.errors import InputError
from letsconnect_tui.importers.attendance.read import report_of
from letsconnect_tui.importers.encodings import decode
from letsconnect_tui.importers.file_rows import FileRows, rows_of_text
from letsconnect_tui.importers.roster import registered_people

SAMPLES = Path(__file__).parent.parent / "samples"
FILES = {
    path.name: path.read_bytes()
    for folder in ("attendance", "registrations")
    for path in sorted((SAMPLES / folder).iterdir())
    if not path.name.endswith(".expected.json")
}
PIECES = [
    b"\n",
    b",",
    b'"',
    b"\t",
    b"\xff",
    b"\0",
    b"9" * 20,
    b"0:00",
    b"24:00:00",
    b"99/99/9999 25:61",
    b"31/02/2026 10:00",
    b"29.02.2023 1:00",
    b"1/1/1",
    b"31.12.9999 23:59",
    b"01.01.0001 00:00",
    b"(",
    b")",
    b"@",
    b"=",
    "م".encode(),
]
ZONES = [ZoneInfo(name) for name in ("UTC", "America/St_Johns", "Pacific/Kiritimati")]


@st.composite
def broken_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A sample with bytes taken out, put in or changed."""
    name = draw(st.sampled_from(sorted(FILES)))
    content = FILES[name]
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(content)))
        gone = draw(st.sampled_from([0, 0, 1, 7, 40]))
        piece = draw(st.one_of(st.sampled_from([b"", *PIECES]), st.binary(max_size=4)))
        content = content[:at] + piece + content[at + gone :]
    return name, content


@given(broken_files(), st.sampled_from(ZONES))
def test_a_broken_file_is_read_or_refused_with_words(broken: tuple[str, bytes], zone: ZoneInfo) -> None:
    name, content = broken
    text = decode(content).text
    with suppress(InputError):
        file = FileRows(name, [] if name.endswith(".json") else rows_of_text(text, name), text)
        registered_people(file)
        report = report_of(file, zone=zone)
        assert report.people
        assert all(person.name.strip() for person in report.people)
        assert all(
            one.leave is None or one.join <= one.leave for person in report.people for one in person.intervals
        )
