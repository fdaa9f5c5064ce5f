"""A run sheet holds every item, time and name exactly once where it belongs, in every format and language."""

from __future__ import annotations

import csv
import html
import io
import re
import xml.etree.ElementTree as ElementTree
from datetime import timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import wikitextparser
from msgspec.structs import replace

from letsconnect_tui.app.plan_library import load_plan, shipped_plans
from letsconnect_tui.cli.exit_codes import run_guarded
from letsconnect_tui.exporters.print_pages import TextPage
from letsconnect_tui.exporters.run_sheet import RunSheet, run_sheet
from letsconnect_tui.exporters.run_sheet_formats import FORMS, SheetWriter
from letsconnect_tui.plan.occurrence import outline, starts
from letsconnect_tui.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.plan.model import Plan

ZONE = "Asia/Kathmandu"
LANGUAGES = ("en", "es", "fr", "pt", "ar")
PLANS = {path.stem: path for path in shipped_plans()}


@pytest.fixture(params=[*PLANS, "hostile"])
def plan(request: pytest.FixtureRequest) -> Plan:
    if request.param in PLANS:
        return load_plan(PLANS[request.param])
    shipped = load_plan(PLANS["learning-clinic-newcomers"])
    trap = (
        "| a [[b]] {{c}} <script>alert(1)</script> ''d'' ~~~~ &amp; =1+1 https://x.example/a_b__c?d=1&e=(2)"
    )
    items = tuple(
        replace(
            item,
            title=f"{number} {trap}",
            chat=tuple(replace(line, text=f"{trap} {line.text}") for line in item.chat),
        )
        for number, item in enumerate(shipped.items)
    )
    people = tuple(replace(one, name=f"{one.name} | <b> [[x]]", intro=trap) for one in shipped.people)
    return replace(shipped, items=items, people=people)


def sheet_of(plan: Plan, language: str = "en") -> RunSheet:
    return run_sheet(plan, plan.session.starts_at, language)


def written(plan: Plan, form: str, language: str = "en", person: str | None = None) -> Any:
    sheet = sheet_of(plan, language)
    own = next((one for one in sheet.people if one.id == person), None)
    return SheetWriter(sheet, language, ZONE, own).written(form)


def expected_rows(plan: Plan) -> list[tuple[str, str, str, str, str, str]]:
    """Both clocks, the title, who leads, who does tech, who is the backup; from the plan alone."""
    rows = []
    for planned in outline(plan):
        lead, tech = plan.person(planned.item.lead), plan.person(planned.item.tech)
        backup = plan.person(lead.backup) if lead else None
        there = planned.starts_at.astimezone(ZoneInfo(ZONE))
        names = (clean(one.name, limit=80) if one else "" for one in (lead, tech, backup))
        rows.append((f"{there:%H:%M}", f"{planned.starts_at:%H:%M}", clean(planned.item.title), *names))
    return rows  # type: ignore[return-value]


