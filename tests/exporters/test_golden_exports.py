"""The bytes of every export are a contract."""

from __future__ import annotations

import json
from datetime import UTC

import pytest

from letsconnect_tui.exporters.formats import FORMATS, ExportFormat, ExportSource, export, format_named
from letsconnect_tui.exporters.naming import LEVELS, NameLevel
from tests.exporters.held import golden, held_session

NAMED = {"none": "", "team": "-team", "all": "-names"}


def exported(entry: ExportFormat, level: NameLevel, width: int = 80) -> str:
    sitting = held_session()
    return export(entry, ExportSource(sitting.recorder.log, sitting.now, level, width, UTC)).text


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    "entry",
    [one for one in FORMATS if (one.what, one.form) != ("report", "text") and one.form != "xlsx"],
    ids=lambda one: one.what + one.suffix,
)
def test_every_export_is_written_as_agreed(entry: ExportFormat, level: NameLevel) -> None:
    if entry.names_people:
        level = "all"
    text = exported(entry, level)
    suffix = ".wikitext" if entry.form == "wikitext" else entry.suffix

    assert golden(f"{entry.what}{NAMED[level]}{suffix}", text) == text.encode()


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("width", [60, 120])
def test_the_report_is_drawn_as_agreed(width: int, level: NameLevel) -> None:
    text = exported(format_named("report", "text"), level, width)

    assert golden(f"report-{width}{NAMED[level]}.txt", text) == text.encode()


def test_a_field_is_in_the_log_with_names_wherever_it_is_in_the_one_without() -> None:
    nameless, named = (
        [
            event
            for line in exported(format_named("log", "jsonl"), level).splitlines()
            for event in json.loads(line)["events"]
        ]
        for level in ("none", "all")
    )

    for with_ids, whole in zip(nameless, named, strict=True):
        assert {*with_ids} <= {*whole}
    assert any(event.get("source") == "typed" for event in named)
