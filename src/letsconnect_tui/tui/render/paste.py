"""A pasted list before it counts: a row a line, with the digits that decide it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.paste_choices import NEW, OUT
from letsconnect_tui.i18n import words
from letsconnect_tui.tui.render.styles import ACCENT, GOOD, MUTED, STRONG, WARN, joined, styled

if TYPE_CHECKING:
    from textual.content import Content

    from letsconnect_tui.app.paste_choices import PasteChoices
    from letsconnect_tui.messages.display_names import Names

_SIGN = 12
_STYLES = {"open": WARN, "new": ACCENT, "out": MUTED, "here": GOOD}


def pasted_row(choices: PasteChoices, place: int, names: Names, width: int, *, chosen: bool) -> Content:
    """Sign and word, the line as it was pasted, whom it means or may mean."""
    match, meaning = choices.matches[place], choices.meaning(place)
    kind = {None: "open", NEW: "new", OUT: "out"}.get(meaning, "here")
    row = styled(words("tui-people-cursor") if chosen else " ", ACCENT, width=1)
    row += styled(words(f"tui-paste-{kind}"), _STYLES[kind], width=_SIGN)
    line = styled(match.line, MUTED if kind == "out" else STRONG)
    if kind == "here" and names.of(meaning) != match.line:
        line += styled(f" → {names.of(meaning)}")
    parts = [line]
    if chosen or meaning is None:
        parts += _options(choices, place, names)
    if match.same_as is not None and meaning is None:
        parts.append(styled(words("tui-paste-twice"), MUTED))
    return (row + joined(parts)).truncate(width, ellipsis=True)


def _options(choices: PasteChoices, place: int, names: Names) -> list[Content]:
    """The digits that would change something, with what they choose."""
    meaning = choices.meaning(place)
    parts = []
    for digit, option in enumerate((*choices.options(place), OUT), 1):
        if option != meaning:
            label = {NEW: words("tui-paste-as-new"), OUT: words("tui-paste-leave")}.get(option)
            key = "0" if option == OUT else str(digit)
            parts.append(styled(key, f"bold {ACCENT}") + styled(f" {label or names.of(option)}"))
    return parts


def pasted_counts(choices: PasteChoices) -> Content:
    """``12 here   2 new   3 to decide   1 left out``."""
    parts = [styled(words("tui-paste-count-here", choices.count("here")), STRONG)]
    for what, style in (("new", STRONG), ("open", WARN), ("out", MUTED)):
        count = choices.count(what)  # type: ignore[arg-type]
        if count:
            parts.append(styled(words(f"tui-paste-count-{what}", count), style))
    return styled(" ") + joined(parts)
