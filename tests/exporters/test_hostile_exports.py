"""Whatever people are called, every export stays what it is."""

from __future__ import annotations

import csv
import io
import json
import re

import wikitextparser
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from letsconnect_tui.exporters.event_log import event_log
from letsconnect_tui.exporters.naming import Naming
from letsconnect_tui.exporters.pages import Linked, user_link
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.text import clean_name, unguarded
from tests.exporters.held import exported as write
from tests.exporters.held import held_session, with_people
from tests.hostile import HOSTILE_NAMES
from tests.session.builders import a_session

STATE = held_session().state
TERMINAL_OBEYS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
any_name = st.one_of(
    st.sampled_from(HOSTILE_NAMES), st.text(alphabet="=+-@|'\"[]{}<>&~_*#:;!\n\r,\\ aÉ/", max_size=20)
)
people = st.lists(any_name, min_size=1, max_size=6)


def exported(names: list[str], form: str) -> str:
    facts = [PersonFacts(name, username=name, region=name, languages=(name,)) for name in names]
    return write(with_people(STATE, facts), "attendance", form, "all")


@given(people)
def test_csv_reads_back_to_the_clean_names_without_a_formula(names: list[str]) -> None:
    text = exported(names, "csv")
    header, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))

    assert {len(row) for row in rows} == {len(header)}
    read_back = {unguarded(row[header.index("name")]) for row in rows}
    assert read_back >= {clean_name(name) for name in names}
    assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in set("=+-@＝＋－＠|%") and cell]
    assert text.count("\r\n") == text.count("\n") == len(rows) + 1


@given(people)
def test_a_wiki_page_holds_our_tables_and_links_and_nothing_else(names: list[str]) -> None:
    text = exported(names, "wikitext")
    page = wikitextparser.parse(text)

    assert len(page.tables) == 2
    assert not page.templates
    assert not page.external_links
    assert not page.parser_functions
    assert {tag.name for tag in page.get_tags()} <= {"bdi"}
    assert all(link.title.startswith("User:") for link in page.wikilinks)
    assert len(page.tables[1].data()) == 1 + len(names) + 3  # heading, these, three of the team
    assert "~~~" not in text
    assert "__" not in text


@given(people)
def test_a_markdown_table_has_a_row_for_each_person(names: list[str]) -> None:
    table = exported(names, "md").split("\n\n")[3]
    rows = table.rstrip("\n").split("\n")

    assert len(rows) == 2 + len(names) + 3
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {3}


@given(people)
def test_json_reads_back_to_the_clean_names(names: list[str]) -> None:
    read_back = {person["name"] for person in json.loads(exported(names, "json"))["people"]}

    assert read_back >= {clean_name(name) for name in names}


@given(people, st.sampled_from(["csv", "json", "md", "wikitext"]))
def test_no_export_holds_anything_a_terminal_obeys(names: list[str], form: str) -> None:
    assert not TERMINAL_OBEYS.search(exported(names, form).replace("\r\n", "\n"))


@given(any_name, st.integers(1, 300))
def test_titles_and_names_do_no_harm_in_any_other_export(name: str, width: int) -> None:
    plan = replace(
        STATE.plan,
        session=replace(STATE.plan.session, title=name, purpose=name),
        items=tuple(replace(item, title=name) for item in STATE.plan.items),
        people=tuple(replace(person, name=name) for person in STATE.plan.people),
    )
    state = replace(STATE, plan=plan)
    text = write(state, "report", "text", "all", width)

    assert not TERMINAL_OBEYS.search(text)
    assert len(write(state, "chapters", "text").split("\n")) == 8
    for form in ("csv", "json", "md"):
        assert not TERMINAL_OBEYS.search(write(state, "timing", form, "all").replace("\r\n", "\n"))
    page = wikitextparser.parse(write(state, "report", "wikitext", "all"))
    assert (len(page.tables), len(page.sections)) == (4, 6)
    assert not page.templates
    assert not page.external_links


def test_hostile_names_never_reach_the_log_without_names() -> None:
    sitting = a_session()
    for name in HOSTILE_NAMES:
        if len(clean_name(name)) > 6:
            sitting.give(c.AddPerson(PersonFacts(clean_name(name))), c.TakeLine("note", clean_name(name)))
    text = event_log(sitting.recorder.log, Naming(sitting.state, "none"))
    values = {str(value) for line in text.splitlines() for value in leaves(json.loads(line))}

    assert not values & {clean_name(name) for name in HOSTILE_NAMES if clean_name(name)}
    assert text.isascii()


def leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    return [leaf for one in value for leaf in leaves(one)] if isinstance(value, list) else [value]


def test_only_a_username_that_mediawiki_would_take_becomes_a_link() -> None:
    assert user_link(Linked("Ada", "ada_L")) == "[[User:Ada L|Ada]]"
    assert user_link(Linked("Ada", "Ada]]{{x}}")) == "Ada"
    assert user_link(Linked("Ada", "127.0.0.1")) == "Ada"
    assert user_link(Linked("Ada", "A~~~~&''b")) == "[[User:A&#126;&#126;&#126;&#126;&amp;&#39;&#39;b|Ada]]"
    assert user_link(Linked("أمل", None)) == "<bdi>أمل</bdi>"
