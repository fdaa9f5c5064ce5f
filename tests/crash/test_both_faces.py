"""Sessions in both faces while processes are killed, disks fail and files are taken away."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are Linux's")

PARTS = 20


def held(folder: Path, actions: int, seed: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.face_loop", str(folder), str(actions), str(seed)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counts: dict[str, Any] = json.loads(done.stdout)
    print(counts)
    return counts


def assert_nothing_is_lost(counts: dict[str, Any], actions: int) -> None:
    assert counts["acknowledged"] >= actions
    assert [counts[what] for what in ("lost", "unreadable", "came back", "out of order")] == [0, 0, 0, 0]
    assert counts["wrong"] == []


def test_what_was_acknowledged_is_there_whatever_went_wrong(tmp_path: Path) -> None:
    assert_nothing_is_lost(held(tmp_path, 300, 3), 300)


@pytest.mark.full
@pytest.mark.parametrize("part", range(PARTS))
def test_of_a_hundred_thousand_actions_none_is_lost_whatever_went_wrong(tmp_path: Path, part: int) -> None:
    actions = 100_000 // PARTS
    assert_nothing_is_lost(held(tmp_path, actions, 100 + part), actions)
