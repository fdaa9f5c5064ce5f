"""``letsconnect feedback``: write down what people said about a session."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - typer reads annotations
from typing import Annotated

import typer

from letsconnect_tui.app.library import Library
from letsconnect_tui.cli.options import (  # noqa: TC001 - typer reads annotations
    EncodingOption,
    FileOption,
    SessionArgument,
)
from letsconnect_tui.clock import SystemClock
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import message, words
from letsconnect_tui.importers.feedback_form import read_feedback
from letsconnect_tui.paths import user_path
from letsconnect_tui.session.commands import TakeFeedback
from letsconnect_tui.session.feedback_counts import NO_ANSWER, Feedback, counts_typed
from letsconnect_tui.text import NOTE_LIMIT, clean, printable


def feedback(
    session: SessionArgument,
    form: Annotated[
        Path | None,
        typer.Argument(
            parser=user_path, metavar="[FORM]", help=words("feedback-help-form"), show_default=False
        ),
    ] = None,
    rating: Annotated[str | None, typer.Option("--rating", help=words("feedback-help-rating"))] = None,
    gained: Annotated[str | None, typer.Option("--gained", help=words("feedback-help-gained"))] = None,
    shared: Annotated[str | None, typer.Option("--shared", help=words("feedback-help-shared"))] = None,
    most: Annotated[list[str] | None, typer.Option("--most", help=words("feedback-help-most"))] = None,
    least: Annotated[list[str] | None, typer.Option("--least", help=words("feedback-help-least"))] = None,
    encoding: EncodingOption = None,
    file: FileOption = None,
) -> None:
    """Keep feedback with a session."""
    typed = Feedback(
        rating=_counts(rating),
        gained=_counts(gained),
        shared=_counts(shared),
        most=tuple(clean(text, limit=NOTE_LIMIT) for text in most or ()),
        least=tuple(clean(text, limit=NOTE_LIMIT) for text in least or ()),
    )
    answers = [typed] if typed.people else []
    if form is not None:
        read, notes = read_feedback(form, encoding)
        answers.append(read)
        for note in notes:
            sys.stderr.write(printable(words(note)) + "\n")
    if not answers:
        raise InputError(message("refused-no-feedback"), message("refused-feedback"))
    with Library.open(file) as library:
        run = library.find(session)
        recorder = library.resume(run, SystemClock())
        for one in answers:
            kept = recorder.record(TakeFeedback(one)).record is not None
            outcome = message("feedback-taken", one.people, run) if kept else message("feedback-known")
            print(printable(words(outcome)))


def _counts(typed: str | None) -> tuple[int, ...]:
    if typed is None:
        return NO_ANSWER
    counts = counts_typed(typed)
    if counts is None:
        raise InputError(message("refused-feedback"))
    return counts
