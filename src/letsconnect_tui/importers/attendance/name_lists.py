"""Lists of names as reports: a roll call in a pad or on a wiki page, a saved chat, a list of participants."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.attendance.report import DroppedRow, Reading, ReportEntry
from letsconnect_tui.importers.pasted_names import list_items, names_in_list_line, usernames_in
from letsconnect_tui.people.names import search_key, username

if TYPE_CHECKING:
    from collections.abc import Sequence

_CHAT = re.compile(
    r"^\s*\[?(?:\d{4}-\d\d-\d\d[ T])?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?\]?"
    r"(?:\s+(?:from|de|von|da|从|от)\s+(?P<sender>.{1,100}?)(?:\s+(?:to|à|a|para|an|发送给)\s+.{1,60}?)?\s*:"
    r"|\s*\t\s*(?P<named>[^\t:]{1,100}?)\s*:\s*\t.*)",
    re.IGNORECASE,
)
_MOST = 0.5
_UNREADABLE = "\ufffd"


def read_chat(lines: Sequence[str]) -> Reading | None:
    """Who wrote in a saved chat; None if the text is none."""
    found = [(number, _CHAT.match(line[:500])) for number, line in enumerate(lines, 1) if line.strip()]
    written = [(number, match) for number, match in found if match]
    starting = [line for line in lines if line.strip() and not line.startswith(("\t", " "))]
    if not written or len(written) < _MOST * len(starting):
        return None
    reading = Reading("zoom-chat", rows=len(written))
    seen: set[str] = set()
    for number, match in written:
        name = (match["sender"] or match["named"] or "").strip()
        if search_key(name) and name not in seen:
            seen.add(name)
            reading.entries.append(ReportEntry(number, name))
    reading.notes.append(message("attendance-note-chat"))
    return reading


def read_list(lines: Sequence[str], *, surely: bool = False) -> Reading | None:
    """The names in a list with one person a line.

    Args:
        lines: The lines of the text.
        surely: Whether it can be nothing else; otherwise half of the lines must look like a list's.

    Returns:
        None if it is no list.
    """
    items, one_a_line = list_items(lines)
    if not one_a_line and not surely:
        return None
    reading = Reading("names")
    for number, line in items:
        names = [
            name
            for name in names_in_list_line(line, one_a_line=one_a_line)
            if search_key(name.strip(_UNREADABLE))
        ]
        reading.rows += max(1, len(names))
        if not names:
            reading.dropped.append(DroppedRow(number, message("attendance-why-no-name")))
        accounts = usernames_in(line)
        for name in names:
            account = name if name in accounts else accounts[0] if len(accounts) == len(names) == 1 else ""
            reading.entries.append(ReportEntry(number, name, facts={"username": account} if account else {}))
    return reading


_JSON_HINT = message("roster-json-hint")


def read_json(text: str, file_name: str) -> Reading:
    """The participants of a saved answer of CampaignEvents, one page or several joined into a list.

    Raises:
        InputError: It is no JSON, or holds no list.
    """
    entries = json_entries(text, file_name)
    reading = Reading("campaignevents", rows=len(entries))
    for number, entry in enumerate(entries, 1):
        name = entry.get("user_name") if isinstance(entry, dict) else entry
        account = username(name) if isinstance(name, str) else None
        if account is None:
            reading.dropped.append(DroppedRow(number, message("attendance-why-hidden")))
        else:
            is_private = isinstance(entry, dict) and entry.get("private") is True
            facts = {"username": account} | ({"private": "yes"} if is_private else {})
            reading.entries.append(ReportEntry(number, account, facts=facts))
    return reading


def json_entries(text: str, file_name: str) -> list[object]:
    """The list in a saved answer.

    Raises:
        InputError: It is no JSON, or holds no list.
    """
    try:
        read = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(message("roster-broken-json", file_name, error.lineno), _JSON_HINT) from None
    except (ValueError, RecursionError):
        raise InputError(message("roster-broken-json", file_name, 1), _JSON_HINT) from None
    entries = read.get("participants") if isinstance(read, dict) else read
    if not isinstance(entries, list):
        raise InputError(message("roster-json-no-list", file_name), _JSON_HINT)
    return entries
