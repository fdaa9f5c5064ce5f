"""Who is here: a few letters find somebody, Enter marks them, and one row changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from letsconnect_tui.app.people_lookup import index_of
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session.commands import (
    AddPerson,
    EveryoneLeft,
    MarkHere,
    MarkLeft,
    TakeHeadcount,
    Undo,
)
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.text import NAME_LIMIT, clean
from letsconnect_tui.tui.panels.panel import Panel
from letsconnect_tui.tui.panels.people.enter_rule import QUIET_S, Enter, EnterRule
from letsconnect_tui.tui.panels.people.people_list import COUNTED, WALK_IN, PeopleList
from letsconnect_tui.tui.render import people
from letsconnect_tui.tui.render.styles import ACCENT, styled
from letsconnect_tui.tui.widgets.inputs import SearchInput
from letsconnect_tui.tui.widgets.text_rows import TextRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.tui.snapshot import Snapshot

LEAST_HEIGHT = 4
"""With fewer rows the languages leave theirs to the list."""
EVERYONE_S = 5.0
"""How long the question whether everyone has left waits for its answer."""


class PeoplePanel(Panel):
    """Everybody known; typing filters at once.

    Args:
        letters: What stands in the find line when it opens.
        person: Whom the cursor is on when it opens.
    """

    DEFAULT_CSS = """
    #people-top { height: 1; }
    #people-label { width: 7; }
    #people-find { width: 1fr; max-width: 30; }
    #people-counts { width: 2fr; padding-left: 2; }
    """
    PANEL_ID = "people"
    ENTER_WAITS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "here", id="people-here"),
        Binding("ctrl+d", "left", id="people-left"),
        Binding("tab", "details", id="people-details"),
        Binding("ctrl+v", "paste", id="people-paste"),
        Binding("ctrl+o", "import_file", id="people-import"),
        Binding("ctrl+e", "everyone_left", id="people-everyone-left"),
        Binding("ctrl+z", "undo", id="people-undo", show=False),
        Binding("escape", "clear", id="people-clear", show=False),
        Binding("up", "move('move', -1)", show=False),
        Binding("down", "move('move', 1)", show=False),
        Binding("pageup", "move('move_page', -1)", show=False),
        Binding("pagedown", "move('move_page', 1)", show=False),
        Binding("home", "move('move_to', 0)", show=False),
        Binding("end", "move('move_to', -1)", show=False),
    ]

    def __init__(self, letters: str = "", person: str | None = None) -> None:
        super().__init__()
        self.label = TextRows(id="people-label")
        self.find = SearchInput(letters, id="people-find", typed=self._note_letter)
        self.counts = TextRows(id="people-counts")
        self.languages = TextRows(id="people-languages")
        self.lines = PeopleList(letters, person, id="people-list")
        self._snapshot: Snapshot | None = None
        self._drawn: tuple[object, ...] = ()
        self._enter = EnterRule()
        self._held: Timer | None = None
        self._walk_in: str | None = None
        """The name that one more Enter adds."""
        self._everyone_asked_at = float("-inf")

    def compose(self) -> ComposeResult:
        """The find line with the counts, the languages, the list."""
        yield Horizontal(self.label, self.find, self.counts, id="people-top")
        yield from (self.languages, self.lines)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw whom this moment shows differently."""
        others = self._snapshot is None or (snapshot.state.people, snapshot.names_hidden) != self._drawn
        self._snapshot, self._drawn = snapshot, (snapshot.state.people, snapshot.names_hidden)
        self.lines.show_snapshot(snapshot, index_of(self.live.session))
        self._show_head(snapshot, languages=others)

    def on_resize(self) -> None:
        """Draw for the new width once the parts have theirs."""
        self.call_after_refresh(self._draw_again)

    def _draw_again(self) -> None:
        if self._snapshot is not None:
            self._show_head(self._snapshot, languages=True)

    def _show_head(self, snapshot: Snapshot, *, languages: bool) -> None:
        self.label.show([styled(f" {words('tui-people-find')}", ACCENT)])
        self.counts.show([people.counts(snapshot, self.counts.size.width - 2)])
        if languages and self.size.width:
            rows = [people.languages(snapshot, self.size.width)] if self.size.height > LEAST_HEIGHT else []
            self.languages.show(rows)

    # -- letters and Enter -----------------------------------------------------------------------------

    @on(Input.Changed)
    def filter_people(self, event: Input.Changed) -> None:
        """Show at once whom the letters may mean."""
        self._take_letters(event.value)

    @on(SearchInput.BlockPasted)
    def preview_pasted(self, event: SearchInput.BlockPasted) -> None:
        """A block of names is looked at before anybody is marked."""
        self._open_paste(event.text)

    def _take_letters(self, letters: str) -> None:
        if letters == self.lines.letters:
            return
        self._note_letter()
        self.lines.search(letters)

    def _note_letter(self) -> None:
        """A letter takes back what an Enter before it was about to do."""
        self._enter.typed(self.live.keyboard.now_s())
        self._let_go()
        self._walk_in = None

    @property
    def holds_enter(self) -> bool:
        """Whether an Enter waits for the moment of quiet behind it."""
        return self._held is not None

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.stop()
            self._held = None

    @property
    def is_certain(self) -> bool:
        """Whether the letters are part of a name as it is spelt, and hold no blank."""
        if self._snapshot is None:
            return False
        self._take_letters(self.find.value)
        return self._spells_name and self.lines.person is not None

    @property
    def _spells_name(self) -> bool:
        return not self.lines.found.by_typo and " " not in self.lines.letters.strip()

    def action_here(self) -> None:
        """Mark whom the cursor is on, if the Enter is meant."""
        if self._snapshot is None:
            return
        self._take_letters(self.find.value)
        verdict = self._enter.press(self.live.keyboard.now_s(), certain=self._spells_name)
        if verdict is Enter.ACT:
            self._mark()
        elif verdict is Enter.TOO_SOON:
            self.enter_doubted()
            self.flash(message("tui-people-once-more"))
        elif self._held is None:
            self._held = self.set_timer(QUIET_S, self._mark)

    def _mark(self) -> None:
        self._let_go()
        person = self.lines.person
        if self.lines.cursor_key == WALK_IN:
            self._add(clean(self.lines.letters, limit=NAME_LIMIT))
        elif self.lines.cursor_key == COUNTED and self.lines.number is not None:
            self.execute(TakeHeadcount(self.lines.number))
            self.find.select_all()
        elif person is not None:
            self.execute(MarkHere(person))
            self.find.select_all()

    def enter_doubted(self) -> None:
        """An Enter came as fast as in a sentence: for somebody new it is the first of the two."""
        if self.lines.cursor_key == WALK_IN:
            self._walk_in = clean(self.lines.letters, limit=NAME_LIMIT)
            self.lines.offer_to_add(again=True)

    def _add(self, name: str) -> None:
        """Somebody nobody knows comes in at the second Enter."""
        if self._walk_in != name:
            self._walk_in = name
            self.lines.offer_to_add(again=True)
            return
        self._walk_in = None
        self.execute(AddPerson(PersonFacts(name=name)))
        self.find.select_all()

    def handle_reply(self, reply: Reply) -> None:
        """The cursor goes to whoever was added."""
        given = reply.outcome
        if given is not None and len(given.after.people) > len(given.before.people):
            self.lines.move_to_key(list(given.after.people)[-1])

    # -- other keys ------------------------------------------------------------------------------------

    def action_move(self, how: str, by: int) -> None:
        """Move the cursor of the list while letters go into the find line."""
        getattr(self.lines, f"action_{how}")(by)

    def action_left(self) -> None:
        """Whom the cursor is on has left."""
        person = self.lines.person
        if person is not None:
            self.execute(MarkLeft(person))

    def action_everyone_left(self) -> None:
        """Ask, and at the second press note that everyone still here has left."""
        now = self.live.keyboard.now_s()
        still_here = sum(one.is_here for one in self.live.session.state.people.values())
        if not still_here or now - self._everyone_asked_at <= EVERYONE_S:
            self._everyone_asked_at = float("-inf")
            self.execute(EveryoneLeft())
            return
        self._everyone_asked_at = now
        self.flash(message("tui-people-everyone", still_here))

    def action_undo(self) -> None:
        """Take back the latest command: a letter would be text here."""
        self.execute(Undo())

    def action_clear(self) -> None:
        """Empty the find line; close where it is empty."""
        if self.find.value:
            self.find.value = ""
        else:
            self.close()

    def action_details(self) -> None:
        """Show and change what is known of whom the cursor is on."""
        from letsconnect_tui.tui.panels.people.person import PersonPanel

        person = self.lines.person
        if person is None or self._snapshot is None:
            return
        if self._snapshot.names_hidden:
            self.flash(message("tui-people-hidden"))
            return
        panel = PersonPanel(self._snapshot.state.people[person], letters=self.lines.letters)
        self.live.call_later(self.live.open_panel, panel)

    def action_paste(self) -> None:
        """Go to where a block of names is pasted."""
        self._open_paste("")

    def action_import_file(self) -> None:
        """Go to where a file of the meeting platform is taken in."""
        from letsconnect_tui.tui.panels.people.import_file import ImportPanel

        self.live.call_later(self.live.open_panel, ImportPanel(from_people=True))

    def _open_paste(self, text: str) -> None:
        from letsconnect_tui.tui.panels.people.paste import PastePanel

        self.live.call_later(self.live.open_panel, PastePanel(text, from_people=True))
