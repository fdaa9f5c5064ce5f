"""Home: the next session, what is under way, plans and sessions held; choosing one leaves with the choice."""

from __future__ import annotations

from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Literal

import msgspec
from textual.binding import Binding
from textual.events import Key
from textual.screen import Screen

from letsconnect_tui.app.home_view import home_view
from letsconnect_tui.i18n import words
from letsconnect_tui.tui.base_app import BaseApp
from letsconnect_tui.tui.exit_signals import end_if_signalled
from letsconnect_tui.tui.launch import own_keys
from letsconnect_tui.tui.render.home import (
    SECTION_WIDTH,
    entry_line,
    header,
    keys,
    next_session,
    section_title,
)
from letsconnect_tui.tui.render.status_bar import footer
from letsconnect_tui.tui.render.styles import ACCENT, BAD, rule, styled, wrapped
from letsconnect_tui.tui.widgets.line_list import LineList
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content
    from textual.events import Event, Resize

    from letsconnect_tui.app.home_view import HomeView
    from letsconnect_tui.app.library import Run
    from letsconnect_tui.app.plan_library import FoundPlan

LETTER_S = 0.6
"""Letters closer than this are typed, not meant as keys."""


class HomeChoice(msgspec.Struct, frozen=True):
    """What somebody wants to do next, and with which plan file or run."""

    what: Literal["open", "resume", "rehearse", "guided", "edit", "new"]
    which: str = ""


class HomeScreen(Screen[None]):
    """The list and the words around it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "app.open", id="home-open", show=False),
        Binding("e", "app.edit", id="home-edit", show=False),
        Binding("n", "app.new", id="home-new", show=False),
        Binding("r", "app.rehearse", id="home-rehearse", show=False),
        Binding("g", "app.guided", id="home-guided", show=False),
        Binding("q", "app.close", id="home-quit", show=False),
        Binding("ctrl+q,ctrl+c", "app.leave_home", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.header = TextRows(id="home-header")
        self.rule_top = TextRows(id="home-rule")
        self.next_session = TextRows(id="home-next")
        self.rule_low = TextRows(id="home-rule-low")
        self.first_steps = TextRows(id="home-help")
        self.lines = LineList(id="home-list")
        self.note = TextRows(id="home-note")
        self.key_row = TextRows(id="home-keys")

    def compose(self) -> ComposeResult:
        """Header, next session, first steps, list, what went wrong, keys."""
        yield from (self.header, self.rule_top, self.next_session, self.rule_low)
        yield from (self.first_steps, self.lines, self.note, self.key_row)


class HomeApp(BaseApp):
    """Shows what there is and returns what was chosen in ``choice``."""

    CSS_PATH = ["styles/base.tcss", "styles/home.tcss"]  # type: ignore[assignment] # noqa: RUF012

    def __init__(
        self,
        runs: Sequence[Run],
        plans: Sequence[FoundPlan],
        *,
        readiness: Mapping[str, Mapping[str, frozenset[str]]] | None = None,
        note: str = "",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__()
        self.choice: HomeChoice | None = None
        self._runs = runs
        self._plans = plans
        self._readiness = readiness
        self._note = note
        self._now = now
        self._filled = False
        """Whether the cursor was put where one will want to begin, which happens once."""
        self._letter_at = float("-inf")
        """When the latest letter was pressed."""
        self._typing = False
        """Whether another letter came shortly before it."""

    def get_default_screen(self) -> HomeScreen:
        """The one screen; unlike a mode's, the rules of style are read once for it."""
        return HomeScreen()

    def on_mount(self) -> None:
        """Fill the screen; only the clock on it changes by itself."""
        super().on_mount()
        self.call_after_refresh(self._tick)

    def _tick(self) -> None:
        self._fill()
        self.set_timer(60 - self._now().second, self._tick)

    def on_resize(self, event: Resize) -> None:
        """Fill it anew for the new width."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        screen, width = self._home, self.size.width
        if screen is None:
            return
        now = self._now()
        view = home_view(self._runs, self._plans, now, self._readiness)
        coming = next_session(view.next, now, width)
        screen.header.show([header(width, now)])
        screen.rule_top.show([rule(width)])
        screen.next_session.show(coming)
        screen.rule_low.show([rule(width)] if coming else [])
        lines = screen.lines
        lines.show(_lines(view, width, now))
        if not self._filled and view.next is not None and view.entries[0].section != "under-way":
            lines.move_to_key(view.next.target)
        self._filled = True
        lines.focus()
        screen.first_steps.show(_first_steps(width) if view.newcomer else [])
        screen.note.show(wrapped(self._note, width - 1, BAD))
        screen.key_row.show(footer(keys(), width))

    async def on_event(self, event: Event) -> None:
        """Remember letters: what is typed here by mistake opens nothing."""
        if isinstance(event, Key) and event.is_printable and not event.is_forwarded:
            self._typing = event.time - self._letter_at < LETTER_S
            self._letter_at = event.time
        await super().on_event(event)

    def _if_meant(self, act: Callable[[], None]) -> None:
        """Do what a letter means if none came shortly before it, and none follows at once."""
        if self._typing:
            return
        at = self._letter_at
        self.set_timer(LETTER_S, lambda: act() if self._letter_at == at else None)

    @property
    def _home(self) -> HomeScreen | None:
        """The screen, unless it is closed."""
        return next((one for one in self.screen_stack if isinstance(one, HomeScreen)), None)

    def _chosen(self) -> str | None:
        return None if self._home is None else self._home.lines.cursor_key

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Enter on a line opens it."""
        self.action_open()

    def action_open(self) -> None:
        """Open the plan, or go on with the run; not with an Enter that ends a typed sentence."""
        if monotonic() - self._letter_at < LETTER_S:
            return
        kind, _, which = (self._chosen() or "").partition(":")
        if kind:
            self._leave_with(HomeChoice("resume" if kind == "run" else "open", which))

    def action_rehearse(self) -> None:
        """Rehearse the plan, or the plan of the run."""
        self._if_meant(lambda: self._leave_with_plan("rehearse"))

    def action_edit(self) -> None:
        """Edit the plan, or the plan of the run."""
        self._if_meant(lambda: self._leave_with_plan("edit"))

    def _leave_with_plan(self, what: Literal["rehearse", "edit"]) -> None:
        kind, _, which = (self._chosen() or "").partition(":")
        if kind == "run":
            which = next((run.plan_file for run in self._runs if run.id == which), "")
        if which:
            self._leave_with(HomeChoice(what, which))

    def action_new(self) -> None:
        """Begin a plan."""
        self._if_meant(lambda: self._leave_with(HomeChoice("new")))

    def action_guided(self) -> None:
        """The rehearsal that explains itself."""
        self._if_meant(lambda: self._leave_with(HomeChoice("guided")))

    def action_close(self) -> None:
        """Leave the program, with a letter."""
        self._if_meant(self.action_leave_home)

    def action_leave_home(self) -> None:
        """Leave the program."""
        self.exit(0)

    def _leave_with(self, choice: HomeChoice) -> None:
        self.choice = choice
        self.exit(0)


