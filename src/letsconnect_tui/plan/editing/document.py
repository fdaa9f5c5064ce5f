"""The text of a plan as a value that edits lead away from; each edit changes its own lines only.

After every edit the new text is parsed and compared with what was to come of it, so that a text in a form
that cannot be edited here is refused and never spoilt.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.editing.blocks import ScatteredEntry, blocks_of, inserted, moved, removed
from letsconnect_tui.plan.editing.line_ends import LineEnds, without_line_ends
from letsconnect_tui.plan.editing.splices import Splice, new_value, spliced
from letsconnect_tui.plan.editing.tables import added_key, added_subtable, without_lines
from letsconnect_tui.plan.editing.toml_spans import Statement, TableSpan, find_tables
from letsconnect_tui.plan.fields import table_at
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.plan.read import read_plan_text
from letsconnect_tui.plan.toml_syntax import parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from letsconnect_tui.plan.editing.blocks import ArrayName, Block
    from letsconnect_tui.plan.editing.literals import Plain
    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.plan.problems import Path, PlanReading

Tables = dict[str, Any]


class PlanDocument(msgspec.Struct, frozen=True, dict=True):
    """A plan's text, which may have errors but is TOML; ``PlanError`` says why it is none."""

    text: str
    name: str = "plan"
    """Of the file, for what is said of the text as a whole."""

    def __post_init__(self) -> None:
        """Refuse what cannot be edited."""
        if self.reading.draft is None or _tables_of(self._body) is None:
            raise PlanError(self.name, self.reading.errors)

    @cached_property
    def reading(self) -> PlanReading:
        """What the reader says of it, without advice."""
        return read_plan_text(self.text, self.name, advise=False, repeats=False)

    @property
    def plan(self) -> Plan:
        """The plan, with defaults in place of values that are wrong."""
        assert self.reading.draft is not None
        return self.reading.draft

    @cached_property
    def values(self) -> Tables:
        """The plan as plain tables; nobody may change them."""
        return _tables_of(self._body) or {}

    def ids(self, array: ArrayName) -> list[str]:
        """The ids of all items, people or steps, in order."""
        if array == "item":
            return [item.id for item in self.plan.items]
        return [one.id for one in (self.plan.people if array == "people" else self.plan.checklist)]

    def value(self, path: Path) -> Any:
        """What the file has at a place; None where it has nothing."""
        found: Any = self.values
        for part in path:
            if isinstance(found, dict) and isinstance(part, str):
                found = found.get(part)
            elif isinstance(found, list) and isinstance(part, int) and 0 <= part < len(found):
                found = found[part]
            else:
                return None
        return found

    # -- values

    def put(self, path: Path, value: Plain | None) -> PlanDocument:
        """The plan with one value set, or with None taken out.

        Raises:
            InputError: The file is written in a form in which this cannot be changed.
        """
        if self.value(path) == value and type(self.value(path)) is type(value):
            return self
        expected = deepcopy(self.values)
        _put_into(expected, path, value)
        holder = next((one for one in self._statements if path[: len(one.path)] == one.path), None)
        if holder is not None:
            splices = [self._changed(holder, path, expected)]
        elif any(table.path[: len(path)] == path for table in self._tables):
            return self._without_tables(path, expected, value)
        else:
            splices = [] if value is None else [self._added(path, value)]
        return self._edited(splices, expected)

    def _changed(self, holder: Statement, path: Path, expected: Tables) -> Splice:
        new = PlanDocument._at(expected, holder.path)
        if new is None:
            return without_lines(self._body, holder.start, holder.value.end)
        replacement = new_value(self._body, holder.value, self.value(holder.path), new)
        return Splice(holder.value.start, holder.value.end, replacement)

    @staticmethod
    def _at(tables: Tables, path: Path) -> Any:
        found: Any = tables
        for part in path:
            found = found.get(part) if isinstance(found, dict) else found[part]
        return found

    def _added(self, path: Path, value: Plain) -> Splice:
        parent = path[:-1]
        order = list(table_at(parent) or ())
        own = [table for table in self._tables if table.path == parent]
        if own:
            return added_key(self._body, own[-1], [str(path[-1])], value, order)
        dotted = [
            (table, one) for table in self._tables for one in table.statements if one.path[:-1] == parent
        ]
        if dotted:
            table = dotted[-1][0]
            keys = [str(part) for part in path[len(table.path) :]]
            return added_key(self._body, table, keys, value, order)
        above = [table for table in self._tables if table.path[: len(parent) - 1] == parent[:-1]]
        if not parent or not above:
            raise _refused()
        heading = f"[{'.'.join(part for part in parent if isinstance(part, str))}]"
        values: Plain = {str(path[-1]): value}
        return added_subtable(self._body, above[-1], heading, values, indented=parent[0] == "item")

    def _without_tables(self, path: Path, expected: Tables, value: Plain | None) -> PlanDocument:
        """Take out what headings of its own hold, and write the new value on a line if there is one."""
        gone = [table for table in self._tables if table.path[: len(path)] == path]
        splices = [without_lines(self._body, table.start, table.last) for table in gone]
        without = deepcopy(self.values)
        _put_into(without, path, None)
        rest = self._edited(splices, without)
        return rest if value is None else rest._edited([rest._added(path, value)], expected)

    # -- entries of the agenda and people

    def entry_text(self, array: ArrayName, place: int) -> str:
        """The lines of an item or a person, without the last line end."""
        block = self._blocks(array)[place]
        return self._body[block.start : block.end]

    def insert(self, array: ArrayName, place: int, lines: str) -> PlanDocument:
        """The plan with the lines of another entry before the one at ``place``, or behind the last."""
        entries = self._entries(array)
        parsed = parse_toml(lines)
        if parsed is None or parsed.tables is None:
            raise _refused()
        expected = deepcopy(self.values)
        expected.setdefault(array, []).insert(place, parsed.tables[array][0])
        if entries:
            splice = inserted(self._body, self._blocks(array), place, lines)
        elif array == "people" and self._entries("item"):
            first = self._blocks("item")[0].start
            splice = Splice(first, first, f"{lines}\n\n")
        else:
            end = len(self._body.rstrip("\n"))
            splice = Splice(end, len(self._body), f"\n\n{lines}\n")
        ids: list[str | None] = [*self.ids(array)]
        ids.insert(place, None)
        return self._edited([splice], expected)._with_ids(array, ids)

    def remove(self, array: ArrayName, place: int) -> PlanDocument:
        """The plan without an entry."""
        if place >= len(self._entries(array)):
            raise _refused()
        expected = deepcopy(self.values)
        del expected[array][place]
        if not expected[array]:
            del expected[array]
        ids = self.ids(array)
        del ids[place]
        return self._edited([removed(self._body, self._blocks(array), place)], expected)._with_ids(array, ids)

    def move(self, array: ArrayName, place: int, to: int) -> PlanDocument:
        """The plan with an entry at another place."""
        if place >= len(self._entries(array)):
            raise _refused()
        expected, ids = deepcopy(self.values), self.ids(array)
        for entries in (expected[array], ids):
            entries.insert(to, entries.pop(place))
        splices = moved(self._body, self._blocks(array), place, to)
        return self._edited(splices, expected)._with_ids(array, ids, first=to)

    def replace_entry(self, array: ArrayName, place: int, lines: str) -> PlanDocument:
        """The plan with other lines for an entry."""
        parsed = parse_toml(lines)
        if parsed is None or parsed.tables is None:
            raise _refused()
        expected = deepcopy(self.values)
        expected[array][place] = parsed.tables[array][0]
        block = self._blocks(array)[place]
        return self._edited([Splice(block.start, block.end, lines)], expected)

    def _with_ids(self, array: ArrayName, ids: Sequence[str | None], first: int = 0) -> PlanDocument:
        """The plan in which every entry has the id it had: where it was made of the title, it is written.

        Args:
            array: Whose entries.
            ids: The ids to keep; None for an entry that is new.
            first: The place of the entry that was edited: it is the first to have its id written down.
        """
        document = self
        for place in (first, *range(len(ids))):
            wanted = ids[place] if place < len(ids) else None
            if wanted is not None and document.ids(array)[place] != wanted:
                document = document.put((array, place, "id"), wanted)
        return document

    # -- the text

    @cached_property
    def _parts(self) -> tuple[str, LineEnds]:
        return without_line_ends(self.text)

    @property
    def _body(self) -> str:
        return self._parts[0]

    @cached_property
    def _tables(self) -> list[TableSpan]:
        return find_tables(self._body)

    @property
    def _statements(self) -> Iterable[Statement]:
        return (statement for table in self._tables for statement in table.statements)

    def _entries(self, array: ArrayName) -> list[Any]:
        """The items or people as the file has them; refused where it has something else there."""
        entries = self.values.get(array, [])
        if not isinstance(entries, list):
            raise _refused()
        return entries

    def _blocks(self, array: ArrayName) -> list[Block]:
        try:
            return blocks_of(self._body, self._tables, array, len(self._entries(array)))
        except ScatteredEntry:
            raise InputError(message("edit-scattered", f"[[{array}]]")) from None

    def _edited(self, splices: Iterable[Splice], expected: Tables) -> PlanDocument:
        after = spliced(self._body, splices)
        if _tables_of(after) != expected:
            raise _refused()
        return PlanDocument(self._parts[1].put_back(self._body, after), self.name)


@lru_cache(maxsize=8)
def _tables_of(body: str) -> Tables | None:
    """A text as plain tables, which nobody may change; None where it is no TOML."""
    parsed = parse_toml(body)
    return None if parsed is None else parsed.tables


def _put_into(tables: Tables, path: Path, value: Plain | None) -> None:
    """Set or take out one value of plain tables; tables on the way are made."""
    at: Any = tables
    for part, following in pairwise(path):
        if isinstance(at, dict) and part not in at:
            if value is None:
                return
            at[part] = [] if isinstance(following, int) else {}
        elif not isinstance(at, dict) and not (
            isinstance(at, list) and isinstance(part, int) and part < len(at)
        ):
            raise _refused()
        at = at[part]
    last = path[-1]
    if isinstance(at, dict) and isinstance(last, str):
        if value is None:
            at.pop(last, None)
        else:
            at[last] = value
    elif isinstance(at, list) and isinstance(last, int) and value is not None and last < len(at):
        at[last] = value
    else:
        raise _refused()


def _refused() -> InputError:
    return InputError(message("edit-form"), message("edit-form-hint"))
