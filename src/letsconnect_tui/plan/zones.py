"""Names of time zones: which there are, and which one was probably meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from letsconnect_tui.i18n.message import message

if TYPE_CHECKING:
    from letsconnect_tui.i18n.message import Message

LIKENESS = 0.75
"""Share of letters in common; many names of places are short and look alike."""
_LONGEST = 80


def known_zone(name: str) -> bool:
    """Whether a zone of that name can be loaded."""
    try:
        return ZoneInfo(name).key == name and name.isprintable()
    except (KeyError, ValueError, OSError):  # no such zone; a path; a folder such as "Africa"
        return False


def zone_hinted(reason: Message, name: str) -> Message:
    """The message with what to write instead: the places of an area, a close spelling, the zone of a city."""
    wanted = name.strip().casefold()[:_LONGEST].replace(" ", "_")
    zones = sorted(available_timezones())
    inside = [zone for zone in zones if zone.casefold().startswith(f"{wanted}/")]
    if inside:
        area, places = inside[0][: len(wanted)], [zone[len(wanted) + 1 :] for zone in inside]
        return message("plan-with-hint", reason, message("plan-zone-places", area, places))
    by_name = {zone.casefold(): zone for zone in zones}
    by_city = {zone.rpartition("/")[2].casefold(): zone for zone in zones}
    for known in (by_name, by_city):
        if near := difflib.get_close_matches(wanted, known, 1, LIKENESS):
            return message("plan-with-hint", reason, message("plan-did-you-mean", known[near[0]]))
    return reason
