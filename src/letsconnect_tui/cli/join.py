"""``letsconnect join``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from letsconnect_tui.cli.options import (
    AddressOption,
    FileOption,
    NameOption,
    PlainOption,
    StrictOption,
    has_terminal,
)
from letsconnect_tui.cli.sharing import own_name, require_packages
from letsconnect_tui.i18n import words
from letsconnect_tui.settings import option


def join(
    code: Annotated[str, typer.Argument(metavar="CODE", help=words("cli-code"), show_default=False)],
    at: AddressOption = "",
    name: NameOption = None,
    file: FileOption = None,
    plain: PlainOption = False,
    strict: StrictOption = False,
) -> None:
    """Take part in a session that somebody shares."""
    require_packages("nats", "nacl")
    from letsconnect_tui.app.bootstrap import open_library
    from letsconnect_tui.app.team_session import join_session
    from letsconnect_tui.cli.run import hold

    screens = has_terminal() and not plain
    with open_library(file) as library:
        for notice in library.file.notices:
            sys.stderr.write(words(notice) + "\n")
        session = join_session(library, code, at or option("together", "address", ""), own_name(name))
        code_of_exit = hold(session, library, screens=screens, strict=strict)
    raise typer.Exit(code_of_exit)
