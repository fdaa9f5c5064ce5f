"""Plain TOML tables → clean values, by the declared fields; every mistake becomes a remark.

A value that cannot be used is left out of the answer, so that all that is wrong is found in one go.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.duration import parse_duration
from letsconnect_tui.plan.fields import MEANT, SESSION, Field, Table
from letsconnect_tui.plan.problems import Path, Remark
from letsconnect_tui.text import NAME_LIMIT, NOTE_LIMIT, TITLE_LIMIT, clean

LINK_LIMIT = 2000
YEARS = range(2000, 2101)
"""A start outside is a slip of the pen; inside, every zone's arithmetic is safe."""

Values = dict[str, Any]

_ID = re.compile(r"\w[\w.-]*")
_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_LENGTHS = {
    "name": NAME_LIMIT,
    "id": NAME_LIMIT,
    "text": TITLE_LIMIT,
    "prose": NOTE_LIMIT,
    "link": LINK_LIMIT,
}


class NotThis(Exception):
    """The value cannot be used; ``reason`` says what to write instead."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.key)
        self.reason = reason


def shown(value: object) -> str:
    """A value as the file has it, short enough for a sentence."""
    match value:
        case str():
            return f'"{clean(value, limit=40)}"'
        case bool():
            return str(value).lower()
        case dict():
            return "{…}"
        case list():
            return "[…]"
        case _:
            return clean(str(value) if not isinstance(value, int) else f"{value:.15g}", limit=40)


def convert_table(raw: object, table: Table, path: Path, remarks: list[Remark]) -> Values:
    """The clean values of a table, without those that are missing or wrong."""
    if not isinstance(raw, dict):
        _note(remarks, path, message("plan-not-a-table", _name(path), shown(raw)))
        return {}
    for key in raw:
        if key not in table:
            _note(remarks, (*path, key), _unknown_key(key, table))
    values: Values = {}
    for key, field in table.items():
        if key in raw:
            _convert_into(values, key, raw[key], field, path, remarks)
        elif field.required:
            _note(remarks, path, message("plan-key-missing", key, field.says))
    return values


def _convert_into(
    values: Values, key: str, raw: object, field: Field, path: Path, remarks: list[Remark]
) -> None:
    here = (*path, key)
    if not field.many:
        if (value := _convert_one(raw, field, here, remarks)) is not None:
            values[key] = value
    elif isinstance(raw, list):
        converted = [_convert_one(one, field, (*here, index), remarks) for index, one in enumerate(raw)]
        values[key] = tuple(value for value in converted if value is not None)
    elif field.kind == "table" and isinstance(raw, dict):
        _note(remarks, here, message("plan-single-brackets", key))
    else:
        _note(remarks, here, message("plan-not-a-list", key, shown(raw)))


def _convert_one(raw: object, field: Field, path: Path, remarks: list[Remark]) -> Any:
    if field.kind == "chat-line" and isinstance(raw, str):
        raw = {"text": raw}
    if field.table is not None:
        return convert_table(raw, field.table, path, remarks)
    try:
        return _CONVERTERS[field.kind](raw, field, _name(path))
    except NotThis as no:
        _note(remarks, path, no.reason)
        return None


def _note(remarks: list[Remark], path: Path, reason: Message) -> None:
    remarks.append(Remark("error", path, reason))


def _name(path: Path) -> str:
    """The key a value belongs to, list or not."""
    return next((part for part in reversed(path) if isinstance(part, str)), "plan")


def _unknown_key(key: str, table: Table) -> Message:
    meant = MEANT.get(key.casefold())
    near = meant if meant in table else nearest(key, table)
    if near is not None:
        return message("plan-unknown-key-near", clean(key, limit=40), near)
    if "links" in table and key in (SESSION["links"].table or {}):
        return message("plan-unknown-key-link", clean(key, limit=40))
    return message("plan-unknown-key", clean(key, limit=40), ", ".join(table))


def nearest(word: str, known: Any) -> str | None:
    """The known word most like this one, if any is like it at all; case does not count."""
    folded = {str(one).casefold(): str(one) for one in known}
    start = word.casefold()[:NAME_LIMIT]
    near = difflib.get_close_matches(start, folded, 1, 0.6)
    near = near or [one for one in folded if len(start) > 2 and one.startswith(start)]
    return folded[near[0]] if near else None


def did_you_mean(word: str, known: Any) -> Message | str:
    """A closing question for a message, or nothing."""
    near = nearest(word, known)
    return message("plan-did-you-mean", near) if near is not None else ""


def _text(raw: object, field: Field, name: str) -> str:
    limit = _LENGTHS[field.kind]
    if not isinstance(raw, str):
        raise NotThis(message("plan-not-a-text", name, shown(raw)))
    if len(raw) > limit:
        raise NotThis(message("plan-too-long", name, len(raw), limit))
    value = clean(raw, limit=limit, lines=field.kind == "prose")
    if not value and field.required:
        raise NotThis(message("plan-empty", name))
    return value


def _id(raw: object, field: Field, name: str) -> str:
    value = _text(raw, field, name)
    if not _ID.fullmatch(value):
        raise NotThis(message("plan-not-an-id", name, shown(raw)))
    return value


def _link(raw: object, field: Field, name: str) -> str:
    value = _text(raw, field, name)
    if not _LINK.fullmatch(value):
        raise NotThis(message("plan-not-a-link", name, shown(raw)))
    return value


def _choice(raw: object, field: Field, name: str) -> str:
    if raw in field.choices:
        return str(raw)
    offered = ", ".join(field.choices)
    hint = did_you_mean(raw, field.choices) if isinstance(raw, str) else ""
    raise NotThis(message("plan-not-a-choice", name, shown(raw), offered, hint))


def _language(raw: object, field: Field, name: str) -> str:
    code = raw.strip().lower().replace("_", "-") if isinstance(raw, str) else ""
    if not _LANGUAGE.fullmatch(code) or len(code) > NAME_LIMIT:
        raise NotThis(message("plan-not-a-language", name, shown(raw)))
    return code


def _zone(raw: object, field: Field, name: str) -> str:
    if not isinstance(raw, str):
        raise NotThis(message("plan-not-a-text", name, shown(raw)))
    if not known_zone(raw):
        raise NotThis(message("plan-not-a-zone", shown(raw), did_you_mean(raw, available_timezones())))
    return raw


def known_zone(name: str) -> bool:
    """Whether a zone of that name can be loaded."""
    try:
        return ZoneInfo(name).key == name and name.isprintable()
    except (KeyError, ValueError, OSError):  # no such zone; a path; a folder such as "Africa"
        return False


def _moment(raw: object, field: Field, name: str) -> datetime:
    value = raw
    if isinstance(raw, str):
        try:
            value = datetime.fromisoformat(raw.strip())
        except ValueError:
            raise NotThis(message("plan-not-a-moment", name, shown(raw))) from None
        if len(raw.strip()) <= len("2026-12-03"):
            value = value.date() if isinstance(value, datetime) else value
    if isinstance(value, date) and not isinstance(value, datetime):
        raise NotThis(message("plan-moment-without-time", name, shown(raw)))
    if not isinstance(value, datetime):
        raise NotThis(message("plan-not-a-moment", name, shown(raw)))
    if value.tzinfo is not None:
        raise NotThis(message("plan-moment-with-offset", name, shown(raw)))
    if value.year not in YEARS:
        raise NotThis(message("plan-moment-year", name, value.year))
    return value.replace(microsecond=0)


def _time_of_day(raw: object, field: Field, name: str) -> time:
    value = raw
    if isinstance(raw, str) and re.fullmatch(r"\s*\d\d?:\d\d(:\d\d)?\s*", raw):
        try:
            value = time.fromisoformat(raw.strip().zfill(5))
        except ValueError:
            value = None
    if not isinstance(value, time):
        raise NotThis(message("plan-not-a-time-of-day", name, shown(raw)))
    return value.replace(microsecond=0, tzinfo=None)


def _duration(raw: object, field: Field, name: str) -> int:
    seconds = parse_duration(raw)
    if seconds is None:
        raise NotThis(message("plan-not-a-duration", name, shown(raw)))
    if seconds == 0 and field.required:
        raise NotThis(message("plan-duration-zero", name))
    return seconds


def _before_close(raw: object, field: Field, name: str) -> int:
    if raw == 0 and not isinstance(raw, bool):
        return 0
    if isinstance(raw, str) and raw.strip()[:1] in "-\u2212" and raw.strip():
        counted = parse_duration(raw.strip()[1:])
    elif isinstance(raw, int | float) and raw < 0:
        counted = parse_duration(-raw)
    else:
        counted = None
    if counted is None:
        raise NotThis(message("plan-not-before-close", name, shown(raw)))
    return -counted


def _number(raw: object, field: Field, name: str) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or not 1 <= raw <= 1000:
        raise NotThis(message("plan-not-a-number", name, shown(raw)))
    return raw


def _flag(raw: object, field: Field, name: str) -> bool:
    if not isinstance(raw, bool):
        raise NotThis(message("plan-not-a-flag", name, shown(raw)))
    return raw


def _names(raw: object, field: Field, name: str) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(one, str) for one in raw):
        raise NotThis(message("plan-not-names", name, shown(raw)))
    return tuple(clean(one, limit=NAME_LIMIT) for one in raw)


_CONVERTERS: dict[str, Callable[[object, Field, str], Any]] = {
    "id": _id, "name": _text, "text": _text, "prose": _text, "link": _link, "choice": _choice,
    "language": _language, "zone": _zone, "moment": _moment, "time-of-day": _time_of_day,
    "duration": _duration, "before-close": _before_close, "number": _number, "flag": _flag, "names": _names,
}  # fmt: skip
