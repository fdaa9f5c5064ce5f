"""A pasted block of names: what is sure, what has to be decided, who is new; Enter marks them all at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.widgets import Input

from letsconnect_tui.app.people_proposals import PasteChoices
from letsconnect_tui.app.proposals import ImportProposal, PasteProposal
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.app.requests import Accept, DecidePasted, ProposalRequest, ProposePaste
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.panels.registry import panel_for
from letsconnect_tui.tui.render.people import pasted_counts, pasted_row
from letsconnect_tui.tui.render.styles import MUTED, STRONG, styled
from letsconnect_tui.tui.widgets.inputs import SearchInput
from letsconnect_tui.tui.widgets.line_list import LineList
from letsconnect_tui.tui.widgets.text_rows import WrappedRows

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content
    from textual.widget import Widget

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.snapshot import Snapshot

TYPED_LIMIT = 2_000


class PasteInput(SearchInput):
    """Takes a pasted text of any number of lines."""

    def on_paste(self, event: events.Paste) -> None:
        """Tell what was pasted."""
        event.stop()
        event.prevent_default()
        if event.text.strip():
            self.post_message(self.BlockPasted(event.text))


class PastePanel(Panel):
    """Takes a block of names and shows what it would do, before anything is done.

    Args:
        text: What was pasted; empty: it is asked for.
        from_people: Whether to go back to the list of people.
    """

    DEFAULT_CSS = """
    PastePanel {
        & #paste-text { margin: 0 1; }
        & #paste-list { display: none; }
        &.-preview #paste-text { display: none; }
        &.-preview #paste-list { display: block; }
    }
    """
    PANEL_ID = "paste"
    ASKS: ClassVar[tuple[str, ...]] = ("tui-paste-ask", "tui-paste-from", "tui-paste-typed")
    """What is said while there is nothing to look at yet."""
    NEEDS: ClassVar[type[PasteProposal | ImportProposal]] = PasteProposal
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "look", id="paste-look"),
        Binding("enter", "accept", id="paste-accept"),
        Binding("1", "choose", id="paste-choose"),
        Binding("0", "leave_out", id="paste-leave-out"),
        Binding("ctrl+v", "clipboard", id="paste-clipboard", show=False),
    ]

    def __init__(self, text: str = "", *, from_people: bool = False) -> None:
        super().__init__()
        self.header = WrappedRows(id="paste-head")
        self.text_input = PasteInput(id="paste-text", limit=TYPED_LIMIT)
        self.lines = LineList(id="paste-list", classes="-own-cursor")
        self._text = text
        self._from_people = from_people
        self._choices: PasteChoices | None = None
        self._notes: tuple[Message, ...] = ()
        self._shown = 0
        """The id of the proposal as it was opened."""
        self._snapshot: Snapshot | None = None
        self._accepting = False

    def compose(self) -> ComposeResult:
        """A line that takes the text, or the list of what it would do."""
        yield from (self.header, self.text_input, self.lines)

    def initial_focus(self) -> Widget:
        """The line to paste in; the list where a text came along."""
        return self.text_input if not self._text else self.lines

    def on_mount(self) -> None:
        """Look at once at a text that came along."""
        self._show_head()
        if self._text:
            self.preview(self._text)

    def renewed(self) -> PastePanel:
        """With the same text; what was decided about its lines is asked again."""
        return PastePanel(self._text, from_people=self._from_people)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Names may have been hidden or changed."""
        names_before = (
            None if self._snapshot is None else (self._snapshot.names_hidden, self._snapshot.state.people)
        )
        self._snapshot = snapshot
        if names_before != (snapshot.names_hidden, snapshot.state.people):
            self._show_lines()

    # -- the text --------------------------------------------------------------------------------------

    @on(SearchInput.BlockPasted)
    def take_block(self, event: SearchInput.BlockPasted) -> None:
        """Preview what was pasted."""
        self.preview(event.text)

    def action_clipboard(self) -> None:
        """Take what was copied in this program; other texts come through the terminal's own key."""
        if self._choices is not None:
            return
        if self.app.clipboard.strip():
            self.preview(self.app.clipboard)
        else:
            self.flash(message("tui-paste-how"))

    def preview(self, text: str) -> None:
        """Reconcile a text with the people known, and show what would happen."""
        self._text = text
        self.run_in_background(partial(self.open_proposal, self.live.session, text), self._show_preview)

    def _show_preview(self, opened: Reply | PasteProposal | ImportProposal) -> None:
        if not self.is_attached:
            return
        if isinstance(opened, Reply):
            self.flash(opened.message, ok=False)
            return
        self._shown = opened.id
        self._choices = PasteChoices(opened.matches)
        self._notes = opened.notes
        self.add_class("-preview")
        self.screen.set_focus(self.lines, scroll_visible=False)
        self._show_head()
        self._show_lines()
        self.settle()
        self.redraw()

    # -- the preview -----------------------------------------------------------------------------------

    def _show_head(self) -> None:
        if self._choices is None:
            first, *others = self.ASKS
            rows = [styled(f" {words(one)}", MUTED) for one in others]
            self.header.show([styled(f" {words(first)}", STRONG), *rows])
            return
        left = words("tui-paste-open-hint") if self._choices.open_places else words("tui-paste-ready-hint")
        counts, next_hint = pasted_counts(self._choices), styled(f"   {left}", MUTED)
        room = (self.size.width or self.app.size.width) - 1
        first_row = counts + next_hint if counts.cell_length + next_hint.cell_length <= room else counts
        self.header.show([first_row, *(styled(f" {words(note)}", MUTED) for note in self._notes)])

    def _show_lines(self) -> None:
        if self._choices is not None and self._snapshot is not None:
            self.lines.show([(str(at), partial(self._line, at)) for at in self._choices.places])

    def _line(self, place: int) -> Content:
        assert self._choices is not None
        assert self._snapshot is not None
        chosen = self.lines.cursor_key == str(place)
        return pasted_row(self._choices, place, self._snapshot.names, self.lines.line_width, chosen=chosen)

    def on_key(self, event: events.Key) -> None:
        """A digit decides the line the cursor is on."""
        if event.character and event.character in "23456789" and self._choices is not None:
            event.stop()
            self._choose(int(event.character))

    def action_choose(self) -> None:
        """Take the first of what the line may mean."""
        self._choose(1)

    def action_leave_out(self) -> None:
        """Leave the line out."""
        self._choose(0)

    def _choose(self, digit: int) -> None:
        if self._choices is None or self.lines.cursor_key is None:
            return
        place = int(self.lines.cursor_key)
        before, self._choices = self._choices, self._choices.choose(place, digit)
        if before is self._choices:
            return
        self.lines.replace(str(place), partial(self._line, place))
        self._show_head()
        self.settle()
        following = self._choices.open_places
        if before.meaning(place) is None and following:
            self.lines.move_to_key(str(following[0]))

    def line_chosen(self, key: str) -> None:
        """Enter on the list carries it out."""
        self.action_accept()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Only what there is to look at can be decided; what was written can be looked at."""
        if action == "look":
            return self._choices is None and bool(self.text_input.value.strip())
        return self._choices is not None or action not in ("accept", "choose", "leave_out")

    @on(Input.Changed)
    def written(self, event: Input.Changed) -> None:
        """Its keys are others once something is written."""
        event.stop()
        self.redraw()

    def action_look(self) -> None:
        """Show whom the names written mean."""
        self.preview(self.text_input.value)

    def action_accept(self) -> None:
        """Mark everybody decided, once the preview has stood for a moment."""
        if not self.settled:
            self.flash(message("tui-paste-wait"))
        elif self._choices is not None and not self._accepting:
            self._accepting = True  # a second Enter would add everybody new once more
            self.execute_call(partial(self.accept_decided, self.live.session, self._shown, self._choices))

    def handle_reply(self, reply: Reply) -> None:
        """Done: back to where the list came from."""
        self._accepting = False
        if not reply.ok:
            return
        if self._from_people:
            self.live.call_later(self.live.open_panel, panel_for("people"))
        else:
            self.close()

    def handle_close(self) -> None:
        """A preview that was left is no longer waiting for a yes."""
        session = self.live.session
        if isinstance(session.proposal, self.NEEDS):
            session.discard_proposal()

    # -- what is asked of the session, away from the screen's thread -----------------------------------

    def open_proposal(self, session: LiveSession, text: str) -> Reply | PasteProposal | ImportProposal:
        """Reconcile a text with the people known."""
        reply = session.propose(self.request(text))
        shown = session.proposal
        return shown if reply.ok and isinstance(shown, self.NEEDS) else reply

    def accept_decided(self, session: LiveSession, shown: int, choices: PasteChoices) -> Reply:
        """Carry it out with what was decided, as long as nothing it rests on has changed."""
        reply = session.propose(self.decision(shown, choices))
        if not reply.ok or session.proposal is None:
            return reply
        return session.execute(Accept(session.proposal.id))

    def request(self, text: str) -> ProposalRequest:
        """What looks at the text."""
        return ProposePaste(text)

    def decision(self, shown: int, choices: PasteChoices) -> ProposalRequest:
        """What tells the session which lines were decided how."""
        return DecidePasted(shown, choices.proposal.matches)
