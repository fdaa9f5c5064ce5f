"""The words and the code that asks for them are held against each other."""

from __future__ import annotations

import ast
import json
import re
from functools import lru_cache
from pathlib import Path

import pytest

import letsconnect_tui

SOURCE = Path(letsconnect_tui.__file__).parent
ASKS_FOR_A_KEY = {"words": 0, "message": 0, "Message": 0, "words_in": 1}
PLACE = re.compile(r"\$\d+")


def entries(name: str) -> dict[str, str]:
    read = json.loads((SOURCE / "i18n" / f"{name}.json").read_text("utf-8"))
    return {key: text for key, text in read.items() if key != "@metadata"}


EN, QQQ = entries("en"), entries("qqq")


@lru_cache
def nodes() -> tuple[tuple[Path, ast.AST], ...]:
    """Every node of every file's syntax tree that can hold a key, with its file."""
    wanted = (ast.Call, ast.Constant, ast.JoinedStr)
    return tuple(
        (path, node)
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, wanted)
    )


def keys_asked_for() -> dict[str, str]:
    """Key → where it stands, for every key written out in a call that needs one."""
    asked = {}
    for path, node in nodes():
        name = _called(node)
        if isinstance(node, ast.Call) and name in ASKS_FOR_A_KEY and len(node.args) > ASKS_FOR_A_KEY[name]:
            key = node.args[ASKS_FOR_A_KEY[name]]
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                asked[key.value] = f"{path.relative_to(SOURCE)}:{node.lineno}"
    return asked


def _called(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call):
        return None
    return getattr(node.func, "id", None) or getattr(node.func, "attr", None)


def patterns_in_source() -> list[re.Pattern[str]]:
    """What each literal can be as a key: itself, or for an f-string anything in its places."""
    patterns = set()
    for _, node in nodes():
        if isinstance(node, ast.JoinedStr):
            parts = [str(one.value) if isinstance(one, ast.Constant) else None for one in node.values]
            if re.search("[a-z]-|-[a-z]", "".join(part or "" for part in parts)):
                patterns.add("".join(".+" if part is None else re.escape(part) for part in parts))
    return [re.compile(pattern) for pattern in patterns]


def literals_in_source() -> set[str]:
    return {
        node.value for _, node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_key_asked_for_has_words() -> None:
    missing = {key: place for key, place in keys_asked_for().items() if key not in EN}

    assert missing == {}


def test_all_words_are_asked_for_somewhere() -> None:
    literals, patterns = literals_in_source(), patterns_in_source()
    unused = [key for key in EN if key not in literals and not any(one.fullmatch(key) for one in patterns)]

    assert unused == []


def test_every_word_is_explained_to_translators() -> None:
    assert set(EN) == set(QQQ)
    assert [key for key, explanation in QQQ.items() if not explanation.strip()] == []


def test_every_place_is_explained_to_translators() -> None:
    unexplained = {key: set(PLACE.findall(EN[key])) - places_explained(key) for key in EN}

    assert {key: places for key, places in unexplained.items() if places} == {}


def places_explained(key: str) -> set[str]:
    """Those in the explanation, and in that of another key it refers to ("as roster-note-dropped")."""
    explanation = QQQ.get(key, "")
    others = [word for word in re.findall(r"[a-z0-9-]+", explanation) if word in QQQ and word != key]
    return {
        place for text in (explanation, *(QQQ[other] for other in others)) for place in PLACE.findall(text)
    }


def test_every_plural_and_key_can_be_read() -> None:
    read = re.compile(r"\{\{(PLURAL:\$\d+|KEY:[a-z0-9-]+)\|[^{}]+\}\}")

    assert [key for key, text in EN.items() if "{{" in read.sub("", text) or "}}" in read.sub("", text)] == []


@pytest.mark.parametrize("path", sorted((SOURCE / "i18n").glob("*.json")), ids=lambda path: path.name)
def test_language_files_have_the_form_translatewiki_writes(path: Path) -> None:
    text = path.read_text("utf-8")
    read = json.loads(text)

    assert text == json.dumps(read, ensure_ascii=False, indent="\t") + "\n"
    assert next(iter(read)) == "@metadata"
    assert set(read) - {"@metadata"} <= set(entries("en"))


@pytest.mark.parametrize(
    ("code", "pair"), [("en", "“”"), ("pt", "“”"), ("es", "«»"), ("fr", "«»"), ("ar", "«»")]
)
def test_what_is_named_stands_between_the_quotes_of_the_language(code: str, pair: str) -> None:
    """Straight quotes stand only where something is to be written down with them: in a plan, in a shell."""
    to_write = re.compile(r'(?:= |\[|Write |check )"\$\d"')
    others = set("“”„«»") - set(pair)
    wrong = {
        key: text
        for key, text in entries(code).items()
        if re.search(r'"\$\d"', to_write.sub("", text)) or not others.isdisjoint(text)
    }

    assert wrong == {}


def test_a_text_of_several_sentences_ends_with_a_full_stop() -> None:
    """Unless the last is something to type or to read out, which a stop would become part of."""
    several = re.compile(r"[\w”)}]\. [A-Z]|[\w”)}]\? [A-Z]")
    ends = re.compile(r"[.?!:…][”)\]]*$|```$|\]$")
    to_type = re.compile(r": [^ .]*.*$|\$\d”?$|--\w+$|:\d{4}$|letsconnect \w+$")
    wrong = {}
    for key, text in EN.items():
        last = re.split(r"(?<=[.?!]) (?=[A-Z])", text)[-1]
        if key.startswith("exports-page"):  # cells of a table
            continue
        if several.search(text) and not ends.search(text) and not to_type.search(last):
            wrong[key] = text

    assert wrong == {}
