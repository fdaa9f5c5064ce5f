"""A year of the programme comes in as files of platforms, and ``series`` counts it as it truly was."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.people_proposals import roster_command
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.session import commands as c
from tests.exporters.held_year import Tally, plan_of_kind, somebody
from tests.importers.attendance.layouts import DATE_FORMS, LANGUAGES, LAYOUTS, Person, as_text
from tests.session.builders import MINUTE, a_plan

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.plan.model import Plan

PLATFORMS = ("zoom", "teams", "meet", "dashboard", "webex", "zoom flat", "log", "webinar")
ENCODINGS = ("utf-8-sig", "utf-16", "utf-8")
HEADER = "Name,Username,Country,Region,Languages,Affiliation,First time\n"


class YearOfFiles:
    """Sessions that were held without marking anybody, and a file of a platform for each."""

    def __init__(self, folder: Path, *, clinics: int, connectathons: int, people: int, seed: int = 1) -> None:
        self.folder, self.kept, self.chance = folder, folder / "year.json", random.Random(seed)
        chance = self.chance
        self.tally = Tally(people=[somebody(number, chance) for number in range(people)])
        held = [("learning-clinic", n) for n in range(clinics)]
        held += [("connectathon", n) for n in range(connectathons)]
        self.tally.sessions = len(held)
        for who in range(people):
            times = min(len(held), 1 + int(chance.expovariate(0.9)))
            self.tally.came[who] = set(chance.sample(range(len(held)), times))
        self.reports: list[tuple[str, Path]] = []
        with Library.open(self.kept) as library:
            for place, (kind, number) in enumerate(held):
                day = datetime(2026, 1, 5, 15, tzinfo=UTC) + timedelta(days=10 * place)
                plan = a_plan(name=f"{kind}-{number}", start=f"{day:%Y-%m-%dT%H:%M}", zone="UTC", length="1h")
                self._hold(library, plan_of_kind(plan.text, kind), day, place)

    def _hold(self, library: Library, plan: Plan, day: datetime, place: int) -> None:
        """Register whoever comes, some who do not, and write what the platform says afterwards."""
        clock = VirtualClock(int(day.timestamp() * 1000), 0)
        recorder = library.begin(plan, "year.toml", clock, start=day)
        here = sorted(who for who, sessions in self.tally.came.items() if place in sessions)
        away = self.chance.sample(sorted(set(self.tally.came) - set(here)), 3)
        roster = self.folder / f"registered-{place}.csv"
        lines = [
            self._registered(who, place) for who in sorted((*here, *away), key=lambda _: self.chance.random())
        ]
        roster.write_text(HEADER + "".join(lines), "utf-8")
        recorder.record(roster_command(recorder.state, roster, None)[0])
        recorder.record(c.Start())
        clock.advance(60 * MINUTE)
        recorder.record(c.End())
        self.reports.append((recorder.state.session, self._report(here, day, place)))

    def _registered(self, who: int, place: int) -> str:
        one = self.tally.people[who]
        is_first = place == min(self.tally.came[who])
        if is_first:
            self.tally.first_time.add(who)
        cells = (one.name, one.username or "", one.country, one.region, "; ".join(one.languages))
        return ",".join((*cells, one.affiliation or "", "yes" if is_first else "no")) + "\n"

    def _report(self, here: list[int], day: datetime, place: int) -> Path:
        people = []
        for who in here:
            one = self.tally.people[who]
            called = (
                one.username if one.username and one.name == "Amaka Twin" else one.as_written(self.chance)
            )
            begin = day.replace(tzinfo=None) + timedelta(seconds=self.chance.randrange(600))
            left = begin + timedelta(seconds=self.chance.randrange(700, 2000))
            again = left + timedelta(seconds=self.chance.randrange(30, 200))
            end = again + timedelta(seconds=self.chance.randrange(60, 600))
            spans = ((begin, left), (again, end)) if self.chance.random() < 0.3 else ((begin, left),)
            people.append(Person(called, spans))
            self.tally.minutes += people[-1].minutes
        language = LANGUAGES[place % len(LANGUAGES)]
        rows = LAYOUTS[PLATFORMS[place % len(PLATFORMS)]](people, language, DATE_FORMS[0])
        path = self.folder / f"report-{place}.csv"
        path.write_bytes(as_text(rows, ",;\t"[place % 3]).encode(ENCODINGS[place % 3]))
        return path

    def take_in(self) -> None:
        """Import every report as somebody types it."""
        for session, report in self.reports:
            command = ["import", session, str(report), "--zone", "UTC", "--yes", "--file", str(self.kept)]
            assert run_guarded(command) == 0, (session, report.read_bytes()[:300])


def equals_the_count(year: YearOfFiles, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run_guarded(["series", "--format", "json", "--names", "all", "--file", str(year.kept)]) == 0
    figures, tally = json.loads(capsys.readouterr().out), year.tally

    assert figures["sessions"] == tally.sessions
    assert figures["attendances"] == tally.attendances
    assert figures["unique"] == len(tally.came)
    assert figures["returning"] == tally.returning
    assert figures["minutes"] == tally.minutes
    assert figures["first_time"] == len(tally.first_time)
    assert figures["countries"] == tally.countries()
    assert figures["languages"] == tally.languages()
    assert [held["unique"] for held in figures["per_session"]] == [
        sum(place in sessions for sessions in tally.came.values()) for place in range(tally.sessions)
    ]


def test_a_year_of_files_is_counted_as_it_was_and_a_second_time_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    year = YearOfFiles(tmp_path, clinics=6, connectathons=2, people=110)
    year.take_in()
    equals_the_count(year, capsys)

    year.take_in()
    again = capsys.readouterr().out.splitlines()
    assert [line.partition("” ")[2] for line in again] == ["was taken in before; nothing changed"] * 8
    equals_the_count(year, capsys)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(3))
def test_so_is_the_whole_year(tmp_path: Path, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    year = YearOfFiles(tmp_path, clinics=24, connectathons=12, people=730, seed=seed)
    year.take_in()
    equals_the_count(year, capsys)
    assert len(year.tally.countries()) == 44
