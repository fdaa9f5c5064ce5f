"""``letsconnect handover``: one session in a file of its own, for a laptop without the network."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads annotations
from typing import Annotated

import typer

from letsconnect_tui.app.library import Library
from letsconnect_tui.app.saving import short_path
from letsconnect_tui.cli.options import FileOption  # noqa: TC001 - typer reads annotations
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import message, words
from letsconnect_tui.paths import user_path
from letsconnect_tui.text import printable


def handover(
    target: Annotated[
        Path,
        typer.Argument(
            parser=user_path, metavar="FILE", help=words("handover-help-file"), show_default=False
        ),
    ],
    session: Annotated[str, typer.Argument(help=words("cli-session-argument"))] = "last",
    file: FileOption = None,
) -> None:
    """Write one session, as far as it is, into a new file."""
    if target.exists() or target.is_symlink():
        raise InputError(message("export-exists", str(target)), message("handover-exists-hint"))
    with Library.open(file, read_only=True) as library:
        run = library.find(session)
        records = library.log(run).records
    with Library.open(target) as other:
        for record in records:
            other.file.append(record.document())
    print(printable(words("handover-written", run, str(target))))
    print(printable(words("handover-how-to", short_path(target))))
