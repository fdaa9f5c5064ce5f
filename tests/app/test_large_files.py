"""A file of 80,000 records, and one of many sessions: how much is read, and what memory that takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.plan.read import read_plan_text
from letsconnect_tui.session import record as records
from letsconnect_tui.session import single_pass
from letsconnect_tui.store.layout import render
from tests.session.builders import HOUR, a_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.plan.problems import PlanReading
    from letsconnect_tui.session.record import Record

RECORDS = 80_000
MOST_BYTES = 100_000_000
PLAN = a_plan()
ZERO = int(PLAN.session.starts_at.timestamp()) * 1000
MEASURED = """
import sys
from pathlib import Path
from letsconnect_tui.__main__ import main
try:
    sys.argv[0] = "letsconnect"
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
finally:
    # Not from getrusage: there a child begins with what its parent had.
    status = Path("/proc/self/status").read_text()
    print(int(status.partition("VmHWM:")[2].split()[0]) * 1024, file=sys.stderr)
"""


def opening(session: str, at: int, plan: str = PLAN.text) -> str:
    events = [{"e": "opened", "plan_text": plan, "plan_file": "clinic.toml", "starts_at": ZERO}]
    return one(session, 0, "Open", at, json.dumps(events))


def one(session: str, number: int, command: str, at: int, events: str) -> str:
    """The JSON of one record without its braces."""
    return (
        f'"session":"{session}","number":{number},"command":"{command}","at":{at},"utc":{at},"steady":{at},'
        f'"boot":"b0f1c2d3-0000-4000-8000-000000000000","events":{events}'
    )


def a_long_session() -> Iterator[str]:
    """Three hundred people who come and go, and notes."""
    people, session = 300, "clinic.1"
    roster = [
        {"e": "person-added", "person": f"p{k}", "facts": {"name": f"Person {k}"}} for k in range(people)
    ]
    yield opening(session, ZERO)
    yield one(session, 1, "LoadRoster", ZERO, json.dumps(roster))
    yield one(session, 2, "Start", ZERO, '[{"e":"started","item":"welcome"}]')
    for number in range(3, RECORDS):
        place, note = divmod(number - 3, 2)
        event = (
            f'"e":"line","number":{number},"kind":"note","text":"Something said at {number}","item":"welcome"'
        )
        if not note:
            event = f'"e":"{"left" if place // people % 2 else "here"}","person":"p{place % people}"'
        yield one(session, number, "Any", ZERO + number * 100, f"[{{{event}}}]")


def many_sessions(count: int) -> Iterator[str]:
    """Each held from a plan of its own."""
    for k in range(count):
        session, at = f"clinic.{k + 1}", ZERO + k * HOUR
        yield opening(session, at, PLAN.text.replace("20m", f"{20 + k}m"))
        yield one(session, 1, "Start", at + 1, '[{"e":"started","item":"welcome"}]')
        yield one(session, 2, "TakeHeadcount", at + 2, f'[{{"e":"headcount","people":{k}}}]')
        yield one(session, 3, "End", at + 3, '[{"e":"ended"}]')


def written(path: Path, documents: Iterator[str]) -> Path:
    path.write_bytes(render((text.encode() for text in documents), {}, "0123456789ab"))
    return path


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("long") / "lc.json", a_long_session())


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    """Every record that is decoded."""
    decoded: list[Record] = []
    record_of_json = records.record_of_json

    def counting(document: bytes) -> Record:
        decoded.append(record_of_json(document))
        return decoded[-1]

    monkeypatch.setattr(single_pass, "record_of_json", counting)
    return decoded


@pytest.mark.skipif(sys.platform != "linux", reason="the system tells it elsewhere")
@pytest.mark.parametrize("command", [["sessions"], ["report", "last"], ["export", "attendance", "last"]])
def test_80_000_records_are_looked_back_on_in_100_mb(long_file: Path, command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *command, "--file", str(long_file)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert int(done.stderr.split()[-1]) < MOST_BYTES


def test_each_record_of_a_long_session_is_decoded_once(long_file: Path, read: list[Record]) -> None:
    with Library.open(long_file, read_only=True) as library:
        (run,) = library.runs()
        assert (run.participants, len(read)) == (300, RECORDS)
        assert library.runs() == (run,)
        assert len(read) == RECORDS


def test_the_last_of_many_sessions_is_found_without_reading_the_others(
    tmp_path: Path, read: list[Record]
) -> None:
    path = written(tmp_path / "lc.json", many_sessions(200))
    with Library.open(path, read_only=True) as library:
        assert library.find("last") == library.find("clinic") == "clinic.200"
        assert {record.session for record in read} == {"clinic.200"}
        assert library.folded("clinic.7").state.headcount == 6
        assert {record.session for record in read} == {"clinic.200", "clinic.7"}
        assert len(library.runs()) == 200


def test_a_list_of_many_sessions_reads_no_plan_in_whole(
    tmp_path: Path, read: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: list[str] = []

    def counting(text: str, name: str, **options: Any) -> PlanReading:
        whole.append(text)
        return read_plan_text(text, name, **options)

    monkeypatch.setattr("letsconnect_tui.plan.read.read_plan_text", counting)
    path = written(tmp_path / "lc.json", many_sessions(1000))
    with Library.open(path, read_only=True) as library:
        runs = library.runs()
        assert [run.id for run in runs] == [f"clinic.{k}" for k in range(1, 1001)]
        assert {(run.title, run.phase, run.ended_at is None) for run in runs} == {("clinic", "ended", False)}
        assert (len(whole), len(read)) == (0, 4000)
        assert len(library.runs_of("clinic")) == 1000
        assert whole == []


def test_a_session_that_is_gone_on_with_is_read_once(long_file: Path, read: list[Record]) -> None:
    with Library.open(long_file, read_only=True) as library:
        assert [run.id for run in library.runs_of("clinic")] == ["clinic.1"]
        library.resume("clinic.1", VirtualClock(ZERO))
    assert len(read) <= RECORDS + 1
