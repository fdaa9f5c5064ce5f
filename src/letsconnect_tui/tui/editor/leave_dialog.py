"""The dialog that asks what becomes of edits that are not saved when the editor is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Label

from letsconnect_tui.i18n import words

if TYPE_CHECKING:
    from textual.app import ComposeResult

Leaving = Literal["save", "discard", "stay"]


class LeaveDialog(ModalScreen[Leaving]):
    """Save, discard, or go on editing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "choose('save')", show=False),
        Binding("d", "choose('discard')", show=False),
        Binding("escape,q", "choose('stay')", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._answers = [
            Button(Content(words(f"edit-leave-{name}")), id=f"leave-{name}", compact=True)
            for name in ("save", "discard", "stay")
        ]

    def compose(self) -> ComposeResult:
        """A question and three answers."""
        with Vertical(id="edit-leave"):
            yield Label(Content(words("edit-leave")))
            yield Horizontal(*self._answers)

    def on_mount(self) -> None:
        """Saving is the answer that Enter gives."""
        self._answers[0].focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """An answer by mouse, or by Enter."""
        self.action_choose((event.button.id or "").removeprefix("leave-"))

    def action_choose(self, what: str) -> None:
        """Answer."""
        answers: dict[str, Leaving] = {"save": "save", "discard": "discard"}
        self.dismiss(answers.get(what, "stay"))
