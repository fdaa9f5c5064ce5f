"""Torn, damaged and edited files: what can be proved is kept, what was found is told and copied."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.errors import FileDamaged
from letsconnect_tui.store import EventFile
from letsconnect_tui.store.layout import CLOSING, EVENTS_OPEN, digest, encode_document, seal
from letsconnect_tui.store.reading import parse, salvage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOCUMENTS: list[dict[str, Any]] = [{"n": number, "text": "abc"} for number in range(4)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "lc.json"
    file = EventFile.open(path)
    for document in DOCUMENTS:
        file.append(document)
    file.close()
    return path


def reopened(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """What is in the file now, and what was told; the next opening must have nothing to tell."""
    file = EventFile.open(path)
    documents, keys = list(file.documents()), [notice.key for notice in file.notices]
    file.append({"after": 1})
    file.close()
    json.loads(path.read_bytes())
    again = EventFile.open(path)
    assert again.notices == ()
    assert list(again.documents()) == [*documents, {"after": 1}]
    again.close()
    return documents, keys


def evidence(path: Path, word: str) -> bytes:
    return next(path.parent.glob(f"lc.json.{word}-*")).read_bytes()


def test_a_torn_end_is_cut_and_kept_aside(path: Path) -> None:
    whole = path.read_bytes()
    torn = b'\n,"5":{"n":4,"text":"ab'
    path.write_bytes(whole.removesuffix(CLOSING) + torn)

    assert reopened(path) == (DOCUMENTS, ["store-unfinished", "store-kept-copy"])
    assert evidence(path, "unfinished") == torn


@pytest.mark.parametrize("missing", range(1, 6))
def test_a_missing_piece_of_the_closing_is_put_back(path: Path, missing: int) -> None:
    path.write_bytes(path.read_bytes()[:-missing])

    assert reopened(path)[0] == DOCUMENTS


def test_an_onlooker_reads_past_a_torn_end_and_leaves_it(path: Path) -> None:
    torn = path.read_bytes().removesuffix(CLOSING) + b'\n,"5":{"n"'
    path.write_bytes(torn)
    looker = EventFile.open(path, read_only=True)

    assert list(looker.documents()) == DOCUMENTS
    assert path.read_bytes() == torn


def edit(path: Path, change: Callable[[bytes], bytes]) -> bytes:
    before = change(path.read_bytes())
    path.write_bytes(before)
    return before


EDITS: dict[str, Callable[[bytes], bytes]] = {
    "re-formatted": lambda raw: json.dumps(json.loads(raw), indent=2).encode(),
    "windows line ends": lambda raw: raw.replace(b"\n", b"\r\n"),
    "byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "an empty line": lambda raw: raw.replace(b"\n,", b"\n\n,", 1),
    "other table": lambda raw: raw.replace(b'{\n"_meta"', b'{\n"x":{"1":{"a":1}},\n"_meta"'),
}


@pytest.mark.parametrize("how", EDITS)
def test_an_edit_that_keeps_the_documents_is_taken_over_with_a_copy(path: Path, how: str) -> None:
    found = edit(path, EDITS[how])

    assert reopened(path) == (DOCUMENTS, ["store-edited", "store-kept-copy"])
    assert evidence(path, "damaged") == found


def test_an_edited_document_is_taken_over_with_a_copy(path: Path) -> None:
    edit(path, lambda raw: raw.replace(b'"n":2,"text":"abc"', b'"n":2,"text":"new"'))

    documents, keys = reopened(path)
    assert documents[2] == {"n": 2, "text": "new"}
    assert keys == ["store-edited", "store-kept-copy"]


def test_a_removed_line_is_noticed(path: Path) -> None:
    edit(path, lambda raw: b"\n".join(line for line in raw.split(b"\n") if not line.startswith(b',"3"')))

    documents, keys = reopened(path)
    assert [document["n"] for document in documents] == [0, 1, 3]
    assert keys == ["store-edited", "store-kept-copy"]


def test_lines_around_a_damaged_one_are_kept(path: Path) -> None:
    edit(path, lambda raw: raw.replace(b'"n":1,', b'"n":\0,'))

    documents, keys = reopened(path)
    assert [document["n"] for document in documents] == [0, 2, 3]
    assert keys == ["store-damaged-lines", "store-kept-copy"]


def test_without_a_readable_head_every_line_proves_itself(path: Path) -> None:
    edit(path, lambda raw: b"\0" * 30 + raw[30:])

    assert reopened(path) == (DOCUMENTS, ["store-salvaged", "store-kept-copy"])


def test_a_backup_gives_what_the_damaged_file_lost(path: Path) -> None:
    EventFile.open(path).close()  # makes the daily backup
    file = EventFile.open(path)
    file.append({"n": 4, "text": "abc"})
    file.close()
    edit(path, lambda raw: b"\0" * 200 + raw[200:])

    assert reopened(path) == (
        [*DOCUMENTS, {"n": 4, "text": "abc"}],
        ["store-restored", "store-kept-copy"],
    )


@pytest.mark.parametrize("content", [b"", b"\0" * 400])
def test_an_emptied_file_comes_back_from_its_backup(path: Path, content: bytes) -> None:
    EventFile.open(path).close()
    path.write_bytes(content)

    documents, keys = reopened(path)
    assert documents == DOCUMENTS
    assert keys[0] == "store-restored"


@pytest.mark.parametrize(
    "content",
    [b"\0" * 400, b"hello", b"[1, 2]", b'{"events": 3}', b"[" * 100_000, b'{"events":{"1":{"n":NaN}}}'],
)
def test_a_file_with_nothing_readable_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lc.json"
    path.write_bytes(content)

    for read_only in (False, True):
        with pytest.raises(FileDamaged):
            EventFile.open(path, read_only=read_only)
    assert path.read_bytes() == content
    assert not list(tmp_path.glob("lc.json.damaged*"))


@pytest.mark.parametrize(
    "inner", [b'"a":1', b'not json,"_p":"000000000000"', b'"x":{},"y":{"_p":"000000000000"']
)
def test_a_forged_line_brings_no_traceback(path: Path, inner: bytes) -> None:
    whole = path.read_bytes()
    body = b'"1":{' + inner
    forged = whole[: whole.rfind(EVENTS_OPEN)] + EVENTS_OPEN + b"\n" + body + seal(digest(body)) + CLOSING
    path.write_bytes(forged)

    try:
        EventFile.open(path).close()
    except FileDamaged:
        assert path.read_bytes() == forged


def test_salvage_finds_whole_lines_in_any_rubbish(path: Path) -> None:
    lines = path.read_bytes().split(b"\n")
    rubbish = b"\xff\n".join(reversed([line for line in lines if line.startswith((b'"', b","))]))

    assert salvage(rubbish + b"\n" + lines[5]) == {1: encode_document(DOCUMENTS[0])}
    assert salvage(b"\n".join(reversed(lines))) == dict(enumerate(map(encode_document, DOCUMENTS), 1))


def test_parsing_leaves_the_garbage_collector_as_it_was(path: Path) -> None:
    import gc

    parse(path.read_bytes())
    assert gc.isenabled()


def test_a_removed_file_begins_anew_and_names_the_backup(path: Path) -> None:
    EventFile.open(path).close()
    path.unlink()

    assert reopened(path) == ([], ["store-begun-anew"])
    assert path.with_name("lc.json.bak1").exists()
