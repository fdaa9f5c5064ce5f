"""Figures over many sessions: equal to an independent count, safe in public, alike in every format."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
import wikitextparser
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.series import chosen_sessions
from letsconnect_tui.exporters.formats import SeriesSource, export_series, series_format_named
from letsconnect_tui.session.facts import PersonFacts
from tests.exporters.held import held_session, with_people
from tests.exporters.held_year import a_year

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.exporters.naming import NameLevel
    from tests.exporters.held_year import Tally


HELD = held_session().state


def exported(path: Path, form: str = "json", level: NameLevel = "all", **which: Any) -> str:
    with Library.open(path, read_only=True) as library:
        source = SeriesSource(chosen_sessions(library, **which).states, level)
    return export_series(series_format_named(form), source).text


def equals_the_count(path: Path, tally: Tally) -> None:
    figures = json.loads(exported(path))

    assert figures["sessions"] == tally.sessions == len(figures["per_session"])
    assert figures["attendances"] == tally.attendances
    assert figures["unique"] == len(tally.came)
    assert figures["returning"] == tally.returning
    assert figures["minutes"] == tally.minutes
    assert figures["first_time"] == len(tally.first_time)
    assert figures["countries"] == tally.countries()
    assert figures["languages"] == tally.languages()
    assert sum(held["unique"] for held in figures["per_session"]) == tally.attendances


def test_the_figures_equal_an_independent_count(tmp_path: Path) -> None:
    tally = a_year(tmp_path / "year.json", clinics=5, connectathons=2, people=130)

    equals_the_count(tmp_path / "year.json", tally)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(5))
def test_so_do_those_of_a_whole_year(tmp_path: Path, seed: int) -> None:
    tally = a_year(tmp_path / "year.json", clinics=24, connectathons=12, people=730, seed=seed)

    equals_the_count(tmp_path / "year.json", tally)
    assert len(json.loads(exported(tmp_path / "year.json"))["countries"]) == 44


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Tally]:
    path = tmp_path_factory.mktemp("year") / "year.json"
    return path, a_year(path, clinics=4, connectathons=2, people=90)


def test_a_choice_counts_only_what_was_chosen(year: tuple[Path, Tally]) -> None:
    path, tally = year
    clinics = {who: sessions & {0, 1, 2, 3} for who, sessions in tally.came.items()}
    figures = json.loads(exported(path, kind="clinic"))

    assert figures["kinds"] == {"learning-clinic": 4}
    assert figures["unique"] == sum(bool(sessions) for sessions in clinics.values())
    assert figures["returning"] == sum(len(sessions) > 1 for sessions in clinics.values())
    assert json.loads(exported(path, names=["connectathon-1"]))["sessions"] == 1


def test_the_occurrences_of_one_plan_count_each_person_once(tmp_path: Path) -> None:
    from letsconnect_tui.clock import VirtualClock
    from letsconnect_tui.session import commands as c
    from tests.session.builders import a_plan, somebody

    plan = a_plan(start="2026-12-03T15:00", repeats=("2026-12-03T22:00",))
    with Library.open(tmp_path / "both.json") as library:
        for names in (("Ana Silva", "Bo Diaz"), ("Silva Ana", "Carla Osei")):
            recorder = library.begin(plan, "clinic.toml", VirtualClock(1_796_306_400_000, 0))
            recorder.record(c.Start())
            for name in names:
                recorder.record(somebody(name))
            recorder.record(c.End())
    figures = json.loads(exported(tmp_path / "both.json", names=["clinic"]))

    assert [figures[key] for key in ("sessions", "attendances", "unique", "returning")] == [2, 4, 3, 1]


def test_in_public_no_small_count_is_told_and_nobody_is_named(year: tuple[Path, Tally]) -> None:
    path, tally = year
    figures = json.loads(exported(path, level="none"))

    assert "people" not in figures
    for counts in (figures["countries"], figures["languages"], figures["regions"]):
        assert all(count is None or count >= 5 for count in counts.values())
    assert set(figures["countries"]) == set(tally.countries())
    for form in ("md", "csv", "wikitext", "html"):
        assert not [one.name for one in tally.people if one.name in exported(path, form, "none")]


def test_every_format_tells_the_same_figures(year: tuple[Path, Tally]) -> None:
    path, tally = year
    rows = list(csv.DictReader(io.StringIO(exported(path, "csv"), newline="")))
    tables = wikitextparser.parse(exported(path, "wikitext")).tables

    assert [row["scope"] for row in rows] == ["session"] * 6 + ["series"]
    assert sum(int(row["unique"]) for row in rows[:-1]) == tally.attendances
    assert int(rows[-1]["unique"]) == len(tally.came)
    assert ["Different participants", str(len(tally.came))] in tables[0].data()
    assert len(tables[-1].data()) == 1 + len(tally.came)


def test_the_headline_stands_above_the_drawing(year: tuple[Path, Tally]) -> None:
    text = exported(year[0], "html", "none")

    assert 0 < text.index("90 people") < text.index("<svg") < text.index("<table")
    assert text.count('class="plan"') == 6


REGION_OF = {"NG": "SSA", "KE": "SSA", "PE": "LAC", "BR": "LAC", "FR": "NWE"}
came = st.lists(
    st.tuples(st.sampled_from(sorted(REGION_OF)), st.sampled_from(["", "A", "B"]), st.booleans()), max_size=30
)


@given(came, came)
def test_no_withheld_figure_is_the_only_unknown_of_a_sum(
    first: list[tuple[str, str, bool]], second: list[tuple[str, str, bool]]
) -> None:
    states = []
    for number, people in enumerate((first, second)):
        facts = [
            PersonFacts(
                f"Person {place}", f"U{place}", ("en",), None, REGION_OF[country], country, affiliation=group,
                first_time=new,
            )
            for place, (country, group, new) in enumerate(people)
        ]  # fmt: skip
        states.append(replace(with_people(HELD, facts), session=f"clinic.{number + 1}"))
    public = json.loads(export_series(series_format_named("json"), SeriesSource(tuple(states))).text)
    exact = json.loads(export_series(series_format_named("json"), SeriesSource(tuple(states), "all")).text)
    hidden = {country for country, count in (public["countries"] or {}).items() if count is None}

    assert len(hidden) != 1
    for region, size in (public["regions"] or {}).items():
        of_region = {country for country in public["countries"] or () if REGION_OF[country] == region}
        assert size is None or len(of_region & hidden) != 1
    for key in ("countries", "regions", "languages", "affiliations"):
        shown = {label: count for label, count in (public[key] or {}).items() if count is not None}
        assert shown.items() <= exact[key].items()
        assert all(count >= 5 for count in shown.values())
    assert public["first_time"] is None or public["first_time"] == exact["first_time"]
    assert {held["first_time"] for held in public["per_session"]} <= {None}
