"""A form for an item, a person or the session: every field with its label, told as soon as it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.actions import parse
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, Select, TextArea

from letsconnect_tui.app.plan_forms import OF_SEVERAL_LINES, choices_of, form_of, shown_value
from letsconnect_tui.i18n import words
from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Key
    from textual.widget import Widget

    from letsconnect_tui.app.plan_forms import FormField
    from letsconnect_tui.plan.editing.document import PlanDocument
    from letsconnect_tui.plan.problems import Path

FEW_LINES, MORE_LINES = 3, 5
AT_ONCE = 11
"""How many fields of an item are made at first: they fill a small window, and all take twice as long."""


def edit_at_once(widget: Input | TextArea, event: Key) -> None:
    """Carry a key that edits out in its turn.

    Textual has such keys as bindings, which are carried out when the key has bubbled up to the app: a letter
    typed right behind Backspace would be written before it.
    """
    found = _EDITING[Input if isinstance(widget, Input) else TextArea].get(event.key)
    if found is not None:
        event.stop()
        event.prevent_default()
        name, values = found
        getattr(widget, f"action_{name}")(*values)


def _editing_keys(kind: type[Widget]) -> dict[str, tuple[str, tuple[object, ...]]]:
    """Key → the action of Textual's that it stands for, and its arguments; not what leaves the field."""
    found = {}
    for binding in kind.BINDINGS:
        if isinstance(binding, Binding):
            name, values = parse(binding.action)[1:]
            if name.startswith(("cursor", "delete", "select")) or name in ("home", "end"):
                found.update(dict.fromkeys(binding.key.split(","), (name, values)))
    return found


_EDITING = {kind: _editing_keys(kind) for kind in (Input, TextArea)}


class FormLine(Input):
    """A line of a form."""

    def on_key(self, event: Key) -> None:
        """Edit in the order of the keys."""
        edit_at_once(self, event)


class FormText(TextArea):
    """Several lines of a form."""

    def on_key(self, event: Key) -> None:
        """Edit in the order of the keys."""
        edit_at_once(self, event)


class FormChoice(Select[str]):
    """A list to choose from: a letter takes the next choice that begins with it, open or not.

    Args:
        choices: The name that is shown and the value, in order.
        value: The value at the beginning; none of the choices is one more, empty is no choice.
    """

    def __init__(self, choices: Sequence[tuple[str, str]], value: str) -> None:
        known = (
            [*choices] if not value or value in [one for _, one in choices] else [*choices, (value, value)]
        )
        self._keys = [(search_key(name), one) for name, one in known]
        # Texts, since Textual's own search in the open list passes over other prompts.
        options = [(Text(name), one) for name, one in known]
        super().__init__(options, value=value or Select.NULL, prompt="–", compact=True)

    def on_key(self, event: Key) -> None:
        """Choose by a letter while the list is closed; backspace and delete take the choice back."""
        if self.expanded:
            return
        if event.key in ("backspace", "delete"):
            self.clear()
        elif event.is_printable and (letter := search_key(event.character or "")):
            at = next((place for place, (_, one) in enumerate(self._keys) if one == self.value), -1)
            later = self._keys[at + 1 :] + self._keys[: at + 1]
            self.value = next((one for key, one in later if key.startswith(letter)), self.value)
        else:
            return
        event.stop()
        event.prevent_default()


