"""Lines that are pasted elsewhere, and who may be credited."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import openpyxl
import pytest
import wikitextparser
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from letsconnect_tui.exporters.formats import ExportSource, export, format_named
from letsconnect_tui.exporters.naming import Naming
from letsconnect_tui.exporters.publication import publication, resource_line, usernames
from letsconnect_tui.plan.model import Links
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.text import clean_name
from tests.exporters.held import exported, held_session, with_people
from tests.hostile import HOSTILE_NAMES
from tests.session.builders import MINUTE, a_plan, a_session, somebody

if TYPE_CHECKING:
    from letsconnect_tui.exporters.naming import NameLevel
    from letsconnect_tui.session.single_pass import FoldedSession

HELD = held_session()
LINKS = Links(
    room="https://zoom.us/j/1",
    event="https://meta.wikimedia.org/wiki/Event:X",
    pad="https://etherpad.wikimedia.org/p/x",
    slides="https://commons.wikimedia.org/wiki/File:S.pdf",
    resources="https://meta.wikimedia.org/wiki/R",
)
SESSION = replace(
    HELD.state.plan.session, links=LINKS, interpretation=("es", "fr"), topics=("Maps",), outcomes=("A map",)
)
LINKED = replace(HELD.state, plan=replace(HELD.state.plan, session=SESSION))


def test_the_line_of_resources_lists_what_there_is_with_its_addresses() -> None:
    line = exported(LINKED, "resources", "wikitext", "team")

    assert line == (
        "# Learning Clinic: clinic. Find this session's resources:"
        " [https://meta.wikimedia.org/wiki/R video recording (English)],"
        " audio recording in interpreted languages (Spanish, French),"
        " [https://commons.wikimedia.org/wiki/File:S.pdf presentation],"
        " [https://etherpad.wikimedia.org/p/x shared notes].\n"
    )


def test_the_line_that_announces_says_the_day_in_utc_and_where_to_see_ones_own_time() -> None:
    line = exported(LINKED, "announcement", "md")

    assert line.startswith("- Learning Clinic: clinic. Thursday, 3 December 2026, 14:00–15:00 UTC (")
    assert "https://zonestamp.toolforge.org/1796306400/1796310000" in line
    assert "zoom.us" not in line


def test_the_report_has_the_outline_of_wikimedia_reports_and_what_is_known_stands_in_it() -> None:
    page = exported(LINKED, "report", "wikitext", "team")
    terms = [line[2:] for line in page.splitlines() if line.startswith("; ")]

    assert terms == [
        "Title of the event", "Date", "Organizers", "Main format", "Duration", "Main goal",
        "Main target audience", "Total number of participants", "Number of organizers",
        "Language(s) spoken during the event", "Tools used", "Methods used", "Communication", "Success",
        "Challenges", "Possible improvements", "Recommendations",
    ]  # fmt: skip
    for expected in (
        ": Outcomes: A map. Topics: Maps.",
        ": 23 (2 registered, 1 of them came)",
        ": English, Spanish, French",
        ": Zoom, Etherpad, Wikimedia Commons, Meta-Wiki",
        ": Talks by Ana, Bo; Breakout rooms, 1 round",
        "Event page: https://meta.wikimedia.org/wiki/Event:X",
    ):
        assert expected in page
    assert "zoom.us" not in page


@given(st.sampled_from(HOSTILE_NAMES))
def test_a_title_never_makes_more_than_one_line(title: str) -> None:
    plan = replace(LINKED.plan, session=replace(LINKED.plan.session, title=title))
    state = replace(LINKED, plan=plan)
    for form in ("wikitext", "md", "text"):
        assert exported(state, "resources", form).count("\n") == 1
    parsed = wikitextparser.parse(exported(state, "resources", "wikitext"))
    assert (len(parsed.external_links), len(parsed.templates), len(parsed.wikilinks)) == (3, 0, 0)


def test_usernames_are_those_of_participants_who_stayed_long_enough_and_are_not_private() -> None:
    sitting = a_session(a_plan()).started()
    sitting.give(somebody("Ada", username="ada_L"), somebody("Bo D", username="Ada L"), somebody("Nobody"))
    sitting.give(somebody("Quiet", username="Quiet", private=True), somebody("Brief", username="Brief"))
    sitting.at(10).give(c.MarkLeft(sitting.named("Brief"))).at(40)
    state = sitting.state

    assert usernames(state, sitting.now, Naming(state, "all", public=True)) == ["Ada L", "Brief"]
    assert usernames(state, sitting.now, Naming(state, "all", public=True), 30) == ["Ada L"]


def test_once_consent_was_asked_only_who_agrees_is_listed_and_who_does_not_is_in_no_public_text() -> None:
    sitting = a_session(a_plan()).started()
    sitting.give(
        somebody("Ada", username="Ada", consent=True), somebody("Uma", username="Uma", consent=False)
    )
    sitting.give(somebody("Walked In", username="Walked"))
    state = sitting.at(20).state

    assert usernames(state, sitting.now, Naming(state, "all", public=True)) == ["Ada"]
    public, own = Naming(state, "all", public=True), Naming(state, "all")
    assert [public.is_named(sitting.named(one)) for one in ("Ada", "Uma", "Walked In")] == [True, False, True]
    assert all(own.is_named(one) for one in state.people)


def test_without_anything_known_the_line_waits_to_be_filled_in() -> None:
    state = a_session().state

    assert resource_line(publication(state, 0, Naming(state, "none")), "text").endswith("resources: ….\n")


@pytest.mark.parametrize("level", ["none", "all"])
def test_a_workbook_holds_every_hostile_name_as_text(level: NameLevel) -> None:
    state = with_people(HELD.state, [PersonFacts(name) for name in HOSTILE_NAMES])
    session = cast("FoldedSession", SimpleNamespace(state=state))
    source = ExportSource(session, state.planned_start + 60 * MINUTE, level)
    data = export(format_named("attendance", "xlsx"), source).data
    book = openpyxl.load_workbook(io.BytesIO(data or b""))

    assert book.sheetnames == (["counts"] if level == "none" else ["counts", "people"])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    if level == "all":
        names = {cell.value for cell in book["people"]["D"][1:]}
        assert names >= {clean_name(name) for name in HOSTILE_NAMES if clean_name(name)}
