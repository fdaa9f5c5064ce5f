"""The lock file is what tests run with: whole, within the bounds, and bound to no server."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements-lock.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINNED = dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", LOCK, re.MULTILINE))
WANTED = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]


@pytest.mark.parametrize("wanted", WANTED)
def test_every_dependency_is_locked_within_its_bounds(wanted: str) -> None:
    requirement = Requirement(wanted)
    pinned = PINNED.get(canonicalize_name(requirement.name), "0")

    assert pinned in requirement.specifier, "run: make lock"


def test_what_is_locked_is_verified_wherever_it_comes_from() -> None:
    pins = re.split(r"\n(?=\S)", LOCK.strip())

    assert all("--hash=sha256:" in pin for pin in pins)
    assert "://" not in LOCK
    assert "--index" not in LOCK
