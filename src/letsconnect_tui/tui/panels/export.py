"""Writes what came out of a session to a new file: counts only, unless names are chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.widgets import Input

from letsconnect_tui.app.saving import free_name, save
from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.formats import FORMATS, ExportFormat, ExportSource, export, proposed_name
from letsconnect_tui.exporters.naming import LEVELS, NameLevel
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message, sentences
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render.styles import BAD, MUTED, STRONG, WARN, styled, wrapped
from letsconnect_tui.tui.widgets.inputs import LineInput
from letsconnect_tui.tui.widgets.line_list import LineList
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.snapshot import Snapshot


class ExportPanel(Panel):
    """One line for each thing and format; Enter writes the one under the cursor to the file named below."""

    PANEL_ID = "export"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", id="export-write"),
        Binding("n", "names", id="export-names"),
        Binding("tab", "name", id="export-name"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.note = TextRows(id="export-names")
        self.lines = LineList(id="export-list")
        self.folder = TextRows(id="export-folder")
        self.file = LineInput(id="export-file", max_length=240, select_on_focus=False)
        self._names: NameLevel = "none"

    def compose(self) -> ComposeResult:
        """Counts or names, the list, and the file."""
        yield from (self.note, self.lines, self.folder, self.file)

    def initial_focus(self) -> LineList:
        """The list."""
        return self.lines

    def on_mount(self) -> None:
        """List everything; it does not change while it is open."""
        rows: list[tuple[str, Content]] = []
        before = ""
        kinds = list(dict.fromkeys(entry.what for entry in FORMATS))
        for place, entry in sorted(enumerate(FORMATS), key=lambda one: kinds.index(one[1].what)):
            is_first, before = entry.what != before, entry.what
            line = styled(f" {words(f'export-kind-{entry.what}')}" if is_first else "", STRONG, width=14)
            line += styled(words(f"export-form-{entry.form}"), width=26)
            line += styled(words(f"export-about-{entry.what}") if is_first else "", MUTED)
            rows.append((str(place), line))
        self.lines.show(rows)
        self._propose()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Hidden names are not written either."""
        if self._names != "none" and snapshot.names_hidden:
            self._names = "none"
            self._propose()

    def line_moved(self) -> None:
        """Another thing has another name."""
        self._propose()

    def action_names(self) -> None:
        """Counts only, then the team by name, then everybody."""
        following = LEVELS[(LEVELS.index(self._names) + 1) % len(LEVELS)]
        self._names = "none" if self.live.session.names_hidden else following
        self._propose()

    def action_name(self) -> None:
        """To the file's name, and back to the list."""
        self.screen.set_focus(self.lines if self.file.has_focus else self.file)

    def line_chosen(self, key: str) -> None:
        """Write what the cursor is on."""
        self.action_write()

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """Write it under this name."""
        event.stop()
        self.action_write()

    def action_write(self) -> None:
        """Write it, if what is written has stood there long enough to be read."""
        name = self.file.value.strip()
        if not self.settled:
            self.flash(message("tui-look-first"))
        if not self.settled or not name:
            return
        entry, source = self._chosen(), self._source()
        names_of = None if source.names == "none" else source.state.session
        kept = self.live.data_file

        def write() -> tuple[tuple[Message, ...], bool]:
            try:
                exported = export(entry, source)
                content = entry.in_a_file(exported)
                return (save(content, Path(name), names_of=names_of, kept=kept), *exported.notes), True
            except InputError as no:
                return (no.message,), False

        self.run_in_background(write, self._written)

    def _written(self, result: tuple[tuple[Message, ...], bool]) -> None:
        (summary, *notes), ok = result
        self.flash(sentences(summary, *notes), ok=ok)
        if ok and self.is_attached:
            self._propose()

    def _chosen(self) -> ExportFormat:
        return FORMATS[int(self.lines.cursor_key or 0)]

    def _source(self) -> ExportSource:
        session = self.live.session
        return ExportSource(session.log, session.now(), self._names, zone=session.zone)

    def _propose(self) -> None:
        """Say what Enter would write, and where."""
        entry = self._chosen()
        names_note = words(f"tui-export-names-{self._names}")
        note = wrapped(
            names_note, (self.size.width or self.app.size.width) - 1, MUTED if self._names == "none" else WARN
        )
        self.note.show(note)
        folder = Path.cwd()
        self.file.value = free_name(folder, proposed_name(entry, self._source())).name
        self.file.cursor_position = len(self.file.value)  # what is typed goes on from there
        recorded = entry.what != "chapters" or self.live.session.state.recordings
        where = styled(words("tui-export-folder", str(folder)), MUTED)
        self.folder.show([styled(" ") + (where if recorded else styled(words("export-no-recording"), BAD))])
        self.settle()
