"""Plan files on disk: reads one, lists those in a folder, and finds the ones that ship with the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.errors import InputError, LetsConnectError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.paths import read_at_most
from letsconnect_tui.plan.problems import PlanError, PlanReading, Problem
from letsconnect_tui.plan.read import read_plan_text
from letsconnect_tui.plan.toml_syntax import SIZE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from letsconnect_tui.plan.model import Plan

_PACKAGE = Path(__file__).parents[1]
_SHIPPED_FOLDERS = (_PACKAGE / "sessions", _PACKAGE.parents[1] / "sessions")
"""Beside the code when installed; at the top of a checkout."""
_HEAD = 8192
"""Bytes in which a file's format shows."""
_OTHER_FORMATS: tuple[tuple[bytes, bytes, str], ...] = (
    (b"pk\x03\x04", b"word/", "word"),
    (b"pk\x03\x04", b"xl/", "spreadsheet"),
    (b"pk\x03\x04", b"opendocument.spreadsheet", "spreadsheet"),
    (b"pk\x03\x04", b"opendocument.text", "opendocument"),
    (b"pk\x03\x04", b"", "zip"),
    (b"\xd0\xcf\x11\xe0", b"", "office"),
    (b"{\\rtf", b"", "rtf"),
    (b"%pdf", b"", "pdf"),
    (b"<!doctype html", b"", "html"),
    (b"<html", b"", "html"),
    (b"\x89png", b"", "picture"),
    (b"\xff\xd8\xff", b"", "picture"),
    (b"\x1f\x8b", b"", "zip"),
)
"""How a file begins, in small letters; what else its head holds; the end of the word key that names it."""
MOST_PLANS = 200
"""At most this many files of a folder are read: nobody reads a longer list."""


def read_plan(
    path: Path,
    *,
    advise: bool = True,
    now: datetime | None = None,
    turnout: Callable[[Plan], int | None] | None = None,
) -> PlanReading:
    """Read a plan file; what is wrong inside the file is in the answer.

    Args:
        path: The file.
        advise: Whether advice is wanted too, beside errors and warnings.
        now: The present moment, aware, for what concerns dates that are past; None: nothing is said of them.
        turnout: How many people a plan may expect, for advice on rooms; None: nobody knows.

    Raises:
        InputError: The file is missing, no regular file, too large or not UTF-8.
    """
    read = plan_text(path)
    reading = read_plan_text(read.text, path.name, advise=advise, now=now)
    expected = turnout(reading.plan) if advise and turnout and reading.plan is not None else None
    if expected is not None:
        reading = read_plan_text(read.text, path.name, now=now, turnout=expected)
    return replace(reading, problems=(*reading.problems, *read.notes))


def load_plan(path: Path) -> Plan:
    """The plan in a file, for a caller that only wants to use it. Raises PlanError and InputError."""
    reading = read_plan(path, advise=False)
    if reading.plan is None:
        raise PlanError(str(path), reading.problems)
    return reading.plan


class PlanText(msgspec.Struct, frozen=True):
    """The text of a plan file: encoded again, it gives the same bytes."""

    content: bytes
    encoding: str
    notes: tuple[Problem, ...] = ()
    """What there is to say about the file as such."""

    @property
    def text(self) -> str:
        """The text, with a byte order mark if it has one."""
        return self.content.decode(self.encoding)


def plan_text(path: Path) -> PlanText:
    """The text of a plan file; raises InputError as ``read_plan`` does."""
    try:
        content = read_at_most(path, SIZE_LIMIT, hint=message("plan-file-no-plan"))
    except InputError as error:
        if error.message.key == "error-file-too-large":
            _refuse_other_formats(path, _head(path))
        raise
    _refuse_other_formats(path, content[:_HEAD])
    encoding = _utf_16(content) or "utf-8"
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(message("plan-file-not-utf8", str(path), line)) from error
    if encoding == "utf-8":
        return PlanText(content, encoding)
    return PlanText(content, encoding, (Problem("advice", None, "", message("plan-file-utf16")),))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _utf_16(content: bytes) -> str | None:
    """The encoding of a text of two-byte units, told by its mark or by the zeros beside Latin letters."""
    if content.startswith(b"\xff\xfe") or content[1:2] == b"\0" != content[:1]:
        return "utf-16-le"
    if content.startswith(b"\xfe\xff") or content[:1] == b"\0" != content[1:2]:
        return "utf-16-be"
    return None


def _refuse_other_formats(path: Path, head: bytes) -> None:
    """Name a document, spreadsheet or picture for what it is; raises InputError."""
    for start, inside, name in _OTHER_FORMATS:
        if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(start) and inside in head:
            raise InputError(
                message("plan-file-other-format", str(path), message(f"plan-format-{name}")),
                message("plan-file-other-format-hint"),
            )


def shipped_plans() -> list[Path]:
    """The plan files that ship with the program, by name; empty if they were removed."""
    folder = next((folder for folder in _SHIPPED_FOLDERS if folder.is_dir()), None)
    return sorted(folder.glob("*.toml")) if folder is not None else []


class FoundPlan(msgspec.Struct, frozen=True):
    """A plan file; ``plan`` is None where it has errors."""

    path: Path
    plan: Plan | None
    errors: int = 0

    @property
    def is_sample(self) -> bool:
        """Whether it ships with the program."""
        return self.path.parent in _SHIPPED_FOLDERS


def plans_in(folders: Iterable[Path]) -> tuple[FoundPlan, ...]:
    """Every TOML file that means to be a plan, folder by folder, the earliest start first within one."""
    found: dict[Path, FoundPlan] = {}
    for folder in folders:
        here = [one for path in _toml_files(folder) if (one := _look_at(path)) is not None]
        here.sort(key=lambda one: (one.plan is None, one.plan.session.start if one.plan else None))
        for one in here:
            found.setdefault(one.path.resolve(), one)
    return tuple(found.values())


def _toml_files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob("*.toml"))[:MOST_PLANS]
    except OSError:
        return []


def _look_at(path: Path) -> FoundPlan | None:
    """The plan in a file; None for a TOML file that is something else, or cannot be read."""
    try:
        reading = read_plan(path, advise=False)
    except LetsConnectError:
        return None
    if reading.plan is None and any(problem.message.key == "plan-not-a-plan" for problem in reading.errors):
        return None
    return FoundPlan(path, reading.plan, len(reading.errors))
