"""What positions, checks and advice cost on top of the bare parser."""

from __future__ import annotations

import timeit

import pytest
import tomlkit

from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.plan.read import read_plan_text
from letsconnect_tui.plan.toml_syntax import parse_toml


@pytest.mark.bench
def test_reading_a_plan_against_parsing_it() -> None:
    print()
    for path in shipped_plans():
        text = path.read_text("utf-8")
        reading = min(timeit.repeat(lambda text=text: read_plan_text(text, "x"), number=5, repeat=5)) / 5  # type: ignore[misc]
        parsing = min(timeit.repeat(lambda text=text: parse_toml(text), number=5, repeat=5)) / 5  # type: ignore[misc]
        editing = min(timeit.repeat(lambda text=text: tomlkit.parse(text), number=1, repeat=3))  # type: ignore[misc]
        ratios = f"{reading / parsing:5.2f} x its parser, {editing / reading:5.1f} times faster than tomlkit"
        print(f"{path.stem:32} {len(text):6} characters: {reading * 1000:6.2f} ms, {ratios}")
