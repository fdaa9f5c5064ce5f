"""One line to write in above a list: takes letters and leaves the keys that move and act to the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from letsconnect_tui.text import NAME_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events


class SearchInput(Input, inherit_bindings=False):
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
