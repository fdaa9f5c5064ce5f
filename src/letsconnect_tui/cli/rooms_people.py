"""Names typed on the command line, found in a list of people."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from letsconnect_tui.importers.people_list import ListedPeople

_NEAREST = 3


def ids_by_name(listed: ListedPeople) -> dict[str, tuple[str, str]]:
    """Folded name → guest id (its place in the list) and the name as written; the first of equal ones."""
    known: dict[str, tuple[str, str]] = {}
    for number, person in enumerate(listed.people):
        known.setdefault(search_key(person.name), (str(number), person.name))
    return known


def named(text: str, known: Mapping[str, tuple[str, str]], option: str) -> tuple[str, ...]:
    """The ids of ``Ana, Ben``; raises InputError with the nearest names for one that is not in the list."""
    ids = []
    for name in filter(None, (part.strip() for part in text.split(","))):
        found = known.get(search_key(name))
        if found is None:
            near = difflib.get_close_matches(search_key(name), known, _NEAREST)
            hint = message("rooms-cli-nearest", ", ".join(known[key][1] for key in near)) if near else None
            raise InputError(message("rooms-cli-nobody", option, name), hint)
        ids.append(found[0])
    return tuple(ids)
