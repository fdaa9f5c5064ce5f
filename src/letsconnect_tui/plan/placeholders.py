"""Finds texts of a plan that were meant to be replaced: those of the templates, "TBD", "<your name>"."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

from letsconnect_tui.i18n.catalogue import words_in
from letsconnect_tui.i18n.message import message
from letsconnect_tui.plan.problems import Path, Remark, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.plan.model import Plan

_WHOLE = re.compile(r"[.…?_\-–]+|x{2,}|t\.?b\.?[acd]\.?|todo", re.IGNORECASE)
_INSIDE = re.compile(
    r"\b(?:TODO|TBA|TBC|TBD|FIXME|XXX+)\b|(?i:\blorem ipsum\b)"
    r"|(?i:[<\[{]\s*(?:your|insert|add|enter|name|title|topic|link|date|speaker|sharer)\b[^<>\[\]{}]*[>\]}])"
    r"|(?i:\b(?:your|sharer|speaker)(?:'s)? (?:name|title|text|link) here\b)"
)
_LINK = re.compile(r"https?://[^/]*(?:\.\.\.|…|xxx)", re.IGNORECASE)
_TEMPLATE_NAMES = ("new-person-facilitator", "new-person-tech", "new-person-sharer")
_TEMPLATE_TITLES = ("new-title-sharer",)


def find_placeholders(plan: Plan) -> Iterator[Remark]:
    """One piece of advice for each text that is still to be replaced."""
    names, titles = _template_texts(_TEMPLATE_NAMES, plan), _template_texts(_TEMPLATE_TITLES, plan)
    for path, text in _texts(plan):
        of_template = {"name": names, "title": titles}.get(str(path[-1]))
        if _is_placeholder(text) or (of_template is not None and of_template.fullmatch(text.strip())):
            yield Remark("advice", path, message("plan-advice-placeholder", key_of(path), text))


def _is_placeholder(text: str) -> bool:
    return any((_WHOLE.fullmatch(text.strip()), _INSIDE.search(text), _LINK.match(text)))


def _template_texts(keys: tuple[str, ...], plan: Plan) -> re.Pattern[str]:
    """The texts that templates write, numbered or not, in the language of the plan and in English."""
    languages = dict.fromkeys((plan.session.language, "en"))
    texts = (words_in(language, key, "\0") for language in languages for key in keys)
    return re.compile("|".join(re.escape(text).replace("\0", r"\d+") for text in texts))


def _texts(plan: Plan) -> Iterator[tuple[Path, str]]:
    """Every short text that people will see, with its place."""
    session = plan.session
    yield ("session", "title"), session.title
    for key, text in (("purpose", session.purpose), ("preparation", session.preparation)):
        yield ("session", key), text or ""
    for field in fields(session.links):
        yield ("session", "links", field.name), getattr(session.links, field.name) or ""
    for index, person in enumerate(plan.people):
        yield ("people", index, "name"), person.name
        yield ("people", index, "intro"), person.intro or ""
    for index, item in enumerate(plan.items):
        yield ("item", index, "title"), item.title
        for key, text in (("slides", item.slides), ("pad", item.pad), ("backup_plan", item.backup_plan)):
            yield ("item", index, key), text or ""
        for number, line in enumerate(item.chat):
            yield ("item", index, "chat", number), line.text
        if item.breakout is not None:
            yield ("item", index, "breakout", "prompt"), item.breakout.prompt or ""
