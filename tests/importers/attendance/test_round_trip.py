"""Whatever a platform writes, in any language, encoding and form of dates, reads back to the same minutes."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.importers.attendance.read import report_of
from letsconnect_tui.importers.encodings import decode
from letsconnect_tui.importers.file_rows import FileRows, rows_of_text
from letsconnect_tui.people.names import search_key
from tests.importers.attendance.layouts import (
    DATE_FORMS,
    LANGUAGES,
    LAYOUTS,
    DateForm,
    Language,
    Person,
    as_text,
)

if TYPE_CHECKING:
    from letsconnect_tui.importers.attendance.report import AttendanceReport

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "legacy"]
DAYS = st.datetimes(datetime(2020, 1, 1), datetime(2029, 12, 1))  # noqa: DTZ001 - the zone is the file's


def read(content: bytes, name: str = "report.csv", encoding: str | None = None) -> AttendanceReport:
    text = decode(content, encoding).text
    return report_of(FileRows(name, rows_of_text(text, name), text), zone=ZoneInfo("Africa/Lagos"))


def minutes(report: AttendanceReport) -> dict[str, int | None]:
    assert len({person.name for person in report.people}) == len(report.people), report.people
    return {person.name: person.minutes for person in report.people}


def can_be_written(text: str, encoding: str) -> bool:
    try:
        return bool(encoding) and bool(text.encode(encoding))
    except UnicodeEncodeError:
        return False


@st.composite
def attendance(draw: st.DrawFn, language: Language, form: DateForm) -> list[Person]:
    """Some people of one meeting of up to four hours, each there once or several times."""
    start = draw(DAYS).replace(second=0, microsecond=0)
    unit = 60 if form.to_the_minute else 1
    names = draw(st.permutations(language.names.split("|")))[: draw(st.integers(2, 6))]
    people = []
    for number, name in enumerate(names):
        count = draw(st.integers(1, 3))
        bounds = draw(
            st.lists(
                st.tuples(st.integers(0, 12_000), st.integers(61, 9_000)), min_size=count, max_size=count
            )
        )
        spans = [
            (
                start + timedelta(seconds=begin // unit * unit),
                start + timedelta(seconds=(begin // unit + length // unit) * unit),
            )
            for begin, length in bounds
        ]
        email = f"p{number}@example.org" if draw(st.booleans()) else ""
        people.append(Person(name, tuple(dict.fromkeys(spans)), email))
    return people


@given(st.data())
def test_minutes_survive_layout_language_encoding_delimiter_and_dates(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(LANGUAGES), "language")
    form = data.draw(st.sampled_from(DATE_FORMS), "form")
    layout = data.draw(st.sampled_from(sorted(LAYOUTS)), "layout")
    people = data.draw(attendance(language, form))
    encoding = data.draw(st.sampled_from(ENCODINGS), "encoding")
    text = as_text(
        LAYOUTS[layout](people, language, form),
        data.draw(st.sampled_from(",;\t|"), "delimiter"),
        line_end=data.draw(st.sampled_from(["\n", "\r\n"])),
        padded=data.draw(st.booleans(), "padded"),
        quoted=data.draw(st.booleans(), "quoted"),
    )
    wanted = {person.name: person.minutes for person in people}
    if encoding == "legacy" and can_be_written(text, language.legacy):
        content = text.encode(language.legacy)
        assert minutes(read(content, encoding=language.legacy)) == wanted
        if re.search(
            "[0-9]:[0-9]|[0-9]{6}", text
        ):  # digits of other scripts leave a guess too little to go by
            assert Counter(minutes(read(content)).values()) == Counter(wanted.values())
    else:
        assert minutes(read(text.encode("utf-8" if encoding == "legacy" else encoding))) == wanted


NOT_OF_PRESENCE = ("regist", "creat", "submit", "order", "modif", "due", "inscri")
"""Words that say of a time that it is of something else; they are believed."""
WORDS = st.text("abcdefghijklmnopqrstuvwxyzäöüßçñαβγдежабвгأبتثجकखगあいう", min_size=2, max_size=12).filter(
    lambda word: not any(one in search_key(word) for one in NOT_OF_PRESENCE)
)


@given(st.data(), st.lists(WORDS, min_size=3, max_size=3, unique=True))
def test_three_random_words_above_names_and_times_are_enough(data: st.DataObject, header: list[str]) -> None:
    language = data.draw(st.sampled_from(LANGUAGES), "language")
    form = data.draw(st.sampled_from(DATE_FORMS), "form")
    people = data.draw(attendance(language, form))
    place = data.draw(st.integers(0, 2), "place of the names")
    rows = [header]
    for person in people:
        for span in person.spans:
            cells = [form.write(span[0]), form.write(span[1])]
            cells.insert(place, person.name)
            rows.append(cells)
    text = as_text(rows, data.draw(st.sampled_from(",;\t"), "delimiter"))

    assert minutes(read(text.encode())) == {person.name: person.minutes for person in people}
