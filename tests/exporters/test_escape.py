from __future__ import annotations

import csv
import html as html_library
import io
import re
from typing import TYPE_CHECKING

import pytest
import wikitextparser
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.exporters.escape import (
    csv_cell,
    markdown,
    wikitext,
    wikitext_label,
    wikitext_line,
    wikitext_term,
    with_links,
)
from letsconnect_tui.exporters.pages import Linked, PageCell, Prose, WikitextPage
from letsconnect_tui.text import clean, unguarded
from tests.hostile import HOSTILE_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


def shown_by_mediawiki(escaped: str) -> str:
    """What a reader sees of escaped text: MediaWiki knows entities by their semicolon."""
    return re.sub(r"&#?\w+;", lambda entity: html_library.unescape(entity[0]), escaped)


WRITINGS = (wikitext, wikitext_line, wikitext_term, wikitext_label)


@pytest.mark.parametrize("write", WRITINGS)
@given(text=any_text)
def test_wikitext_shows_the_clean_text(write: Callable[[str], str], text: str) -> None:
    assert shown_by_mediawiki(write(text)) == cleaned(text)


@pytest.mark.parametrize(
    "text",
    ["14:02 UTC", "Maps and more", "a - b", "=SUM(A1)", "50 % *new*", "O'Neil", "3 < 4 > 2", "#1", "e_mail",
     "[sic]", "AT&T", "{x}", "What?!", "Ada (she/her)", "C:\\x", "~10", "ISBN", "Re: hello"],
)  # fmt: skip
def test_what_is_no_syntax_stays_readable_in_the_source(text: str) -> None:
    assert wikitext(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("[[Late]]", "&#91;&#91;Late]]"),
        ("{{x}}", "&#123;&#123;x}}"),
        ("a | b", "a &#124; b"),
        ("''b''", "&#39;&#39;b&#39;&#39;"),
        ("~~~~", "&#126;&#126;&#126;&#126;"),
        ("__TOC__", "&#95;&#95;TOC&#95;&#95;"),
        ("<ref>x</ref>", "&#60;ref>x&#60;/ref>"),
        ("&amp;", "&#38;amp;"),
        ("https://example.org", "https&#58;//example.org"),
        ("[https://example.org x]", "&#91;https&#58;//example.org x]"),
        ("mailto:a@b.c", "mailto&#58;a@b.c"),
        ("ISBN 123", "ISBN&#32;123"),
        ("-{zh:x}-", "-&#123;zh:x}-"),
        ("a !! b", "a &#33;&#33; b"),
    ],
)
def test_syntax_becomes_entities(text: str, escaped: str) -> None:
    assert wikitext(text) == escaped


@pytest.mark.parametrize("text", ["* a", "# a", ": a", "; a", "= a =", "---- a"])
def test_a_line_begins_no_list_and_no_heading(text: str) -> None:
    assert wikitext_line(text).startswith("&#")
    assert wikitext(text) == text


def in_a_page(texts: Sequence[str]) -> wikitextparser.WikiText:
    page = WikitextPage()
    cells: list[list[PageCell]] = [[text, Linked(text, "Ada"), Linked(text, None)] for text in texts]
    parts = [
        page.heading("x"),
        page.table("caption", ["a", "b", "c"], cells),
        *(page.line(one) for one in texts),
    ]
    return wikitextparser.parse("\n".join([*parts, page.fields((one, one) for one in texts)]))


@given(st.lists(any_text, min_size=1, max_size=4))
def test_a_wiki_parser_reads_back_what_was_written_and_nothing_else(texts: list[str]) -> None:
    page = in_a_page(texts)

    assert not page.templates
    assert not page.external_links
    assert not page.parser_functions
    assert not page.get_bolds_and_italics()
    assert not page.comments
    assert {link.title for link in page.wikilinks} == {"User:Ada"}
    assert len(page.sections) == 2
    (table,) = page.tables
    for text, row in zip(texts, table.data()[1:], strict=True):
        assert shown_by_mediawiki(row[0] or "").strip() == cleaned(text)


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


ADDRESSES = (
    "https://a.example/b_c__d?e=1&f=(2)",
    "http://x.example",
    "https://a.example/~~~~/!!",
    "see https://",
)


@given(st.lists(st.one_of(any_text, st.sampled_from(ADDRESSES), st.just(" "), st.just("."))).map("".join))
def test_a_text_with_links_is_the_same_text(text: str) -> None:
    assert with_links(text, str, str) == clean(text, limit=8 * 4000)


@given(st.lists(st.one_of(any_text, st.sampled_from(ADDRESSES)), min_size=1).map(" ".join))
def test_prose_on_a_wiki_holds_links_and_no_other_syntax(text: str) -> None:
    parsed = wikitextparser.parse(WikitextPage().line(Prose(text)))

    assert not parsed.templates
    assert not parsed.wikilinks
    assert not parsed.tables
    assert all(re.fullmatch(r"https?://.+", link.url, re.IGNORECASE) for link in parsed.external_links)
    assert "~~~" not in str(parsed)
