"""An editing session: the plan, everything that can be taken back, its problems, and its file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.app.plan_file import PlanFile, SavedPlan
from letsconnect_tui.errors import InputError
from letsconnect_tui.plan.editing import entries
from letsconnect_tui.plan.editing.addresses import raw_value
from letsconnect_tui.plan.editing.document import PlanDocument
from letsconnect_tui.plan.editing.field_edits import set_field
from letsconnect_tui.plan.fields import field_at
from letsconnect_tui.plan.problems import PlanError
from letsconnect_tui.plan.read import read_plan_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.plan.editing.blocks import ArrayName
    from letsconnect_tui.plan.model import Plan
    from letsconnect_tui.plan.problems import Path as PlanPath
    from letsconnect_tui.plan.problems import Problem

Edit = Callable[[PlanDocument], PlanDocument]


class _Step(msgspec.Struct, frozen=True):
    """A state of the plan that can be returned to."""

    document: PlanDocument
    group: str = ""
    """Edits of one group, such as the letters typed into one field, are taken back as one."""


class PlanEditor:
    """A plan that is being edited.

    Args:
        file: Where it is.
        now: Tells the present moment, aware, for advice about dates that are past.
    """

    turnout: int | None = None
    """How many people are expected, for advice on rooms and report-backs; None: nobody knows."""

    def __init__(self, file: PlanFile, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._file = file
        self._now = now
        self._steps = [_Step(PlanDocument(file.text, file.path.name))]
        self._at = 0
        self._problems: tuple[tuple[PlanDocument, int | None], tuple[Problem, ...]] | None = None

    @classmethod
    def open(cls, path: Path) -> PlanEditor:
        """Edit the plan in a file.

        Raises:
            InputError: The file cannot be read.
            PlanError: Its text is no TOML; nothing else keeps a plan from being edited.
        """
        file = PlanFile.open(path)
        try:
            return cls(file)
        except PlanError as error:
            raise PlanError(str(path), error.problems) from None

    # -- what there is

    @property
    def document(self) -> PlanDocument:
        """The plan's text as it is now."""
        return self._steps[self._at].document

    @property
    def plan(self) -> Plan:
        """The plan as it is now, with defaults where values are wrong."""
        return self.document.plan

    @property
    def path(self) -> Path:
        """The file."""
        return self._file.path

    @property
    def unsaved(self) -> bool:
        """Whether there is something to save."""
        return self.document.text != self._file.text

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Errors, warnings and advice, in this order."""
        judged = (self.document, self.turnout)
        if self._problems is None or self._problems[0] != judged:
            reading = read_plan_text(
                self.document.text, self.path.name, now=self._now(), turnout=self.turnout
            )
            self._problems = (judged, reading.problems)
        return self._problems[1]

    def problems_at(self, path: PlanPath) -> tuple[Problem, ...]:
        """The problems of one place and everything in it."""
        return tuple(problem for problem in self.problems if problem.path[: len(path)] == path)

    def worst_problems(self, array: ArrayName) -> dict[int, Problem]:
        """The worst problem of each item or person that has one, by place."""
        worst: dict[int, Problem] = {}
        for problem in self.problems:  # they come with the worst first
            if problem.path[:1] == (array,) and len(problem.path) > 1 and isinstance(problem.path[1], int):
                worst.setdefault(problem.path[1], problem)
        return worst

    # -- edits

    def edit(self, edit: Edit, group: str = "") -> Message | None:
        """Make one edit; why it cannot be made, or None when it is made.

        Args:
            edit: What leads from the plan to the new one; it may raise InputError.
            group: Edits of the same group that follow each other are taken back as one.
        """
        try:
            document = edit(self._base(group))
        except InputError as error:
            return error.message
        if document.text == self.document.text:
            return None
        if group and self._steps[self._at].group == group:
            self._at -= 1
        del self._steps[self._at + 1 :]
        if document.text != self.document.text:
            self._steps.append(_Step(document, group))
            self._at += 1
        return None

    def _base(self, group: str) -> PlanDocument:
        """The plan before the edits of the same group, so that a field typed letter by letter is set once."""
        goes_on = group and self._at and self._steps[self._at].group == group
        return self._steps[self._at - 1].document if goes_on else self.document

    def set(self, path: PlanPath, typed: str, *, group: str = "") -> Message | None:
        """Set a field to what was typed; why it cannot be so, or None."""
        return self.edit(lambda plan: set_field(plan, path, raw_value(typed, field_at(path))), group)

    def lengthen(self, place: int, seconds: int) -> Message | None:
        """Make an item longer, or shorter where ``seconds`` are negative; it keeps a minute at least."""
        duration = self.plan.items[place].duration_s + seconds
        shortest = min(60, self.plan.items[place].duration_s)
        return self.set(("item", place, "duration"), f"{max(shortest, duration)}s")

    def move(self, place: int, by: int) -> int:
        """Move an item up or down; its place afterwards."""
        to = min(max(0, place + by), len(self.plan.items) - 1)
        return to if self.edit(lambda plan: plan.move("item", place, to)) is None else place

    # -- taking back

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether something that was taken back can be made again."""
        return self._at + 1 < len(self._steps)

    def undo(self) -> bool:
        """Take the latest edit back, also past a saving; False where there is none."""
        self._at -= self.can_undo
        return self.can_redo

    def redo(self) -> bool:
        """Make the edit again that was taken back last; False where there is none."""
        could = self.can_redo
        self._at += could
        return could

    # -- the file

    def name_new(self, placeholders: Mapping[ArrayName, str]) -> None:
        """Make ids of the names that new entries have by now; nothing outside of the plan knows the old ones.

        Args:
            placeholders: What new entries are called until somebody names them.
        """
        document = self.document
        kept = PlanDocument(self._file.text, self.path.name)
        try:
            for array, placeholder in placeholders.items():
                document = entries.with_ids_of_names(document, array, placeholder, kept.ids(array))
        except InputError:  # written in a form in which it cannot be changed: the ids stay
            return
        self._steps[self._at] = _Step(document, self._steps[self._at].group)

    def changed_elsewhere(self) -> bool:
        """Whether another program has changed the file since it was read."""
        try:
            return self._file.changed_elsewhere() is not None
        except InputError:
            return True

    def rescue(self) -> Path | None:
        """Write what is not saved beside the file, when there is no time to ask; where it is."""
        if not self.unsaved:
            return None
        try:
            return self._file.save_beside(self.document.text).file.path
        except InputError:
            return None

    def rescued_before(self) -> Path | None:
        """A file beside the plan with edits that are not in it, if there is one."""
        return self._file.beside()

    def take_theirs(self) -> bool:
        """Go on with what another program made of the file, as an edit that can be taken back.

        Only where nothing is unsaved; False where there is something, or the file cannot be edited now.
        """
        if self.unsaved:
            return False
        try:
            file = PlanFile.open(self.path)
            theirs = PlanDocument(file.text, file.path.name)
        except (InputError, PlanError):
            return False
        self._file = file
        self.edit(lambda _: theirs)
        return True

    def save(self) -> SavedPlan:
        """Write the plan; raises InputError where it cannot be. The edits can still be taken back."""
        saved = self._file.save(self.document.text)
        self._file = saved.file
        return saved
