"""Every way in which a file is found: what an opening tells, word by word, and what it keeps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.store import EventFile
from tests.store.files import NOW, STAMP, as_text, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def opening(path: Path) -> list[str]:
    """What an opening to write tells; everything is the same as an onlooker sees, who changes nothing."""
    before = {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    looked = EventFile.open(path, read_only=True, now=lambda: NOW)
    assert before == {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    file = EventFile.open(path, now=lambda: NOW)
    assert list(file.documents()) == list(looked.documents())
    file.close()
    return [as_text(notice) for notice in file.notices]


def changed(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    """A file of three documents whose bytes somebody changed."""

    def make(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return make


def backed_up(change: Callable[[bytes], bytes] | None) -> Callable[[Path], object]:
    """The same where a backup of the first three documents lies beside it, and a fourth was added."""

    def make(path: Path) -> None:
        file = EventFile.open(path)
        file.rewrite()
        file.append({"n": 4})
        file.close()
        if change is None:
            path.unlink()
        else:
            path.write_bytes(change(path.read_bytes()))

    return make


def saved_beside(documents: int) -> Callable[[Path], object]:
    """A window saved its documents beside a file that somebody emptied."""

    def make(path: Path) -> None:
        other = path.with_name("other")
        written(other, *({"n": number + 1} for number in range(documents)))
        other.rename(path.with_name(f"lc.json.ours-{STAMP}-0"))
        path.write_bytes(b"")

    return make


FOREIGN = json.dumps({"events": {"2": {"n": 2}, "10": {"n": 10}, "x": {"n": 11}}}).encode()
OPENINGS: dict[str, tuple[Callable[[Path], object], list[str], list[int]]] = {
    "whole": (changed(lambda raw: raw), [], [1, 2, 3]),
    "spaces after it": (changed(lambda raw: raw + b"  "), [], [1, 2, 3]),
    "the end is torn": (changed(lambda raw: raw[:-3]), ["store-unfinished(lc.json)"], [1, 2, 3]),
    "a line is torn": (
        changed(lambda raw: raw[:-5] + b'\n,"4":{"n":4'),
        ["store-unfinished(lc.json)", f"store-kept-copy(lc.json.unfinished-{STAMP}-0)"],
        [1, 2, 3],
    ),
    "nothing but zeros follows": (
        changed(lambda raw: raw + b"\0" * 40),
        ["store-unfinished(lc.json)"],
        [1, 2, 3],
    ),
    "never ours": (
        changed(lambda raw: FOREIGN),
        ["store-adopted(lc.json)", f"store-kept-copy(lc.json.before-import-{STAMP}-0)"],
        [2, 10, 11],
    ),
    "a document is edited": (
        changed(lambda raw: raw.replace(b'"n":2', b'"n":5')),
        ["store-edited(lc.json)", f"store-kept-copy(lc.json.damaged-{STAMP}-0)"],
        [1, 5, 3],
    ),
    "a line is no JSON": (
        changed(lambda raw: raw.replace(b'"n":2', b'"n":\0')),
        ["store-damaged-lines(lc.json, 2, 1)", f"store-kept-copy(lc.json.damaged-{STAMP}-0)"],
        [1, 3],
    ),
    "a comma is lost": (
        changed(lambda raw: raw.replace(b',"2":{', b'"2":{')),
        ["store-damaged-lines(lc.json, 3, 0)", f"store-kept-copy(lc.json.damaged-{STAMP}-0)"],
        [1, 2, 3],
    ),
    "the head is lost": (
        changed(lambda raw: raw[10:]),
        ["store-salvaged(lc.json, 3)", f"store-kept-copy(lc.json.damaged-{STAMP}-0)"],
        [1, 2, 3],
    ),
    "the head and a line are lost, with a backup": (
        backed_up(lambda raw: raw[10:].replace(b'"n":2', b'"n":\0')),
        ["store-restored(lc.json, lc.json.bak1, 3)", f"store-kept-copy(lc.json.damaged-{STAMP}-0)"],
        [1, 2, 3, 4],
    ),
    "the head is lost, with a backup that is not needed": (
        backed_up(lambda raw: raw[10:]),
        ["store-salvaged(lc.json, 4)", f"store-kept-copy(lc.json.damaged-{STAMP}-0)"],
        [1, 2, 3, 4],
    ),
    "emptied, with a backup": (
        backed_up(lambda raw: b""),
        ["store-restored(lc.json, lc.json.bak1, 0)"],
        [1, 2, 3],
    ),
    "removed, with a backup": (backed_up(None), ["store-begun-anew(lc.json, lc.json.bak1)"], []),
    "emptied, with a copy beside it": (
        saved_beside(2),
        [f"store-took-saved(lc.json, lc.json.ours-{STAMP}-0)"],
        [1, 2],
    ),
}


@pytest.mark.parametrize("what", OPENINGS)
def test_an_opening_tells_what_it_found_and_where_the_copy_is(path: Path, what: str) -> None:
    make, notices, numbers = OPENINGS[what]
    written(path, *({"n": number} for number in (1, 2, 3)))
    make(path)

    assert opening(path) == notices
    assert [document["n"] for document in EventFile.open(path, read_only=True).documents()] == numbers
