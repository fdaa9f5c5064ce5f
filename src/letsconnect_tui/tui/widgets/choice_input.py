"""One of a few words, in a form: a letter or an arrow chooses, nothing else can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

T = TypeVar("T")


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

    def __init__(
        self,
        choices: Sequence[tuple[T, str]],
        chosen: T,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        self._choices = tuple(choices)
        values = [value for value, _ in self._choices]
        self._at = values.index(chosen) if chosen in values else 0
        super().__init__(self._choices[self._at][1], id=id, classes=classes, select_on_focus=False)
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
