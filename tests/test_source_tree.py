"""One class name has one meaning in the whole program, names say what a thing is, a file has one subject."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

MOST_LINES = 300
"""Longer files turned out to have two subjects."""
NO_NAMES = {"told", "said", "tell", "retell"}
"""Parts of a name that fit a message, a row, a list or a callback alike, and so name none of them."""
SOURCE = Path(__file__).parents[1] / "src" / "letsconnect_tui"


def test_no_two_classes_share_a_name() -> None:
    """Whoever searches for a class by its name finds one."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{path.relative_to(SOURCE)}:{node.lineno}")

    assert {name: sorted(found) for name, found in places.items() if len(found) > 1} == {}


def test_no_name_says_only_that_something_was_told() -> None:
    found = {
        f"{path.relative_to(SOURCE)}:{getattr(node, 'lineno', 0)} {name}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for field in ("id", "arg", "attr", "name", "asname")
        if isinstance(name := getattr(node, field, None), str)
        and not NO_NAMES.isdisjoint(name.lower().split("_"))
    }

    assert found == set()


def test_no_file_is_longer_than_one_subject_takes() -> None:
    lines = {
        path.relative_to(SOURCE).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in SOURCE.rglob("*.py")
    }

    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}
