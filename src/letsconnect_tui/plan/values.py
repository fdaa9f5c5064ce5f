"""Converts one value of a plan file to a clean value of its kind, or says what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.moments import parse_duration
from letsconnect_tui.plan.problems import with_hint
from letsconnect_tui.text import NAME_LIMIT, NOTE_LIMIT, TITLE_LIMIT, clean

if TYPE_CHECKING:
    from letsconnect_tui.plan.fields import Field

LINK_LIMIT = 2000
YEARS = range(2000, 2101)
"""Years a start may lie in; outside, time zone arithmetic may leave the calendar's range."""

_ID = re.compile(r"\w[\w.-]*")
_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_LENGTHS = {
    "name": NAME_LIMIT,
    "id": NAME_LIMIT,
    "person": NAME_LIMIT,
    "text": TITLE_LIMIT,
    "prose": NOTE_LIMIT,
    "link": LINK_LIMIT,
}


class InvalidValue(Exception):
    """A value that cannot be used; ``reason`` says what to write instead."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.key)
        self.reason = reason


def convert_value(raw: object, field: Field, key: str) -> Any:
    """The clean value of a field that is no table.

    Args:
        raw: What the file has there.
        field: What it must be.
        key: Its key, for the error.

    Raises:
        InvalidValue: It cannot be used.
    """
    return _CONVERTERS[field.kind](raw, field, key)


def shown(value: object) -> str:
    """A value as the file has it, short enough for a sentence."""
    match value:
        case str():
            return f"“{clean(value, limit=40)}”"
        case bool():
            return str(value).lower()
        case dict():
            return "{…}"
        case list():
            return "[…]"
        case datetime() | time():
            return value.isoformat().removesuffix(":00")
        case float():
            return f"{value:g}"
        case _:
            return clean(str(value), limit=40)


def _text(raw: object, field: Field, name: str) -> str:
    limit = _LENGTHS[field.kind]
    if not isinstance(raw, str):
        raise InvalidValue(message("plan-not-a-text", name, shown(raw)))
    if len(raw) > limit:
        raise InvalidValue(message("plan-too-long", name, len(raw), limit))
    value = clean(raw, limit=limit, lines=field.kind == "prose")
    if not value and field.required:
        raise InvalidValue(message("plan-empty", name))
    return value


def _person(raw: object, field: Field, name: str) -> str:
    """An id of ``[[people]]``; whether anybody has it is checked when all people are known."""
    return _text(raw, field, name)


def _id(raw: object, field: Field, name: str) -> str:
    value = _text(raw, field, name)
    if not is_id(value):
        raise InvalidValue(message("plan-not-an-id", name, shown(raw)))
    return value


def _link(raw: object, field: Field, name: str) -> str:
    value = _text(raw, field, name)
    if not is_link(value):
        raise InvalidValue(message("plan-not-a-link", name, shown(raw)))
    return value


def _choice(raw: object, field: Field, name: str) -> str:
    if raw in field.choices:
        return str(raw)
    offered = ", ".join(field.choices)
    raise InvalidValue(with_hint(message("plan-not-a-choice", name, shown(raw), offered), raw, field.choices))


def _language(raw: object, field: Field, name: str) -> str:
    code = raw.strip().lower().replace("_", "-") if isinstance(raw, str) else ""
    if not _LANGUAGE.fullmatch(code) or len(code) > NAME_LIMIT:
        meant = _language_named(raw) if isinstance(raw, str) else None
        if meant is not None:
            raise InvalidValue(message("plan-language-meant", name, shown(raw), meant))
        raise InvalidValue(message("plan-not-a-language", name, shown(raw)))
    return code


def _language_named(text: str) -> str | None:
    from letsconnect_tui.i18n.cldr import language_named  # deferred, 70 ms: only for an error

    return language_named(text)


def _zone(raw: object, field: Field, name: str) -> str:
    if not isinstance(raw, str):
        raise InvalidValue(message("plan-not-a-text", name, shown(raw)))
    if not known_zone(raw):
        from letsconnect_tui.plan.zone_hints import with_zone_hint  # deferred: only for an error

        raise InvalidValue(with_zone_hint(message("plan-not-a-zone", shown(raw)), raw))
    return raw


def is_id(text: str) -> bool:
    """Whether a text can be an id."""
    return _ID.fullmatch(text) is not None


def known_zone(name: str) -> bool:
    """Whether a zone of that name can be loaded."""
    try:
        return ZoneInfo(name).key == name and name.isprintable()
    except (KeyError, ValueError, OSError):  # no such zone; a path; a folder such as "Africa"
        return False


def is_link(text: str) -> bool:
    """Whether a plan takes the text for an address."""
    return len(text) <= LINK_LIMIT and _LINK.fullmatch(text) is not None


def _moment(raw: object, field: Field, name: str) -> datetime:
    value = _from_iso(raw.strip()) if isinstance(raw, str) else raw
    if isinstance(value, date) and not isinstance(value, datetime):
        raise InvalidValue(message("plan-moment-without-time", name, shown(raw)))
    if not isinstance(value, datetime):
        raise InvalidValue(_written_otherwise("moment", raw, name))
    if value.tzinfo is not None:
        raise InvalidValue(message("plan-moment-with-offset", name, shown(raw)))
    if value.year not in YEARS:
        raise InvalidValue(message("plan-moment-year", name, value.year))
    return value.replace(microsecond=0)


def _from_iso(text: str) -> date | None:
    """A datetime, or only a date where the text has no time; None where it is neither."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        return None
    return value.date() if len(text) <= len("2026-12-03") else value


