"""What announcements of a session say, sentence by sentence, and what the plan leaves open.

Nobody is named unless the plan says ``public_names``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.exporters.local_times import change_sentences
from letsconnect_tui.i18n.catalogue import language_with, words_in
from letsconnect_tui.i18n.dates import language_name
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.plan.checks import find_placeholders
from letsconnect_tui.text import NOTE_LIMIT, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letsconnect_tui.exporters.local_times import OccurrenceTimes
    from letsconnect_tui.plan.model import Plan

KEY = "announce-invited"
"""Where a catalogue has this message, it has all of them."""
HELLO = {
    "bn": "নমস্কার", "de": "Hallo", "ha": "Sannu", "hi": "नमस्ते", "id": "Halo", "ig": "Nnọọ", "it": "Ciao",
    "ja": "こんにちは", "ko": "안녕하세요", "ru": "Здравствуйте", "sw": "Habari", "tr": "Merhaba",
    "uk": "Вітаємо", "vi": "Xin chào", "yo": "Ẹ n lẹ́", "zh": "您好", "zh-hans": "您好", "zh-hant": "您好",
}  # fmt: skip
"""Greetings in languages that the catalogues do not have."""


class Announcement(msgspec.Struct, frozen=True):
    """A session as it is announced: what every shape is made of."""

    plan: Plan
    language: str
    times: tuple[OccurrenceTimes, ...]
    """Those that are announced."""
    number: int | None
    """Of the occurrence, counted from 1, where only one of several is announced."""

    def say(self, key: str, *values: object) -> str:
        """A message in the language of the announcement."""
        return words_in(self.language, key, *values)

    @property
    def kind(self) -> str:
        """What sort of session it is; only "session" where the title says it already."""
        named = self.say(f"announce-kind-{self.plan.session.kind}")
        return self.say("announce-kind-other") if self._title_names(named) else named

    @property
    def title(self) -> str:
        """In one line."""
        return clean(self.plan.session.title)

    @property
    def headline(self) -> str:
        """Kind and title, the kind only once."""
        named = self.say(f"announce-kind-{self.plan.session.kind}")
        return self.title if self._title_names(named) else f"{named}: {self.title}"

    def _title_names(self, kind: str) -> bool:
        return self.title.casefold().startswith(kind.casefold())


def missing(plan: Plan, target: str) -> Iterator[Message]:
    """What the plan does not say and people ask first."""
    session = plan.session
    wanted = {"purpose": session.purpose, "outcomes": session.outcomes, "audience": session.audience}
    if target in ("email", "meta"):
        wanted["preparation"] = session.preparation
    lacking = [key for key, value in wanted.items() if not value]
    if not session.links.event:
        lacking.append("links.event")
    if lacking:
        yield message("announce-plan-lacks", lacking)


def clocks(draft: Announcement) -> Iterator[Message]:
    """Clock changes near its dates."""
    for sentence in dict.fromkeys(
        one for times in draft.times for one in change_sentences(times, draft.language)
    ):
        yield message("announce-note", sentence)


def placeholders(plan: Plan) -> Iterator[Message]:
    """Texts of a template that would be announced."""
    names_count = plan.session.public_names
    for remark in find_placeholders(plan):
        if remark.path[0] == "session" or (names_count and remark.path[0] == "people"):
            yield remark.message


def greeting(draft: Announcement) -> str:
    """``Hello | Hola | Bonjour``, in the languages of the session, its own first."""
    session = draft.plan.session
    greetings = []
    for code in dict.fromkeys((draft.language, session.language, *session.interpretation)):
        if language_with("announce-hello", code) == "en" and not code.startswith("en"):
            greetings.append(HELLO.get(code) or HELLO.get(code.partition("-")[0], ""))
        else:
            greetings.append(words_in(code, "announce-hello"))
    return " | ".join(dict.fromkeys(word for word in greetings if word))


def languages_spoken(draft: Announcement) -> str:
    """A sentence with the language of the session and those with interpretation."""
    session, spoken = draft.plan.session, language_with(KEY, draft.language)
    main = language_name(session.language, spoken)
    others = [language_name(code, spoken) for code in session.interpretation]
    if not others:
        return draft.say("announce-language", main)
    return draft.say("announce-languages", main, listed_names(draft, others))


def listed_names(draft: Announcement, names: list[str]) -> str:
    """Names as a sentence lists them."""
    if len(names) < 2:
        return "".join(names)
    return draft.say("announce-and", draft.say("times-and").join(names[:-1]), names[-1])


def which_date(draft: Announcement) -> Iterator[str]:
    """Which of its dates this is, where it has several."""
    count = 1 + len(draft.plan.session.repeats)
    if draft.number is not None:
        yield draft.say("announce-date-of", draft.number, count)
        if draft.number > 1 and draft.plan.session.links.resources:
            yield draft.say("announce-earlier", draft.plan.session.links.resources)
    elif count > 1:
        yield draft.say("announce-held-again", count)


def audience(draft: Announcement) -> list[str]:
    """For whom it is, as the programme's tags word it."""
    return [draft.say(f"announce-for-{tag}") for tag in draft.plan.session.audience]


def who_may_be_named(draft: Announcement, *roles: str) -> list[str]:
    """Who may be named, of these roles."""
    if not draft.plan.session.public_names:
        return []
    return [clean(person.name) for person in draft.plan.people if person.role in roles]


def in_one_line(text: str | None) -> str:
    """A text of the plan in one line."""
    return clean(text or "", limit=NOTE_LIMIT)


def about(draft: Announcement) -> Iterator[tuple[str, list[str]]]:
    """Heading and lines of what it is for, for whom, what to prepare and to gain, who shares."""
    session = draft.plan.session
    if session.purpose:
        yield draft.say("announce-what-for"), [in_one_line(session.purpose)]
    if session.audience:
        yield draft.say("announce-who-for"), audience(draft)
    if session.preparation:
        yield draft.say("announce-prepare"), [in_one_line(session.preparation)]
    if session.outcomes:
        yield draft.say("announce-gain"), [f"- {clean(one)}" for one in session.outcomes]
    if sharers := who_may_be_named(draft, "sharer"):
        yield draft.say("announce-with"), [listed_names(draft, sharers)]
