"""Lines to write in: a search above a list, and one of a few words in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from letsconnect_tui.text import JOINERS, NAME_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events


T = TypeVar("T")


class LineInput(Input):
    """An Input that keeps what comes: all pasted lines, with blanks between, and joiners.

    Textual takes the first of several lines, and no letters that are not seen by themselves; Persian, Indic
    scripts and emoji cannot be written without these.
    """

    def on_key(self, event: events.Key) -> None:
        """Write a joiner; Input writes the other letters."""
        if event.character and event.character in JOINERS:
            self._write(event.character)
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Write all lines as one."""
        lines = [line.strip() for line in event.text.splitlines()]
        self._write(event.text if len(lines) == 1 else " ".join(line for line in lines if line))
        event.stop()
        event.prevent_default()

    def _write(self, text: str) -> None:
        """As much as there is room for; Input takes nothing of a text that is too long."""
        start, end = sorted(self.selection)
        room = (self.max_length or len(text)) - len(self.value) + (end - start)
        self.replace(text[: max(0, room)], start, end)


class SearchInput(LineInput, inherit_bindings=False):
    """An Input with the keys for letters only; a pasted block of lines is told and not written.

    Args:
        value: What stands in it at the beginning.
        id: Its id.
        limit: How many letters it takes.
        typed: Called for every letter, also for one that there is no more room for.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "cursor_left", show=False),
        Binding("right", "cursor_right", show=False),
        Binding("backspace", "delete_left", show=False),
        Binding("delete", "delete_right", show=False),
        Binding("ctrl+w", "delete_left_word", show=False),
        Binding("ctrl+u", "delete_left_all", show=False),
    ]

    class BlockPasted(Message):
        """Several lines were pasted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(
        self,
        value: str = "",
        *,
        id: str | None = None,
        limit: int = NAME_LIMIT,
        typed: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(value, id=id, max_length=limit, select_on_focus=False)
        self.cursor_blink = False
        self._typed = typed

    def on_key(self, event: events.Key) -> None:
        """Tell that a letter came; Input writes it."""
        if event.is_printable and self._typed is not None:
            self._typed()

    def on_paste(self, event: events.Paste) -> None:
        """Tell a block of lines; a single line is written as Input does it."""
        if sum(bool(line.strip()) for line in event.text.splitlines()) > 1:
            event.stop()
            event.prevent_default()
            self.post_message(self.BlockPasted(event.text))


class ChoiceInput(Input, Generic[T], inherit_bindings=False):
    """Shows the word of the value chosen; it is an Input, so that letters never act as live keys here.

    Args:
        choices: Values and their words, in order.
        chosen: The value at the beginning; the first one if it is none of them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
    ]

    def __init__(self, choices: Sequence[tuple[T, str]], chosen: T) -> None:
        self._choices = tuple(choices)
        values = [value for value, _ in self._choices]
        self._at = values.index(chosen) if chosen in values else 0
        super().__init__(self._choices[self._at][1], select_on_focus=False)
        self.cursor_blink = False

    @property
    def chosen(self) -> T:
        """The value chosen."""
        return self._choices[self._at][0]

    def action_step(self, by: int) -> None:
        """Choose the next or the one before."""
        self._choose((self._at + by) % len(self._choices))

    def on_key(self, event: events.Key) -> None:
        """A blank steps on, a letter chooses the next word that begins with it."""
        if not event.is_printable:
            return
        event.stop()
        event.prevent_default()
        if event.character == " ":
            self.action_step(1)
            return
        later = [(self._at + by) % len(self._choices) for by in range(1, len(self._choices) + 1)]
        letter = (event.character or "").casefold()
        self._choose(
            next((at for at in later if self._choices[at][1].casefold().startswith(letter)), self._at)
        )

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text is no choice."""
        event.stop()
        event.prevent_default()

    def _choose(self, at: int) -> None:
        self._at = at
        self.value = self._choices[at][1]
        self.cursor_position = 0
