"""The JSON that goes out is as its published schema says."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.exporters.format_writers import SeriesSource
from letsconnect_tui.exporters.formats import export_series, series_format_named
from letsconnect_tui.exporters.naming import LEVELS, NameLevel
from letsconnect_tui.session.facts import PersonFacts
from tests.exporters.held import exported, held_session, with_people
from tests.exporters.json_shapes import SHAPES, AttendanceShape, SeriesShape, schema_text

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
STATE = held_session().state
ANEW = (
    "Write it anew: python -c 'from tests.exporters.json_shapes import *;"
    ' [open(f"docs/schemas/{n}.schema.json", "w").write(schema_text(n)) for n in SHAPES]\''
)


@pytest.mark.parametrize("name", SHAPES)
def test_the_published_schema_is_that_of_the_shape(name: str) -> None:
    assert (SCHEMAS / f"{name}.schema.json").read_text("utf-8") == schema_text(name), ANEW


def test_every_schema_has_a_shape() -> None:
    assert {path.name.partition(".")[0] for path in SCHEMAS.iterdir()} == set(SHAPES)


@pytest.mark.parametrize("level", LEVELS)
@given(number=st.integers(0, 30), country=st.sampled_from([None, "NG", "Peru"]), first=st.booleans())
def test_attendance_and_series_have_their_shapes(
    level: NameLevel, number: int, country: str | None, first: bool
) -> None:
    facts = [
        PersonFacts(
            f"P {k}", country=country, languages=("en",), region="SSA", first_time=first and k % 2 == 0
        )
        for k in range(number)
    ]
    state = with_people(STATE, facts)
    data = msgspec.json.decode(exported(state, "attendance", "json", level), type=AttendanceShape)
    source = SeriesSource((state,), level)
    text = export_series(series_format_named("json"), source).text
    figures = msgspec.json.decode(text, type=SeriesShape)

    assert (data.people is msgspec.UNSET) == (level == "none")
    assert (figures.people is msgspec.UNSET) == (level != "all")
    assert figures.unique == data.counts.unique == number