def _lines(view: HomeView, width: int, now: datetime) -> list[tuple[str, Content]]:
    """The rows of the list by target; what they are is said where it changes."""
    came = "" if any(entry.target.startswith("run:") for entry in view.entries) else None
    lines, before = [], ""
    for entry in view.entries:
        title = section_title(entry.section) if entry.section != before else styled("")
        before = entry.section
        row = styled(" ") + title.pad_right(max(0, SECTION_WIDTH - title.cell_length))
        lines.append((entry.target, row + entry_line(entry, now, width, came)))
    return lines


def _first_steps(width: int) -> list[Content]:
    """Three sentences for whoever has not held a session yet."""
    steps = [wrapped(words(f"home-first-{number}"), width - 1, indent=4) for number in (1, 2, 3)]
    numbered = [
        [styled(f" {number}  ", ACCENT) + rows[0][4:], *rows[1:]] for number, rows in enumerate(steps, 1)
    ]
    return [*(row for rows in numbered for row in rows), styled("")]


def ask_home(
    runs: Sequence[Run],
    plans: Sequence[FoundPlan],
    *,
    readiness: Mapping[str, Mapping[str, frozenset[str]]] | None = None,
    note: str = "",
) -> HomeChoice | None:
    """Show home; what was chosen, None when it was left; SystemExit when a signal ended it."""
    keymap, problems = own_keys()
    notes = "\n".join(filter(None, (note, *map(words, problems))))
    app = HomeApp(runs, plans, readiness=readiness, note=notes)
    app.set_keymap(keymap)
    app.run()
    end_if_signalled(app.return_code)
    return app.choice
