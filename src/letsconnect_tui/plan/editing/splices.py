"""Changes a value where it stands: what stays the same inside it keeps its spelling and its comments."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.plan.editing.literals import is_list, is_table, key_literal, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from letsconnect_tui.plan.editing.literals import Plain
    from letsconnect_tui.plan.editing.toml_spans import Part, ValueSpan

_TO_THE_COMMA = re.compile(r"(?:\s|#[^\n]*+)*?,[^\S\n]*(?:#[^\n]*)?|(?:[^\S\n]*#[^\n]*)?")
"""What follows a part: to the comma and the comment behind it; without a comma, a comment on its line."""
_COMMENT = re.compile(r"#[^\n]*")


class Splice(msgspec.Struct, frozen=True):
    """``text`` in place of what stands between two offsets."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with all splices made; they may not overlap."""
    for splice in sorted(splices, key=lambda one: (one.start, one.end), reverse=True):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


def new_value(text: str, span: ValueSpan, old: Plain, new: Plain) -> str:
    """How a value is written after it has changed.

    Args:
        text: The whole text.
        span: Where the value stands.
        old: What it is.
        new: What it shall be.
    """
    before = text[span.start : span.end]
    if old == new and type(old) is type(new):
        return before
    if is_list(old) and is_list(new) and span.opens == "[" and span.parts and new:
        return _put_together(text, span, _elements(text, span, old, new))
    if is_table(old) and is_table(new) and span.opens == "{" and new:
        plain_keys = all(len(part.keys) == 1 for part in span.parts)
        if span.parts and plain_keys and len(span.parts) == len(old):
            return _put_together(text, span, _entries(text, span, old, new))
    return literal(new, before)


def _elements(
    text: str, span: ValueSpan, old: list[Plain], new: list[Plain]
) -> list[tuple[Part | None, str]]:
    """The elements to be: each with the part that it stays or changes, None for a new one."""
    written: list[tuple[Part | None, str]] = []
    matcher = SequenceMatcher(None, list(map(repr, old)), list(map(repr, new)), autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        for place in range(start, end):
            at = first + place - start
            part = span.parts[at] if at < last else None
            new_text = (
                literal(new[place]) if part is None else new_value(text, part.value, old[at], new[place])
            )
            written.append((part, new_text))
    return written


def _entries(
    text: str, span: ValueSpan, old: dict[str, Plain], new: dict[str, Plain]
) -> list[tuple[Part | None, str]]:
    written: list[tuple[Part | None, str]] = []
    for part in span.parts:
        key = part.keys[0]
        if key in new:
            new_text = new_value(text, part.value, old[key], new[key])
            written.append((part, text[part.start : part.value.start] + new_text))
    known = {part.keys[0] for part in span.parts}
    return [
        *written,
        *((None, f"{key_literal(key)} = {literal(new[key])}") for key in new if key not in known),
    ]


def _put_together(text: str, span: ValueSpan, written: Sequence[tuple[Part | None, str]]) -> str:
    """The array or inline table of these parts, with the blanks, commas and comments of those that stay."""
    leads, tails, closing = _surroundings(text, span)
    over_lines = any("\n" in lead for lead in leads.values())
    usual = next((lead for lead in reversed(leads.values()) if "\n" in lead), None)
    new_lead = " " if usual is None else "\n" + usual.rpartition("\n")[2]
    first_lead = leads[span.parts[0].start]
    comma_at_end = "," in _COMMENT.sub("", tails[span.parts[-1].start])
    result = span.opens
    for place, (part, value) in enumerate(written):
        lead = new_lead if part is None else leads[part.start]
        if place == 0 and not over_lines:
            lead = first_lead
        elif place and not lead and not result.endswith((" ", "\n")):
            lead = new_lead
        tail = "" if part is None else tails[part.start]
        tail = _with_comma(tail, wanted=place < len(written) - 1 or comma_at_end)
        if not lead.startswith("\n") and _ends_in_comment(result):
            lead = "\n" + lead
        result += lead + value + tail
    if _ends_in_comment(result) and not closing.startswith("\n"):
        result += "\n"
    return result + closing


def _surroundings(text: str, span: ValueSpan) -> tuple[dict[int, str], dict[int, str], str]:
    """What stands before and after each part, by its offset, and before the closing bracket with it."""
    leads, tails = {}, {}
    at = span.start + 1
    for part in span.parts:
        leads[part.start] = text[at : part.start]
        found = _TO_THE_COMMA.match(text, part.end, span.end - 1)
        tails[part.start] = found[0] if found is not None else ""
        at = part.end + len(tails[part.start])
    return leads, tails, text[at : span.end]


def _with_comma(tail: str, *, wanted: bool) -> str:
    """What follows a part, with a comma or without."""
    has_comma = "," in _COMMENT.sub("", tail)
    if has_comma == wanted:
        return tail
    if wanted:
        return "," + tail
    outside = next(found.start() for found in re.finditer(r"#[^\n]*|,", tail) if found[0] == ",")
    return tail[:outside] + tail[outside + 1 :].rstrip(" ")


def _ends_in_comment(text: str) -> bool:
    """Whether the last line ends in a comment, so that nothing may follow on it."""
    return re.search(r"(?:^|,|\s)#[^\n]*\Z", _STRINGS.sub("", text)) is not None


_STRINGS = re.compile(r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'')
