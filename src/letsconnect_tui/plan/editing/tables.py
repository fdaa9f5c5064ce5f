"""Adds and removes keys of a table, and whole tables, line by line."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from letsconnect_tui.plan.editing.literals import is_table, key_literal, literal
from letsconnect_tui.plan.editing.splices import Splice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.plan.editing.literals import Plain
    from letsconnect_tui.plan.editing.toml_spans import Statement, TableSpan

_SUBTABLE_INDENT = "  "


def line_start(text: str, offset: int) -> int:
    """Where the line of an offset begins."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Where the line of an offset ends, before its line end."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def without_lines(text: str, start: int, end: int) -> Splice:
    """Takes out the lines from that of ``start`` to that of ``end``."""
    first, last = line_start(text, start), line_end(text, end)
    if last < len(text):
        return Splice(first, last + 1, "")
    return Splice(max(0, first - 1), last, "")  # the last line of a text without an end


def added_key(
    text: str, table: TableSpan, keys: Sequence[str], value: Plain, order: Sequence[str] = ()
) -> Splice:
    """Adds a key to a table, behind the last of the keys that are usually written before it.

    Args:
        text: The whole text.
        table: The table as it stands.
        keys: The key to add; several for a dotted one.
        value: Its value.
        order: The keys of the table in their usual order.
    """
    parent = (*table.path, *keys[:-1])
    earlier = [one for one in table.statements if one.path[:-1] == parent]
    if keys[-1] in order:
        before = order[: order.index(keys[-1])]
        earlier = [one for one in earlier if one.path[-1] in before]
    after = earlier[-1].value.end if earlier else None
    key = ".".join(map(key_literal, keys))
    sample = earlier[-1] if earlier else next(iter(table.statements), None)
    indent = _indent(text, table.start if sample is None else sample.start)
    width = _aligned_width(text, table.statements)
    line = f"{indent}{key.ljust(width)} = {literal(value)}"
    if after is None and not _has_heading(table) and table.statements:
        at = line_start(text, table.statements[0].start)
        return Splice(at, at, f"{line}\n")
    at = line_end(text, table.end if after is None else after)
    return Splice(at, at, f"\n{line}")


def added_subtable(text: str, above: TableSpan, heading: str, values: Plain, *, indented: bool) -> Splice:
    """Adds a table below another.

    Args:
        text: The whole text.
        above: The last table that it follows.
        heading: Its heading with the brackets.
        values: What stands in it.
        indented: Whether it belongs to an entry of the agenda, directly below it.
    """
    indent = _SUBTABLE_INDENT if indented else ""
    lines = [heading, *(f"{key_literal(key)} = {literal(one)}" for key, one in _items(values))]
    at = line_end(text, above.last)
    gap = "" if indented else "\n"
    return Splice(at, at, "".join(f"\n{indent}{line}" for line in lines).replace("\n", gap + "\n", 1))


def _items(values: Plain) -> list[tuple[str, Plain]]:
    return list(values.items()) if is_table(values) else []


def _has_heading(table: TableSpan) -> bool:
    return table.end > 0


def _indent(text: str, offset: int) -> str:
    found = re.match(r"[ \t]*", text[line_start(text, offset) : offset])
    return found[0] if found else ""


def _aligned_width(text: str, statements: Sequence[Statement]) -> int:
    """How wide keys are written where the equals signs of a table stand below each other; else 0."""
    widths = Counter(one.equals - one.start - 1 for one in statements)
    if not widths:
        return 0
    width, often = widths.most_common(1)[0]
    padded = any(text[one.equals - 2 : one.equals] == "  " for one in statements)
    return max(0, width) if padded and (often > 1 or len(statements) == 1) else 0
