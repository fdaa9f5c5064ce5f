"""The ready list: what each sharer has and has not ready, ticked with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from letsconnect_tui.i18n import words
from letsconnect_tui.tui.draw.before import READY
from letsconnect_tui.tui.draw.ink import GOOD, MUTED, STRONG, WARN, ink
from letsconnect_tui.tui.draw.people import marked
from letsconnect_tui.tui.lines_view import LinesView
from letsconnect_tui.tui.panel import Panel, PanelKey

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from letsconnect_tui.tui.look import Look


class ReadyPanel(Panel):
    """One line per sharer and thing to be ready; what else the agenda needs stands below, to be looked at."""

    PLACE = "ready"
    KEYS = (PanelKey("enter", "tick", "ready"), PanelKey("space", "tick-too", shown=False))

    def compose(self) -> ComposeResult:
        """The list."""
        yield LinesView(id="ready-lines")

    def look(self, look: Look) -> None:
        """Draw the list; only changed lines are painted."""
        self._look = look
        self.query_one(LinesView).show([*_sharers(look), *_needs(look)])

    @on(LinesView.Chosen)
    def tick(self, event: LinesView.Chosen) -> None:
        """Tick or untick one thing."""
        event.stop()
        person, _, what = event.key.rpartition(":")
        if not person or what not in READY:
            return
        done = what in self._look.state.readiness.get(person, frozenset())
        self.say(f"{'unready' if done else 'ready'} @{person} {what}")

    def action_tick_too(self) -> None:
        """As Enter."""
        self.query_one(LinesView).action_choose()

    def action_tick(self) -> None:
        """As Enter."""
        self.query_one(LinesView).action_choose()


def _sharers(look: Look) -> list[tuple[str, Content]]:
    rows: list[tuple[str, Content]] = []
    leads = dict.fromkeys(look.state.lead_of(item) for item in look.state.order)
    for lead in leads:
        person = look.state.people.get(lead or "")
        if person is None or person.role != "sharer":
            continue
        done = look.state.readiness.get(person.id, frozenset())
        for number, what in enumerate(READY):
            tick = ink(" ✓ ", GOOD) if what in done else ink(" · ", WARN)
            text = ink(words(f"ready-{what}"), MUTED if what in done else "", width=24)
            who = ink(look.names.of(person.id), STRONG) if number == 0 else ink("")
            mark = marked(look, person.id) if number == 0 else ink("")
            mark = mark.pad_right(max(1, 14 - mark.cell_length))
            rows.append((f"{person.id}:{what}", tick + text + mark + who))
    return rows


def _needs(look: Look) -> list[tuple[str, Content]]:
    """What the plan says an item needs; it is shown, not ticked."""
    rows: list[tuple[str, Content]] = []
    for line in look.moment.lines:
        item = look.state.item(line.item)
        if item.needs:
            at = ink(f" {look.time(line.start_at)}  ", MUTED)
            rows.append((f"needs-{item.id}", at + ink(words("tui-ready-needs", ", ".join(item.needs)))))
    return rows
