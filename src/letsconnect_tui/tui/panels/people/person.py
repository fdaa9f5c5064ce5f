"""What is known of one person, to be read and changed: a small form."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input

from letsconnect_tui.app.people_lookup import person_named
from letsconnect_tui.app.requests import ForgetPerson
from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.language_names import language_codes
from letsconnect_tui.session.commands import DescribePerson, SplitPerson
from letsconnect_tui.text import NAME_LIMIT, clean
from letsconnect_tui.tui.actions import Action
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.panels.prompts import TextPromptPanel
from letsconnect_tui.tui.panels.registry import panel_for
from letsconnect_tui.tui.render import people
from letsconnect_tui.tui.render.styles import MUTED, styled
from letsconnect_tui.tui.widgets.inputs import ChoiceInput, LineInput
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.session.attendee import Attendee
    from letsconnect_tui.session.facts import PersonFacts
    from letsconnect_tui.tui.snapshot import Snapshot

FACT_LIMIT = 80


class PersonPanel(Panel):
    """Asks for name, username, languages, first time, experience, region and consent; Enter keeps them all.

    Args:
        attendee: Whose details.
        letters: What stood in the find line, to go back to.
    """

    DEFAULT_CSS = """
    PersonPanel {
        & .field { height: 1; }
        & .field TextRows { width: 17; }
        & .field Input { width: 1fr; max-width: 60; }
        & #person-fields { height: auto; max-height: 7; scrollbar-size-vertical: 1; }
    }
    """
    PANEL_ID = "person"
    ENTER_WAITS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", id="person-keep"),
        Binding("tab", "next", id="person-next"),
        Binding("ctrl+g", "merge", id="person-merge"),
        Binding("ctrl+n", "split", id="person-split"),
        Binding("ctrl+r", "forget", id="person-forget"),
        Binding("shift+tab", "previous", id="person-previous", show=False),
        Binding("escape", "back", id="person-back", show=False),
        Binding("down", "next", show=False),
        Binding("up", "previous", show=False),
    ]

    def __init__(self, attendee: Attendee, *, letters: str = "") -> None:
        super().__init__()
        self.person = attendee.id
        self._letters = letters
        self._keeping = False
        facts = attendee.facts
        self.heading = TextRows(id="person-title")
        self.first_time = ChoiceInput(_yes_or_no(), facts.first_time)
        self.consent = ChoiceInput(_yes_or_no(), facts.consent)
        self.experience = ChoiceInput(_experiences(), facts.experience)
        self.fields: dict[str, Input] = {
            "name": _line(facts.name, NAME_LIMIT),
            "username": _line(facts.username),
            "languages": _line(", ".join(facts.languages)),
            "first-time": self.first_time,
            "experience": self.experience,
            "region": _line(facts.region),
            "consent": self.consent,
        }
        self.labels = {name: TextRows() for name in self.fields}
        self.hint = TextRows(id="person-hint")

    def renewed(self) -> None:
        """What is known of a person may have changed since; the form is opened from the list."""

    def compose(self) -> ComposeResult:
        """One row a fact, under a line that tells when the person came."""
        yield self.heading
        with VerticalScroll(id="person-fields", can_focus=False):
            for name, field in self.fields.items():
                yield Horizontal(self.labels[name], field, classes="field")
        yield self.hint

    def initial_focus(self) -> Widget:
        """The name is there already; languages are what is asked for most."""
        return self.fields["languages"]

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Tell when the person came; what is being written stays."""
        if self.person not in snapshot.state.people:
            self.close()
            return
        attendee = snapshot.state.people[self.person]
        self.heading.show([people.person_title(snapshot, attendee)])
        for name, label in self.labels.items():
            label.show([styled(f" {words(f'tui-person-{name}')}", MUTED)])
        self.hint.show([styled(f" {words('tui-person-hint')}", MUTED)])

    @property
    def facts(self) -> PersonFacts:
        """What stands in the form; what it does not show stays as it is known."""
        known = self.live.session.state.people[self.person].facts
        return replace(
            known,
            name=clean(self._text("name"), limit=NAME_LIMIT),
            username=self._text_or_none("username"),
            languages=language_codes(clean(self._text("languages"))),
            first_time=self.first_time.chosen,
            experience=self.experience.chosen,
            region=self._text_or_none("region"),
            consent=self.consent.chosen,
        )

    def _text(self, field: str) -> str:
        return self.fields[field].value

    def _text_or_none(self, field: str) -> str | None:
        return clean(self._text(field), limit=FACT_LIMIT) or None

    @on(Input.Submitted)
    def keep_facts(self, event: Input.Submitted) -> None:
        """Enter in any line keeps all of them."""
        self.action_keep()

    def action_keep(self) -> None:
        """Keep what stands in the form."""
        if self._keeping or self.person not in self.live.session.state.people:
            return
        if not clean(self._text("name"), limit=NAME_LIMIT):
            self.flash(message("refused-no-name"))
            return
        self._keeping = True
        self.execute(DescribePerson(self.person, self.facts))

    def handle_reply(self, reply: Reply) -> None:
        """Back to the list when it is kept; a refusal leaves the form to be mended."""
        self._keeping = False
        if reply.ok:
            self.action_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Only who was merged can be split."""
        known = self.live.session.state.people.get(self.person)
        return action != "split" or (known is not None and bool(known.merged))

    def action_merge(self) -> None:
        """Ask who the same person is."""
        self.live.call_later(self.live.open_panel, MergePrompt(self, self._letters))

    def action_split(self) -> None:
        """Take out again who was merged last."""
        known = self.live.session.state.people.get(self.person)
        if known is not None and known.merged:
            self.execute(SplitPerson(self.person, known.merged[-1].person.id))

    def action_forget(self) -> None:
        """Ask, and at the second press take the person out of everything."""
        self.execute(ForgetPerson(self.person))

    def action_next(self) -> None:
        """Go to the next line."""
        self.screen.focus_next("#person-fields Input")

    def action_previous(self) -> None:
        """Go to the line before."""
        self.screen.focus_previous("#person-fields Input")

    def action_back(self) -> None:
        """Back to the list, as it was."""
        self.live.call_later(self.live.open_panel, panel_for("people", self._letters, self.person))


class MergePrompt(TextPromptPanel):
    """Asks who else the person is; shows who is meant before Enter, and goes back to the list after it.

    The form it came from comes back on Esc only: what stands in it is not what is known of both.
    """

    def __init__(self, form: PersonPanel, letters: str) -> None:
        super().__init__(Action("merge", "", f"merge @{form.person} =", prompts=True))
        self.underlying = form
        self._person, self._letters = form.person, letters

    def renewed(self) -> None:
        """The form it asks for is gone; both are opened from the list."""

    def meaning(self, snapshot: Snapshot, written: str) -> str:
        """Whose two names become one person."""
        people = snapshot.state.people
        if not written.strip() or self._person not in people:
            return ""
        try:
            other = person_named(snapshot.state, written.strip())
        except CommandRefused as no:
            return words(snapshot.names.hide_in(no.message))
        if other == self._person:
            return ""
        return words("tui-ask-merge-leads", snapshot.names.of(other), snapshot.names.of(self._person))

    def handle_reply(self, reply: Reply) -> None:
        """Back to the list when they are one; a refusal leaves the line to be mended."""
        if reply.ok:
            self.live.call_later(self.live.open_panel, panel_for("people", self._letters, self._person))
        else:
            super().handle_reply(reply)


def _line(text: str | None, limit: int = FACT_LIMIT) -> Input:
    line = LineInput(text or "", max_length=limit, select_on_focus=False)
    line.cursor_blink = False
    return line


def _yes_or_no() -> tuple[tuple[bool | None, str], ...]:
    values: tuple[tuple[bool | None, str], ...] = ((None, "unknown"), (True, "yes"), (False, "no"))
    return tuple((value, words(f"tui-person-{word}")) for value, word in values)


def _experiences() -> tuple[tuple[str | None, str], ...]:
    levels = ((level, words(f"tui-experience-{level}")) for level in ("newcomer", "experienced"))
    return ((None, words("tui-person-unknown")), *levels)
