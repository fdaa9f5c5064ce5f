"""The table of exports: each can be written, its page is up to date, and nobody is named unasked."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from letsconnect_tui.app.live_session import LiveSession
from letsconnect_tui.app.runs import begin_run
from letsconnect_tui.clock import VirtualClock
from letsconnect_tui.commands.table import perform_line
from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.attendance_formats import COUNT_COLUMNS, PERSON_COLUMNS
from letsconnect_tui.exporters.formats import (
    FORMATS,
    KINDS,
    SERIES_FORMATS,
    ExportFormat,
    ExportSource,
    export,
    format_named,
    forms_of,
    proposed_name,
)
from letsconnect_tui.exporters.naming import LEVELS, NameLevel, Naming
from letsconnect_tui.exporters.series_formats import SERIES_COLUMNS
from letsconnect_tui.exporters.timing_tables import COLUMNS as TIMING_COLUMNS
from letsconnect_tui.i18n import words
from letsconnect_tui.people.names import search_key
from letsconnect_tui.plan.read import plan_of_text
from tests.documented_tables import table

PAGE = Path(__file__).parents[2] / "docs" / "exports.md"
HEAD = ("command", "format", "file", "for a page in public")
NAMES_EVERYWHERE = """
plan = 1
[session]
id = "amaka-uzoma-clinic"
title = "Amaka Ụzọma and José: a clinic"
start = 2026-12-03T15:00
timezone = "UTC"
length = "1h"
purpose = "To hear Amaka"
[[people]]
id = "chidi-okoye"
name = "Chidi Okoye"
role = "facilitator"
[[people]]
id = "amaka-uzoma"
name = "Amaka Ụzọma"
username = "Amakaonu"
role = "sharer"
[[people]]
id = "jose"
name = "José Ñahui"
role = "sharer"
[[item]]
title = "Chidi Okoye opens"
lead = "chidi-okoye"
duration = "5m"
[[item]]
id = "amaka-uzoma-share"
kind = "share"
title = "Ụzọma’s list, by Amakaonu"
lead = "amaka-uzoma"
duration = "10m"
[[item]]
kind = "share"
title = "José: maps"
lead = "jose"
duration = "10m"
"""
WORDS_OF_NAMES = {"chidi", "okoye", "amaka", "uzoma", "amakaonu", "jose", "nahui", "quartey", "zoe"}


@pytest.fixture(scope="module")
def held() -> LiveSession:
    clock = VirtualClock(1_796_306_400_000, 0)
    plan = plan_of_text(NAMES_EVERYWHERE)
    session = LiveSession(begin_run("amaka-uzoma-clinic.1", plan, "plan.toml", clock))
    lines = (
        "start",
        "recording on",
        "new Zoë Quartey lang=en",
        "here amaka",
        "ask What does Zoë think?",
        "next",
        "next",
    )
    assert perform_line(session, "here chidi").ok
    for line in lines:
        assert perform_line(session, line).ok, line
        clock.advance(60_000)
    assert perform_line(session, "end").ok
    return session


def written(held: LiveSession, entry: ExportFormat, level: NameLevel) -> str:
    """The text of an export; of a workbook all that its cells hold."""
    exported = export(entry, ExportSource(held.log, held.now(), level))
    if exported.data is None:
        return exported.text
    book = openpyxl.load_workbook(io.BytesIO(exported.data))
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return "\n".join(str(cell) for row in rows for cell in row) + "\n"


def words_in(text: str) -> set[str]:
    return set(search_key(text).split())


UNASKED = [entry for entry in FORMATS if not entry.names_people]


@pytest.mark.parametrize("entry", UNASKED, ids=lambda one: one.what + one.suffix)
def test_no_export_names_anybody_unasked_not_in_an_id_and_not_in_a_title(
    held: LiveSession, entry: ExportFormat
) -> None:
    text = written(held, entry, "none")

    assert text.endswith("\n")
    assert not words_in(text) & WORDS_OF_NAMES
    assert not words_in(proposed_name(entry, ExportSource(held.log, held.now()))) & WORDS_OF_NAMES


@pytest.mark.parametrize("level", ["none", "team"])
def test_a_list_of_usernames_is_written_only_where_everybody_may_be_named(
    held: LiveSession, level: NameLevel
) -> None:
    with pytest.raises(InputError):
        written(held, format_named("usernames", "text"), level)


@pytest.mark.parametrize("entry", UNASKED, ids=lambda one: one.what + one.suffix)
def test_the_team_level_names_no_participant(held: LiveSession, entry: ExportFormat) -> None:
    assert not words_in(written(held, entry, "team")) & {"quartey", "zoe"}


@pytest.mark.parametrize("entry", [one for one in FORMATS if one.what in ("attendance", "report", "log")])
def test_all_names_everybody(held: LiveSession, entry: ExportFormat) -> None:
    assert {"quartey", "chidi"} <= words_in(written(held, entry, "all"))


def test_ids_are_places_where_not_everybody_is_named(held: LiveSession) -> None:
    none, team, everybody = (Naming(held.state, level) for level in LEVELS)

    assert [one.item_id("amaka-uzoma-share") for one in (none, team, everybody)] == [
        "item-2",
        "item-2",
        "amaka-uzoma-share",
    ]
    assert [one.session_id for one in (none, everybody)] == ["session-2026-12-03.1", "amaka-uzoma-clinic.1"]


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(InputError):
        format_named("timing", "xlsx")


def test_the_first_format_of_each_is_its_usual_one() -> None:
    assert {entry.what: forms_of(entry.what)[0] for entry in FORMATS} == {
        "attendance": "csv",
        "timing": "csv",
        "chapters": "text",
        "report": "text",
        "usernames": "text",
        "resources": "wikitext",
        "announcement": "wikitext",
        "log": "jsonl",
    }


def test_the_proposed_name_tells_what_is_in_the_file(held: LiveSession) -> None:
    entry = format_named("chapters", "text")
    names = [proposed_name(entry, ExportSource(held.log, held.now(), level)) for level in LEVELS]

    assert names == [
        "session-2026-12-03.1-chapters.txt",
        "session-2026-12-03.1-chapters-team.txt",
        "amaka-uzoma-clinic.1-chapters-names.txt",
    ]


def sections() -> Iterator[str]:
    """What the page says of each kind of export."""
    for what in KINDS:
        rows = [
            (
                f"`letsconnect export {what} last{'' if one.names_people else f' --format {one.form}'}`",
                words(f"export-form-{one.form}"),
                f"`{one.suffix}`",
                "yes" if one.public else "",
            )
            for one in FORMATS
            if one.what == what
        ]
        yield f"## {what}\n\n{words(f'export-about-{what}')}\n\n{table(HEAD, rows)}"
    yield table(
        HEAD,
        [
            (
                f"`letsconnect series --format {one.form}`",
                words(f"export-form-{one.form}"),
                f"`{one.suffix}`",
                "yes" if one.public else "",
            )
            for one in SERIES_FORMATS
        ],
    )
    for columns in (COUNT_COLUMNS, PERSON_COLUMNS, TIMING_COLUMNS, SERIES_COLUMNS):
        yield ", ".join(f"`{column}`" for column in columns)


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.partition("\n")[0])
def test_the_page_of_exports_is_as_the_table_has_it(section: str) -> None:
    assert section in PAGE.read_text("utf-8"), f"{PAGE.name} should have:\n\n{section}"


def test_the_page_has_no_kind_that_there_is_not() -> None:
    kinds = re.findall("^## ([a-z]+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert kinds == list(KINDS)