class _Tables(HTMLParser):
    """The rows of each table, a cell as its lines."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[list[str]]]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append([""])
            self._in_cell = True
        elif tag == "div" and self._in_cell and self.tables[-1][-1][-1] != [""]:
            self.tables[-1][-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.tables[-1][-1][-1][-1] += data


def test_html_has_every_row_once_with_times_and_names_where_they_belong(plan: Plan) -> None:
    reader = _Tables()
    reader.feed(written(plan, "html"))
    head, *rows = reader.tables[0]
    assert len(head) == 9

    table = [(c[0][0], c[1][0], c[3][0], c[4][0], c[5][0], c[8][0]) for c in rows]
    assert table == expected_rows(plan)
    for cells, item in zip(rows, plan.items, strict=True):
        assert (cells[7][0] != "") == item.record
        for line in item.chat:
            assert sum(clean(line.text, limit=4000) in text for text in cells[6]) == 1


@pytest.mark.parametrize("language", [*LANGUAGES, "he", "ur"])
def test_html_is_well_formed_without_scripts_and_written_as_the_language_is(
    plan: Plan, language: str
) -> None:
    text = written(plan, "html", language)
    root = ElementTree.fromstring(text.removeprefix("<!DOCTYPE html>\n"))

    assert root.get("dir") == ("rtl" if language in ("ar", "he", "ur") else "ltr")
    assert root.get("lang") == language
    tags = {element.tag for element in root.iter()}
    assert not tags & {"script", "link", "img", "iframe", "object", "b"}
    assert not [
        name for element in root.iter() for name in element.attrib if name.startswith("on") or name == "src"
    ]
    assert {element.get("href", "")[:4] for element in root.iter("a")} <= {"http"}
    assert "⧼" not in text


def test_html_has_a_page_for_each_person_with_their_times_and_intro(plan: Plan) -> None:
    text = written(plan, "html")
    root = ElementTree.fromstring(text.removeprefix("<!DOCTYPE html>\n"))
    pages = list(root.iter("section"))
    sheet = sheet_of(plan)

    assert len(pages) == len(sheet.people)
    for page, person in zip(pages, sheet.people, strict=True):
        page_text = "".join(page.itertext())
        assert page.find("h2").text == person.name  # type: ignore[union-attr]
        assert person.intro in page_text
        rows = list(page.iter("tr"))[1:]
        titles = ["".join(row[3].itertext()) for row in rows]
        assert titles == [part.row.title for part in person.parts]


def test_nobody_with_a_part_is_without_a_page(plan: Plan) -> None:
    backups = {lead.backup for item in plan.items if (lead := plan.person(item.lead)) is not None}
    hosts = {room.host for item in plan.items if item.breakout for room in item.breakout.rooms}
    busy = {one for item in plan.items for one in (item.lead, item.tech)} | backups | hosts

    assert [one.id for one in sheet_of(plan).people] == [one.id for one in plan.people if one.id in busy]


def test_wikitext_is_read_as_the_same_rows(plan: Plan) -> None:
    parsed = wikitextparser.parse(written(plan, "wikitext"))

    (table,) = parsed.tables
    rows = table.data()[1:]
    first = [[(cell or "").partition("<br />")[0] for cell in row] for row in rows]
    plain = [[wikitextparser.parse(cell).plain_text() for cell in row] for row in first]
    assert not parsed.templates
    isolated = [[cell.replace("<bdi>", "").replace("</bdi>", "") for cell in row] for row in plain]
    assert [(*row[:2], *row[3:6], row[8]) for row in isolated] == expected_rows(plan)
    pages = {one.username for one in plan.people if one.username}
    assert {link.title.removeprefix("User:") for link in parsed.wikilinks} <= pages


def test_csv_is_read_by_python_as_the_same_rows(plan: Plan) -> None:
    rows = list(csv.DictReader(io.StringIO(written(plan, "csv"), newline="")))

    columns = ("start", "start_utc", "item", "lead", "tech", "backup")
    table = [tuple(row[name].removeprefix("'") for name in columns) for row in rows]
    expected = expected_rows(plan)
    assert [(row[0], row[1][11:16], *row[2:]) for row in table] == expected
    assert [row["recorded"] for row in rows] == ["yes" if item.record else "no" for item in plan.items]
    assert [row["minutes"] for row in rows] == [f"{item.duration_s / 60:g}" for item in plan.items]


def test_no_cell_of_a_spreadsheet_is_a_formula(plan: Plan) -> None:
    plan = replace(plan, items=tuple(replace(item, title="=1+1") for item in plan.items))
    for row in csv.reader(io.StringIO(written(plan, "csv"), newline="")):
        assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@")]

    book = openpyxl.load_workbook(io.BytesIO(written(plan, "xlsx")))
    assert {cell.data_type for sheet in book for row in sheet for cell in row if cell.value is not None} == {
        "s"
    }
    assert [row[5].value for row in book.worksheets[0].iter_rows(min_row=2)] == ["=1+1"] * len(plan.items)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_spreadsheet_has_the_agenda_and_a_sheet_for_each_person(plan: Plan, language: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(plan, "xlsx", language)))
    people = sheet_of(plan).people

    assert len(book.worksheets) == 1 + len(people)
    assert all(bool(sheet.sheet_view.rightToLeft) == (language == "ar") for sheet in book)
    cells = [[cell.value or "" for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    table = [(row[1], row[2][11:16], *row[5:8], row[10]) for row in cells]
    assert table == expected_rows(plan)
    for sheet, person in zip(book.worksheets[1:], people, strict=True):
        assert [row[4].value for row in sheet.iter_rows(min_row=2)] == [
            part.row.title for part in person.parts
        ]


@pytest.mark.parametrize("form", ["md", "txt"])
def test_lines_of_text_name_each_item_once_in_order(form: str, plan: Plan) -> None:
    text = written(plan, form)
    times = [row[:2] for row in expected_rows(plan)]
    between = r" \| " if form == "md" else "  "
    found = re.findall(rf"^(?:\| )?(\d\d:\d\d){between}(\d\d:\d\d){between}", text, re.MULTILINE)

    assert found == times


def test_markdown_has_every_row_with_times_and_names_where_they_belong(plan: Plan) -> None:
    lines = [line for line in written(plan, "md").splitlines() if re.match(r"\| \d\d:\d\d \|", line)]
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines]
    first = [[cell.partition("<br>")[0].strip() for cell in row] for row in rows]
    cells = [[html.unescape(re.sub(r"\\([\W_])", r"\1", cell)) for cell in row] for row in first]

    table = [(*row[:2], *row[3:6], row[8]) for row in cells if len(row) == 9]
    assert table == expected_rows(plan)


def test_no_line_of_text_is_wider_than_the_page_unless_it_is_an_address(plan: Plan) -> None:
    width = 90
    assert TextPage()._width == width

    wide = [line for line in written(plan, "txt").splitlines() if len(line) > width]
    assert not [line for line in wide if "https://" not in line]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_whole_for_everybody_in_every_language(form: str, language: str) -> None:
    plan = load_plan(PLANS["learning-clinic-experienced"])
    for person in (None, *(one.id for one in sheet_of(plan).people)):
        text = written(plan, form, language, person)
        if isinstance(text, str):
            assert "⧼" not in text
            assert "$1" not in text


def test_cues_are_the_clock_times_of_the_warnings_on_the_clock_of_the_person() -> None:
    plan = load_plan(PLANS["learning-clinic-newcomers"])
    people = tuple(replace(one, timezone="Africa/Tunis") if one.id == "karim" else one for one in plan.people)
    plan = replace(plan, people=people)
    (planned,) = [one for one in outline(plan) if one.item.lead == "karim"]
    (own,) = [one for one in sheet_of(plan).people if one.id == "karim"]
    text = SheetWriter(sheet_of(plan), "en", "Africa/Tunis", own).written("txt")
    assert isinstance(text, str)

    local = planned.starts_at.astimezone(ZoneInfo("Africa/Tunis"))
    assert f"{local:%H:%M}  {planned.starts_at:%H:%M}  12  {planned.item.title}" in text
    for left in planned.item.warn_s:
        at = (planned.ends_at - timedelta(seconds=left)).astimezone(ZoneInfo("Africa/Tunis"))
        assert f"{at:%H:%M}" in text
    assert text.count("Tunis") == 1
    assert "Tunis" in written(plan, "html")


def test_each_occurrence_has_its_own_times() -> None:
    plan = load_plan(PLANS["connectathon"])
    for start in starts(plan):
        rows = run_sheet(plan, start, "en").rows
        assert [row.starts_at for row in rows] == [one.starts_at for one in outline(plan, start)]


def test_where_the_zone_agrees_with_utc_there_is_one_clock() -> None:
    plan = load_plan(PLANS["connectathon"])
    text = SheetWriter(sheet_of(plan), "en", "Africa/Accra").written("md")

    assert isinstance(text, str)
    assert "| UTC | Min |" in text
    assert "Accra" not in text


PLAN = str(PLANS["learning-clinic-newcomers"])


def test_the_command_writes_one_page_in_the_language_of_who_it_is_for(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert run_guarded(["runsheet", PLAN, "--for", "Lucía", "--format", "txt"]) == 0

    assert "Lo que" in (output := capfd.readouterr().out) or "Qué haces" in output


@pytest.mark.parametrize(
    "typed",
    [
        ["--for", "nobody"],
        ["--format", "pdf"],
        ["--zone", "Mars"],
        ["--language", "Spanish!"],
        ["--occurrence", "9"],
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_write(
    typed: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(["runsheet", PLAN, *typed]) == 2
    assert capfd.readouterr().err.strip()


def test_a_file_is_not_replaced_unasked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for form in FORMS:
        target = tmp_path / f"sheet.{form}"
        assert run_guarded(["runsheet", PLAN, "--format", form, "-o", str(target)]) == 0
        before = target.read_bytes()
        assert run_guarded(["runsheet", PLAN, "--format", form, "-o", str(target)]) == 2
        assert target.read_bytes() == before
    assert (tmp_path / "sheet.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    capfd.readouterr()


@pytest.mark.parametrize(("left", "expected"), [(300, "5 minutes"), (144, "2:24"), (45, "45 seconds")])
def test_what_is_left_is_told_as_everywhere_else(left: int, expected: str) -> None:
    plan = load_plan(PLANS["learning-clinic-newcomers"])
    items = tuple(replace(one, warn_s=(left,)) if one.lead == "karim" else one for one in plan.items)

    assert f"{expected} left" in written(replace(plan, items=items), "txt", person="karim")
