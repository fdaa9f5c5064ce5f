"""Names out of a block of text that somebody copied: a chat, a pad, a wiki list, a participants panel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from letsconnect_tui.people.names import search_key, username
from letsconnect_tui.text import NAME_LIMIT, clean, clean_name

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_NAMES = 5_000
_MOST_CHARACTERS = 500_000
_LONGEST_LINE = 500  # what is longer is a chat message; patterns below may take a line's length squared
_WIKI_LINK = re.compile(r"\[\[:?([^\[\]|]*)(?:\|([^\[\]|]*))?\]\]")
_USER_TEMPLATE = re.compile(
    r"\{\{\s*(?:u|user|ping|re|reply to|ut|no ?ping|user link)\s*\|([^{}]*)\}\}", re.IGNORECASE
)
_OTHER_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")
_LIST_MARK = re.compile(r"^\s*(?:(?:[*#:;•●▪◦‣·–—-]+|\(?\d{1,4}[.):]\s|\[[ xX]\])\s*)+")
_IN_BRACKETS = re.compile(r"\s*\(([^()]{1,60})\)")
# fmt: off
_PANEL_WORDS = frozenset((
    "host", "co", "cohost", "organizer", "organiser", "presenter", "me", "you", "guest", "internal",
    "external", "unverified", "interpreter", "muted", "unmuted", "participant", "id", "anfitrion",
    "anfitriao", "yo", "invitado", "hote", "moi", "invite", "eu", "convidado",
))
# fmt: on
_CONTRIBUTIONS = re.compile(r"^special:contrib\w*/", re.IGNORECASE)
_TALK = re.compile(r"\s*(?:special|user[ _]talk)\s*:", re.IGNORECASE)
_SIGNATURE = re.compile(r"\s*\d{1,2}:\d{2},? \d{1,2} \w+ \d{4} \(UTC\).*$|~{3,5}")
_CHAT_TIME = re.compile(
    r"^\s*\[?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?\]?\s*(?:from\s+)?", re.IGNORECASE
)
_CHAT_TEXT = re.compile(r"\s+to\s+(?:everyone|all|hosts?.*?)\s*:.*$|\s*:\s.*$", re.IGNORECASE)
_AFTER_THE_NAME = re.compile(r"\s+(?:/|--|–|—)\s+.*$|\s*\|\s.*$")
_USER_PAGE = re.compile(r"https?://\S+?/(?:wiki/|w/index\.php\?title=)\S+")
_E_MAIL = re.compile(r"\s*[<(]?(?:mailto:)?[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+[>)]?")
_FACTS_BEHIND = re.compile(r"\s+(?:-|/|--|–|—|\|)\s+|\s*[\[(]")
_USER_IN_BRACKETS = re.compile(r"\(\s*((?:user|u):[^()]{1,80})\)", re.IGNORECASE)
_ANY_NAMESPACE = re.compile(r"^:?(?:[^\W\d_][^:/|]{0,24}:){1,3}(?=[^\s:])")
_LINKED = re.compile(r"\[\[[^\[\]]+\]\]|\{\{[^{}|]+\|[^{}]+\}\}|~{3,5}")
_NO_ITEM = re.compile(r"^[\s\-=_]*$|^\s*\(?\d{1,4}[.):]?\s*$")
_MOST, _NEARLY_ALL = 0.5, 0.75
"""Shares of lines that are marked as items: enough for a list, enough for the others to be titles."""
_HEADING = re.compile(r"^\s*=+[^=]*=+\s*$|^\s*\{\||^\s*\|[-}+]|^\s*!")


def pasted_names(text: str) -> tuple[str, ...]:
    """The names in ``text``, cleaned, each once; one a line, or several between commas or semicolons.

    Taken off: list marks and numbers, wiki links and user templates, what follows `` / `` in a pad's roll
    call, panel remarks as ``(Host, me)``, chat times and texts, signatures, e-mail addresses.
    """
    names: dict[str, None] = {}
    lines = clean(text.replace("\t", " | "), limit=_MOST_CHARACTERS, lines=True).split("\n")
    items, one_a_line = list_items(lines)
    for _, line in items:
        found = names_in_list_line(line[:_LONGEST_LINE], one_a_line=one_a_line)
        names |= dict.fromkeys(name for name in found if search_key(name))
        if len(names) >= MOST_NAMES:
            break
    return tuple(names)[:MOST_NAMES]


def _names_in_line(line: str) -> list[str]:
    linked = [match[1] or match[2] or "" for match in _WIKI_LINK.finditer(line)]
    linked = [name for name in linked if not _TALK.match(name)] or linked[:1]
    linked += [match[1].partition("|")[0] for match in _USER_TEMPLATE.finditer(line)]
    if linked:
        accounts = (_CONTRIBUTIONS.sub("", name).partition("/")[0] for name in linked)
        return list(dict.fromkeys(_bare(_ANY_NAMESPACE.sub("", account.strip())) for account in accounts))
    if page := _USER_PAGE.search(line):
        return [username(page[0]) or ""]
    plain = _OTHER_TEMPLATE.sub("", _SIGNATURE.sub("", line))
    if _CHAT_TIME.match(plain):
        plain = _CHAT_TEXT.sub("", _CHAT_TIME.sub("", plain))
    plain = _AFTER_THE_NAME.sub("", _LIST_MARK.sub("", _E_MAIL.sub("", without_panel_remarks(plain))))
    return [_bare(part) for part in _split(plain)]


def list_items(lines: Sequence[str]) -> tuple[list[tuple[int, str]], bool]:
    """The lines that can name somebody, with their numbers, and whether each names one person.

    Without headings, rules and numbers with nothing behind them. If nearly all lines begin with a bullet,
    a number or a box, or hold a link to a user, the others are titles.
    """
    items = [
        (number, line)
        for number, line in enumerate(lines, 1)
        if line.strip() and not _HEADING.match(line) and not _NO_ITEM.match(line)
    ]
    marked = [one for one in items if _LIST_MARK.match(one[1]) or _LINKED.search(one[1][:_LONGEST_LINE])]
    one_a_line = len(marked) > 1 and len(marked) >= _MOST * len(items)
    return (marked if one_a_line and len(marked) >= _NEARLY_ALL * len(items) else items), one_a_line


def usernames_in(line: str) -> list[str]:
    """The accounts that a line names: in wiki links, user templates, addresses of pages, ``(User:Ada)``."""
    text = line[:_LONGEST_LINE]
    linked = (match[1] for match in _WIKI_LINK.finditer(text) if not _TALK.match(match[1]))
    plain = (_ANY_NAMESPACE.sub("", _CONTRIBUTIONS.sub("", one).strip()) for one in linked)
    accounts = [one.partition("/")[0] for one in plain]
    accounts += [match[1].partition("|")[0] for match in _USER_TEMPLATE.finditer(text)]
    accounts += [match[1] for match in _USER_IN_BRACKETS.finditer(text)]
    accounts += [match[0] for match in _USER_PAGE.finditer(text)]
    return list(dict.fromkeys(account for one in accounts if (account := username(_bare(one)))))


def names_in_list_line(line: str, *, one_a_line: bool) -> list[str]:
    """The names in one line of a list.

    Args:
        line: The line.
        one_a_line: Whether the list has one person a line; then a name ends at a dash, a bracket or a comma.
    """
    text = clean(line.replace("\t", " | "), limit=_LONGEST_LINE)
    names = _names_in_line(text)
    if not one_a_line or _WIKI_LINK.search(text) or _USER_TEMPLATE.search(text):
        return names
    plain = _LIST_MARK.sub("", _E_MAIL.sub("", without_panel_remarks(_SIGNATURE.sub("", text))))
    first = _FACTS_BEHIND.split(plain, maxsplit=1)[0]
    parts = [part.strip() for part in re.split("[,;،，]", first) if part.strip()]
    is_one_name = len(parts) == 2 and " " not in parts[0]  # Ñahui, José
    return [_bare(first if is_one_name else parts[0])] if parts else []


def without_panel_remarks(name: str) -> str:
    """The name without ``(Host, me)``, ``(Guest)`` or ``(Participant ID: 12)``; other brackets stay."""
    return _IN_BRACKETS.sub(_unless_by_a_panel, name)


def _unless_by_a_panel(brackets: re.Match[str]) -> str:
    remark_words = search_key(brackets[1]).split()
    is_remark = (
        all(word in _PANEL_WORDS or word.isdigit() for word in remark_words) and not remark_words[0].isdigit()
    )
    return "" if is_remark else brackets[0]


def _split(line: str) -> list[str]:
    """``Ada, Bala, Chidi`` is three people; ``Ñahui, José`` is one, as is a name with a title after it."""
    parts = [part.strip() for part in re.split(r"[;；]", line) if part.strip()]
    if len(parts) > 1:
        return parts
    parts = [part.strip() for part in re.split(r"[,、，،]", line) if part.strip()]
    are_whole_names = len(parts) == 2 and all(" " in part for part in parts)
    return parts if len(parts) > 2 or are_whole_names or "、" in line else [line]


def _bare(name: str) -> str:
    without_namespace = re.sub(r"^(?:[a-z-]{1,12}:)?(?:user|u)\s*:\s*", "", name.strip(), flags=re.IGNORECASE)
    return clean_name(without_namespace.strip(" \t,;*")[: NAME_LIMIT * 4])
