"""Suggests the name of a time zone that is written in another way."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from letsconnect_tui.i18n.message import message

if TYPE_CHECKING:
    from letsconnect_tui.i18n.message import Message

LIKENESS = 0.75
"""Share of letters in common; many names of places are short and look alike."""
_LONGEST = 80
_MOST_NAMED = 5
_OFFSET = re.compile(
    r"(?:utc|gmt)?_?([+\-−–])_?(\d{1,2})(?::?([0-5]\d))?(?:_?h(?:ours?)?)?|(?:utc|gmt)_?(\d{1,2})"
)
_MOST_HOURS = {"+": 14, "-": 12}
_AT_OFFSET: dict[int, tuple[str, ...]] = {
    -600: ("Pacific/Honolulu",), -570: ("Pacific/Marquesas",), -420: ("America/Phoenix",),
    -360: ("America/Costa_Rica", "America/Guatemala"), -300: ("America/Bogota", "America/Lima"),
    -240: ("America/La_Paz", "America/Caracas"), -210: ("America/St_Johns",),
    -180: ("America/Sao_Paulo", "America/Argentina/Buenos_Aires"), -60: ("Atlantic/Cape_Verde",),
    0: ("Africa/Accra", "Africa/Abidjan"), 60: ("Africa/Lagos", "Africa/Kinshasa"),
    120: ("Africa/Johannesburg", "Africa/Harare"), 180: ("Africa/Nairobi", "Asia/Riyadh"),
    210: ("Asia/Tehran",), 240: ("Asia/Dubai",), 270: ("Asia/Kabul",), 300: ("Asia/Karachi", "Asia/Tashkent"),
    330: ("Asia/Kolkata", "Asia/Colombo"), 345: ("Asia/Kathmandu",), 360: ("Asia/Dhaka",),
    390: ("Asia/Yangon",), 420: ("Asia/Jakarta", "Asia/Bangkok"), 480: ("Asia/Manila", "Asia/Shanghai"),
    540: ("Asia/Tokyo", "Asia/Seoul"), 570: ("Australia/Darwin",), 600: ("Australia/Brisbane",),
    660: ("Pacific/Guadalcanal",), 720: ("Pacific/Fiji",), 780: ("Pacific/Tongatapu",),
}  # fmt: skip
"""Minutes from UTC → places that keep this offset all year."""
_ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "ist": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "cst": ("America/Chicago", "Asia/Shanghai", "America/Havana"),
    "cdt": ("America/Chicago", "America/Havana"), "bst": ("Europe/London", "Asia/Dhaka"),
    "ast": ("America/Halifax", "Asia/Riyadh"), "pst": ("America/Los_Angeles", "Asia/Manila"),
    "pdt": ("America/Los_Angeles",), "mdt": ("America/Denver",), "edt": ("America/New_York",),
    "gst": ("Asia/Dubai",), "amt": ("America/Manaus", "Asia/Yerevan"),
    "art": ("America/Argentina/Buenos_Aires",), "brt": ("America/Sao_Paulo",), "bot": ("America/La_Paz",),
    "clt": ("America/Santiago",), "cot": ("America/Bogota",), "ect": ("America/Guayaquil",),
    "pet": ("America/Lima",), "vet": ("America/Caracas",), "wat": ("Africa/Lagos",),
    "cat": ("Africa/Maputo",), "eat": ("Africa/Nairobi",), "sast": ("Africa/Johannesburg",),
    "west": ("Europe/Lisbon",), "cest": ("Europe/Paris", "Europe/Berlin"), "mez": ("Europe/Berlin",),
    "eest": ("Europe/Athens", "Africa/Cairo"), "msk": ("Europe/Moscow",), "trt": ("Europe/Istanbul",),
    "irst": ("Asia/Tehran",), "pkt": ("Asia/Karachi",), "npt": ("Asia/Kathmandu",), "mmt": ("Asia/Yangon",),
    "ict": ("Asia/Bangkok",), "wib": ("Asia/Jakarta",), "wita": ("Asia/Makassar",),
    "wit": ("Asia/Jayapura",), "pht": ("Asia/Manila",), "hkt": ("Asia/Hong_Kong",),
    "sgt": ("Asia/Singapore",), "myt": ("Asia/Kuala_Lumpur",), "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",), "aest": ("Australia/Sydney", "Australia/Brisbane"),
    "aedt": ("Australia/Sydney",), "awst": ("Australia/Perth",), "nzst": ("Pacific/Auckland",),
    "nzdt": ("Pacific/Auckland",),
}  # fmt: skip
"""Abbreviations that are no zone's name → the zones they stand for, the most populous first."""
_LARGE_COUNTRIES: dict[str, tuple[str, ...]] = {
    "US": ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    "CA": ("America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Vancouver", "America/Halifax"),
    "MX": ("America/Mexico_City", "America/Tijuana", "America/Cancun"),
    "BR": ("America/Sao_Paulo", "America/Fortaleza", "America/Manaus"),
    "AR": ("America/Argentina/Buenos_Aires",), "UA": ("Europe/Kyiv",), "DE": ("Europe/Berlin",),
    "RU": ("Europe/Moscow", "Asia/Yekaterinburg", "Asia/Novosibirsk", "Asia/Vladivostok"),
    "AU": ("Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide", "Australia/Perth"),
    "CN": ("Asia/Shanghai",), "KZ": ("Asia/Almaty", "Asia/Oral"), "CL": ("America/Santiago",),
}  # fmt: skip
"""Countries of which not every zone needs naming."""
_RENAMED = {
    "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu", "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh", "Europe/Kiev": "Europe/Kyiv",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
}  # fmt: skip
"""CLDR keeps the oldest name of a zone."""


