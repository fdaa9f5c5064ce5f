"""Parses TOML text to plain tables, with the line of each value."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import msgspec

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.moments import moment_meant, time_meant
from letsconnect_tui.plan.toml_positions import find_positions, tokens
from letsconnect_tui.text import lazy_pattern

if TYPE_CHECKING:
    from letsconnect_tui.plan.problems import Path


SIZE_LIMIT = 256 * 1024
"""Bytes: a plan of two hours has 15,000."""

DEPTH_LIMIT = 8
"""A plan nests five deep; the parser's time grows with the square of a dotted key's length."""

_TIME_WITHOUT_SECONDS = lazy_pattern(r"(?:\d{4}-\d\d-\d\d[Tt])?\d\d:\d\d(?=$|[Zz+-])")


class SyntaxFault(msgspec.Struct, frozen=True):
    """One place that is not valid TOML."""

    line: int | None
    """Counted from 1; None for the text as a whole."""
    message: Message
    path: Path = ()
    """The value that could not be read because of it, or its table."""


class TomlTables(msgspec.Struct, frozen=True):
    """A TOML text as plain tables."""

    tables: dict[str, Any] | None
    """None when nothing could be read; with faults, what is left without the lines at fault."""
    lines: dict[Path, int]
    """The line of each table and value."""
    faults: tuple[SyntaxFault, ...] = ()


def parse_toml(text: str) -> TomlTables | None:
    """Parse a TOML text whose lines end with LF and whose times may lack their seconds. Never raises.

    None when the text is not valid TOML: ``toml_recovery`` says why.
    """
    if len(text) > SIZE_LIMIT:
        return _refused(message("plan-too-large", SIZE_LIMIT // 1024))
    positions = find_positions(text)
    if positions.deepest > DEPTH_LIMIT:
        return _refused(message("plan-too-deep", DEPTH_LIMIT))
    try:
        return TomlTables(tomllib.loads(with_seconds(text)), positions.lines)
    except tomllib.TOMLDecodeError:
        return None
    except (ValueError, RecursionError):  # a number of thousands of digits; brackets in hiding
        return _refused(message("plan-syntax", message("plan-syntax-unreadable")))


def _refused(reason: Message) -> TomlTables:
    return TomlTables(None, {}, (SyntaxFault(None, reason),))


def with_seconds(text: str) -> str:
    """``15:40`` → ``15:40:00`` wherever it is a value and not inside a string: TOML 1.0 insists on them."""
    missing = [
        token.offset + found.end()
        for token in tokens(text)
        if (found := _TIME_WITHOUT_SECONDS().match(token.text))
    ]
    pieces = [text[start:end] for start, end in zip([0, *missing], [*missing, len(text)], strict=True)]
    return ":00".join(pieces)


_CURLY = lazy_pattern("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u300c\u300d]")
_INNER_QUOTES = lazy_pattern(r"""=\s*"[^"]+"\s*[^\s#,\]}"]|=\s*'[^']+'\s*[^\s#,\]}']""")
_BARE_VALUE = lazy_pattern(r"\s*(?P<key>[\w-]+)\s*=\s*\[?\s*(?P<value>[^\"'\[{#]+?)[\s,\]]*(?:#.*)?")
_CLOCK_KEYS = ("start", "repeats")
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
"""End of the word key → how the line looks; the surest signs come first."""


def help_with(line: str, error: str) -> Message:
    """What to do about a line that the parser refused.

    Args:
        line: As it stands in the file.
        error: What the parser said.
    """
    if _CURLY().search(line):
        return message("plan-syntax-curly-quotes")
    if "overwrite" in error or "twice" in error or "mutate" in error or "already" in error:
        return message("plan-syntax-twice")
    if (moment := _moment_in(line)) is not None:
        return moment
    if _INNER_QUOTES().search(line):
        return message("plan-syntax-inner-quotes")
    if line.count('"') % 2 or line.count("'") % 2 or "Unterminated" in error:
        return message("plan-syntax-open-quote")
    for name, look in _SIGNS:
        if re.search(look, line):
            return message(f"plan-syntax-{name}")
    if "array" in error or "end of document" in error:
        return message("plan-syntax-unclosed")
    return message("plan-syntax-unreadable")


def _moment_in(line: str) -> Message | None:
    """How to write the date or time that stands on the line without quotes."""
    found = _BARE_VALUE().fullmatch(line)
    if found is None or found["key"] not in _CLOCK_KEYS:
        return None
    return moment_meant(found["value"]) or time_meant(found["value"])
