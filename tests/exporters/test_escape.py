from __future__ import annotations

import csv
import html as html_library
import io
import re

import pytest
import wikitextparser
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.exporters.escape import csv_cell, markdown, wikitext
from letsconnect_tui.text import clean, unguarded
from tests.hostile import HOSTILE_NAMES

any_text = st.one_of(
    st.sampled_from(HOSTILE_NAMES),
    st.text(max_size=80),
    st.text(alphabet="=+-@|%'\" \t\n[]{}<>&~_*#:;!.\\`1aA/", max_size=30),
)


def cleaned(text: str) -> str:
    return clean(text, limit=32_000)


@pytest.mark.parametrize("start", ["=1+1", "+2348", "-1", "@x", "|x", "%0A", "  =1", "＝1", "'=1", "\t=1"])
def test_no_csv_cell_begins_as_a_formula(start: str) -> None:
    assert csv_cell(start).startswith("'")


@pytest.mark.parametrize("name", ["Ada", "O'Neil", "'tis", "", "1-2", "a=b"])
def test_csv_cells_that_are_no_formula_stay_as_they_are(name: str) -> None:
    assert csv_cell(name) == name


@given(any_text)
def test_a_csv_cell_read_back_is_the_clean_text(text: str) -> None:
    sheet = io.StringIO()
    csv.writer(sheet).writerow([csv_cell(text)])
    ((cell,),) = list(csv.reader(io.StringIO(sheet.getvalue(), newline=""))) or [[""]]

    assert unguarded(cell) == cleaned(text)
    assert cell.lstrip(" ")[:1] not in set("=+-@＝＋－＠|%\t\r") or not cell


@given(any_text)
def test_wikitext_leaves_no_sign_of_syntax(text: str) -> None:
    without_entities = re.sub(r"&#\d+;", "", wikitext(text))

    assert not set(without_entities) & set("[]{}|<>'~_=&*#:;!\"`^$\\-\n")
    assert not re.search(r"(ISBN|RFC|PMID) \d", wikitext(text))


@given(any_text)
def test_wikitext_shows_the_clean_text(text: str) -> None:
    assert html_library.unescape(wikitext(text)) == cleaned(text)


@pytest.mark.parametrize("name", [name for name in HOSTILE_NAMES if len(name) < 500], ids=ascii)
def test_a_wiki_parser_finds_only_text_in_a_table_cell(name: str) -> None:
    page = wikitextparser.parse('{| class="wikitable"\n|-\n| x || ' + wikitext(name) + "\n|}")

    assert not page.templates
    assert not page.wikilinks
    assert not page.external_links
    assert [html_library.unescape(cell or "") for cell in page.tables[0].data()[0]] == ["x", cleaned(name)]


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        ("a_b*c", r"a\_b\*c"),
        ("[x](javascript:y)", r"\[x\](javascript:y)"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("a | b", r"a \| b"),
        ("https://example.org", "https&#58;//example.org"),
        ("www.example.org", "www&#46;example.org"),
        ("O'Neil-d’Arc, Jr.", "O'Neil-d’Arc, Jr."),
    ],
)
def test_markdown_shows_the_name_as_it_is(name: str, escaped: str) -> None:
    assert markdown(name) == escaped


@given(any_text)
def test_markdown_leaves_no_open_sign_of_syntax(text: str) -> None:
    plain = re.sub(r"\\.", "", markdown(text))

    assert not set(plain) & set("\\`*_{}[]|~!$<>\n")
