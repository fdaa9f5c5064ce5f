"""Standard input and output as they are handed to a program: closed, full, or read by nobody any more."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

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


def tell(text: str) -> None:
    """A line on standard error, if anybody hears it."""
    with suppress(OSError):
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
