"""A file of a meeting platform: who in it is who, and what differs from marks; Enter takes it in at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from letsconnect_tui.app.column_choices import FileColumns, columns_of_file
from letsconnect_tui.app.proposals import ImportProposal, PasteProposal
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.app.requests import DecideImport, ProposalRequest, ProposeImport
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import keys_of_message, message
from letsconnect_tui.paths import user_path
from letsconnect_tui.tui.panels.people.columns import ColumnsPanel
from letsconnect_tui.tui.panels.people.paste import PastePanel
from letsconnect_tui.tui.render.styles import MUTED, styled

if TYPE_CHECKING:
    from textual.binding import BindingType

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.people_proposals import PasteChoices

_MOST_NOTES = 4


class ImportPanel(PastePanel):
    """Takes the path of a file and shows what it would bring, before anything is kept.

    Args:
        path: The file; empty: it is asked for.
        from_people: Whether to go back to the list of people.
        shown: An import that a typed line has proposed already.
        columns: Which of its columns is which, where somebody has said so.
    """

    PANEL_ID = "import"
    ASKS: ClassVar[tuple[str, ...]] = ("tui-import-ask", "tui-import-from", "tui-import-dropped")
    NEEDS: ClassVar[type[PasteProposal | ImportProposal]] = ImportProposal
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "look", id="import-look"),
        Binding("enter", "accept", id="import-accept"),
        Binding("1", "choose", id="import-choose"),
        Binding("0", "leave_out", id="import-leave-out"),
        Binding("ctrl+k", "columns", id="import-columns"),
    ]

    def __init__(
        self,
        path: str = "",
        *,
        from_people: bool = False,
        shown: ImportProposal | None = None,
        columns: str | None = None,
    ) -> None:
        super().__init__(path, from_people=from_people)
        self._columns = columns
        self._given = shown
        self._made: ImportProposal | None = None

    def on_mount(self) -> None:
        """Look at once at an import that came along."""
        if self._given is not None:
            self._show_preview(self._given)

    def renewed(self) -> ImportPanel:
        """With the same file, looked at again."""
        return ImportPanel(self._text, from_people=self._from_people, columns=self._columns)

    def request(self, text: str) -> ProposalRequest:
        """What reads the file; a path dropped on a terminal may stand in quotes."""
        return ProposeImport(_path_in(text), columns=self._columns)

    def preview(self, text: str) -> None:
        """Read the file and show what it would bring; its columns where nobody was found in it."""
        self._text = text
        self.run_in_background(partial(self._read, self.live.session, text), self._show_read)

    def _read(self, session: LiveSession, text: str) -> Reply | PasteProposal | ImportProposal | FileColumns:
        opened = self.open_proposal(session, text)
        if isinstance(opened, Reply) and "attendance-nobody" in keys_of_message(opened.message):
            return columns_of_file(user_path(_path_in(text))) or opened
        return opened

    def _show_read(self, opened: Reply | PasteProposal | ImportProposal | FileColumns) -> None:
        if not isinstance(opened, FileColumns):
            self._show_preview(opened)
        elif self.is_attached:
            self._ask_columns(opened, nobody=True)

    def action_columns(self) -> None:
        """Let somebody say which column is which."""
        if self._text:
            self.run_in_background(
                lambda: columns_of_file(user_path(_path_in(self._text))), self._ask_columns
            )

    def _ask_columns(self, found: FileColumns | None, *, nobody: bool = False) -> None:
        if found is None:
            self.flash(message("columns-no-table", Path(_path_in(self._text)).name))
            return
        panel = ColumnsPanel(found, self._read_by, nobody=nobody)
        self.live.call_later(self.live.open_panel, panel)

    def _read_by(self, columns: str) -> ImportPanel:
        return ImportPanel(self._text, from_people=self._from_people, columns=columns)

    def decision(self, shown: int, choices: PasteChoices) -> ProposalRequest:
        """What tells the session who each person of the file is."""
        return DecideImport(shown, tuple(choices.meaning(at) for at in range(len(choices.matches))))

    def _show_preview(self, opened: Reply | PasteProposal | ImportProposal) -> None:
        if isinstance(opened, ImportProposal):
            self._made = opened
        super()._show_preview(opened)

    def _show_head(self) -> None:
        """The counts, and below them what the reader doubts and how many marks differ."""
        super()._show_head()
        if self._made is None or self._choices is None:
            return
        notes = [words(note) for note in self._made.notes[:_MOST_NOTES]]
        if self._made.conflicts:
            notes.append(words("tui-import-conflicts", len(self._made.conflicts)))
        left = "tui-paste-open-hint" if self._choices.open_places else "tui-import-ready-hint"
        summary = message("proposal-import", self._made.report.format, *self._counts())
        rows = [styled(f" {words(summary)}   {words(left)}", MUTED)]
        self.header.show(rows + [styled(f" ! {note}", MUTED) for note in notes])

    def _counts(self) -> tuple[int, ...]:
        assert self._choices is not None
        assert self._made is not None
        kinds = (self._choices.count(what) for what in ("here", "new", "open"))
        return (*kinds, len(self._made.report.dropped))


def _path_in(text: str) -> str:
    """The path as it was typed; one dropped on a terminal may stand in quotes."""
    return text.strip().strip("'\"")
