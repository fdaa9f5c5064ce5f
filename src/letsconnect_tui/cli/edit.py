"""``letsconnect edit``: the plan editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from letsconnect_tui.app.plan_editor import PlanEditor
from letsconnect_tui.cli.options import FileOption, PlanArgument, has_terminal
from letsconnect_tui.errors import InputError, StoreError
from letsconnect_tui.i18n import message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def edit(plan: PlanArgument, file: FileOption = None) -> None:
    """Edit a plan on screens."""
    if not has_terminal():
        raise InputError(message("edit-needs-terminal"))
    raise typer.Exit(open_editor(plan, file))


def open_editor(plan: Path, file: Path | None) -> int:
    """Edit a plan until it is left; the exit code."""
    editor = PlanEditor.open(plan)
    from letsconnect_tui.tui.launch import edit_plan  # imports Textual, 150 ms: not for a plan that fails

    ready, editor.turnout = _history(editor, file)
    return edit_plan(editor, ready)


def _history(editor: PlanEditor, file: Path | None) -> tuple[Mapping[str, frozenset[str]], int | None]:
    """What is ticked for each sharer in the latest session of the plan that has not started; who may come."""
    from letsconnect_tui.app.library import Library
    from letsconnect_tui.session.run_summary import usual_turnout

    try:
        with Library.open(file, read_only=True) as library:
            turnout = usual_turnout(library.runs(), editor.plan.session.kind)
            runs = [run for run in library.runs_of(editor.plan.session.id) if not run.rehearsal]
            return (library.folded(runs[-1].id).state.readiness if runs else {}), turnout
    except (StoreError, InputError):  # the plan can be edited all the same
        return {}, None
