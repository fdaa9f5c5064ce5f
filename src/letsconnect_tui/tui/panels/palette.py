"""Everything that can be done now, found by a few letters; a whole typed command works too."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.widgets import Input

from letsconnect_tui.commands.table import COMMANDS
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.text import NOTE_LIMIT, fit
from letsconnect_tui.tui.actions import (
    ACTIONS,
    Action,
    action_by_id,
    actions_in,
    is_offered,
)
from letsconnect_tui.tui.panels.help import key_row
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.render.styles import MUTED, STRONG, styled
from letsconnect_tui.tui.widgets.inputs import LineInput
from letsconnect_tui.tui.widgets.line_list import LineList
from letsconnect_tui.tui.widgets.text_rows import WrappedRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.commands.arguments import TypedCommand
    from letsconnect_tui.tui.snapshot import Snapshot

_LINE = "line"
"""The key of the entry that gives what was typed as a command."""
_TYPED = "typed:"
"""Before the name of a typed command that no key does."""
_NOTHING = "nothing"
_ALSO_FOUND_BY = (
    *("back", "copy-texts", "drop", "end", "handoff", "headcount", "hide-names", "history", "note", "notes"),
    *("paste", "pause", "people", "plus-5", "question", "readiness", "rooms", "started", "times", "undo"),
)
"""Actions with words that somebody in a hurry may search for: ``tui-finds-<id>``."""


def entries(snapshot: Snapshot) -> tuple[Action, ...]:
    """The actions that make sense now."""
    return tuple(one for one in actions_in(snapshot.mode) if one.in_palette and is_offered(one, snapshot))


def matching(query: str, snapshot: Snapshot) -> list[Action]:
    """Entries with the letters of ``query`` in label, word or sentence; those that begin with them first.

    Last come those that are found only by what somebody in a hurry may call them.
    """
    wanted = query.casefold().strip()
    found: list[tuple[int, Action]] = []
    for one in entries(snapshot):
        label = words(f"tui-key-{one.id}").casefold()
        text = f"{label} {one.word or ''} {words(f'tui-does-{one.id}').casefold()}"
        also = words(f"tui-finds-{one.id}").casefold() if one.id in _ALSO_FOUND_BY else ""
        if all(part in text for part in wanted.split()):
            begins = label.startswith(wanted) or (one.word or "").startswith(wanted)
            found.append((not begins, one))
        elif all(part in f"{text} {also}" for part in wanted.split()):
            found.append((2, one))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def typed_matching(query: str, snapshot: Snapshot) -> list[TypedCommand]:
    """Typed commands that no key does, with the letters of ``query`` in their usage or sentence."""
    if snapshot.read_only:
        return []
    by_key = {one.word for one in ACTIONS}
    wanted = query.casefold().split()
    return [
        one
        for one in COMMANDS.values()
        if one.name not in by_key
        and one.area != "look"
        and all(part in f"{one.usage.casefold()} {words(f'help-{one.name}').casefold()}" for part in wanted)
    ]


def _exact(word: str, snapshot: Snapshot) -> str | None:
    """The key of the entry called just so; a command whose key means nothing now is given as typed."""
    named = next(
        (one.id for one in entries(snapshot) if word and word in (one.word, words(f"tui-key-{one.id}"))), None
    )
    if named is not None or word not in COMMANDS or snapshot.read_only:
        return named
    return f"{_TYPED}{word}" if any(one.name == word for one in typed_matching(word, snapshot)) else _LINE


class PalettePanel(Panel):
    """Type to find, Enter to do."""

    PANEL_ID = "palette"
    ENTER_WAITS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "do", id="palette-do"),
        Binding("up", "up", id="palette-up", show=False),
        Binding("down", "down", id="palette-down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        prompt = words("tui-palette-prompt")
        self.query_input = LineInput(
            id="palette-find", placeholder=prompt, max_length=NOTE_LIMIT, select_on_focus=False
        )
        self.lines = LineList(id="palette-found")
        self.hint = WrappedRows(id="palette-hint")

    def compose(self) -> ComposeResult:
        """The line, what was found, and what a typed command says."""
        yield from (self.query_input, self.lines, self.hint)

    def on_mount(self) -> None:
        """Show all."""
        self._find("")

    @on(Input.Changed)
    def find(self, event: Input.Changed) -> None:
        """Show what matches."""
        event.stop()
        self._find(event.value)

    @on(Input.Submitted)
    def choose(self, event: Input.Submitted) -> None:
        """Do the line under the cursor."""
        event.stop()
        self._do(self.lines.cursor_key, event.value)

    def line_chosen(self, key: str) -> None:
        """Do the line that was chosen."""
        self._do(key, self.query_input.value)

    def action_do(self) -> None:
        """As Enter in the line."""
        self._do(self.lines.cursor_key, self.query_input.value)

    def action_up(self) -> None:
        """One line up."""
        self.lines.action_move(-1)

    def action_down(self) -> None:
        """One line down."""
        self.lines.action_move(1)

    def handle_reply(self, reply: Reply) -> None:
        """Close when a typed command was carried out; a refusal leaves it to be mended."""
        if reply.ok:
            self.close()

    def _find(self, query: str) -> None:
        snapshot = self.live.snapshot()
        rows = [
            (one.id, key_row(one.key, words(f"tui-key-{one.id}"), words(f"tui-does-{one.id}")))
            for one in matching(query, snapshot)
        ]
        name, _, rest = query.strip().partition(" ")
        exact = None if rest else _exact(name, snapshot)
        if name in COMMANDS and (rest or exact == _LINE):
            line = styled(f" {words('tui-palette-give')} ", MUTED)
            line += styled(snapshot.names.hide(query.strip()), STRONG)
            rows.insert(0, (_LINE, line + styled(f"   {words(f'help-{name}')}", MUTED)))
        else:
            rows += [
                (f"{_TYPED}{one.name}", key_row("", one.name, words(f"help-{one.name}")))
                for one in typed_matching(query, snapshot)
            ]
        if not rows:
            shown = fit(snapshot.names.hide(query.strip()), 40)
            rows.append((_NOTHING, styled(f" {words('tui-palette-nothing', shown)}", STRONG)))
        self.lines.show(sorted(rows, key=lambda row: row[0] != exact))
        self.lines.action_move_to(0)
        hint = (
            words("tui-palette-usage", COMMANDS[name].usage)
            if name in COMMANDS
            else words("tui-palette-hint")
        )
        self.hint.show([styled(f" {hint}", MUTED)])

    def _do(self, key: str | None, typed: str) -> None:
        if key == _LINE:
            self.execute_line(typed.strip())
        elif key == _NOTHING:
            self.flash(message("tui-palette-nothing", fit(typed.strip(), 40)))
        elif key is not None and key.startswith(_TYPED):
            self._give_typed(COMMANDS[key.removeprefix(_TYPED)])
        elif key is not None:
            self.live.do(action_by_id(key))

    def _give_typed(self, command: TypedCommand) -> None:
        """Give a command that stands alone; of others the word is written, and the rest is asked for."""
        if command.stands_alone:
            self.execute_line(command.name)
        else:
            self.query_input.value = f"{command.name} "
            self.query_input.cursor_position = len(self.query_input.value)
