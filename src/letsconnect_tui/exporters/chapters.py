"""Where each item begins in the recording, as video sites read chapters: ``00:14:20 Amaka Ụzọma``.

A recording runs from when the facilitator said so until they said the opposite, pauses of the session
included. The first chapter stands at 00:00:00 and none is shorter than ten seconds: with any other list,
video sites show no chapters at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.exporters.escape import json_text
from letsconnect_tui.exporters.timing_facts import RAN, is_share
from letsconnect_tui.i18n import message, words
from letsconnect_tui.i18n.dates import iso

if TYPE_CHECKING:
    from letsconnect_tui.exporters.naming import Naming
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.session.span import Span
    from letsconnect_tui.session.state import State

SHORTEST_S = 10
"""YouTube's limit for one chapter; a list with a shorter one is no list of chapters."""
FEWEST = 3
"""YouTube's limit for a list of chapters."""


class Chapter(msgspec.Struct, frozen=True):
    """A place in the recording, in whole seconds from its beginning; ``item`` None before the first item."""

    at_s: int
    label: str
    item: str | None


class Recording(msgspec.Struct, frozen=True):
    """One stretch that was recorded; moments in ms."""

    start: int
    end: int
    chapters: tuple[Chapter, ...]
    joined: tuple[str, ...] = ()
    """What was too short for a chapter of its own, by the labels it would have had."""


def recordings(state: State, until: int, naming: Naming) -> tuple[Recording, ...]:
    """Every stretch that was recorded, with its chapters.

    Args:
        state: The session.
        until: The moment (ms) up to which it is told, while it goes on.
        naming: Who is named.
    """
    until = state.ended_at if state.ended_at is not None else until
    entered = _entered(state, until)
    return tuple(_recording(state, span, entered, until, naming) for span in state.recordings)


def _entered(state: State, until: int) -> list[tuple[int, int, str]]:
    """(start, end, item) of every time an item ran, in order; across a pause it is one time."""
    ran = sorted(
        (span.start, until if span.end is None else span.end, run.id)
        for run in state.runs.values()
        if run.phase in RAN
        for span in run.spans
    )
    joined: list[tuple[int, int, str]] = []
    for start, end, item in ran:
        if joined and joined[-1][2] == item:
            joined[-1] = (joined[-1][0], end, item)
        else:
            joined.append((start, end, item))
    return joined


def _recording(
    state: State, span: Span, entered: list[tuple[int, int, str]], until: int, naming: Naming
) -> Recording:
    end = max(span.start, until if span.end is None else span.end)
    chapters = [
        Chapter(
            (max(start, span.start) - span.start) // 1000, _label(state, item, naming), naming.item_id(item)
        )
        for start, stop, item in entered
        if start < end and stop > span.start
    ]
    if not chapters or chapters[0].at_s:
        chapters.insert(0, Chapter(0, words("export-chapter-beginning"), None))
    kept, joined = _long_enough(chapters, (end - span.start) // 1000)
    return Recording(span.start, end, tuple(kept), tuple(joined))


def _long_enough(chapters: list[Chapter], ends_s: int) -> tuple[list[Chapter], list[str]]:
    """Chapters of ten seconds and more, and the labels of the items that had less.

    One that is too short becomes the beginning of the next; the last one, the end of the one before.
    """
    kept: list[Chapter] = []
    joined: list[str] = []
    starts_s = 0
    for place, chapter in enumerate(chapters):
        is_last = place + 1 == len(chapters)
        until_s = ends_s if is_last else chapters[place + 1].at_s
        if until_s - starts_s >= SHORTEST_S or (is_last and not kept):
            kept.append(replace(chapter, at_s=starts_s))
            starts_s = until_s
        elif chapter.item is not None:
            joined.append(chapter.label)
    return kept, joined


def _label(state: State, item: str, naming: Naming) -> str:
    """A sharer where they may be named, else the item's title."""
    who = state.lead_of(item)
    if who is not None and is_share(state, item) and naming.is_named(who):
        return naming.person(who)
    return naming.title(state.item(item).title)


def chapter_notes(found: tuple[Recording, ...]) -> list[Message]:
    """What somebody who pastes the chapters at a video site should know."""
    joined = [label for recording in found for label in recording.joined]
    notes = [message("export-chapters-joined", len(joined), joined, SHORTEST_S)] if joined else []
    if any(len(recording.chapters) < FEWEST for recording in found):
        notes.append(message("export-chapters-few", FEWEST))
    return notes


def chapters_text(found: tuple[Recording, ...]) -> str:
    """One line a chapter; where there are several recordings, each under a line of its own."""
    parts = []
    for number, recording in enumerate(found, 1):
        lines = [f"{position(chapter.at_s)} {chapter.label}" for chapter in recording.chapters]
        if len(found) > 1:
            lines.insert(0, words("export-chapter-recording", number, iso(recording.start)))
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def position(seconds: int) -> str:
    """``00:14:20``."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def chapters_json(session: str, found: tuple[Recording, ...]) -> str:
    """The same as JSON; positions in seconds."""
    return json_text(
        {
            "export": "chapters",
            "session": session,
            "recordings": [
                {
                    "start": iso(recording.start),
                    "end": iso(recording.end),
                    "chapters": [
                        {"at_s": one.at_s, "item": one.item, "label": one.label} for one in recording.chapters
                    ],
                }
                for recording in found
            ],
        }
    )
