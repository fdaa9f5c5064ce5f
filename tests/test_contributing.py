"""What newcomers are told to open exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import letsconnect_tui

ROOT = Path(__file__).parent.parent
SOURCE = Path(letsconnect_tui.__file__).parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PACKAGES = sorted(path.parent.name for path in (ROOT / "src" / "letsconnect_tui").glob("*/__init__.py"))
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"`([\w./-]+(?:\.(?:py|json|md|toml|tcss|txt)|/))`", TEXT + ARCHITECTURE)))
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("path", [path for path in PATHS if "NAME" not in path and "CODE" not in path])
def test_every_path_named_exists(path: str) -> None:
    beside = (ROOT, SOURCE, SOURCE / "session", SOURCE / "commands")

    assert any((place / path).exists() for place in beside), (
        "say where it is now in CONTRIBUTING.md or docs/architecture.md"
    )


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([A-Z][A-Z_]{5,})`", TEXT))))
def test_every_table_named_exists(name: str) -> None:
    assert any(
        re.search(rf"^\s*{name}\b.* = ", path.read_text("utf-8"), re.MULTILINE)
        for path in SOURCE.rglob("*.py")
    )


@pytest.mark.parametrize("target", re.findall(r"`make ([a-z-]+)`", TEXT))
def test_every_make_target_named_exists(target: str) -> None:
    assert re.search(rf"^[^#\t\n]*\b{target}\b[^#\n]*:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("what", ["command", "panel", "export format", "language"])
def test_a_recipe_has_ten_lines(what: str) -> None:
    article = "an" if what[0] in "aeiou" else "a"

    assert len(re.findall(r"^\d+\. ", SECTIONS[f"Add {article} {what}"], re.MULTILINE)) == 10


def test_the_table_of_packages_names_every_package() -> None:
    table = ARCHITECTURE.partition("## Packages")[2].partition("## ")[0]

    assert [name for name in PACKAGES if f"`{name}/`" not in table] == []
