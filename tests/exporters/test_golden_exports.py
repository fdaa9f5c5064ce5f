"""The bytes of every export are a contract."""

from __future__ import annotations

import json
from datetime import UTC

import pytest

from letsconnect_tui.exporters.attendance import attendance_text
from letsconnect_tui.exporters.attendance_facts import attendance
from letsconnect_tui.exporters.chapters import chapters_json, chapters_text, recordings
from letsconnect_tui.exporters.event_log import event_log
from letsconnect_tui.exporters.pages import MarkdownPage, WikitextPage
from letsconnect_tui.exporters.report_facts import report
from letsconnect_tui.exporters.report_page import report_page
from letsconnect_tui.exporters.report_text import report_lines
from letsconnect_tui.exporters.timing_facts import timing
from letsconnect_tui.exporters.timing_tables import timing_text
from tests.exporters.held import golden, held_session


@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize("form", ["csv", "json", "md", "wikitext"])
def test_attendance_is_written_as_agreed(form: str, *, names: bool) -> None:
    sitting = held_session()
    text = attendance_text(attendance(sitting.state, sitting.now), form, names=names)

    assert golden(f"attendance{_named(names=names)}.{form}", text) == text.encode()


@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize("form", ["csv", "json", "md", "wikitext"])
def test_timing_is_written_as_agreed(form: str, *, names: bool) -> None:
    sitting = held_session()
    text = timing_text(timing(sitting.state, sitting.now, names=names), form)

    assert golden(f"timing{_named(names=names)}.{form}", text) == text.encode()


@pytest.mark.parametrize("names", [False, True])
def test_chapters_are_written_as_agreed(*, names: bool) -> None:
    sitting = held_session()
    found = recordings(sitting.state, sitting.now, names=names)

    assert golden(f"chapters{_named(names=names)}.txt", chapters_text(found)) == chapters_text(found).encode()
    text = chapters_json(sitting.state, found)
    assert golden(f"chapters{_named(names=names)}.json", text) == text.encode()


def test_the_log_without_names_is_written_as_agreed() -> None:
    text = event_log(held_session().recorder.log, names=False)

    assert golden("log.jsonl", text) == text.encode()


def test_a_field_is_in_the_log_with_names_wherever_it_is_in_the_one_without() -> None:
    log = held_session().recorder.log
    nameless, named = (
        [event for line in event_log(log, names=names).splitlines() for event in json.loads(line)["events"]]
        for names in (False, True)
    )

    for with_ids, whole in zip(nameless, named, strict=True):
        assert {*with_ids} <= {*whole}
    assert any(event.get("source") == "typed" for event in named)


@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize("width", [60, 120])
def test_the_report_is_drawn_as_agreed(width: int, *, names: bool) -> None:
    sitting = held_session()
    lines = report_lines(report(sitting.state, sitting.now, names=names), width, UTC, names=names)
    text = "\n".join(lines) + "\n"

    assert golden(f"report-{width}{_named(names=names)}.txt", text) == text.encode()


@pytest.mark.parametrize("names", [False, True])
def test_the_page_in_public_is_written_as_agreed(*, names: bool) -> None:
    sitting = held_session()
    told = report(sitting.state, sitting.now, names=names)
    for page, form in ((MarkdownPage(), "md"), (WikitextPage(), "wikitext")):
        text = report_page(told, page, names=names)

        assert golden(f"report{_named(names=names)}.{form}", text) == text.encode()


def _named(*, names: bool) -> str:
    return "-names" if names else ""
