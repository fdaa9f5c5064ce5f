"""Groups to keep apart and together that can mean nothing."""

from __future__ import annotations

import pytest

from letsconnect_tui.plan.checks import group_faults, merged_groups


@pytest.mark.parametrize(
    ("apart", "together", "found"),
    [
        ([["a", "b"]], [["c", "d"]], []),
        ([["a", "a"]], [], [("apart", 0, "one-person", ("a", "a"))]),
        ([["a", "b"], ["a"]], [], [("apart", 1, "one-person", ("a",))]),
        ([], [["a"], []], [("together", 0, "one-person", ("a",)), ("together", 1, "one-person", ())]),
        ([["a", "b", "c"]], [["c", "a"]], [("apart", 0, "contradiction", ("a", "c"))]),
        ([["a", "c"]], [["a", "b"], ["d", "e"], ["b", "c"]], [("apart", 0, "contradiction", ("a", "c"))]),
    ],
)  # fmt: skip
def test_what_can_mean_nothing_is_found(
    apart: list[list[str]], together: list[list[str]], found: list[object]
) -> None:
    faults = [(one.key, one.index, one.kind, one.people) for one in group_faults(apart, together)]

    assert faults == found


def test_groups_that_overlap_are_one() -> None:
    assert set(merged_groups([["a", "b"], ["c", "d"], ["b", "e"], ["d", "f"], ["g"]])) == {
        frozenset("abe"), frozenset("cdf"), frozenset("g"),
    }  # fmt: skip
