"""The option ``--names``: alone it means everybody, ``--names team`` the organisers and those who share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from letsconnect_tui.cli.options import spelled_out
from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.naming import LEVELS, NameLevel
from letsconnect_tui.i18n import message, words

if TYPE_CHECKING:
    from collections.abc import Sequence

NamesOption = Annotated[
    str | None,
    typer.Option("--names", metavar="[team|all]", help=words("export-help-names"), show_default=False),
]


def name_level(typed: str | None) -> NameLevel:
    """The level that was typed, nobody if none was; raises InputError for a word that is none."""
    if typed is None:
        return "none"
    for level in LEVELS:
        if typed.casefold() == level:
            return level
    raise InputError(message("export-names-unknown", typed), message("export-names-unknown-hint"))


def with_levels(arguments: Sequence[str]) -> list[str]:
    """The words of a command line with ``--names`` spelled out, so that what follows it may be a session."""
    return spelled_out(arguments, "--names", lambda word: word.casefold() in LEVELS, "all")
