"""Pasted or imported names against the people already known: what is sure is merged, all else is asked.

A first name alone fits many and proves nothing. What a name is only like is suggested; see ``likeness``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import msgspec

from letsconnect_tui.people.likeness import Likenesses
from letsconnect_tui.people.names import bare_name, search_key, username

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_SUGGESTIONS = 3
_DEVICE = re.compile(
    r"\b(?:iphone|ipad|ipod|galaxy|samsung|sm-\w+|android|huawei|redmi|xiaomi|oppo|vivo|realme|tecno|infinix|itel"
    r"|pixel \d|moto \w|nokia|oneplus|macbook|imac|chromebook|desktop-\w+|laptop(?:-\w+)?|phone|tablet)\b"
    r"|^(?:zoom user|guest ?\d*|anonymous|unknown|user ?\d*)$",
    re.IGNORECASE,
)
_DIAL_IN = re.compile(r"[+\d*xX().\s-]{5,}")


class KnownPerson(msgspec.Struct, frozen=True):
    """Somebody already known: a name, perhaps a username, and other names learned earlier."""

    id: str
    name: str
    username: str | None = None
    aliases: tuple[str, ...] = ()


class NameMatch(msgspec.Struct, frozen=True):
    """One line and who it is: ``sure`` (``id``), ``unsure`` (``suggestions``, best first), or ``new``.

    ``same_as`` is the place of an earlier line that looks like the same name: one person twice, or two
    people.
    """

    line: str
    kind: Literal["sure", "unsure", "new"]
    id: str | None = None
    suggestions: tuple[str, ...] = ()
    same_as: int | None = None


def is_no_name(line: str) -> bool:
    """True for a device (``iPhone``, ``Galaxy A12``) or a dialled-in number: neither says who it is."""
    return bool(_DIAL_IN.fullmatch(line.strip()) or _DEVICE.search(line))


def match_names(lines: Sequence[str], known: Iterable[KnownPerson]) -> tuple[NameMatch, ...]:
    """Who each line is: one match a line, in their order.

    Sure are only an equal username, a learned alias, and an equal folded name (in any word order, with or
    without blanks) that is unique on both sides: among the known, and among the lines.
    """
    index = _Index(known, lines)
    groups = [index.same_names.group(line) for line in lines]
    times = Counter(groups)
    matches = [index.match(line, unique=times[group] == 1) for line, group in zip(lines, groups, strict=True)]
    claims = Counter(match.id for match in matches)
    judged, firsts = [], dict[str, int]()
    for place, (match, group) in enumerate(zip(matches, groups, strict=True)):
        account = index.account(match.line)
        if match.id is not None and claims[match.id] > 1 and account != match.id:
            match = NameMatch(match.line, "unsure", None, (match.id,))
        first = firsts.setdefault(f"@{account}" if account else group, place)
        if first != place:
            match = NameMatch(
                match.line, "unsure", None, (match.id,) if match.id else match.suggestions, first
            )
        judged.append(match)
    return tuple(judged)


def same_name_keys(name: str) -> tuple[str, str]:
    """Keys of which one is equal for two spellings of a name: words in any order, or no blanks."""
    words = search_key(bare_name(name)).split()
    return " ".join(sorted(words)), "".join(words)


class JoinedKeys:
    """Groups of keys: each is joined to others step by step."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def root(self, key: str) -> str:
        """The key that stands for its whole group."""
        while (parent := self._parents.setdefault(key, key)) != key:
            self._parents[key] = key = self._parents[parent]
        return key

    def join(self, first: str, second: str) -> None:
        """Make one group of two; the smaller of their roots stands for it."""
        least, other = sorted((self.root(first), self.root(second)))
        self._parents[other] = least


class _SameNames:
    """Groups of spellings that are one name after folding.

    Being the same name is passed on: ``Ana Silva`` and ``Silva Ana`` have their words in common,
    ``Ana Silva`` and ``anasilva`` their letters, so that all three are in one group.
    """

    def __init__(self) -> None:
        self._keys = JoinedKeys()

    def add(self, name: str) -> None:
        """Join the groups of which ``name`` has a key."""
        self._keys.join(*same_name_keys(name))

    def group(self, name: str) -> str:
        """A key that is equal for all spellings of one name; it may change when another name is added."""
        return self._keys.root(same_name_keys(name)[0])


class _Index:
    """The known people by everything a line can equal or resemble."""

    def __init__(self, known: Iterable[KnownPerson], lines: Sequence[str]) -> None:
        self.same_names = _SameNames()
        self._accounts: dict[str, str] = {}
        self._names: list[tuple[str, str]] = []
        for person in known:
            if person.username and (canonical := username(person.username)):
                self._accounts[canonical] = person.id
            for name in (person.name, *person.aliases):
                self._names.append((name, person.id))
        for name in (*(name for name, _ in self._names), *lines):
            self.same_names.add(name)
        self._same: defaultdict[str, set[str]] = defaultdict(set)
        for name, who in self._names:
            self._same[self.same_names.group(name)].add(who)

    @cached_property
    def _likenesses(self) -> Likenesses:
        """By what names resemble; most of the work, which a paste of exact names never asks for."""
        likenesses = Likenesses()
        for name, who in self._names:
            likenesses.add(name, who)
        return likenesses

    def account(self, line: str) -> str | None:
        """Whose username the line is."""
        return self._accounts.get(username(line) or "")

    def match(self, line: str, *, unique: bool) -> NameMatch:
        """Who the line is; ``unique``: no other line has the same name."""
        account = self.account(line)
        same = set(self._same[self.same_names.group(line)])
        if account is not None and same <= {account}:
            return NameMatch(line, "sure", account)
        if is_no_name(line):
            return NameMatch(line, "new")
        if account is not None:
            same.add(account)
        if len(same) == 1 and unique and account is None:
            return NameMatch(line, "sure", next(iter(same)))
        suggestions = tuple(sorted(same)) or self._likenesses.like(line)
        return NameMatch(line, "unsure" if suggestions else "new", None, suggestions[:MOST_SUGGESTIONS])
