"""A file of a meeting platform: who in it is who, and what differs from marks; Enter takes it in at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from letsconnect_tui.app.proposals import ImportProposal, PasteProposal
from letsconnect_tui.app.requests import DecideImport, ProposalRequest, ProposeImport
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.tui.panels.people.paste import PastePanel
from letsconnect_tui.tui.render.styles import MUTED, styled

if TYPE_CHECKING:
    from textual.binding import BindingType

    from letsconnect_tui.app.people_proposals import PasteChoices
    from letsconnect_tui.app.reply import Reply

_MOST_NOTES = 4


class ImportPanel(PastePanel):
    """Takes the path of a file and shows what it would bring, before anything is kept.

    Args:
        path: The file; empty: it is asked for.
        from_people: Whether to go back to the list of people.
        shown: An import that a typed line has proposed already.
    """

    PANEL_ID = "import"
    ASKS: ClassVar[tuple[str, ...]] = ("tui-import-ask", "tui-import-from", "tui-import-dropped")
    NEEDS: ClassVar[type[PasteProposal | ImportProposal]] = ImportProposal
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", id="import-accept"),
        Binding("1", "choose", id="import-choose"),
        Binding("0", "leave_out", id="import-leave-out"),
    ]

    def __init__(
        self, path: str = "", *, from_people: bool = False, shown: ImportProposal | None = None
    ) -> None:
        super().__init__(path, from_people=from_people)
        self._given = shown
        self._made: ImportProposal | None = None

    def on_mount(self) -> None:
        """Look at once at an import that came along."""
        if self._given is not None:
            self._show_preview(self._given)

    def renewed(self) -> ImportPanel:
        """With the same file, looked at again."""
        return ImportPanel(self._text, from_people=self._from_people)

    def request(self, text: str) -> ProposalRequest:
        """What reads the file; a path dropped on a terminal may stand in quotes."""
        return ProposeImport(text.strip().strip("'\""))

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
