"""Values as a JSON file: readable, UTF-8, one line break at the end."""

from __future__ import annotations

import json
from typing import Any

VERSION = 1
"""Of every shape that is exported; a change that breaks a reader raises it."""


def json_text(values: dict[str, Any]) -> str:
    """The values with the version of their shape in front."""
    return json.dumps({"version": VERSION, **values}, ensure_ascii=False, indent=2) + "\n"
