"""``letsconnect forget NAME``: make somebody nameless in every session, after a look at which."""

from __future__ import annotations

from typing import Annotated

import typer

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.retention import forget as make_nameless
from letsconnect_tui.app.retention import knows
from letsconnect_tui.cli.options import FileOption  # noqa: TC001 - typer reads annotations
from letsconnect_tui.cli.unreachable_names import tell_out_of_reach
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import message, words
from letsconnect_tui.text import clean_name, printable


def forget(
    name: Annotated[str, typer.Argument(help=words("forget-help-name"), show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", help=words("forget-help-yes"))] = False,
    file: FileOption = None,
) -> None:
    """Forget a person; without ``--yes`` only say where they are known."""
    wanted = clean_name(name)
    with Library.open(file, read_only=not yes) as library:
        known = knows(library, wanted)
        if not known:
            raise InputError(message("forget-nobody", wanted), message("forget-nobody-hint"))
        for one in known:
            print(printable(words("forget-known", one.session, len(one.people))))
        failed = make_nameless(library, known) if yes else ()
    print(words("forget-done", len(known) - len(failed)) if yes else words("forget-how"))
    tell_out_of_reach((one.plan_file for one in known), [one.session for one in known])
    if failed:
        print(printable(words("purge-failed", list(failed))))
        raise typer.Exit(1)
