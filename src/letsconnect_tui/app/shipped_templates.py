"""The agendas that ship with the program. A twentieth of the slot stays free in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from letsconnect_tui.plan.model import ItemKind, SessionKind


class TemplateItem(NamedTuple):
    """An item of a template; ``title`` is the end of its word key, ``lead`` a person's id."""

    kind: ItemKind
    title: str
    minutes: int
    floor: int
    lead: str
    rooms_of: int | None = None


class Template(NamedTuple):
    """What ``letsconnect new`` can make."""

    kind: SessionKind
    length_minutes: int
    sharers: int
    lines: tuple[TemplateItem, ...]


TEMPLATES = {
    "clinic": Template(
        "learning-clinic",
        120,
        3,
        (
            TemplateItem("welcome", "arriving", 5, 3, "tech"),
            TemplateItem("welcome", "welcome", 6, 4, "facilitator"),
            TemplateItem("icebreaker", "icebreaker", 8, 4, "facilitator"),
            TemplateItem("share", "sharer", 12, 9, "sharer-1"),
            TemplateItem("share", "sharer", 12, 9, "sharer-2"),
            TemplateItem("share", "sharer", 12, 9, "sharer-3"),
            TemplateItem("break", "break", 10, 10, "facilitator"),
            TemplateItem("framing", "rooms-explained", 3, 2, "facilitator"),
            TemplateItem("breakout", "rooms", 22, 15, "tech", 5),
            TemplateItem("report-back", "report-back", 12, 8, "facilitator"),
            TemplateItem("feedback", "feedback", 6, 4, "facilitator"),
            TemplateItem("close", "close", 4, 4, "facilitator"),
        ),
    ),
    "connectathon": Template(
        "connectathon",
        60,
        0,
        (
            TemplateItem("welcome", "arriving", 4, 2, "tech"),
            TemplateItem("welcome", "welcome", 4, 3, "facilitator"),
            TemplateItem("framing", "game", 4, 2, "facilitator"),
            TemplateItem("breakout", "round-1", 12, 8, "tech", 4),
            TemplateItem("discussion", "between", 3, 2, "facilitator"),
            TemplateItem("breakout", "round-2", 12, 8, "tech", 4),
            TemplateItem("report-back", "report-back", 9, 5, "facilitator"),
            TemplateItem("feedback", "feedback", 4, 2, "facilitator"),
            TemplateItem("close", "close", 3, 3, "facilitator"),
        ),
    ),
    "workshop": Template(
        "workshop",
        85,
        1,
        (
            TemplateItem("welcome", "seats", 4, 2, "tech"),
            TemplateItem("welcome", "welcome", 6, 4, "facilitator"),
            TemplateItem("icebreaker", "icebreaker", 7, 4, "facilitator"),
            TemplateItem("share", "sharer", 12, 8, "sharer-1"),
            TemplateItem("break", "tables-formed", 5, 5, "tech"),
            TemplateItem("breakout", "tables", 20, 14, "facilitator", 5),
            TemplateItem("report-back", "report-back", 14, 9, "facilitator"),
            TemplateItem("feedback", "feedback", 7, 4, "facilitator"),
            TemplateItem("close", "close", 5, 5, "facilitator"),
        ),
    ),
    "clinic-90": Template(
        "learning-clinic",
        90,
        2,
        (
            TemplateItem("welcome", "arriving", 4, 2, "tech"),
            TemplateItem("welcome", "welcome", 5, 3, "facilitator"),
            TemplateItem("icebreaker", "icebreaker", 6, 3, "facilitator"),
            TemplateItem("share", "sharer", 12, 9, "sharer-1"),
            TemplateItem("share", "sharer", 12, 9, "sharer-2"),
            TemplateItem("break", "break", 5, 5, "facilitator"),
            TemplateItem("framing", "rooms-explained", 3, 2, "facilitator"),
            TemplateItem("breakout", "rooms", 18, 12, "tech", 5),
            TemplateItem("report-back", "report-back", 10, 6, "facilitator"),
            TemplateItem("feedback", "feedback", 4, 2, "facilitator"),
            TemplateItem("close", "close", 3, 3, "facilitator"),
        ),
    ),
    "clinic-60": Template(
        "learning-clinic",
        60,
        1,
        (
            TemplateItem("welcome", "arriving", 3, 2, "tech"),
            TemplateItem("welcome", "welcome", 4, 3, "facilitator"),
            TemplateItem("share", "sharer", 15, 10, "sharer-1"),
            TemplateItem("framing", "rooms-explained", 2, 1, "facilitator"),
            TemplateItem("breakout", "rooms", 15, 10, "tech", 4),
            TemplateItem("report-back", "report-back", 9, 5, "facilitator"),
            TemplateItem("feedback", "feedback", 4, 2, "facilitator"),
            TemplateItem("close", "close", 3, 3, "facilitator"),
        ),
    ),
    "in-person": Template(
        "learning-clinic",
        180,
        1,
        (
            TemplateItem("welcome", "seats", 10, 5, "tech"),
            TemplateItem("welcome", "welcome", 10, 6, "facilitator"),
            TemplateItem("share", "talk", 60, 40, "sharer-1"),
            TemplateItem("questions", "questions", 20, 12, "facilitator"),
            TemplateItem("break", "break", 15, 15, "tech"),
            TemplateItem("activity", "game-in-person", 20, 12, "facilitator"),
            TemplateItem("other", "photo", 10, 5, "tech"),
            TemplateItem("feedback", "feedback", 10, 5, "facilitator"),
            TemplateItem("close", "close", 10, 10, "facilitator"),
        ),
    ),
    "connection": Template(
        "other",
        45,
        0,
        (
            TemplateItem("welcome", "arriving", 3, 2, "facilitator"),
            TemplateItem("welcome", "welcome", 3, 2, "facilitator"),
            TemplateItem("icebreaker", "what-brings-you", 10, 6, "facilitator"),
            TemplateItem("activity", "show-and-try", 15, 10, "facilitator"),
            TemplateItem("discussion", "until-next-time", 8, 5, "facilitator"),
            TemplateItem("close", "close", 3, 3, "facilitator"),
        ),
    ),
    "micro": Template(
        "workshop",
        45,
        1,
        (
            TemplateItem("welcome", "welcome", 2, 1, "facilitator"),
            TemplateItem("share", "sharer", 10, 7, "sharer-1"),
            TemplateItem("breakout", "rooms", 17, 12, "tech", 4),
            TemplateItem("report-back", "report-back", 9, 6, "facilitator"),
            TemplateItem("feedback", "feedback", 2, 1, "facilitator"),
            TemplateItem("close", "close", 2, 2, "facilitator"),
        ),
    ),
    "of-three": Template(
        "learning-clinic",
        120,
        2,
        (
            TemplateItem("welcome", "arriving", 4, 2, "tech"),
            TemplateItem("welcome", "welcome", 4, 3, "facilitator"),
            TemplateItem("framing", "recap", 6, 3, "facilitator"),
            TemplateItem("share", "sharer", 15, 11, "sharer-1"),
            TemplateItem("share", "sharer", 15, 11, "sharer-2"),
            TemplateItem("break", "break", 10, 10, "facilitator"),
            TemplateItem("framing", "rooms-explained", 3, 2, "facilitator"),
            TemplateItem("breakout", "rooms", 22, 15, "tech", 5),
            TemplateItem("report-back", "report-back", 12, 8, "facilitator"),
            TemplateItem("discussion", "until-next-time", 8, 4, "facilitator"),
            TemplateItem("feedback", "feedback", 5, 3, "facilitator"),
            TemplateItem("close", "close", 4, 4, "facilitator"),
        ),
    ),
}
"""Name → what ``letsconnect new`` makes of it; the times follow clinics and meetings that were held."""

CHAT: dict[str, tuple[str, ...]] = {
    "arriving": ("languages",),
    "welcome": ("conduct", "notes"),
    "icebreaker": ("icebreaker",),
    "what-brings-you": ("icebreaker",),
    "questions": ("questions",),
    "sharer": ("questions",),
    "break": ("break",),
    "feedback": ("feedback",),
    "close": ("thanks",),
}
"""Item → the ends of the word keys of the lines that are ready to paste in it."""
