"""Where each item begins in the recording, as video sites read chapters: ``00:14:20 Amaka Ụzọma``.

A recording runs from when the facilitator said so until they said the opposite, pauses of the session
included. The first chapter stands at 00:00:00: video sites ask for one there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from letsconnect_tui.exporters.iso_moments import iso
from letsconnect_tui.exporters.json_text import json_text
from letsconnect_tui.exporters.pseudonyms import told_name
from letsconnect_tui.exporters.timing_facts import RAN, is_share, item_title
from letsconnect_tui.i18n import words

if TYPE_CHECKING:
    from letsconnect_tui.session.span import Span
    from letsconnect_tui.session.state import State


@dataclass(frozen=True, slots=True)
class Chapter:
    """A place in the recording, in whole seconds from its beginning; ``item`` None before the first item."""

    at_s: int
    label: str
    item: str | None


@dataclass(frozen=True, slots=True)
class Recording:
    """One stretch that was recorded; moments in ms."""

    start: int
    end: int
    chapters: tuple[Chapter, ...]


def recordings(state: State, until: int, *, names: bool) -> tuple[Recording, ...]:
    """Every stretch that was recorded, with its chapters; sharers by name only with ``names``."""
    until = state.ended_at if state.ended_at is not None else until
    entered = _entered(state, until)
    return tuple(_recording(state, span, entered, until, names=names) for span in state.recordings)


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
    state: State, span: Span, entered: list[tuple[int, int, str]], until: int, *, names: bool
) -> Recording:
    end = max(span.start, until if span.end is None else span.end)
    chapters = [
        Chapter((max(start, span.start) - span.start) // 1000, _label(state, item, names=names), item)
        for start, stop, item in entered
        if start < end and stop > span.start
    ]
    if not chapters or chapters[0].at_s:
        chapters.insert(0, Chapter(0, words("export-chapter-beginning"), None))
    return Recording(span.start, end, tuple(chapters))


def _label(state: State, item: str, *, names: bool) -> str:
    """A sharer by name where that is wanted and they are not private, else the item's title."""
    who = state.lead_of(item)
    if names and who is not None and is_share(state, item) and not state.people[who].facts.private:
        return told_name(state, who, names=True)
    return item_title(state, item, names=names)


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


def chapters_json(state: State, found: tuple[Recording, ...]) -> str:
    """The same as JSON; positions in seconds."""
    return json_text(
        {
            "export": "chapters",
            "session": state.session,
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
