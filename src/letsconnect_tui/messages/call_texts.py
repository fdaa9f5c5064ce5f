"""Texts ready to paste into the call: chat lines, essentials for latecomers, room lists, handoff lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n import words
from letsconnect_tui.messages.cues import to_say
from letsconnect_tui.session.refuse import refuse

if TYPE_CHECKING:
    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.plan.model import ChatLine
    from letsconnect_tui.session.state import State


def text_to_copy(state: State, names: Names, what: str, now: int) -> tuple[str, str]:
    """The name under which a copy is remembered, and the text; refuses when there is nothing to copy.

    ``what`` is empty (the next chat line of this item), a line's number, or a named text.
    """
    if what == "cue":
        return what, _cue(state, names, now)
    if what in _NAMED:
        return what, _NAMED[what](state, names)
    if what in _SHAPES:
        return what, room_texts(state, names, what).rstrip("\n")
    lines = chat_lines(state)
    if not what:
        number = next_chat_line(state)
        if number is None:
            refuse("refused-no-chat" if not lines else "refused-chat-done")
    elif what.isascii() and what.isdigit():
        number = int(what)
    else:
        refuse("refused-copy", what)
    if not 1 <= number <= len(lines):
        refuse("refused-chat-number", number, len(lines))
    return chat_key(state, number), lines[number - 1].text


def chat_item(state: State) -> str | None:
    """The item whose chat lines are at hand: the running one, before the start the first."""
    return state.current or (state.order[0] if state.phase == "ready" else None)


def chat_lines(state: State) -> tuple[ChatLine, ...]:
    """The chat lines at hand."""
    item = chat_item(state)
    return () if item is None else state.item(item).chat


def chat_key(state: State, number: int) -> str:
    """The name under which the copying of a chat line is remembered."""
    return f"chat:{chat_item(state)}:{number}"


def next_chat_line(state: State) -> int | None:
    """The number of the first chat line not yet copied."""
    lines = chat_lines(state)
    return next((n for n in range(1, len(lines) + 1) if chat_key(state, n) not in state.copied), None)


def essentials(state: State, names: Names) -> str:
    """What somebody who came late needs: room, pad, how to choose a language, the present prompt."""
    links = state.plan.session.links
    lines = [words("essentials-title", state.plan.session.title)]
    for key in ("room", "pad", "conduct"):
        link = getattr(links, key)
        if link:
            lines.append(words(f"essentials-{key}", link))
    if state.plan.session.interpretation:
        from letsconnect_tui.i18n.dates import language_name

        spoken = ", ".join(language_name(code) for code in state.plan.session.interpretation)
        lines.append(words("essentials-language", spoken))
    item = state.current_item
    if item is not None:
        lines.append(words("essentials-now", item.title))
        if item.breakout is not None and item.breakout.prompt:
            lines.append(words("essentials-prompt", item.breakout.prompt))
    return "\n".join(lines)


def room_texts(state: State, names: Names, what: str) -> str:
    """The rooms of the latest round, with those who are here, in one of their shapes."""
    from letsconnect_tui.exporters import room_lists as writers  # 70 ms, not needed to draw a screen
    from letsconnect_tui.session.meetings import rooms_here

    held = state.round
    if held is None:
        refuse("refused-no-rooms")
    write = getattr(writers, _SHAPES[what])
    text: str = write(rooms_here(state, held), {person: names.of(person) for person in held.seating})
    if not text:
        refuse("refused-nobody-named")
    return text


_SHAPES = {
    "rooms": "chat_text",
    "people": "by_person",
    "tags": "rename_tags",
    "sheet": "run_sheet",
    "cards": "cards",
}
"""What to copy → the function of ``exporters.room_lists`` that writes it."""


def _intro(state: State, names: Names) -> str:
    item = next(iter(state.to_come), None)
    text = None if item is None else intro_of(state, names, item)
    if text is None:
        refuse("refused-no-intro")
    return text


def intro_of(state: State, names: Names, item: str) -> str | None:
    """The line that introduces who leads an item; None if nobody does."""
    lead = state.lead_of(item)
    if lead is None or lead not in state.people:
        return None
    person = state.plan.person(lead)
    if person is not None and person.intro:
        return person.intro
    return words("intro-plain", names.of(lead), state.item(item).title)


def handoff_lines(before: State, after: State, names: Names) -> tuple[str, ...]:
    """The thanks for who goes and the intro of who comes, as preview lines."""
    lines = []
    gone = None if before.current is None else before.lead_of(before.current)
    came = None if after.current is None else after.lead_of(after.current)
    if gone is not None and gone != came:
        lines.append(words("thanks", names.call(gone)))
    if after.current is not None and came is not None and came != gone:
        intro = intro_of(after, names, after.current)
        lines += [intro] if intro else []
    return tuple(f"  {line}" for line in lines)


def _cue(state: State, names: Names, now: int) -> str:
    item = state.current
    lead = None if item is None else state.lead_of(item)
    if item is None or lead is None or lead not in state.people:
        refuse("refused-no-cue")
    left = max(0, state.remaining(item, now))
    return to_say(state, names, lead, -(-left // 60_000) * 60_000)


def _feedback(state: State, names: Names) -> str:
    survey = state.plan.session.links.survey
    if not survey:
        refuse("refused-no-survey")
    return words("feedback-line", survey)


_NAMED = {"essentials": essentials, "intro": _intro, "feedback": _feedback}


_NAMED_FIRST = ("essentials", "intro", "cue", "rooms", "people", "tags", "sheet")
"""Texts with a name, most needed first."""


class Copyable(msgspec.Struct, frozen=True):
    """One text as ``copy WHAT`` gives it; None: there is none now."""

    what: str
    text: str | None


def copyables(state: State, names: Names, now: int) -> tuple[Copyable, ...]:
    """Everything that can be copied now, and what cannot yet."""
    numbers = (str(number) for number in range(1, len(chat_lines(state)) + 1))
    return tuple(Copyable(what, _text(state, names, what, now)) for what in (*numbers, *_NAMED_FIRST))


def _text(state: State, names: Names, what: str, now: int) -> str | None:
    try:
        return text_to_copy(state, names, what, now)[1]
    except CommandRefused:
        return None


def texts_rest_on(state: State) -> tuple[object, ...]:
    """What of a session the texts are made of, and what is copied: with equal values they are the same."""
    return state.current, state.phase, state.order, state.runs, state.people, state.rounds, state.copied
