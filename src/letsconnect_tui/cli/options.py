"""Options that several commands share."""

from __future__ import annotations

import math
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.languages import ENGLISH, normalised
from letsconnect_tui.i18n.message import message
from letsconnect_tui.paths import user_path
from letsconnect_tui.plan.moments import LONGEST, is_too_long, parse_duration
from letsconnect_tui.plan.occurrence import at_occurrence
from letsconnect_tui.plan.values import known_zone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from letsconnect_tui.plan.model import Plan

FileOption = Annotated[
    Path | None,
    typer.Option("--file", parser=user_path, metavar="FILE", help=words("cli-file"), show_default=False),
]
UnusedFileOption = Annotated[
    Path | None,
    typer.Option(
        "--file", parser=user_path, metavar="FILE", help=words("cli-file-unused"), show_default=False
    ),
]
"""For commands that keep nothing, so that ``--file`` may follow any command."""
PlanArgument = Annotated[
    Path,
    typer.Argument(parser=user_path, metavar="PLAN", help=words("cli-plan-argument"), show_default=False),
]
PlansArgument = Annotated[
    list[Path],
    typer.Argument(parser=user_path, metavar="PLAN…", help=words("check-help-plans"), show_default=False),
]
LanguageOption = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help=words("cli-language"), show_default=False)
]
"""Of a text for others; without it the plan's own."""
MOST_OCCURRENCES = 10_000
OccurrenceOption = Annotated[
    int | None,
    typer.Option(
        "--occurrence", min=1, max=MOST_OCCURRENCES, help=words("cli-occurrence"), show_default=False
    ),
]
SessionArgument = Annotated[str, typer.Argument(help=words("cli-session-argument"), show_default=False)]
JsonOption = Annotated[bool, typer.Option("--json", help=words("cli-json"))]
NameOption = Annotated[
    str | None, typer.Option("--name", metavar="NAME", help=words("cli-name"), show_default=False)
]
"""What others see of the user of this machine."""
AddressOption = Annotated[str, typer.Option("--at", metavar="ADDRESS", help=words("cli-join-at"))]
"""Where a shared session's engine is."""
PlainOption = Annotated[bool, typer.Option("--plain", help=words("cli-plain"))]
StrictOption = Annotated[bool, typer.Option("--strict", help=words("cli-strict"))]
RosterOption = Annotated[
    Path | None,
    typer.Option("--roster", parser=user_path, metavar="FILE", help=words("cli-roster"), show_default=False),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        parser=user_path,
        metavar="FILE",
        help=words("export-help-output"),
        show_default=False,
    ),
]
ForceOption = Annotated[bool, typer.Option("--force", help=words("export-help-force"))]
EncodingOption = Annotated[
    str | None, typer.Option("--encoding", help=words("cli-encoding"), show_default=False)
]
"""What a file from elsewhere is in; a reader guesses otherwise, and says so."""
ColumnsOption = Annotated[
    str | None,
    typer.Option("--columns", metavar="name=2,joined=3", help=words("cli-columns"), show_default=False),
]
"""Which columns of a file are which, where recognition goes wrong."""
ZoneOption = Annotated[
    str | None, typer.Option("--zone", metavar="ZONE", help=words("cli-attendance-zone"), show_default=False)
]
"""The zone of the times in a file from elsewhere."""


def named_zone(name: str, key: str = "show-unknown-zone") -> str:
    """The time zone of that name, or of a city; InputError, worded by ``key``, for others."""
    if known_zone(name):
        return name
    from letsconnect_tui.plan.zone_hints import with_zone_hint, zone_meant  # deferred: not for names of zones

    meant = zone_meant(name)
    if meant is None:
        raise InputError(with_zone_hint(message(key, name), name))
    return meant


def is_address(word: str) -> bool:
    """Whether a word is meant as a server's address, perhaps without its scheme, and not as a plan's file."""
    return "://" in word or word.rpartition(":")[2].isdecimal()


def spelled_out(
    arguments: Sequence[str], option: str, is_value: Callable[[str], bool], alone: str
) -> list[str]:
    """The words of a command line with the value of an option that may stand without one written out.

    Args:
        arguments: What was typed.
        option: The option.
        is_value: Whether the word behind it is its value; else it is an argument of its own.
        alone: What the option means without a value.
    """
    words_typed: list[str] = []
    taken = False
    for word, following in zip(arguments, (*arguments[1:], ""), strict=True):
        if taken:
            taken = False
        elif word == option:
            taken = is_value(following)
            words_typed.append(f"{option}={following if taken else alone}")
        else:
            words_typed.append(word)
    return words_typed


def plan_at(plan: Plan, occurrence: int | None) -> Plan:
    """The plan at the occurrence asked for, or unchanged; InputError if it has no such one."""
    if occurrence is None:
        return plan
    count = 1 + len(plan.session.repeats)
    if occurrence > count:
        raise InputError(message("cli-no-such-occurrence", occurrence, count))
    return at_occurrence(plan, occurrence)


def known_language(code: str | None) -> str | None:
    """The language asked for as catalogues name it, or None; InputError for what is no code."""
    if code is None:
        return None
    plain = normalised(code)
    if plain == ENGLISH and not code.lower().startswith(ENGLISH):
        raise InputError(message("cli-no-language", code))
    return plain


def finite(value: float) -> float:
    """The number of an option; InputError for not-a-number, which passes every comparison of a range."""
    if not math.isfinite(value):
        raise InputError(message("cli-not-finite", str(value)))
    return value


def has_terminal() -> bool:
    """Whether screens can be shown: at a terminal, or by a driver that shows them elsewhere.

    textual-serve starts the program without a terminal and names its driver in ``TEXTUAL_DRIVER``.
    """
    return bool(os.environ.get("TEXTUAL_DRIVER")) or can_be_asked()


def can_be_asked() -> bool:
    """Whether somebody can answer a question on a line: input and output are both a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def signed_duration_ms(text: str, option: str) -> int:
    """``-10m``, ``+5m`` or ``90s`` in milliseconds; InputError otherwise."""
    stripped = text.strip().replace("−", "-")
    sign = -1 if stripped.startswith("-") else 1
    digits = stripped.lstrip("+-")
    seconds = parse_duration(int(digits) if digits.isascii() and digits.isdigit() else digits)
    if seconds is None and is_too_long(digits):
        raise InputError(message("cli-duration-most", option, LONGEST, text))
    if seconds is None:
        raise InputError(message("cli-not-a-duration", option, text))
    return sign * seconds * 1000
