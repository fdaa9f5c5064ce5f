"""Typed lines are UTF-8 or marked UTF-16 on every platform; what is no text is refused."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.plain.decode import is_text, text_lines
from letsconnect_tui.plain.live import PlainSession
from tests.app.rehearsed import rehearsed

SCRIPT = "new José\nnew Ọlá\n# 名前\n"
PLAN = str(next(path for path in shipped_plans() if path.stem == "first-steps"))


def stripped(content: bytes) -> list[str]:
    return [line.rstrip("\r\n") for line in text_lines(io.BytesIO(content))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_script_is_read_in_every_unicode(encoding: str, ends: str) -> None:
    assert stripped(SCRIPT.replace("\n", ends).encode(encoding)) == SCRIPT.splitlines()


def test_lines_after_one_that_is_no_text_are_read() -> None:
    lines = stripped(b"new Jos\xe9\nnew Zo\xc3\xab\n")

    assert [is_text(line) for line in lines] == [False, True]
    assert lines[1] == "new Zoë"


def test_a_stream_of_text_alone_is_taken_as_it_is() -> None:
    assert list(text_lines(io.StringIO("a\nb"))) == ["a\n", "b"]
    assert list(text_lines(io.StringIO(""))) == []


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])), max_size=5))
def test_what_was_written_as_text_is_read_back(lines: list[str]) -> None:
    lines = [line.replace("\ufffd", "").removeprefix("\ufeff") for line in ["x", *lines]]

    for encoding in ("utf-8", "utf-16"):
        assert stripped("".join(f"{line}\n" for line in lines).encode(encoding)) == lines


@given(st.binary(max_size=80))
def test_any_bytes_are_lines(content: bytes) -> None:
    assert all("\n" not in line.removesuffix("\n") for line in text_lines(io.BytesIO(content)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_line_is_there_before_the_next_is_typed(encoding: str) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as source, os.fdopen(writing, "wb", buffering=0) as typed:
        lines = text_lines(source)
        for word in ("first", "second"):
            typed.write(f"{word}\n".encode(encoding))
            assert next(lines).strip() == word  # would wait for ever for what is never typed


def test_a_line_that_is_no_text_changes_nothing_and_is_not_pasted() -> None:
    session, _ = rehearsed()
    lines: list[str] = []
    PlainSession(session, lines.append).run(iter(["new Quux\ufffd", "paste", "Ada Example", "Zo\ufffd", "."]))

    assert [line[:2] for line in lines if line[:2] in ("ok", "no")] == ["no", "no", "ok", "ok"]
    assert not any("Quux" in person.facts.name for person in session.state.people.values())
    assert not any("Zo" in line for line in lines)


@pytest.mark.parametrize("console", ["cp1252", "ascii", "utf-8"])
def test_the_consoles_encoding_does_not_matter(console: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": console, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "letsconnect_tui", "rehearse", PLAN, "--plain"],
        input="new José\nquit\n".encode(),
        capture_output=True,
        env=environment,
        cwd=Path.cwd(),
        check=True,
    )

    assert "José is new and here" in done.stdout.decode()
