"""Says what to do about a line that is not valid TOML, for the mistakes that people make."""

from __future__ import annotations

import re

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.moments import moment_meant, time_meant

_CURLY = re.compile("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u300c\u300d]")
_INNER_QUOTES = re.compile(r"""=\s*"[^"]+"\s*[^\s#,\]}"]|=\s*'[^']+'\s*[^\s#,\]}']""")
_BARE_VALUE = re.compile(r"\s*(?P<key>[\w-]+)\s*=\s*\[?\s*(?P<value>[^\"'\[{#]+?)[\s,\]]*(?:#.*)?")
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
    if _CURLY.search(line):
        return message("plan-syntax-curly-quotes")
    if "overwrite" in error or "twice" in error or "mutate" in error or "already" in error:
        return message("plan-syntax-twice")
    if (moment := _moment_in(line)) is not None:
        return moment
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


def _moment_in(line: str) -> Message | None:
    """How to write the date or time that stands on the line without quotes."""
    found = _BARE_VALUE.fullmatch(line)
    if found is None or found["key"] not in _CLOCK_KEYS:
        return None
    return moment_meant(found["value"]) or time_meant(found["value"])
