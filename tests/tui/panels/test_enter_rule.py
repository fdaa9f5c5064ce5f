from __future__ import annotations

import pytest

from letsconnect_tui.tui.panels.people.enter_rule import QUIET_S, Enter, EnterRule


@pytest.mark.parametrize(
    ("after_s", "certain", "verdict"),
    [
        (QUIET_S, True, Enter.ACT),
        (QUIET_S, False, Enter.ACT),
        (QUIET_S - 0.01, True, Enter.HOLD),
        (QUIET_S - 0.01, False, Enter.TOO_SOON),
        (0.0, True, Enter.HOLD),
    ],
)
def test_enter_needs_a_moment_of_quiet(after_s: float, certain: bool, verdict: Enter) -> None:
    rule = EnterRule()
    rule.typed(0.0)
    assert rule.press(after_s, certain=certain) is verdict


def test_enter_without_any_letter_acts() -> None:
    assert EnterRule().press(0.0, certain=False) is Enter.ACT
