"""Who runs the session from which machine: network, codes to give out, and actions that were set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from letsconnect_tui.app.requests import ChooseAside, ShowCode
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.messages.results import HIDDEN
from letsconnect_tui.messages.team import aside_lines, clock_standing, standing, team_lines
from letsconnect_tui.text import cell_width
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render.styles import ACCENT, MUTED, STRONG, WARN, styled, wrapped
from letsconnect_tui.tui.widgets.line_list import LineList
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from letsconnect_tui.app.recorder import Team
    from letsconnect_tui.tui.snapshot import Snapshot

_CODE, _ASIDE = "code-", "aside-"
"""What the keys of such lines begin with."""


class TeamPanel(Panel):
    """Enter copies a code, or does after all what was set aside; ``d`` drops that."""

    PANEL_ID = "team"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "copy", id="team-copy"),
        Binding("enter", "apply", id="team-apply"),
        Binding("d", "drop", id="team-drop"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.network = TextRows(id="team-network")
        self.lines = LineList(id="team-lines")

    def compose(self) -> ComposeResult:
        """How it stands with the network, and the list."""
        yield from (self.network, self.lines)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Who is connected may be another every second."""
        team = self.live.session.team
        width = (self.size.width or self.app.size.width) - 1
        if team is None:
            self.network.show(wrapped(words("tui-team-alone"), width, STRONG))
            return
        network = standing(
            has_left=team.has_left.is_set(), is_connected=team.is_connected, waiting=team.waiting
        )
        rows = wrapped(words(network), width, STRONG if team.is_connected else WARN)
        if (clock := clock_standing(team.corrected_ms)) is not None:
            rows += wrapped(words(clock), width, MUTED)
        self.network.show(rows)
        self.lines.show(list(self._rows(team, snapshot)))

    def on_resize(self) -> None:
        """Wrap for the new width, which is known only once it is laid out."""
        self.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only codes and what was set aside can be chosen, only the latter dropped."""
        key = self.lines.cursor_key or ""
        if action in ("apply", "drop"):
            return key.startswith(_ASIDE)
        return key.startswith(_CODE) if action == "copy" else True

    def line_moved(self) -> None:
        """Another line, other keys."""
        self.settle()
        self.refresh_bindings()
        self.redraw()

    def line_chosen(self, key: str) -> None:
        """Enter on a line."""
        if key.startswith(_CODE):
            self.action_copy()
        elif key.startswith(_ASIDE):
            self.action_apply()

    def action_copy(self) -> None:
        """Copy what somebody with that code types."""
        self.execute(ShowCode((self.lines.cursor_key or "").removeprefix(_CODE)))

    def action_apply(self) -> None:
        """Do after all what was set aside."""
        self.execute(ChooseAside((self.lines.cursor_key or "").removeprefix(_ASIDE), apply=True))

    def action_drop(self) -> None:
        """Let what was set aside be."""
        self.execute(ChooseAside((self.lines.cursor_key or "").removeprefix(_ASIDE), apply=False))

    def _rows(self, team: Team, snapshot: Snapshot) -> Iterator[tuple[str, Content]]:
        state, names, zone = snapshot.state, snapshot.names, snapshot.zone
        lines = team_lines(team.present(), state, names, zone, is_connected=team.is_connected)
        for number, line in enumerate(lines):
            yield f"machine-{number}", styled(f" {words(line)}")
        actions = team.aside()
        for action, line in zip(actions, aside_lines(actions, state, names, zone), strict=True):
            aside = styled(f" {words('team-aside')} ", WARN)
            yield f"{_ASIDE}{action.entry}", aside + styled(words(line))
        codes = () if team.has_left.is_set() else team.codes
        labels = [words(message(f"team-code-{code.partition('-')[0]}")) for code in codes]
        width = max(map(cell_width, labels), default=0) + 3
        for code, label in zip(codes, labels, strict=True):
            yield (
                f"{_CODE}{code.partition('-')[0]}",
                styled(f" {label}", MUTED, width=width)
                + styled(HIDDEN if snapshot.names_hidden else code, ACCENT),
            )
