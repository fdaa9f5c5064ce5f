"""The same people in several sessions, told apart by marks from which no name can be read back.

A mark is a keyed hash. It can be kept when names have to go, so that who came again still counts as one; and
once its key is destroyed nobody can try names against it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.people.match import JoinedKeys, is_no_name, same_name_keys
from letsconnect_tui.people.names import username

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ACCOUNT, NAME, ALIAS, LIKE_AN_ACCOUNT = "a", "n", "x", "u"
"""What a mark stands for: it is the letter before the colon."""
_BYTES = 9


class Appearance(msgspec.Struct, frozen=True):
    """Somebody in one session, by the marks of what they are called there."""

    session: str
    marks: tuple[str, ...]


def marks_of(called: Sequence[tuple[str, str | None]], *, key: bytes = b"") -> tuple[str, ...]:
    """The marks of somebody; none for a device or a dialled-in number, which says nothing of who it is.

    Args:
        called: A name and a wiki account; behind it others that the person turned out to go by.
        key: Makes marks that can be compared only with marks of the same key; at most 64 bytes.
    """
    found = []
    for place, (name, account) in enumerate(called):
        canonical = username(account) if account else None
        if canonical:
            found.append(f"{ACCOUNT}:{_hash(canonical, key)}")
        if is_no_name(name):
            continue
        found.append(_name_mark(ALIAS if place else NAME, name, key))
        read_as_one = None if canonical or place else username(name)
        if read_as_one:
            found.append(f"{LIKE_AN_ACCOUNT}:{_hash(read_as_one, key)}")
    return tuple(dict.fromkeys(mark for mark in found if mark))


def same_mark(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two sets of marks may be one person's: an equal account, else an equal name."""
    accounts, others = set(_of_kind(one, ACCOUNT)), set(_of_kind(other, ACCOUNT))
    if accounts and others:
        return not accounts.isdisjoint(others)
    return not set(_spellings(one)).isdisjoint(_spellings(other))


def _spellings(marks: Iterable[str]) -> Iterator[tuple[int, str]]:
    for kind in (NAME, ALIAS):
        for mark in _of_kind(marks, kind):
            yield from enumerate(mark.split("-"))


def _name_mark(kind: str, name: str, key: bytes) -> str:
    words, letters = same_name_keys(name)
    return f"{kind}:{_hash(words, key)}-{_hash(letters, key)}" if letters else ""


def _hash(text: str, key: bytes) -> str:
    return blake2b(text.encode(errors="replace"), digest_size=_BYTES, key=key).hexdigest()


def recognised(appearances: Sequence[Appearance]) -> tuple[int, ...]:
    """Which person each appearance is: equal numbers are one person; the order of sessions does not matter.

    One are those with an equal username; then those whose name, or one learned as an alias, is equal and is
    borne by one person only in each session, unless usernames say otherwise. All others stay apart.
    """
    names = _names(appearances)
    accounts = _accounts(appearances)
    people = JoinedKeys()
    own = [str(place) for place in range(len(appearances))]
    by_account: dict[str, str] = {}
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(appearances):
        for account in _of_kind(one.marks, ACCOUNT):
            people.join(own[place], by_account.setdefault(accounts.root(account), own[place]))
        for name in _of_kind(one.marks, NAME):
            by_name[names.root(_first_half(name))].append(place)
    for places in by_name.values():
        bearers = Counter(appearances[place].session for place in places)
        unique = [place for place in places if bearers[appearances[place].session] == 1]
        has_account = [place for place in unique if _account_of(appearances[place], accounts)]
        known_accounts = {_account_of(appearances[place], accounts) for place in has_account}
        one_person = unique if len(known_accounts) < 2 else [p for p in unique if p not in set(has_account)]
        for place in one_person[1:]:
            people.join(own[one_person[0]], own[place])
        if not known_accounts and one_person:
            _join_account_of_same_letters(appearances, one_person, by_account, people, accounts)
    numbers: dict[str, int] = {}
    return tuple(numbers.setdefault(people.root(one), len(numbers)) for one in own)


def _join_account_of_same_letters(
    appearances: Sequence[Appearance],
    places: Sequence[int],
    by_account: dict[str, str],
    people: JoinedKeys,
    accounts: JoinedKeys,
) -> None:
    """Somebody known only by a name that is another's username is who has that username."""
    read = {mark for place in places for mark in _of_kind(appearances[place].marks, LIKE_AN_ACCOUNT)}
    found = {root for mark in read if (root := accounts.root(mark)) in by_account}
    if len(found) != 1:
        return
    root = next(iter(found))
    sessions = {appearances[place].session for place in places}
    holders = (one for one in appearances if root == _account_of(one, accounts))
    if sessions.isdisjoint(one.session for one in holders):
        people.join(str(places[0]), by_account[root])


def _names(appearances: Sequence[Appearance]) -> JoinedKeys:
    """Names that are one: spelled with the same words or the same letters, or learned to be one person's.

    An alias that two people have says nothing.
    """
    names = JoinedKeys()
    every = {mark for one in appearances for kind in (NAME, ALIAS) for mark in _of_kind(one.marks, kind)}
    for mark in sorted(every):
        words, _, letters = mark.partition("-")
        names.join(words, f"letters {letters}")
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for one in appearances:
        for name in _of_kind(one.marks, NAME):
            for alias in _of_kind(one.marks, ALIAS):
                claims[names.root(_first_half(alias))].add(names.root(_first_half(name)))
    for alias, bearers in sorted(claims.items()):
        if len(bearers) == 1:
            names.join(alias, next(iter(bearers)))
    return names


def _accounts(appearances: Sequence[Appearance]) -> JoinedKeys:
    """Accounts that one person turned out to have."""
    accounts = JoinedKeys()
    for one in appearances:
        first, *others = _of_kind(one.marks, ACCOUNT) or ("",)
        for other in others:
            accounts.join(first, other)
    return accounts


def _account_of(one: Appearance, accounts: JoinedKeys) -> str:
    own = _of_kind(one.marks, ACCOUNT)
    return accounts.root(own[0]) if own else ""


def _of_kind(marks: Iterable[str], kind: str) -> tuple[str, ...]:
    return tuple(mark[2:] for mark in marks if mark[0] == kind)


def _first_half(name: str) -> str:
    return name.partition("-")[0]
