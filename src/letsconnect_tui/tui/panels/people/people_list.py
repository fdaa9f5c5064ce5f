"""The list of everybody known: searched by letters, one row a person, drawn again only where it changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from letsconnect_tui.app.people_lookup import FoundPeople, PeopleIndex
from letsconnect_tui.i18n import words
from letsconnect_tui.text import NAME_LIMIT, clean, fit, western_digits
from letsconnect_tui.tui.render import people
from letsconnect_tui.tui.render.styles import MUTED, STRONG, styled
from letsconnect_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.content import Content

    from letsconnect_tui.session.attendee import Attendee
    from letsconnect_tui.tui.snapshot import Snapshot

WALK_IN = "+walk-in"
"""The key of the line that adds somebody by the letters; no person's id has a plus."""
COUNTED = "+counted"
"""The key of the line that takes a number for a headcount."""
LEAST_NAME = 2
"""From this many letters on, the list ends with a line that adds them as another person."""
_INDENT = "   "
"""Before a line that is nobody: it begins where the words of the others do."""
_TEACHING = ("tui-people-nobody-1", "tui-people-nobody-2", "tui-people-nobody-3")


class PeopleList(LineList):
    """Rows of people by id; where nobody is found, a line that tells how to add somebody.

    Args:
        letters: What it is searched by at the beginning.
        person: Whom the cursor is on at the beginning.
        id: Its id.
    """

    def __init__(self, letters: str = "", person: str | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.letters = letters
        self._opens_at = person
        self.found = FoundPeople(())
        """Whom the letters may mean."""
        self._index = PeopleIndex()
        self._version = -1
        self._snapshot: Snapshot | None = None
        self._people: Mapping[str, Attendee] = {}
        self._scene: tuple[object, ...] = ()
        self._columns = people.PersonColumns(0, 0, 0)

    @property
    def person(self) -> str | None:
        """The id of the person the cursor is on; None where it is on nobody."""
        return self.cursor_key if self.cursor_key in self._people else None

    @property
    def number(self) -> int | None:
        """The headcount that the letters are, while a session can still be counted."""
        digits = western_digits(self.letters.strip())
        over = self._snapshot is None or self._snapshot.state.phase == "ended"
        return int(digits) if digits.isdecimal() and digits.isascii() and not over else None

    def show_snapshot(self, snapshot: Snapshot, index: PeopleIndex) -> None:
        """Draw again the rows of those who changed."""
        self._snapshot, self._index = snapshot, index
        if not self.line_width:
            return
        before, self._people = self._people, snapshot.state.people
        if before is not self._people:
            index.follow(self._people)
        scene = (self.line_width, snapshot.names_hidden, snapshot.zone, snapshot.state.started_at)
        if scene != self._scene:
            self._scene, self._columns = scene, people.PersonColumns.of(self.line_width)
            self._find(anew=True)
            if self._opens_at is not None:
                self.move_to_key(self._opens_at)
                self._opens_at = None
        elif before is not self._people:
            if index.version != self._version:
                self._find()
            for person in self.keys:
                if person in before and before[person] is not self._people.get(person):
                    self.replace(person, partial(self._line, person))

    def search(self, letters: str) -> None:
        """Show whom these letters may mean, with the cursor on the best."""
        self.letters = letters
        self._find()
        self.action_move_to(0)

    def offer_to_add(self, *, again: bool = False) -> None:
        """Show that Enter adds the letters as a name; ``again``: that it was pressed once."""
        key = "tui-people-add" if not self.found.people else "tui-people-add-another"
        line = styled(f"{_INDENT}{words('tui-people-add-now' if again else key, self._name_to_add)}", STRONG)
        if WALK_IN in self.keys and self.found.people:
            self.replace(WALK_IN, line)
        else:
            self.show([(WALK_IN, line)])

    @property
    def _name_to_add(self) -> str:
        """The letters as a name, as far as they fit into the line that adds them."""
        return fit(clean(self.letters, limit=NAME_LIMIT), max(8, self.line_width - 45))

    def on_resize(self) -> None:
        """Draw for the new width."""
        super().on_resize()
        if self._snapshot is not None:
            self.show_snapshot(self._snapshot, self._index)

    def _show_cursor_row(self) -> None:
        """Scroll by half of what fits: whoever goes down the list sees it stand still between two steps."""
        height, row = self.size.height, self.cursor_row
        if not height or 0 <= row - self.scroll_offset.y < height:
            return
        self.scroll_to(y=max(0, row - height // 2), animate=False, force=True)

    def _find(self, *, anew: bool = False) -> None:
        self.found, self._version = self._index.search(self.letters), self._index.version
        if self.found.people:
            more = (WALK_IN,) if len(clean(self.letters, limit=NAME_LIMIT)) >= LEAST_NAME else ()
            if anew or more or (*self.found.people, *more) != self.keys:
                lines: list[tuple[str, Content | Callable[[], Content]]] = [
                    (person, partial(self._line, person)) for person in self.found.people
                ]
                another = styled(f"{_INDENT}{words('tui-people-add-another', self._name_to_add)}", MUTED)
                was_nobody = self.keys == (WALK_IN,)
                self.show([*lines, *((key, another) for key in more)])
                if was_nobody:
                    self.action_move_to(0)
        elif self.number is not None:
            self.show([(COUNTED, styled(f"{_INDENT}{words('tui-people-count', self.number)}", STRONG))])
        elif clean(self.letters, limit=NAME_LIMIT):
            self.offer_to_add()
        else:
            self.show([(f"+{key}", styled(f"{_INDENT}{words(key)}", MUTED)) for key in _TEACHING])

    def _line(self, person: str) -> Content:
        assert self._snapshot is not None
        chosen = self.cursor_key == person
        return people.person_row(
            self._snapshot, self._people[person], self._columns, self.line_width, chosen=chosen
        )
