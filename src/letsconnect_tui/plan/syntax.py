"""TOML text → plain tables, or the one syntax error with its line and help for frequent mistakes."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.positions import find_positions, tokens

if TYPE_CHECKING:
    from letsconnect_tui.plan.problems import Path

SIZE_LIMIT = 256 * 1024
"""Bytes: a plan of two hours has 15,000."""

DEPTH_LIMIT = 8
"""A plan nests five deep; the parser's time grows with the square of a dotted key's length."""

_TIME_WITHOUT_SECONDS = re.compile(r"(?:\d{4}-\d\d-\d\d[Tt])?\d\d:\d\d(?=$|[Zz+-])")
_POSITION = re.compile(r"\(at line (\d+), column \d+\)")
_CURLY = re.compile("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u300c\u300d]")
_COLON = re.compile(r"""\s*[\w"'-]+\s*:""")
_BARE_VALUE = re.compile(r"\s*[\w.\"'-]+\s*=\s*(?!true\b|false\b)[^\W\d]")
_BACKSLASH = re.compile(r'=.*"[^"]*\\')


class TomlError(ValueError):
    """The text is not TOML; ``line`` is counted from 1."""

    def __init__(self, problem: Message, line: int | None = None) -> None:
        super().__init__(problem.key)
        self.problem = problem
        self.line = line


def parse_toml(text: str) -> tuple[dict[str, Any], dict[Path, int]]:
    """The tables of a TOML text, whose times may lack their seconds, and the lines of its places.

    Raises TomlError and nothing else.
    """
    if len(text) > SIZE_LIMIT:
        raise TomlError(message("plan-too-large", SIZE_LIMIT // 1024))
    positions = find_positions(text)
    if positions.deepest > DEPTH_LIMIT:
        raise TomlError(message("plan-too-deep", DEPTH_LIMIT))
    text = text.replace("\r\n", "\n")
    try:
        return tomllib.loads(_with_seconds(text)), positions.lines
    except tomllib.TOMLDecodeError as error:
        raise _explained(text, str(error)) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets in hiding
        raise TomlError(message("plan-syntax", message("plan-syntax-unreadable"))) from error


def _with_seconds(text: str) -> str:
    """``15:40`` → ``15:40:00`` wherever it is a value and not inside a string: TOML 1.0 insists on them."""
    missing = [
        token.offset + found.end()
        for token in tokens(text)
        if (found := _TIME_WITHOUT_SECONDS.match(token.text))
    ]
    pieces = [text[start:end] for start, end in zip([0, *missing], [*missing, len(text)], strict=True)]
    return ":00".join(pieces)


def _explained(text: str, error: str) -> TomlError:
    lines = text.split("\n")
    position = _POSITION.search(error)
    number = int(position[1]) if position else _last_line_with_text(lines)
    line = lines[number - 1] if number <= len(lines) else ""
    return TomlError(message("plan-syntax", _help(line, error)), number)


def _last_line_with_text(lines: list[str]) -> int:
    return next((number for number in range(len(lines), 0, -1) if lines[number - 1].strip()), 1)


def _help(line: str, error: str) -> Message:
    """What was probably meant; the order goes from the surest sign to the vaguest."""
    if single := re.search(r"^\s*\[(item|people)\]", line, re.MULTILINE):
        return message("plan-syntax-double-brackets", single[1])
    if _CURLY.search(line):
        return message("plan-syntax-curly-quotes")
    if "\u00a0" in line:
        return message("plan-syntax-no-break-space")
    if (
        "unescaped" in error.lower()
        or "hex value" in error
        or "escape" in error.lower()
        or _BACKSLASH.search(line)
    ):
        return message("plan-syntax-backslash")
    if _COLON.match(line):
        return message("plan-syntax-colon")
    if "overwrite" in error or "twice" in error or "mutate" in error or "already" in error:
        return message("plan-syntax-twice")
    if line.count('"') % 2 or "Unterminated" in error or "Illegal character '\\n'" in error:
        return message("plan-syntax-open-quote")
    if "{" in line and "}" not in line:
        return message("plan-syntax-inline-table")
    if _BARE_VALUE.match(line):
        return message("plan-syntax-no-quotes")
    if re.match(r"\s*\[", line) and "]" not in line:
        return message("plan-syntax-open-bracket")
    if "array" in error or "end of document" in error:
        return message("plan-syntax-unclosed")
    return message("plan-syntax-unreadable")
