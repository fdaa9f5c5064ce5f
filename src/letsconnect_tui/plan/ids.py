"""Short names of people and items: as written in the plan, or made from names and titles in any script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.problems import Path, Remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.plan.convert import Values

LIMIT = 40


def slug(text: str) -> str:
    """``"Amaka Ụzọma"`` → ``"amaka-uzoma"``; at most 40 letters, digits and hyphens; may be empty."""
    from anyascii import anyascii  # deferred: most plans give their ids

    words = re.findall(r"[a-z0-9]+", anyascii(text).lower().replace("'", ""))
    short = ""
    for word in words:
        if short and len(short) + 1 + len(word) > LIMIT:
            break
        short = f"{short}-{word}" if short else word[:LIMIT]
    return short


def unique_ids(tables: Sequence[Values], kind: str, named_by: str, remarks: list[Remark]) -> list[str]:
    """One id for each table, no id twice: as written, or made from its name or title.

    Args:
        tables: The people or items of a plan, in order.
        kind: ``people`` or ``item``: where the tables stand in the file.
        named_by: The key that an id is made from.
        remarks: Gets a warning for each id that is taken already.
    """
    written = {table["id"] for table in tables if "id" in table}
    taken: set[str] = set()
    ids = []
    for index, table in enumerate(tables):
        wanted = table.get("id") or slug(table.get(named_by, "")) or f"{kind}-{index + 1}"
        free = wanted
        number = 1
        while free in taken or (free in written and "id" not in table) or (number > 1 and free in written):
            number += 1
            free = f"{wanted}-{number}"
        if free != wanted and "id" in table:
            path: Path = (kind, index, "id")
            remarks.append(Remark("warning", path, message("plan-id-twice", wanted, free)))
        taken.add(free)
        ids.append(free)
    return ids
