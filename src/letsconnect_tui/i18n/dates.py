"""Moments, dates and names of languages: as programs read them, and as the words around them are written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from letsconnect_tui.i18n.catalogue import language_of_words
from letsconnect_tui.i18n.languages import ENGLISH, PSEUDO, cldr_code

if TYPE_CHECKING:
    from datetime import date, tzinfo

# Languages of people who use this program that CLDR gives no name.
_NOT_IN_CLDR = {
    "bci": "Baoulé",
    "dag": "Dagbani",
    "dga": "Dagaare",
    "efi": "Efik",
    "fon": "Fon",
    "gpe": "Ghanaian Pidgin",
    "gur": "Farefare",
    "ibb": "Ibibio",
    "igl": "Igala",
    "kbp": "Kabiye",
    "tcy": "Tulu",
}


def utc(at: int) -> datetime:
    """A moment of a session (ms since 1970) as an aware UTC time."""
    return datetime.fromtimestamp(at / 1000, UTC)


def iso(at: int | None) -> str | None:
    """``2026-12-03T14:00:00Z``, whole seconds; None stays None."""
    return None if at is None else f"{utc(at):%Y-%m-%dT%H:%M:%SZ}"


def iso_date(at: int) -> str:
    """``2026-12-03``."""
    return f"{utc(at):%Y-%m-%d}"


def zone_name(zone: tzinfo | None, moment: datetime) -> str:
    """What a zone is called beside a time: its city, else its short name; None is this machine's zone."""
    key = getattr(zone, "key", None)
    if key and "/" in key:
        return str(key).rpartition("/")[2].replace("_", " ")
    return moment.astimezone(zone).strftime("%Z")


def weekday_date(day: date, language: str | None = None) -> str:
    """``Thursday, 26 March 2026`` in a language; None: the language of the words."""
    language = language or language_of_words()
    if language not in (ENGLISH, PSEUDO):
        from babel.dates import format_date  # 70 ms, not needed for English

        from letsconnect_tui.i18n.cldr import locale

        return _plain_blanks(format_date(day, "full", locale=locale(language)))
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def short_date(day: date, language: str | None = None) -> str:
    """``Thu 26 Mar`` for lists, in a language; None: the language of the words."""
    return _by_skeleton(day, "MMMEd", language) or f"{day:%a} {day.day} {day:%b}"


def short_date_of_year(day: date) -> str:
    """``Thu 26 Mar 2026`` in the language of the words."""
    return _by_skeleton(day, "yMMMEd") or f"{day:%a} {day.day} {day:%b} {day.year}"


def weekday(day: date) -> str:
    """``Thu`` in the language of the words."""
    return _by_skeleton(day, "E") or f"{day:%a}"


def _by_skeleton(day: date, skeleton: str, language: str | None = None) -> str:
    """As CLDR orders these parts of a date; empty for English, which needs no Babel."""
    language = language or language_of_words()
    if language in (ENGLISH, PSEUDO):
        return ""
    from babel.dates import format_skeleton  # 70 ms, not needed for English

    from letsconnect_tui.i18n.cldr import locale

    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return _plain_blanks(str(format_skeleton(skeleton, midnight, locale=locale(language))))


def _plain_blanks(written: str) -> str:
    """With plain blanks, as every reader of text files has them."""
    return written.replace("\u202f", " ")


def language_name(code: str, language: str | None = None) -> str:
    """``Igbo`` for ``ig``, in a language (None: that of the words); the code where nobody has named it."""
    wanted = code.strip().replace("_", "-").lower()
    from letsconnect_tui.i18n.cldr import locale  # 70 ms, not needed by commands that name no language

    names = locale(language or language_of_words()).languages
    for known in (wanted, cldr_code(wanted), wanted.partition("-")[0]):
        if known in names:
            return str(names[known])
    return _NOT_IN_CLDR.get(wanted, code)


def city_name(zone: str, language: str) -> str:
    """``Lagos`` for ``Africa/Lagos``, in a language where CLDR has it otherwise than English."""
    english = zone.rpartition("/")[2].replace("_", " ")
    if language in (ENGLISH, PSEUDO):
        return english
    from letsconnect_tui.i18n.cldr import locale  # 70 ms, not needed for English

    named = locale(language).time_zones.get(zone, {})
    return str(named.get("city", english))
