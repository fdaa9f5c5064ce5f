"""Standard input and output, and how commands print tables, problems and exported texts."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import message, words
from letsconnect_tui.plan.problems import problem_message
from letsconnect_tui.text import cell_width, printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from letsconnect_tui.i18n import Message
    from letsconnect_tui.plan.problems import Problem


_STAND_INS = (("stdin", os.O_RDONLY, "r"), ("stdout", os.O_RDONLY, "w"), ("stderr", os.O_WRONLY, "w"))


def fill_closed_streams() -> None:
    """Put something in the place of closed streams, and speak UTF-8 on all of them.

    Input that is closed has ended; output that is closed fails when it is written to; what would be said on a
    closed standard error is lost. Each stand-in takes its stream's number, so that no file opened later gets
    it by chance.
    """
    for name, flags, mode in _STAND_INS:
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, flags)
            setattr(sys, name, os.fdopen(descriptor, mode, encoding="utf-8", errors="replace"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def output_fails() -> bool:
    """Whether nothing can be written to standard output, asked by an empty line."""
    try:
        sys.stdout.write("\n")
        sys.stdout.flush()
    except OSError:
        return True
    return False


def give_up_output() -> None:
    """Let what could not be written go, or Python would try again while it shuts down."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_error(text: str) -> None:
    """A line on standard error, if anybody hears it."""
    with suppress(OSError):
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


BOM = "\ufeff"


def is_standard_output(output: Path | None) -> bool:
    """Whether nothing or ``-`` was typed for the file."""
    return output is None or str(output) == "-"


def deliver(
    content: str | bytes,
    output: Path | None,
    notes: Iterable[Message] = (),
    *,
    names_of: str | Sequence[str] | None,
    force: bool,
    file: Path | None,
    owner_only: bool = False,
    made_from: Collection[Path] = (),
) -> None:
    """Write an export as UTF-8, byte for byte, and say what to know about it and where it is.

    Args:
        content: What to write.
        output: The file; None or ``-`` is standard output.
        notes: What to know about it.
        names_of: The session or sessions whose people are named, if any: then only the owner may read the
            file.
        force: Replace a file that is there.
        file: The data file in use; never written over.
        owner_only: Only the owner may read the file, though no session's people are named.
        made_from: The files that the content was made from; none of them is ever replaced.

    Raises:
        InputError: The file cannot or must not be written, or the content is no text and would go to a
            terminal.
    """
    if output is None or is_standard_output(output):
        if isinstance(content, bytes) and sys.stdout.isatty():
            raise InputError(message("export-no-text"))
        sys.stdout.flush()
        sys.stdout.buffer.write(content if isinstance(content, bytes) else content.removeprefix(BOM).encode())
        sys.stdout.buffer.flush()
        reports = [*notes]
    else:
        from letsconnect_tui.app.saving import save

        reports = [
            *notes,
            save(
                content,
                output,
                names_of=names_of,
                force=force,
                kept=file,
                owner_only=owner_only,
                made_from=made_from,
            ),
        ]
    for note in reports:
        sys.stderr.write(printable(words(note)) + "\n")


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """One line a row, two blanks between columns; every row has as many cells as the first."""
    widths = [max(map(cell_width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - cell_width(cell))


def problem_lines(file: str, problems: Iterable[Problem]) -> Iterator[str]:
    """Each problem as one sentence, and under it its line of the file."""
    for problem in problems:
        yield words(problem_message(problem, file))
        if problem.source_line:
            yield f"    {problem.source_line}"
