"""Names go 90 days after a session, at the next opening, announced a fortnight before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.app.retention import keep_promise
from letsconnect_tui.cli import privacy as retention_notice
from letsconnect_tui.cli.privacy import daily_privacy_check, was_looked_through_today
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.i18n import words
from letsconnect_tui.session.commands import AddPerson, End, Start
from letsconnect_tui.session.facts import PersonFacts

if TYPE_CHECKING:
    from letsconnect_tui.i18n import Message
    from letsconnect_tui.session.log import SessionLog

CONNECTATHON = Path(__file__).parents[2] / "sessions" / "connectathon.toml"
DAY_MS = 86_400_000


def held(path: Path) -> int:
    """A session with Zebedee in it, held and ended; when it ended."""
    plan = load_plan(CONNECTATHON)
    clock = VirtualClock(int(plan.session.starts_at.timestamp()) * 1000)
    with Library.open(path) as library:
        recorder = library.begin(plan, "connectathon.toml", clock)
        recorder.record(AddPerson(PersonFacts(name="Zebedee Example")))
        recorder.record(Start())
        recorder.record(End())
        return recorder.now()


def test_nothing_is_said_or_done_before_its_time(tmp_path: Path) -> None:
    ended = held(tmp_path / "db.json")

    with Library.open(tmp_path / "db.json") as library:
        assert keep_promise(library, ended + 70 * DAY_MS) == ()


def test_the_day_is_announced_a_fortnight_before(tmp_path: Path) -> None:
    ended = held(tmp_path / "db.json")

    with Library.open(tmp_path / "db.json") as library:
        (notice,) = keep_promise(library, ended + 80 * DAY_MS)

    assert words(notice).startswith("Names of connectathon-2027-01-08.1 will be taken out on")
    assert "Zebedee" in (tmp_path / "db.json").read_text("utf-8")


def test_on_the_day_names_leave_the_file_and_its_backups_and_counts_stay(tmp_path: Path) -> None:
    ended = held(tmp_path / "db.json")

    with Library.open(tmp_path / "db.json") as library:
        keep_promise(library, ended + 91 * DAY_MS)
        counted = library.runs()[0].participants

    assert counted == 1
    for path in tmp_path.iterdir():
        assert b"Zebedee" not in path.read_bytes(), path


def test_the_look_is_taken_once_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []

    def look(library: Library, now: int, nameless_ones: set[str]) -> tuple[Message, ...]:
        looks.append(now)
        return ()

    monkeypatch.setattr("letsconnect_tui.app.retention.keep_promise", look)
    held(tmp_path / "db.json")

    for _ in range(3):
        with Library.open(tmp_path / "db.json") as library:
            daily_privacy_check(library)

    assert len(looks) == 1


def test_a_session_that_was_seen_to_name_nobody_is_not_looked_through_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended, nameless_ones = held(tmp_path / "db.json"), set[str]()
    with Library.open(tmp_path / "db.json") as library:
        keep_promise(library, ended + 91 * DAY_MS, nameless_ones)
    assert len(nameless_ones) == 1

    looked: list[str] = []
    log = Library.log

    def looking(library: Library, session: str) -> SessionLog:
        looked.append(session)
        return log(library, session)

    monkeypatch.setattr(Library, "log", looking)
    with Library.open(tmp_path / "db.json") as library:
        keep_promise(library, ended + 92 * DAY_MS, nameless_ones)
        assert looked == []
        library.file.append({**library.file.documents()[-1], "number": 50, "undoes": 1, "events": []})
        keep_promise(library, ended + 92 * DAY_MS, nameless_ones)
    assert looked, "something was added since"
    assert len(nameless_ones) == 2


def test_what_was_seen_is_remembered_until_another_version_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[set[str]] = []

    def look(library: Library, now: int, nameless_ones: set[str]) -> tuple[Message, ...]:
        given.append(set(nameless_ones))
        nameless_ones.add(f"seen-{len(given)}")
        return ()

    monkeypatch.setattr("letsconnect_tui.app.retention.keep_promise", look)
    held(tmp_path / "db.json")
    for day, version in (("2027-01-01", "1.0"), ("2027-01-02", "1.0"), ("2027-01-03", "1.1")):
        monkeypatch.setattr(retention_notice, "__version__", version)
        monkeypatch.setattr(retention_notice, "_today", lambda day=day: day)
        with Library.open(tmp_path / "db.json") as library:
            daily_privacy_check(library)

    assert given == [set(), {"seen-1"}, set()]


def test_whether_the_look_was_taken_is_known_without_opening_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, link = tmp_path / "db.json", tmp_path / "link.json"
    held(file)
    link.symlink_to(file)
    assert not was_looked_through_today(link)
    with Library.open(link) as library:
        daily_privacy_check(library)

    monkeypatch.setattr(Library, "open", None)
    assert was_looked_through_today(link)
    assert was_looked_through_today(file)
    assert not was_looked_through_today(tmp_path / "other.json")


@pytest.mark.parametrize("folder", ["Dropbox/workshops", "OneDrive - Wiki", "plain"])
def test_a_folder_that_goes_to_other_computers_is_said_once_a_day(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "db.json"
    path.parent.mkdir(parents=True)
    if folder == "plain":
        (tmp_path / folder / ".stfolder").mkdir()
    with Library.open(path) as library:
        both_times = daily_privacy_check(library), daily_privacy_check(library)

    assert both_times == ((words("doctor-synced"),), ())
