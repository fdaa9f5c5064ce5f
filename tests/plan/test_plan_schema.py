from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.plan import model
from letsconnect_tui.plan.fields import (
    BREAKOUT,
    BROADCAST,
    ITEM,
    LINKS,
    MEANT,
    PERSON,
    PLAN,
    ROOM,
    SESSION,
    STEP,
    Table,
)
from tests.plan.plan_schema import plan_schema, schema_text

if TYPE_CHECKING:
    import msgspec


def test_shipped_schema_is_fresh() -> None:
    """Stale? python -m tests.plan.plan_schema > src/letsconnect_tui/plan/plan.schema.json"""
    shipped = files("letsconnect_tui.plan").joinpath("plan.schema.json").read_text("utf-8")

    assert shipped == schema_text()


@pytest.mark.parametrize(
    ("table", "value"),
    [
        (SESSION, model.Session),
        (PERSON, model.Person),
        (ITEM, model.Item),
        (BREAKOUT, model.Breakout),
        (LINKS, model.Links),
        (ROOM, model.PlannedRoom),
        (BROADCAST, model.Broadcast),
        (STEP, model.ChecklistStep),
    ],
)
def test_file_and_model_have_the_same_names(table: Table, value: type[msgspec.Struct]) -> None:
    names = {name.removesuffix("_s") for name in value.__struct_fields__}

    assert names == set(table)


def test_every_default_kind_has_a_squeeze() -> None:
    assert set(model.DEFAULT_SQUEEZE) == set(ITEM["kind"].choices)


def test_words_people_mean_lead_to_real_keys() -> None:
    known = {key for table in (PLAN, SESSION, PERSON, ITEM) for key in table}

    assert set(MEANT.values()) <= known


def test_schema_knows_the_words_that_may_be_chosen() -> None:
    item = plan_schema()["properties"]["item"]["items"]

    assert "report-back" in item["properties"]["kind"]["enum"]
    assert item["required"] == ["title", "duration"]
    assert item["additionalProperties"] is False
