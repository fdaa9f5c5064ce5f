"""Where an export goes: standard output, or a file that nothing is lost for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from letsconnect_tui.app.saving import save
from letsconnect_tui.i18n import words
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from pathlib import Path


def deliver(text: str, output: Path | None, *, names_of: str | None, force: bool, file: Path | None) -> None:
    """Write an export as UTF-8, byte for byte, and say where it is.

    Args:
        text: What to write.
        output: The file; None or ``-`` is standard output.
        force: Replace a file that is there.
        names_of: The session whose people are named, if any: then only the owner may read the file.
        file: Where everything is kept; never written over.

    Raises:
        InputError: The file cannot or must not be written.
    """
    if output is None or str(output) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    said = words(save(text, output, names_of=names_of, force=force, kept=file))
    sys.stderr.write(printable(said) + "\n")
