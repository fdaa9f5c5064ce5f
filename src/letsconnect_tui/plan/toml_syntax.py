"""TOML text → plain tables, or the one syntax error with its line and help for frequent mistakes."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.toml_positions import find_positions, tokens

if TYPE_CHECKING:
    from letsconnect_tui.plan.problems import Path

SIZE_LIMIT = 256 * 1024
"""Bytes: a plan of two hours has 15,000."""

DEPTH_LIMIT = 8
"""A plan nests five deep; the parser's time grows with the square of a dotted key's length."""

_TIME_WITHOUT_SECONDS = re.compile(r"(?:\d{4}-\d\d-\d\d[Tt])?\d\d:\d\d(?=$|[Zz+-])")
_POSITION = re.compile(r"\(at line (\d+), column \d+\)")
_CURLY = re.compile("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u300c\u300d]")
_INNER_QUOTES = re.compile(r"""=\s*"[^"]+"\s*[^\s#,\]}"]|=\s*'[^']+'\s*[^\s#,\]}']""")
_SIGNS: tuple[tuple[str, str], ...] = (
    ("no-break-space", "\u00a0"),
    ("open-bracket", r"^\s*\[\[[^\]]*\](?!\])|^\s*\[[^\]]*$"),
    ("backslash", r'=.*"[^"]*\\'),
    ("colon", r"""^\s*[\w"'-]+\s*:"""),
    ("no-equals", r"""^\s*[\w-]+\s+["'\d\[{]"""),
    ("true-false", r"=\s*(?i:true|false|yes|no|on|off)\s*(?:#|$)"),
    ("inline-table", r"\{[^}]*$"),
    ("comma", r"""^\s*[\w-]+\s*=[^\[{]*["'\w]\s*,\s*(?:#|$)"""),
    ("no-quotes", r"^\s*[\w.-]+\s*=\s*[^\s\"'\[{#]"),
)
"""End of the word key → how the line looks; the order goes from the surest sign to the vaguest."""


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
    """What was probably meant."""
    if single := re.match(r"\s*\[(item|people)\]", line):
        return message("plan-syntax-double-brackets", single[1])
    if _CURLY.search(line):
        return message("plan-syntax-curly-quotes")
    if "overwrite" in error or "twice" in error or "mutate" in error or "already" in error:
        return message("plan-syntax-twice")
    if _INNER_QUOTES.search(line):
        return message("plan-syntax-inner-quotes")
    if line.count('"') % 2 or line.count("'") % 2 or "Unterminated" in error:
        return message("plan-syntax-open-quote")
    for name, look in _SIGNS:
        if re.search(look, line):
            return message(f"plan-syntax-{name}")
    if "array" in error or "end of document" in error:
        return message("plan-syntax-unclosed")
    return message("plan-syntax-unreadable")
