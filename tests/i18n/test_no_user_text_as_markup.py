"""Textual reads markup in most texts: ``[@click=app.quit]Ada[/]`` as a name acts, ``a[/`` crashes."""

from __future__ import annotations

import ast

import pytest

from tests.i18n.screen_lint import markup_in, text_as_markup


def found_in(body: str) -> bool:
    source = "def show(name: str, rich_name: Content):\n    " + body.replace("\n", "\n    ")
    return bool(markup_in({"sample.py": ast.parse(source)}))


def test_no_screen_hands_variable_text_to_what_reads_markup() -> None:
    assert text_as_markup("tui") == []


@pytest.mark.parametrize(
    "body",
    [
        "Label(name)",
        "Label(f'{name} is here')",
        "Static(words('who', name))",
        "self.notify(words('who', name))",
        "Option(name, id='x')",
        "table.add_row(Content(name), name)",
        "widget.update(f'{name}')",
        "widget.update(words('who', name))",
        "widget.border_title = name",
        "widget.tooltip = words('who', name)",
        "Label(escape(name))",
        "Content.from_markup(name)",
        "Button(label=name)",
        "Collapsible(title=self.person.name)",
    ],
)
def test_text_read_as_markup_is_found(body: str) -> None:
    assert found_in(body)


@pytest.mark.parametrize(
    "body",
    [
        "Label('here')",
        "Label(Content(name))",
        "Label(rich_name)",
        "Label(name, markup=False)",
        "Label(Text(name).append('x'))",
        "shown = Content(name)\nLabel(shown)",
        "table.add_row(*[Text(one) for one in name])",
        "self.notify(words('who', name), markup=False)",
        "widget.update(Content(name))",
        "known.update(others)",
        "widget.border_title = Content(name)",
        "Label(id=name)",
        "Content.from_markup('[b]$name[/b]', name=name)",
        "Label(Content.assemble(name, ' ', name))",
        "Label(Content(name) if name else Content(''))",
    ],
)
def test_text_that_cannot_be_markup_passes(body: str) -> None:
    assert not found_in(body)
