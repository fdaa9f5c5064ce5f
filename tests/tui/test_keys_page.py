from __future__ import annotations

from pathlib import Path

from letsconnect_tui.tui.actions import ACTIONS
from letsconnect_tui.tui.keys_page import keys_page

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"
ANEW = (
    "Write it anew: python -c 'from letsconnect_tui.tui.keys_page import *; print(keys_page(), end=str())' "
    "> docs/keys.md"
)


def test_the_page_of_keys_is_as_the_table_has_it() -> None:
    assert PAGE.read_text("utf-8") == keys_page(), ANEW


def test_every_key_is_on_the_page() -> None:
    assert [one.id for one in ACTIONS if f"| `{one.key}` |" not in keys_page()] == []
