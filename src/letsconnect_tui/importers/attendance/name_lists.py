"""Lists of names as reports: a roll call in a pad or on a wiki page, a saved chat, a list of participants."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.attendance.moments import read_epoch, read_moment
from letsconnect_tui.importers.attendance.report import DroppedRow, Reading, ReportEntry
from letsconnect_tui.importers.pasted_names import list_items, names_in_list_line, usernames_in
from letsconnect_tui.importers.people_columns import email_in
from letsconnect_tui.people.names import search_key, username

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CHAT = re.compile(
    r"^\s*\[?(?:\d{4}-\d\d-\d\d[ T])?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?\]?"
    r"(?:\s+(?:from|de|von|da|从|от)\s+(?P<sender>.{1,100}?)(?:\s+(?:to|à|a|para|an|发送给)\s+.{1,60}?)?\s*:"
    r"|\s*\t\s*(?P<named>[^\t:]{1,100}?)\s*:\s*\t.*)",
    re.IGNORECASE,
)
_MOST = 0.5
_DEEPEST = 6
"""So deep in a stored JSON people are looked for."""
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
    """The participants of a saved answer of CampaignEvents, or what an extension for calls has stored.

    Raises:
        InputError: It is no JSON, or holds no list.
    """
    read = _loaded(text, file_name)
    calls = list(_calls(read))
    if calls:
        return _of_calls(calls)
    entries = read.get("participants") if isinstance(read, dict) else read
    if not isinstance(entries, list):
        raise InputError(message("roster-json-no-list", file_name), _JSON_HINT)
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


def _loaded(text: str, file_name: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(message("roster-broken-json", file_name, error.lineno), _JSON_HINT) from None
    except (ValueError, RecursionError):
        raise InputError(message("roster-broken-json", file_name, 1), _JSON_HINT) from None


def _calls(read: object, depth: int = 0) -> Iterator[dict[str, object]]:
    """Objects that say of somebody when they joined and left, wherever they stand."""
    if isinstance(read, dict):
        if isinstance(read.get("joinLeavePairs"), list):
            yield read
            return
        read = list(read.values())
    if isinstance(read, list) and depth < _DEEPEST:
        for one in read:
            yield from _calls(one, depth + 1)


def _of_calls(calls: Sequence[dict[str, object]]) -> Reading:
    reading = Reading("meet-extension")
    for number, call in enumerate(calls, 1):
        name = str(call.get("studentName") or call.get("name") or "")
        email = email_in(str(call.get("email") or ""))
        pairs = [pair for pair in call["joinLeavePairs"] if isinstance(pair, dict)]  # type: ignore[attr-defined]
        for pair in pairs:
            reading.rows += 1
            join, leave = (_at(pair.get(what)) for what in ("join", "leave"))
            if join is None or not search_key(name) or (leave is not None and leave < join):
                reading.dropped.append(DroppedRow(number, message("attendance-why-times")))
            else:
                reading.entries.append(ReportEntry(number, name, email, join, leave))
    return reading


def _at(value: object) -> datetime | None:
    """A moment as a program writes it: ISO 8601 in UTC, or since 1970."""
    text = str(value or "")
    written = read_epoch(text) or read_moment(text)
    naive = None if written is None or not written.is_moment else written.naive("dmy")
    if written is None or naive is None:
        return None
    return naive.replace(tzinfo=UTC) - timedelta(seconds=written.offset_s or 0)
