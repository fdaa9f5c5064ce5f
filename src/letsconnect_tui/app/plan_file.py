"""A plan file that is edited: read once, and written only over what was read."""

from __future__ import annotations

import stat
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.app.plan_library import PlanText, plan_text
from letsconnect_tui.app.saving import free_name
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.store.durable import EVERYBODY, reason, replace_file
from letsconnect_tui.store.filesystem import FileSystem

if TYPE_CHECKING:
    from pathlib import Path


class SavedPlan(msgspec.Struct, frozen=True):
    """Where a plan was written, and what to say of it."""

    file: PlanFile
    message: Message
    beside: bool = False
    """Whether another program had changed the file, so that this plan went into one of its own."""


class PlanFile(msgspec.Struct, frozen=True):
    """A plan file as it was read or written last."""

    path: Path
    left: PlanText

    @classmethod
    def open(cls, path: Path) -> PlanFile:
        """Read it; raises InputError where it is missing or no plan's text."""
        return cls(path, plan_text(path))

    @property
    def text(self) -> str:
        """The text as it was left."""
        return self.left.text

    def changed_elsewhere(self) -> PlanText | None:
        """What another program has made of it; None where it is as it was left, or gone."""
        if not self.path.exists():
            return None
        now = plan_text(self.path)
        return None if now.content == self.left.content else now

    def save(self, text: str) -> SavedPlan:
        """Write a text over the file, or beside it where another program has changed it meanwhile.

        Nothing is written where nothing changed. A link stays a link, and permissions stay.

        Raises:
            InputError: It cannot be written; the file is as it was.
        """
        data = text.encode(self.left.encoding)
        try:
            theirs = self.changed_elsewhere()
        except InputError:  # it is no text any more, or cannot be read
            theirs = PlanText(b"", "utf-8")
        if theirs is not None and theirs.content != data:
            return self.save_beside(text)
        if data == self.left.content and self.path.exists():
            return SavedPlan(self, message("edit-unchanged", str(self.path)))
        target = FileSystem().resolve(self.path)
        try:
            mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
            replace_file(target, data, mode=EVERYBODY if mode is None else mode)
        except OSError as error:
            raise InputError(message("edit-not-written", str(self.path), reason(error))) from error
        if mode is not None:
            with suppress(OSError):  # the umask may have taken some of them
                target.chmod(mode)
        return SavedPlan(self._with(data), message("edit-written", str(self.path)))

    def beside(self) -> Path | None:
        """A file beside it into which edits went that could not go into the file itself, if there is one."""
        found = self.path.with_name(self._beside_name)
        return found if found.exists() else None

    @property
    def _beside_name(self) -> str:
        return f"{self.path.stem}-edited{self.path.suffix}"

    def save_beside(self, text: str) -> SavedPlan:
        """Write a text into a file of its own beside the file; raises InputError where it cannot be."""
        data = text.encode(self.left.encoding)
        beside = free_name(self.path.parent, self._beside_name)
        try:
            replace_file(beside, data, mode=EVERYBODY, over_existing=False)
        except OSError as error:
            raise InputError(message("edit-not-written", str(beside), reason(error))) from error
        report = message("edit-written-beside", str(self.path), str(beside))
        return SavedPlan(replace(self._with(data), path=beside), report, beside=True)

    def _with(self, data: bytes) -> PlanFile:
        return replace(self, left=replace(self.left, content=data))
