"""Where an export goes: standard output, or a file that nothing is lost for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from letsconnect_tui.app.saving import save
from letsconnect_tui.i18n import words
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from letsconnect_tui.i18n import Message


def is_standard_output(output: Path | None) -> bool:
    """Whether nothing or ``-`` was typed for the file."""
    return output is None or str(output) == "-"


def deliver(
    content: str,
    output: Path | None,
    notes: Iterable[Message] = (),
    *,
    names_of: str | None,
    force: bool,
    file: Path | None,
    owner_only: bool = False,
) -> None:
    """Write an export as UTF-8, byte for byte, and say what to know about it and where it is.

    Args:
        content: What to write.
        output: The file; None or ``-`` is standard output.
        notes: What to know about it.
        names_of: The session whose people are named, if any: then only the owner may read the file.
        force: Replace a file that is there.
        file: The data file in use; never written over.
        owner_only: Only the owner may read the file, though no session's people are named.

    Raises:
        InputError: The file cannot or must not be written.
    """
    if output is None or is_standard_output(output):
        sys.stdout.flush()
        sys.stdout.buffer.write(content.encode())
        sys.stdout.buffer.flush()
        said = [*notes]
    else:
        said = [
            *notes,
            save(content, output, names_of=names_of, force=force, kept=file, owner_only=owner_only),
        ]
    for note in said:
        sys.stderr.write(printable(words(note)) + "\n")
