"""What names do to files is judged by the parsers of others: a wiki's, a browser's, a spreadsheet's."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from typing import TYPE_CHECKING

import html5lib
import mwparserfromhell
import openpyxl
import pytest
from msgspec.structs import replace

from letsconnect_tui.exporters.formats import (
    FORMATS,
    SERIES_FORMATS,
    SeriesSource,
    export,
    export_series,
    format_named,
    series_format_named,
)
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.text import clean_name, unguarded
from tests.exporters.held import exported, held_session, source_of, with_people
from tests.hostile import HOSTILE_NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.session.state import State

NAMES = [name for name in HOSTILE_NAMES if clean_name(name)]
TAME = [f"Person {place}" for place, _ in enumerate(NAMES)]
PAGES = [one for one in FORMATS if one.form == "wikitext"]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def state_with(names: list[str], *, in_the_plan: bool) -> State:
    """The session that was held, with these participants; the plan's words are hostile too where asked."""
    facts = [
        PersonFacts(name, username=name, languages=("en",), region=name, country=name, affiliation=name)
        for name in names
    ]
    state = with_people(held_session().state, facts)
    if not in_the_plan:
        return state
    items = tuple(
        replace(item, title=clean_name(NAMES[place]) or "x") for place, item in enumerate(state.plan.items)
    )
    session = replace(state.plan.session, title=clean_name(NAMES[-1]), purpose=clean_name(NAMES[7]))
    return replace(state, plan=replace(state.plan, session=session, items=items))


HOSTILE, PLAIN = state_with(NAMES, in_the_plan=True), state_with(TAME, in_the_plan=False)


def written(state: State, what: str, form: str) -> str:
    return exported(state, what, form, "all")


def series_of(state: State, form: str) -> str:
    return export_series(series_format_named(form), SeriesSource((state,), "all")).text


def shape(page: str) -> tuple[int, ...]:
    """How many of each thing a wiki's parser sees in a page that names could add to."""
    read = mwparserfromhell.parse(page)
    assert {str(tag.tag) for tag in read.filter_tags()} <= {
        "table",
        "tr",
        "td",
        "th",
        "bdi",
        "b",
        "i",
        "li",
        "dt",
        "dd",
        "br",
    }
    assert all(str(link.title).startswith("User:") for link in read.filter_wikilinks())
    tags = [str(tag.tag) for tag in read.filter_tags()]
    return (
        len(read.filter_templates()),
        len(read.filter_external_links()),
        len(read.filter_comments()),
        len(read.filter_headings()),
        *(tags.count(one) for one in ("table", "tr", "td", "th")),
    )


@pytest.mark.parametrize("entry", PAGES, ids=lambda one: one.what)
def test_a_wikis_parser_sees_the_same_page_whatever_people_are_called(entry: object) -> None:
    hostile, plain = (written(one, entry.what, "wikitext") for one in (HOSTILE, PLAIN))  # type: ignore[attr-defined]

    assert shape(hostile) == shape(plain)


def test_so_it_does_in_the_figures_of_a_series() -> None:
    shapes = [shape(series_of(state_with(names, in_the_plan=False), "wikitext")) for names in (NAMES, TAME)]

    assert shapes[0][:4] == shapes[1][:4]
    assert shapes[0][4] == shapes[1][4]


@pytest.mark.parametrize("state", [HOSTILE, PLAIN], ids=["hostile", "plain"])
@pytest.mark.parametrize("what", ["report", "series"])
def test_a_browsers_parser_finds_no_error_and_no_more_elements(state: State, what: str) -> None:
    page = written(state, "report", "html") if what == "report" else series_of(state, "html")
    read = html5lib.HTMLParser(strict=True).parse(page)
    tags = {element.tag.rpartition("}")[2] for element in read.iter() if isinstance(element.tag, str)}

    assert not tags & {"script", "iframe", "object", "embed", "img", "link", "form", "a"}
    assert not [key for element in read.iter() for key in element.attrib if key.lower().startswith("on")]


@pytest.mark.parametrize("what", ["attendance", "series"])
def test_a_spreadsheet_reads_the_names_and_no_formula(what: str) -> None:
    if what == "series":
        data = export_series(series_format_named("xlsx"), SeriesSource((HOSTILE,), "all")).data
    else:
        data = export(format_named("attendance", "xlsx"), source_of(HOSTILE, "all")).data
    assert data is not None
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert not [cell.value for cell in cells if cell.data_type == "f"]
    read_back = {unguarded(str(cell.value)) for cell in cells}
    assert {unguarded(clean_name(name)) for name in NAMES} <= read_back


def test_every_table_of_the_programme_is_read_by_pythons_reader() -> None:
    for text in (
        *(written(HOSTILE, one.what, "csv") for one in FORMATS if one.form == "csv"),
        *(series_of(HOSTILE, one.form) for one in SERIES_FORMATS if one.form == "csv"),
    ):
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        assert {len(row) for row in rows} == {len(header)}


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_cells_of_a_csv(tmp_path: Path) -> None:
    entry = format_named("attendance", "csv")
    content = entry.in_a_file(export(entry, source_of(HOSTILE, "all")), bom=True)
    path = tmp_path / "attendance.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    subprocess.run(
        [
            str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
            "--infilter=CSV:44,34,76,1",  # commas, quotes, UTF-8: what its dialogue offers for such a file
            "--convert-to", "xlsx", "--outdir", str(tmp_path), str(path),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    sheet = openpyxl.load_workbook(tmp_path / "attendance.xlsx").active
    rows = list(csv.reader(path.read_bytes().decode("utf-8-sig").splitlines(keepends=True), strict=True))

    assert not [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert sheet.max_row == len(rows)
    place = rows[0].index("name")
    names = [str(row[place].value or "") for row in sheet.iter_rows(min_row=2)]
    assert names == [row[place] for row in rows[1:]]
