"""Home: what is under way, the plans at hand, the sessions held; choosing one leaves with the choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding
from textual.screen import Screen

from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import short_date, weekday_date
from letsconnect_tui.plan.occurrence import nearest_occurrence
from letsconnect_tui.tui.base import BaseApp
from letsconnect_tui.tui.draw.ink import ACCENT, BAD, GOOD, MUTED, STRONG, ink
from letsconnect_tui.tui.lines_view import LinesView
from letsconnect_tui.tui.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content
    from textual.events import Resize

    from letsconnect_tui.library import Run
    from letsconnect_tui.plan.shelf import FoundPlan

SECTION_WIDTH, WHEN_WIDTH, KIND_WIDTH = 11, 18, 14


@dataclass(frozen=True, slots=True)
class HomeChoice:
    """What somebody wants to do next, and with which plan file or run."""

    what: Literal["open", "resume", "rehearse", "guided"]
    which: str = ""


class HomeScreen(Screen[None]):
    """The list and the words around it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "app.open", show=False),
        Binding("r", "app.rehearse", show=False),
        Binding("g", "app.guided", show=False),
        Binding("q,ctrl+q,ctrl+c", "app.leave_home", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Head, list, first steps, keys."""
        yield Rows(id="home-head")
        yield Rows(id="home-rule")
        yield LinesView(id="home-list")
        yield Rows(id="home-help")
        yield Rows(id="home-keys")


class HomeApp(BaseApp):
    """Shows what there is and returns what was chosen in ``choice``."""

    CSS_PATH = ["styles/base.tcss", "styles/home.tcss"]  # type: ignore[assignment] # noqa: RUF012
    MODES = {"home": HomeScreen}  # noqa: RUF012 - Textual declares it as a plain dict
    DEFAULT_MODE = "home"

    def __init__(self, runs: Sequence[Run], plans: Sequence[FoundPlan], *, note: str = "") -> None:
        super().__init__()
        self.choice: HomeChoice | None = None
        self._runs = sorted(runs, key=lambda run: (not run.unfinished, -run.latest_at))
        self._plans = plans
        self._note = note

    def on_mount(self) -> None:
        """Fill the screen once; nothing on it changes by itself."""
        super().on_mount()
        self.call_after_refresh(self._fill)

    def on_resize(self, event: Resize) -> None:
        """Fill it anew for the new width."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        screen, width = self.screen, self.size.width
        if not screen.query("#home-list"):
            return
        now = datetime.now(UTC)
        here = now.astimezone()
        clocks = words("home-now", weekday_date(here.date()), f"{here:%H:%M}", f"{now:%H:%M}")
        screen.query_one("#home-head", Rows).show(
            [ink(f" {words('home-title')}", STRONG) + ink("   ") + ink(clocks, MUTED)]
        )
        screen.query_one("#home-rule", Rows).show([ink("─" * width, "$rule")])
        lines = screen.query_one("#home-list", LinesView)
        lines.show(self._lines(width, now))
        lines.focus()
        screen.query_one("#home-help", Rows).show(self._first_steps())
        screen.query_one("#home-keys", Rows).show([ink(f" {words('home-keys')}", MUTED)])

    def _lines(self, width: int, now: datetime) -> list[tuple[str, Content]]:
        runs = [(f"run:{run.id}", _run_line(run, width)) for run in self._runs]
        plans = [(f"plan:{one.path}", _plan_line(one, now, width)) for one in self._plans]
        under_way = [line for line, run in zip(runs, self._runs, strict=True) if run.unfinished]
        return [*under_way, *plans, *runs[len(under_way) :]]

    def _first_steps(self) -> list[Content]:
        if self._note:
            return [ink(f" {self._note}", BAD)]
        if self._runs:
            return []
        return [ink(f" {words(f'home-first-{number}')}") for number in (1, 2, 3)]

    def _chosen(self) -> str | None:
        return self.screen.query_one("#home-list", LinesView).cursor_key

    def on_lines_view_chosen(self, event: LinesView.Chosen) -> None:
        """Enter on a line opens it."""
        self.action_open()

    def action_open(self) -> None:
        """Open the plan, or go on with the run."""
        kind, _, which = (self._chosen() or "").partition(":")
        if kind:
            self._leave_with(HomeChoice("resume" if kind == "run" else "open", which))

    def action_rehearse(self) -> None:
        """Rehearse the plan, or the plan of the run."""
        kind, _, which = (self._chosen() or "").partition(":")
        if kind == "run":
            which = next((run.plan_file for run in self._runs if run.id == which), "")
        if which:
            self._leave_with(HomeChoice("rehearse", which))

    def action_guided(self) -> None:
        """The rehearsal that explains itself."""
        self._leave_with(HomeChoice("guided"))

    def action_leave_home(self) -> None:
        """Leave the program."""
        self.exit(0)

    def _leave_with(self, choice: HomeChoice) -> None:
        self.choice = choice
        self.exit(0)


def _row(section: Content, when: str, kind: str, rest: Content, width: int) -> Content:
    """One line of the list; titles stand last because their widths may drift."""
    shown = ink(" ") + section + ink(when, MUTED, width=WHEN_WIDTH)
    if width >= 76:
        shown += ink(kind, MUTED, width=KIND_WIDTH)
    return shown + rest


def _run_line(run: Run, width: int) -> Content:
    started = datetime.fromtimestamp((run.started_at or run.starts_at) / 1000).astimezone()
    when = f"{short_date(started.date())} {started:%H:%M}"
    key = "home-rehearsal" if run.rehearsal else f"home-{run.phase}"
    section = ink(words(key), GOOD if run.unfinished else MUTED, width=SECTION_WIDTH)
    title = ink(run.title, ACCENT if run.unfinished else "")
    if run.participants:
        title = ink(words("home-came", run.participants), MUTED) + ink("  ") + title
    return _row(section, when, words(f"kind-{run.kind}"), title, width)


def _plan_line(one: FoundPlan, now: datetime, width: int) -> Content:
    section = ink(words("home-plan"), width=SECTION_WIDTH)
    if one.plan is None:
        wrong = ink(words("home-plan-errors", one.path.name, one.errors), BAD)
        return _row(section, "", "", wrong, width)
    head = one.plan.session
    start = nearest_occurrence(one.plan, now).astimezone()
    tags = " ".join(words(f"audience-{tag}") for tag in head.audience)
    title = ink(head.title) + (ink(f"  {tags}", MUTED) if tags and width >= 100 else ink(""))
    return _row(
        section, f"{short_date(start.date())} {start:%H:%M}", words(f"kind-{head.kind}"), title, width
    )


def ask_home(runs: Sequence[Run], plans: Sequence[FoundPlan], *, note: str = "") -> HomeChoice | None:
    """Show home; what was chosen, None when it was left."""
    app = HomeApp(runs, plans, note=note)
    app.run()
    return app.choice