class PlanForm(VerticalScroll):
    """The fields of one entry.

    Args:
        document: The plan.
        at: The entry: ``("item", 3)``.
    """

    class FieldChanged(Message):
        """Something else stands in a field."""

        def __init__(self, field: FormField, typed: str) -> None:
            super().__init__()
            self.field = field
            self.typed = typed

    def __init__(self, document: PlanDocument, at: Path) -> None:
        super().__init__(id="edit-form", can_focus=False)
        self.at = at
        self._document = document
        self.fields = form_of(document, at)
        self._choices = self._choices_in(document)
        self._widgets: list[Widget] = []
        self._in_plan: dict[FormField, str] = {}
        """What the plan had for each field when it was shown last."""
        self._last_value: dict[FormField, str] = {}
        """What each widget held last, also if that cannot stand in the plan."""

    def compose(self) -> ComposeResult:
        """The fields that can be seen at once; the others follow when these are drawn."""
        yield from map(self._row, self.fields[:AT_ONCE])

    def on_mount(self) -> None:
        """Add the other fields."""
        self.call_after_refresh(self._add_the_rest)

    async def _add_the_rest(self) -> None:
        if self.is_attached and len(self._widgets) < len(self.fields):
            await self.mount_all(map(self._row, self.fields[AT_ONCE:]))

    def _row(self, field: FormField) -> Horizontal:
        """A label, and the widget that fits the field's value."""
        widget = self._widget(field)
        widget.id = f"field-{len(self._widgets)}"
        self._widgets.append(widget)
        self._in_plan[field] = shown_value(self._document, self.at, field)
        self._last_value[field] = _held(widget)
        return Horizontal(
            Label(Content(words(f"edit-label-{field.label}")), classes="edit-label"),
            widget,
            classes="edit-row -lines" if field.shape in OF_SEVERAL_LINES else "edit-row",
        )

    def _widget(self, field: FormField) -> Widget:
        value = shown_value(self._document, self.at, field)
        if field.shape in OF_SEVERAL_LINES:
            example = "" if field.shape == "text" else words(f"edit-example-{field.shape}")
            area = FormText(
                value,
                compact=True,
                tab_behavior="focus",
                show_line_numbers=False,
                placeholder=Content(example),
            )
            area.cursor_blink = False
            area.styles.height = MORE_LINES if field.label in ("notes", "chat", "checklist") else FEW_LINES
            return area
        if field.shape in ("choice", "person"):
            return FormChoice(self._choices[field], value)
        if field.shape == "flag":
            return FormChoice([(words(f"edit-flag-{one}"), one) for one in ("true", "false")], value)
        line = FormLine(value, compact=True, select_on_focus=False)
        line.cursor_blink = False
        return line

    def _choices_in(self, document: PlanDocument) -> dict[FormField, tuple[tuple[str, str], ...]]:
        """What can be chosen in each list of the form."""
        lists = (field for field in form_of(document, self.at) if field.shape in ("choice", "person"))
        return {field: choices_of(document, self.at, field) for field in lists}

    def begin_at(self, field: FormField | None = None, *, replacing: bool = False) -> None:
        """Begin with a field, or with the first.

        Args:
            field: None: the first.
            replacing: Whether letters take the place of what the first has, as for a new entry's title.
        """
        if field in self.fields[: len(self._widgets)]:
            self.screen.set_focus(self._widgets[self.fields.index(field)])
            return
        first = self._widgets[0]
        self.screen.set_focus(first)  # at once: the next key is for it
        if replacing and isinstance(first, Input):
            first.select_all()

    @property
    def unkept(self) -> list[tuple[FormField, str]]:
        """The fields in which something stands that cannot be in the plan, and what."""
        return [
            (field, _held(widget))
            for field, widget in zip(self.fields, self._widgets, strict=False)
            if widget.has_class("-wrong")
        ]

    def step(self, by: int) -> None:
        """Go to another field; Textual's own order is that of a layout, which may not be made yet."""
        focused = self.screen.focused
        around = focused.ancestors_with_self if focused is not None else ()
        at = next((place for place, one in enumerate(self._widgets) if one in around), -by)
        self.screen.set_focus(self._widgets[(at + by) % len(self._widgets)])

    def show(self, document: PlanDocument, typing: FormField | None = None, *, wrong: bool = False) -> bool:
        """Show what an edit has made of the fields; False where there are other fields now.

        Args:
            document: The plan as it is now.
            typing: The field that is being typed into: what stands in it stays.
            wrong: Whether what stands there cannot be.
        """
        if form_of(document, self.at) != self.fields or self._choices_in(document) != self._choices:
            return False
        self._document = document
        for field, widget in zip(self.fields, self._widgets, strict=False):
            value = shown_value(document, self.at, field)
            if field == typing:
                widget.set_class(wrong, "-wrong")
            elif value != self._in_plan[field]:
                self._last_value[field] = value
                widget.remove_class("-wrong")
                _hold(widget, value)
            self._in_plan[field] = value
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Letters in a line."""
        self._post_change(event.input, event)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Letters in several lines."""
        self._post_change(event.text_area, event)

    def on_select_changed(self, event: Select.Changed) -> None:
        """Another choice."""
        self._post_change(event.select, event)

    def _post_change(self, widget: Widget, event: Message) -> None:
        event.stop()
        if widget not in self._widgets:
            return
        field = self.fields[self._widgets.index(widget)]
        held = _held(widget)
        if held != self._last_value[field]:
            self._last_value[field] = held
            self.post_message(self.FieldChanged(field, held))


def _held(widget: Any) -> str:
    """What stands in a widget, as it would be typed."""
    match widget:
        case TextArea():
            return widget.text
        case Select():
            return "" if widget.value is Select.NULL else str(widget.value)
        case _:
            return str(widget.value)


def _hold(widget: Any, value: str) -> None:
    """Put a value into a widget."""
    match widget:
        case TextArea():
            widget.text = value
        case Select():
            widget.value = value or Select.NULL
        case _:
            widget.value = value
