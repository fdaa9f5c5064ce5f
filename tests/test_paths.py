from __future__ import annotations

from pathlib import Path

import pytest

from letsconnect_tui.errors import InputError
from letsconnect_tui.paths import user_path


def test_a_tilde_is_the_home_folder() -> None:
    assert user_path("~/clinic.json") == Path.home() / "clinic.json"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "cli-empty-path"),
        ("  ", "cli-empty-path"),
        ("~surely-nobody-here/x", "path-no-home"),
        ("a\0b", "path-no-text"),
        ("\udcff.json", "path-no-text"),
    ],
)
def test_a_path_that_cannot_be_used_is_refused_with_its_reason(typed: str, key: str) -> None:
    with pytest.raises(InputError) as refused:
        user_path(typed)
    assert refused.value.message.key == key
