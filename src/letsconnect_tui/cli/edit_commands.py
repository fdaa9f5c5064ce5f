"""``letsconnect set``, ``add``, ``move``, ``remove``, ``split-item``, ``merge-items``: edits of a plan file.

Each says what changed, when the plan ends now, and which problems are new. A plan with a new error is not
written unless ``--force`` is given. Exit code 1: it was not written, or another program changed the file
meanwhile and both were kept.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from letsconnect_tui.app.plan_agenda import agenda_sums
from letsconnect_tui.app.plan_editor import Edit, PlanEditor
from letsconnect_tui.cli.console import problem_lines
from letsconnect_tui.cli.options import PlanArgument, UnusedFileOption  # noqa: TC001 - Typer reads them
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import message, words
from letsconnect_tui.plan.differences import plan_differences
from letsconnect_tui.plan.editing import entries
from letsconnect_tui.plan.editing.addresses import assignment, entry_address, entry_place, typed_fields
from letsconnect_tui.plan.editing.field_edits import set_field
from letsconnect_tui.plan.moments import clock, parse_duration
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letsconnect_tui.i18n import Message
    from letsconnect_tui.plan.editing.blocks import ArrayName
    from letsconnect_tui.plan.editing.document import PlanDocument
    from letsconnect_tui.plan.problems import Problem

FAILED = 1

ForceEditOption = Annotated[bool, typer.Option("--force", help=words("edit-help-force"))]
BeforeOption = Annotated[str | None, typer.Option("--before", help=words("edit-help-before"))]
AfterOption = Annotated[str | None, typer.Option("--after", help=words("edit-help-after"))]
ItemArgument = Annotated[str, typer.Argument(help=words("edit-help-item"), show_default=False)]


def set_fields(
    plan: PlanArgument,
    edits: Annotated[list[str], typer.Argument(help=words("edit-help-edits"), show_default=False)],
    force: ForceEditOption = False,
    file: UnusedFileOption = None,
) -> None:
    """Set fields of a plan."""

    def edit(document: PlanDocument) -> PlanDocument:
        for typed in edits:
            document = set_field(document, *assignment(document, typed))
        return document

    _carry_out(PlanEditor.open(plan), edit, force=force)


def add(
    plan: PlanArgument,
    kind: Annotated[str, typer.Argument(help=words("edit-help-kind"), show_default=False)],
    fields: Annotated[list[str], typer.Argument(help=words("edit-help-fields"), show_default=False)],
    before: BeforeOption = None,
    after: AfterOption = None,
    force: ForceEditOption = False,
    file: UnusedFileOption = None,
) -> None:
    """Add an item, a person, or a copy of an item."""

    def edit(document: PlanDocument) -> PlanDocument:
        if kind == "copy":
            return entries.duplicated(document, entry_place(document, "item", fields[0]))
        if kind not in ("item", "person"):
            raise InputError(message("edit-no-kind", kind))
        array: ArrayName = "item" if kind == "item" else "people"
        return entries.added(
            document, array, typed_fields(array, fields), _place(document, array, before, after)
        )

    _carry_out(PlanEditor.open(plan), edit, force=force)


def move(
    plan: PlanArgument,
    item: ItemArgument,
    before: BeforeOption = None,
    after: AfterOption = None,
    force: ForceEditOption = False,
    file: UnusedFileOption = None,
) -> None:
    """Move an item before or behind another."""

    def edit(document: PlanDocument) -> PlanDocument:
        place = entry_place(document, "item", item)
        to = _place(document, "item", before, after)
        if to is None:
            raise InputError(message("edit-move-where"))
        return document.move("item", place, to - (place < to))

    _carry_out(PlanEditor.open(plan), edit, force=force)


def remove(
    plan: PlanArgument,
    what: Annotated[list[str], typer.Argument(help=words("edit-help-what"), show_default=False)],
    force: ForceEditOption = False,
    file: UnusedFileOption = None,
) -> None:
    """Take items, people or single fields out of a plan."""

    def edit(document: PlanDocument) -> PlanDocument:
        found = [(typed, entry_address(document, typed)) for typed in what]
        fields = [typed for typed, entry in found if entry is None]
        # From the last to the first, so that a number means the entry that it named before anything was gone.
        for typed in sorted(fields, key=partial(_place_of_field, document), reverse=True):
            document = set_field(document, *assignment(document, f"{typed}="))
        for array, place in sorted({entry for _, entry in found if entry is not None}, reverse=True):
            document = entries.removed(document, array, place)
        return document

    _carry_out(PlanEditor.open(plan), edit, force=force)


def _place_of_field(document: PlanDocument, typed: str) -> tuple[list[str], list[int]]:
    """Where a field is, for sorting: the list or value, and the number of the entry in the list."""
    path = assignment(document, f"{typed}=").path
    numbers = [int(part) for part in typed.split(".") if part.isascii() and part.isdigit()]
    return [str(part) for part in path], numbers[-1:]


def split(
    plan: PlanArgument,
    item: ItemArgument,
    first: Annotated[str, typer.Argument(help=words("edit-help-first"), show_default=False)],
    force: ForceEditOption = False,
    file: UnusedFileOption = None,
) -> None:
    """Split an item in two."""
    seconds = parse_duration(first)
    if seconds is None:
        raise InputError(message("plan-not-a-duration", "DURATION", f"“{first}”"))

    def edit(document: PlanDocument) -> PlanDocument:
        return entries.split(document, entry_place(document, "item", item), seconds)

    _carry_out(PlanEditor.open(plan), edit, force=force)


def merge(
    plan: PlanArgument, item: ItemArgument, force: ForceEditOption = False, file: UnusedFileOption = None
) -> None:
    """Make one item of an item and the one behind it."""

    def edit(document: PlanDocument) -> PlanDocument:
        return entries.merged(document, entry_place(document, "item", item))

    _carry_out(PlanEditor.open(plan), edit, force=force)


def _place(document: PlanDocument, array: ArrayName, before: str | None, after: str | None) -> int | None:
    """Before which entry, counted from 0; None where neither was said."""
    if before is not None and after is not None:
        raise InputError(message("edit-before-and-after"))
    if before is not None:
        return entry_place(document, array, before)
    return None if after is None else entry_place(document, array, after) + 1


def _carry_out(editor: PlanEditor, edit: Edit, *, force: bool) -> None:
    """Edit, say what comes of it, and write the plan unless that brings a new error."""
    plan, problems = editor.plan, editor.problems
    refused = editor.edit(edit)
    if refused is not None:
        raise InputError(refused)
    new = _new_problems(problems, editor.problems)
    lines: list[str] = [words(one) for one in plan_differences(plan, editor.plan)]
    lines += [words(_end_of(editor)), *problem_lines(str(editor.path), new)]
    print(printable("\n".join(lines), lines=True))
    if any(problem.level == "error" for problem in new) and not force:
        sys.stderr.write(printable(words("edit-not-checked", str(editor.path))) + "\n")
        raise typer.Exit(FAILED)
    saved = editor.save()
    print(printable(words(saved.message)))
    if saved.beside:
        raise typer.Exit(FAILED)


def _end_of(editor: PlanEditor) -> Message:
    sums = agenda_sums(editor.plan)
    ends, slot = f"{sums.ends_at:%H:%M}", f"{sums.slot_ends_at:%H:%M}"
    key = "edit-ends-over" if sums.spare_s < 0 else "edit-ends"
    return message(key, ends, slot, clock(abs(sums.spare_s)))


def _new_problems(before: Sequence[Problem], after: Sequence[Problem]) -> list[Problem]:
    """Problems that were not there before, wherever their lines are now."""
    known = [(one.level, one.message, one.source_line) for one in before]
    return [one for one in after if (one.level, one.message, one.source_line) not in known]