def _written_otherwise(kind: Literal["moment", "time"], raw: object, name: str) -> Message:
    """The error for a date or time that plans do not write so, with what was meant if that is clear."""
    from letsconnect_tui.plan.moments import moment_meant, time_meant  # deferred: only for an error

    meant = (moment_meant if kind == "moment" else time_meant)(raw) if isinstance(raw, str) else None
    if meant is not None:
        return message("plan-with-hint", message(f"plan-{kind}-unclear", name, shown(raw)), meant)
    return message("plan-not-a-moment" if kind == "moment" else "plan-not-a-time-of-day", name, shown(raw))


def _anchor(raw: object, field: Field, name: str) -> time | datetime:
    """A clock time, or a date-time in a plan that repeats."""
    value = raw
    if isinstance(raw, datetime) or (isinstance(raw, str) and isinstance(_from_iso(raw.strip()), datetime)):
        return _moment(raw, field, name)
    if isinstance(raw, str) and re.fullmatch(r"\s*\d\d?:\d\d(:\d\d)?\s*", raw):
        try:
            value = time.fromisoformat(raw.strip().zfill(5))
        except ValueError:
            value = None
    if not isinstance(value, time):
        raise InvalidValue(_written_otherwise("time", raw, name))
    return value.replace(microsecond=0, tzinfo=None)


def _duration(raw: object, field: Field, name: str) -> int:
    seconds = parse_duration(raw)
    if seconds is None:
        raise InvalidValue(message("plan-not-a-duration", name, shown(raw)))
    if seconds == 0 and field.required:
        raise InvalidValue(message("plan-duration-zero", name))
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
        raise InvalidValue(message("plan-not-before-close", name, shown(raw)))
    return -counted


def _number(raw: object, field: Field, name: str) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or not 1 <= raw <= 1000:
        raise InvalidValue(message("plan-not-a-number", name, shown(raw)))
    return raw


def _flag(raw: object, field: Field, name: str) -> bool:
    if not isinstance(raw, bool):
        raise InvalidValue(message("plan-not-a-flag", name, shown(raw)))
    return raw


def _names(raw: object, field: Field, name: str) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(one, str) for one in raw):
        raise InvalidValue(message("plan-not-names", name, shown(raw)))
    return tuple(clean(one, limit=NAME_LIMIT) for one in raw)


_CONVERTERS: dict[str, Callable[[object, Field, str], Any]] = {
    "id": _id, "person": _person, "name": _text, "text": _text, "prose": _text, "link": _link,
    "choice": _choice, "language": _language, "zone": _zone, "moment": _moment, "anchor": _anchor,
    "duration": _duration, "before-close": _before_close, "number": _number, "flag": _flag, "names": _names,
}  # fmt: skip
