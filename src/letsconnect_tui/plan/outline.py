"""The outline of a plan: ids, roles and durations, read ten times as fast as the whole.

A list of a thousand sessions needs no more of their plans. What is not written in the ways that people
usually write it has no outline; then the whole plan is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from letsconnect_tui.plan.build import STAND_IN_START
from letsconnect_tui.plan.fields import FORMAT_VERSION, ITEM, PERSON, PLAN, SESSION, Table
from letsconnect_tui.plan.ids import unique_ids
from letsconnect_tui.plan.model import Item, Person, Plan, Session
from letsconnect_tui.plan.values import InvalidValue, convert_value

if TYPE_CHECKING:
    from letsconnect_tui.plan.problems import Remark

# Every repetition is possessive, so that no text can be tried in two ways.
_BASIC = r'"(?:[^"\\\n]++|\\.)*+"'
_LITERAL = r"'[^'\n]*+'"
_LONG_BASIC = r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}+(?!"))*+"""(?!")'
_LONG_LITERAL = r"'''(?:[^']++|'{1,2}+(?!'))*+'''(?!')"
_BARE = r"[A-Za-z0-9_:.+-]++(?: \d\d:\d\d(?::\d\d)?+)?+"
_ATOM = rf"(?>{_LONG_BASIC}|{_LONG_LITERAL}|{_BASIC}|{_LITERAL}|{_BARE})"
_SPACE = r"(?:[ \t\r\n]++|#[^\n]*+\n)*+"
_KEY = r"[A-Za-z0-9_-]++"


def _array(value: str) -> str:
    return rf"\[{_SPACE}(?>{value}{_SPACE},?+{_SPACE})*+\]"


def _inline(value: str) -> str:
    return rf"\{{[ \t]*+(?>{_KEY}[ \t]*+=[ \t]*+{value}[ \t]*+,?+[ \t]*+)*+\}}"


_INNER = rf"(?>{_ATOM}|{_array(_ATOM)})"
_VALUE = rf"(?>{_ATOM}|{_array(rf'(?>{_INNER}|{_inline(_INNER)})')}|{_inline(_INNER)})"
_END = r"[ \t]*+(?:#[^\n]*+)?+(?:\r?+\n|\Z)"
_HEADER = re.compile(rf"[ \t]*+(\[\[?+[ \t]*+[A-Za-z0-9_.-]++[ \t]*+\]\]?+){_END}")
_STATEMENT = re.compile(rf"[ \t]*+({_KEY})[ \t]*+=[ \t]*+({_VALUE}){_END}")

_TABLES: dict[str, Table] = {"[session]": SESSION, "[[people]]": PERSON, "[[item]]": ITEM}
_WANTED: dict[str, tuple[str, ...]] = {
    "[session]": ("id", "title", "kind", "length"),
    "[[people]]": ("id", "name", "role"),
    "[[item]]": ("id", "title", "duration"),
}
_Rows = list[dict[str, str]]


def _all_but(keys: tuple[str, ...]) -> re.Pattern[str]:
    """Lines of a table up to its end or the next of these keys."""
    wanted = rf"(?![ \t]*+(?:{'|'.join(keys)})[ \t]*+=)" if keys else ""
    return re.compile(rf"(?>{wanted}[ \t]*+(?>{_KEY}[ \t]*+=[ \t]*+{_VALUE})?+{_END})*+")


_OTHERS = {table: _all_but(keys) for table, keys in _WANTED.items()}
_ALL = _all_but(())
_NOTHING = re.compile(rf"(?>[ \t]*+{_END})*+")


def read_outline(text: str) -> Plan | None:
    """A plan with nothing in it but these; None where the whole text has to be read.

    Args:
        text: A plan that was read without an error when it was kept; other mistakes go unnoticed here.

    Returns:
        Session id, title, kind and length; people's ids and roles; items' ids and durations.
    """
    rows = _statements(text.removeprefix("\ufeff"))
    if rows is None or len(rows["[session]"]) != 1 or not rows["[[item]]"]:
        return None
    remarks: list[Remark] = []
    try:
        session = _converted(rows["[session]"][0], "[session]", ("id", "title", "kind", "length"))
        people = [_converted(row, "[[people]]", _with_id(row, "name", "role")) for row in rows["[[people]]"]]
        items = [_converted(row, "[[item]]", _with_id(row, "title", "duration")) for row in rows["[[item]]"]]
        return Plan(
            Session(
                id=session["id"],
                title=session["title"],
                start=STAND_IN_START,
                timezone="UTC",
                length_s=session["length"],
                kind=session.get("kind", "other"),
            ),
            tuple(
                Item(
                    id=id_, kind="other", title="", duration_s=row["duration"], min_s=0, max_s=row["duration"]
                )
                for row, id_ in zip(items, unique_ids(items, "item", "title", remarks), strict=True)
            ),
            tuple(
                Person(id=id_, name="", role=row["role"])
                for row, id_ in zip(people, unique_ids(people, "people", "name", remarks), strict=True)
            ),
            text,
        )
    except (InvalidValue, KeyError):
        return None


def _statements(text: str) -> dict[str, _Rows] | None:
    """The wanted values of every table as they are written; None where something unusual is."""
    rows: dict[str, _Rows] = {table: [] for table in _TABLES}
    top: dict[str, str] = {}
    row = top
    others, place = _NOTHING, 0
    while True:
        passed = others.match(text, place)
        place = place if passed is None else passed.end()
        if place == len(text):
            return rows if top == {"plan": str(FORMAT_VERSION)} else None
        if (found := _STATEMENT.match(text, place)) is not None:
            row[found[1]] = found[2]
        elif (found := _HEADER.match(text, place)) is not None:
            table = found[1].replace(" ", "").replace("\t", "")
            if table in _TABLES:
                row = {}
                rows[table].append(row)
            elif table.strip("[]").partition(".")[0] not in PLAN or "." not in table:
                return None
            others = _OTHERS.get(table, _ALL)
        else:
            return None
        place = found.end()


def _with_id(row: dict[str, str], named_by: str, other: str) -> tuple[str, ...]:
    """What is needed of a row: its id, or else what that is made from."""
    return ("id" if "id" in row else named_by, other)


def _converted(row: dict[str, str], table: str, keys: tuple[str, ...]) -> dict[str, Any]:
    """Clean values by key; raises InvalidValue and KeyError."""
    fields = _TABLES[table]
    return {
        key: convert_value(_plain(row[key]), fields[key], key)
        for key in keys
        if key in row or fields[key].required
    }


def _plain(written: str) -> str | int:
    """A value as it is meant; KeyError for one that is not written plainly."""
    if written[0] in "\"'" and written[:3] not in ('"""', "'''") and "\\" not in written:
        return written[1:-1]
    if written.isascii() and written.isdigit() and not (len(written) > 1 and written[0] == "0"):
        return int(written)
    raise KeyError(written)
