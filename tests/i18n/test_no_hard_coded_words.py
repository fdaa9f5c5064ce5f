from __future__ import annotations

import ast

import pytest

from tests.i18n.screen_lint import sentences_in, sentences_in_source


def found_in(source: str) -> list[str]:
    return [finding.what for finding in sentences_in("sample.py", ast.parse(source))]


def test_every_sentence_shown_comes_from_the_catalogue() -> None:
    assert sentences_in_source("tui", "plain", "cli", "app") == []


@pytest.mark.parametrize(
    "source",
    [
        "print('nobody is here')",
        "Label(f'{name} is here')",
        "Binding('n', 'next', 'Next item')",
        "BINDINGS = [('n', 'next', 'Next item')]",
        "self.notify('Saved it')",
        "self.border_title = 'Who is here'",
        "Input(placeholder='Find a person')",
        "typer.Option(help='The plan file')",
        "TITLE = 'The live session'",
    ],
)
def test_a_hard_coded_sentence_is_found(source: str) -> None:
    assert len(found_in(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "print(words('who-is-here', 3))",
        "Binding('n', 'next', 'key-next')",
        "Label('✓')",
        "Label('  ')",
        "log.debug('not shown at all')",
    ],
)
def test_keys_signs_and_logs_pass(source: str) -> None:
    assert found_in(source) == []
