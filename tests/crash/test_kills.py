"""Real processes, really killed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are not there")


def counts_after(folder: Path, kills: int, acknowledged: int) -> dict[str, int]:
    script = Path(__file__).with_name("kill_loop.py")
    done = subprocess.run(
        [sys.executable, str(script), str(folder), str(kills), str(acknowledged), "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counts: dict[str, int] = json.loads(done.stdout)
    print(counts)
    return counts


def test_200_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    """On a busy machine a process gets little done before it is killed: then more are."""
    counts = counts_after(tmp_path, 200, 200)

    assert counts["kills"] >= 200
    assert counts["acknowledged"] >= 200
    assert counts["lost"] == counts["left_over"] == 0


@pytest.mark.full
@pytest.mark.parametrize("part", range(10))
def test_10_000_kills_lose_nothing_acknowledged(tmp_path: Path, part: int) -> None:
    counts = counts_after(tmp_path, 1000, 1000)

    assert counts["kills"] >= 1000, part
    assert counts["lost"] == counts["left_over"] == 0
