"""Writes values as TOML does, in the manner of the value that stood there before."""

from __future__ import annotations

import json
import re
from datetime import datetime, time
from typing import TypeGuard

Plain = str | int | float | bool | datetime | time | list["Plain"] | dict[str, "Plain"]
"""What a value of a plan can be before it is converted."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_UNWRITTEN = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_ENDS_TEXT = re.compile(r'"{3,}|"+\Z')
"""Quotes that would end a text of several lines."""


def literal(value: Plain, before: str = "") -> str:
    """A value as TOML; several lines stay lines.

    Args:
        value: What to write.
        before: The literal that it replaces: a moment in quotes stays in quotes, a text in single ones too.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value, before)
        case datetime():
            written = f"{value:%Y-%m-%dT%H:%M}" if not value.second else f"{value:%Y-%m-%dT%H:%M:%S}"
            return f'"{written}"' if before[:1] in ('"', "'") else written
        case time():
            return value.isoformat("minutes" if not value.second else "seconds")
        case list():
            return f"[{', '.join(map(literal, value))}]"
        case dict():
            if not value:
                return "{}"
            return (
                "{ " + ", ".join(f"{key_literal(key)} = {literal(one)}" for key, one in value.items()) + " }"
            )
        case _:
            return str(value)


def key_literal(key: str) -> str:
    """A key, in quotes where TOML wants them."""
    return key if _BARE_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def is_list(value: object) -> TypeGuard[list[Plain]]:
    """Whether a value is an array."""
    return isinstance(value, list)


def is_table(value: object) -> TypeGuard[dict[str, Plain]]:
    """Whether a value is a table."""
    return isinstance(value, dict)


def _text(text: str, before: str) -> str:
    if "\n" in text or before.startswith('"""'):
        escaped = _UNWRITTEN.sub(_escape, text.replace("\\", "\\\\"))
        return f'"""\n{_ENDS_TEXT.sub(_escape_quotes, escaped)}"""'
    if before.startswith("'") and not before.startswith("'''") and "'" not in text and text.isprintable():
        return f"'{text}'"
    return _UNWRITTEN.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _escape_quotes(found: re.Match[str]) -> str:
    return '\\"' * len(found[0])
