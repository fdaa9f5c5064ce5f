"""Every error a user can meet, by cause.

LetsConnectError            says what happened and what to do; never shown with a traceback
├── PlanError               a plan with errors: carries all its problems
├── InputError              a file, option or typed value that cannot be used
├── CommandRefused          a live command that makes no sense now; nothing changed
│   └── Cancelled           a computation that was stopped before it had an answer; nothing changed
└── StoreError              the file where everything is kept
    ├── FileLocked          another window writes it
    ├── NewerFormat         written by a newer version of this program
    ├── FileDamaged         nothing in it could be read; it was left untouched
    ├── ReadOnlyFile        opened for looking only
    └── NotSaved            a change was not acknowledged; nothing changed
        └── ExternallyChanged   another program wrote the file meanwhile; both versions are kept
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letsconnect_tui.i18n.message import Message


class LetsConnectError(Exception):
    """Base of what a user is told; ``message`` and ``hint`` are put into words by a face."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """The key alone: values may hold names, and names never reach a log."""
        return self.message.key


class InputError(LetsConnectError):
    """A file, option or typed value that cannot be used."""


class CommandRefused(LetsConnectError):
    """A live command that makes no sense now; nothing changed."""


class Cancelled(CommandRefused):
    """A computation that was stopped before it had an answer; nothing changed."""


class StoreError(LetsConnectError):
    """Base of what can go wrong with the file."""


class FileLocked(StoreError):
    """Another window writes the file."""


class NewerFormat(StoreError):
    """The file was written by a newer version of this program."""


class FileDamaged(StoreError):
    """Nothing in the file could be read; it was left untouched."""


class ReadOnlyFile(StoreError):
    """The file was opened for looking only."""


class NotSaved(StoreError):
    """A change was not acknowledged; memory and file are as before."""


class ExternallyChanged(NotSaved):
    """Another program wrote the file meanwhile; both versions are kept and this one takes no more changes."""
