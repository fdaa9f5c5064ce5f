"""The lines of the preflight stand below the people of the readiness board and are ticked like them."""

from __future__ import annotations

from tests.tui.stage import on_stage


async def test_space_ticks_a_line_of_the_preflight_and_u_takes_it_back() -> None:
    async with on_stage() as stage:
        await stage.press("r")
        await stage.press("end", "up", "space")
        assert len(stage.session.state.steps) == 1
        (step,) = stage.session.state.steps
        assert step.startswith("before-")
        assert "✓" in next(line for line in stage.lines if "›" in line)

        await stage.press("u", gap=2.0)
        assert stage.session.state.steps == frozenset()


async def test_the_cursor_goes_from_the_people_to_the_lines_and_back() -> None:
    async with on_stage() as stage:
        await stage.press("r")
        await stage.press("end", "space")
        ticked = stage.session.state.steps
        assert ticked
        await stage.press("home", "space")

        assert stage.session.state.steps == ticked
        assert any(stage.session.state.readiness.values())


async def test_a_tick_in_plain_words_is_on_the_board() -> None:
    async with on_stage("step before-links") as stage:
        await stage.press("r")

        (line,) = [one for one in stage.lines if "links open" in one and "u takes back" not in one]
        assert "✓" in line
