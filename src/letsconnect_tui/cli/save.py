"""Where an export goes: standard output, or a file that nothing is lost for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from letsconnect_tui.i18n import words
from letsconnect_tui.saving import save
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from pathlib import Path


def deliver(text: str, output: Path | None, *, force: bool, names: bool, file: Path | None) -> None:
    """Write an export as UTF-8, byte for byte, and say where it is.

    Args:
        text: What to write.
        output: The file; None or ``-`` is standard output.
        force: Replace a file that is there.
        names: Whether people are named: then only the owner may read the file.
        file: Where everything is kept; never written over.

    Raises:
        InputError: The file cannot or must not be written.
    """
    if output is None or str(output) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    said = words(save(text, output, names=names, force=force, kept=file))
    sys.stderr.write(printable(said) + "\n")
