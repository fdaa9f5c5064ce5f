"""Writes the text of a new plan to fill in: session, people, items, and comments on what to do."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.plan.moments import duration_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from letsconnect_tui.plan.model import ItemKind, Role, SessionKind

TO_FILL = (
    '# audience       = ["newcomers", "experienced"]',
    '# topics         = ["funding"]',
    '# purpose        = "What it is for, in one sentence."',
    '# outcomes       = ["what people can do afterwards"]',
    '# preparation    = "What to bring."',
    "# public_names   = true    # sharers may be named in calendars and announcements",
)
"""Keys of a session that are there to be filled in."""
LINKS = ("room", "event", "pad", "slides", "survey", "conduct", "resources")


class SkeletonPerson(msgspec.Struct, frozen=True):
    """A person of the new plan."""

    id: str
    name: str
    role: Role
    backup: str | None = None
    """The id of who takes over."""


class SkeletonItem(msgspec.Struct, frozen=True):
    """A line of the new agenda; what is None is left to the defaults."""

    kind: ItemKind
    title: str
    duration_s: int
    id: str | None = None
    min_s: int | None = None
    questions_s: int | None = None
    lead: str | None = None
    fair: str | None = None
    record: bool = False
    notes: str | None = None
    rooms_of: int | None = None
    """Size of the breakout rooms."""
    chat: tuple[str | tuple[str, str], ...] = ()
    """Lines ready to paste; with the code of its language before a line that is not in the main one."""
    prompt: str | None = None
    """What the rooms talk about."""
    broadcast: tuple[tuple[int, str], ...] = ()
    """Minutes before the close, and the line to send to all rooms."""


class Skeleton(msgspec.Struct, frozen=True):
    """The content of a new plan."""

    id: str
    kind: SessionKind
    title: str
    start: datetime
    """Naive, in ``timezone``."""
    timezone: str
    length_s: int
    items: tuple[SkeletonItem, ...]
    people: tuple[SkeletonPerson, ...] = ()
    language: str = "en"
    interpretation: tuple[str, ...] = ()
    repeats: tuple[datetime, ...] = ()
    """Naive, in ``timezone``."""
    links: dict[str, str] = msgspec.field(default_factory=dict)
    comment: str = ""
    """Lines for the top of the file, without the number signs."""


def skeleton_text(skeleton: Skeleton) -> str:
    """The plan file: valid, and without errors or warnings if the agenda fits the slot."""
    blocks = [_comment(skeleton.comment), "plan = 1", _session(skeleton), _links(skeleton.links)]
    blocks += ["\n".join(["[[people]]", *_person(person)]) for person in skeleton.people]
    blocks += ["\n".join(["[[item]]", *_item(item)]) for item in skeleton.items]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _comment(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.splitlines())


def _session(skeleton: Skeleton) -> str:
    repeats = ", ".join(f"{repeat:%Y-%m-%dT%H:%M}" for repeat in skeleton.repeats)
    return "\n".join(
        [
            "[session]",
            f"id       = {_quoted(skeleton.id)}",
            f"kind     = {_quoted(skeleton.kind)}",
            f"title    = {_quoted(skeleton.title)}",
            f"start    = {skeleton.start:%Y-%m-%dT%H:%M}",
            f"timezone = {_quoted(skeleton.timezone)}",
            f"length   = {_quoted(duration_text(skeleton.length_s))}",
            f"language = {_quoted(skeleton.language)}",
            *([f"repeats  = [{repeats}]"] if repeats else []),
            _interpretation(skeleton.interpretation),
            *TO_FILL,
        ]
    )


def _interpretation(languages: tuple[str, ...]) -> str:
    """As a comment to fill in where there is none."""
    if not languages:
        return '# interpretation = ["fr", "ar"]'
    return f"interpretation = [{', '.join(map(_quoted, languages))}]"


def _chat_line(line: str | tuple[str, str]) -> str:
    if isinstance(line, str):
        return _quoted(line)
    return f"{{ lang = {_quoted(line[0])}, text = {_quoted(line[1])} }}"


def _links(links: dict[str, str]) -> str:
    """The links there are, and the others as comments to fill in."""
    lines = [f"{key} = {_quoted(links[key])}" if key in links else f'# {key} = "https://"' for key in LINKS]
    return "\n".join(["[session.links]", *lines])


def _person(person: SkeletonPerson) -> Iterator[str]:
    yield f"id   = {_quoted(person.id)}"
    yield f"name = {_quoted(person.name)}"
    yield f"role = {_quoted(person.role)}"
    if person.backup is not None:
        yield f"backup = {_quoted(person.backup)}"


def _item(item: SkeletonItem) -> Iterator[str]:
    if item.id is not None:
        yield f"id       = {_quoted(item.id)}"
    yield f"kind     = {_quoted(item.kind)}"
    yield f"title    = {_quoted(item.title)}"
    yield f"duration = {_quoted(duration_text(item.duration_s))}"
    if item.min_s is not None:
        yield f"min      = {_quoted(duration_text(item.min_s))}"
    if item.questions_s is not None:
        yield f"questions = {_quoted(duration_text(item.questions_s))}"
    for key in ("lead", "fair", "notes"):
        if value := getattr(item, key):
            yield f"{key:8} = {_quoted(value)}"
    if item.record:
        yield "record   = true"
    if item.chat:
        yield from ("chat = [", *(f"  {_chat_line(line)}," for line in item.chat), "]")
    if item.rooms_of is not None:
        yield "  [item.breakout]"
        yield f"  size = {item.rooms_of}"
        yield '  same = ["language"]'
        yield '  mix  = ["experience", "region"]'
        if item.prompt is not None:
            yield f"  prompt = {_quoted(item.prompt)}"
        if item.broadcast:
            lines = (f'    {{ at = "-{at}m", text = {_quoted(text)} }},' for at, text in item.broadcast)
            yield from ("  broadcast = [", *lines, "  ]")


def _quoted(text: str) -> str:
    """A string of TOML, which escapes as JSON does; lines stay lines where nothing needs escaping."""
    if "\n" in text and not re.search(r'\\|"""|"$', text):
        return f'"""\n{text}"""'
    return json.dumps(text, ensure_ascii=False)
