from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip

from letsconnect_tui.tui.widgets.line_list import LineList
from letsconnect_tui.tui.widgets.text_rows import TextRows, changed_span


def strip(*texts: str) -> Strip:
    return Strip([Segment(text) for text in texts])


def test_nothing_changed_is_nothing_to_paint() -> None:
    assert changed_span(strip("10:47  Welcome"), strip("10:47  Welcome")) is None


def test_only_the_cells_that_changed_are_painted() -> None:
    assert changed_span(strip("10:47  Welcome"), strip("10:48  Welcome")) == (4, 1)


def test_a_wide_letter_counts_as_its_columns() -> None:
    assert changed_span(strip("山田 a"), strip("山田 b")) == (5, 1)


def test_marks_join_the_letter_before_them() -> None:
    assert changed_span(strip("o\u0323 a"), strip("o\u0323 b")) == (2, 1)


class Painted:
    """An app with one widget, and the regions that it asks to be painted."""

    def __init__(self, widget: TextRows | LineList) -> None:
        self.regions: list[Region] = []
        refresh: Callable[..., object] = widget.refresh

        def watched(*regions: Region, **options: bool) -> object:
            self.regions += regions
            return refresh(*regions, **options)

        widget.refresh = watched  # type: ignore[method-assign,assignment]

        class Shown(App[None]):
            def compose(self) -> ComposeResult:
                yield widget

        self.app = Shown()


async def test_a_row_repaints_its_changed_cells_only() -> None:
    rows = TextRows()
    painted = Painted(rows)
    async with painted.app.run_test(size=(40, 5)) as pilot:
        rows.show([Content("left 3:45"), Content("next")])
        await pilot.pause()
        painted.regions.clear()
        rows.show([Content("left 3:44"), Content("next")])
        assert painted.regions == [Region(8, 0, 1, 1)]


async def test_a_list_of_ten_thousand_repaints_one_row_for_one_change() -> None:
    view = LineList()
    painted = Painted(view)
    async with painted.app.run_test(size=(40, 10)) as pilot:
        view.show([(str(n), Content(f"person {n}")) for n in range(10_000)])
        await pilot.pause()
        painted.regions.clear()
        view.replace("3", Content("person 3 is here"))
        assert painted.regions == [Region(0, 3, 39, 1)]
        painted.regions.clear()
        view.replace("9000", Content("out of sight"))
        assert painted.regions == []


async def test_the_cursor_stays_on_its_line_when_lines_come_and_go() -> None:
    view = LineList()
    async with Painted(view).app.run_test(size=(40, 10)):
        view.show([(key, Content(key)) for key in "abcdef"])
        view.move_to_key("d")
        view.show([(key, Content(key)) for key in "zbd"])
        assert view.cursor_key == "d"
        view.show([(key, Content(key)) for key in "zb"])
        assert view.cursor_key == "b"
        view.show([])
        assert view.cursor_key is None