def with_zone_hint(reason: Message, name: str) -> Message:
    """The message with what to write instead of an unknown zone, if that can be told.

    It knows offsets (``UTC-5``), abbreviations (``IST``), areas, cities, countries, misspelt names and the
    names that Windows gives its zones.
    """
    wanted = _folded(name)
    hint = _offset_hint(wanted) or _names_hint(_ABBREVIATIONS.get(wanted, ())) or _place_hint(wanted)
    hint = hint or _names_hint(_zones_elsewhere(name)) or _near_hint(wanted)
    return reason if hint is None else message("plan-with-hint", reason, hint)


def zone_meant(name: str) -> str | None:
    """The one zone that a city, a country or an abbreviation stands for; None where it is none or several."""
    wanted = _folded(name)
    city = [zone for zone in sorted(available_timezones()) if _city(zone) == wanted.partition(",")[0]]
    named = tuple(dict.fromkeys(_RENAMED.get(zone, zone) for zone in city if "/" in zone))
    zones = named or _ABBREVIATIONS.get(wanted, ()) or _zones_elsewhere(name)
    return zones[0] if len(zones) == 1 or (named and len(named) > 1) else None


def _folded(name: str) -> str:
    plain = "".join(
        one for one in unicodedata.normalize("NFKD", name[:_LONGEST]) if not unicodedata.combining(one)
    )
    return "_".join(plain.casefold().split())


def _offset_hint(wanted: str) -> Message | None:
    found = _OFFSET.fullmatch(wanted)
    if found is None:
        return None
    sign = "+" if (found[1] or "+") == "+" else "-"
    hours, minutes = int(found[2] or found[4]), int(found[3] or 0)
    if hours * 60 + minutes > _MOST_HOURS[sign] * 60:
        return None
    places = _AT_OFFSET.get((1 if sign == "+" else -1) * (hours * 60 + minutes), ())
    if minutes:
        return message("plan-zone-offset-place", _quoted(places)) if places else None
    # Names under Etc/ turn the sign around, as POSIX does: Etc/GMT+5 is five hours behind UTC.
    fixed = "UTC" if not hours else f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"
    if not places:
        return message("plan-zone-offset-fixed", fixed)
    return message("plan-zone-offset", _quoted(places), fixed)


def _names_hint(zones: tuple[str, ...]) -> Message | None:
    if not zones:
        return None
    if len(zones) == 1:
        return message("plan-did-you-mean", zones[0])
    return message("plan-zone-which", _quoted(zones[:_MOST_NAMED]))


def _quoted(zones: tuple[str, ...]) -> list[str]:
    return [f"“{zone}”" for zone in zones]


def _place_hint(wanted: str) -> Message | None:
    """The places of an area, or the zone of a city."""
    zones = sorted(available_timezones())
    inside = [zone for zone in zones if zone.casefold().startswith(f"{wanted}/")]
    if inside:
        area, places = inside[0][: len(wanted)], [zone[len(wanted) + 1 :] for zone in inside]
        return message("plan-zone-places", area, places)
    city = next((zone for zone in zones if _city(zone) == wanted.partition(",")[0]), None)
    return None if city is None else message("plan-did-you-mean", city)


def _near_hint(wanted: str) -> Message | None:
    """The zone or the city that is spelt most like it."""
    zones = sorted(available_timezones())
    for known in ({zone.casefold(): zone for zone in zones}, {_city(zone): zone for zone in zones}):
        if near := difflib.get_close_matches(wanted, known, 1, LIKENESS):
            return message("plan-did-you-mean", known[near[0]])
    return None


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].casefold()


def _zones_elsewhere(name: str) -> tuple[str, ...]:
    """The zones of a country named in English, or of a name that Windows uses."""
    from babel.core import Locale, get_global  # deferred, 70 ms: only for an error

    if zone := get_global("windows_zone_mapping").get(name.strip()):
        return (_RENAMED.get(zone, zone),)
    countries = {_folded(str(country)): code for code, country in Locale("en").territories.items()}
    code = countries.get(_folded(name.rpartition(",")[2]))
    if code is None:
        return ()
    zones = _LARGE_COUNTRIES.get(code) or tuple(get_global("territory_zones").get(code, ()))
    zones = tuple(_RENAMED.get(zone, zone) for zone in zones)
    return zones if len(zones) <= _MOST_NAMED else ()
