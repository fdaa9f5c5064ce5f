"""Textual's internals: used in one file, and named here when a newer Textual has changed them."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import textual
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.events import Key
from textual.message_pump import MessagePump

from letsconnect_tui.tui import textual_compat
from letsconnect_tui.tui.base_app import BaseApp
from letsconnect_tui.tui.input.keyboard_layouts import report_key, reported_key
from letsconnect_tui.tui.textual_compat import (
    CompatApp,
    _parse_extended_key,
    is_with_modifier,
    key_of,
    without_sign,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[2] / "src" / "letsconnect_tui"
COMPAT = SOURCE / "tui" / "textual_compat.py"


def private_names(cls: type) -> set[str]:
    """Names beginning with an underscore that Textual's classes in its line of descent define or set."""
    bases = [base for base in cls.__mro__ if base.__module__.partition(".")[0] == "textual"]
    return {name for base in bases for name in private_names_of(base)}


@lru_cache
def private_names_of(base: type) -> frozenset[str]:
    trees = (node for node in ast.walk(module_tree(base.__module__)) if isinstance(node, ast.ClassDef))
    nodes = (node for tree in trees if tree.name == base.__name__ for node in ast.walk(tree))
    set_on_self = {
        one.attr for one in nodes if isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Store)
    }
    return frozenset(filter(is_private, {*vars(base), *set_on_self}))


@lru_cache
def module_tree(name: str) -> ast.Module:
    return ast.parse(inspect.getsource(import_module(name)))


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def uses_of_internals(path: Path) -> Iterator[str]:
    """Imports of Textual's private names, and private names of its classes used or overridden."""
    module = "letsconnect_tui." + ".".join(path.relative_to(SOURCE).with_suffix("").parts)
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "textual":
            yield from (
                f"{path.name}:{node.lineno} imports {one.name}" for one in node.names if is_private(one.name)
            )
        if isinstance(node, ast.ClassDef):
            cls = getattr(import_module(module), node.name, None)
            if cls is not None and issubclass(cls, MessagePump):
                yield from (
                    f"{path.name}:{line} {node.name}.{name}"
                    for line, name in used_in(node, private_names(cls))
                )
    foreign = private_names(App) - set(own_names(tree))
    yield from (
        f"{path.name}:{node.lineno} .{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in foreign
        and not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls", "os"))
    )


def used_in(cls: ast.ClassDef, names: set[str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(cls):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
            if node.attr in names:
                yield node.lineno, node.attr
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in names:
            yield node.lineno, node.name


def own_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


@pytest.mark.parametrize("path", sorted((SOURCE / "tui").rglob("*.py")), ids=lambda path: path.stem)
def test_textual_s_internals_are_used_in_one_file(path: Path) -> None:
    """Also by accident: an attribute of ours must not have the name of one of Textual's."""
    found = list(uses_of_internals(path))
    assert (found != []) if path == COMPAT else (found == [])


@pytest.mark.parametrize(
    "name", ["_handle_exception", "_exception", "_exception_event", "_return_code", "_exit_renderables",
             "_close_messages_no_wait", "_driver"]
)  # fmt: skip
def test_what_is_used_of_textual_s_app_is_still_there(name: str) -> None:
    assert hasattr(App(), name), f"Textual {textual.__version__} has no App.{name}; see {COMPAT.name}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a driver of its own")
@pytest.mark.parametrize("name", ["attrs_before", "_writer_thread"])
def test_what_is_used_of_textual_s_driver_is_still_there(name: str) -> None:
    from textual.drivers.linux_driver import LinuxDriver

    assert name in inspect.getsource(LinuxDriver), f"Textual {textual.__version__} has no LinuxDriver.{name}"


class Crashing(CompatApp):
    """Crashes with a name at hand."""

    def crash_lines(self, error: Exception) -> list[str]:
        return [f"told: {type(error).__name__}"]

    def action_crash(self) -> None:
        name = "Ngozi Okafor"
        raise ValueError(name)


async def crash() -> int | None:
    app = Crashing()
    async with app.run_test() as pilot:
        app.call_later(app.action_crash)
        await pilot.pause()
    return app.return_code


async def test_a_crash_is_told_in_our_words_and_without_local_variables(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(ValueError, match="Ngozi"):
        await crash()
    errors = capfd.readouterr().err
    assert "told: ValueError" in errors, f"Textual {textual.__version__} tells crashes otherwise"
    assert "Ngozi" not in errors


async def test_control_sequences_reach_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    app = BaseApp()
    async with app.run_test():
        monkeypatch.setattr(app._driver, "write", written.append)
        app.set_window_title("3:45 left")
        monkeypatch.undo()
    assert written == ["\x1b[22;2t", "\x1b]2;3:45 left\x07"], "Textual writes to the terminal otherwise"


# -- keys -----------------------------------------------------------------------------------------------


@pytest.fixture
def parser(monkeypatch: pytest.MonkeyPatch) -> XTermParser:
    monkeypatch.setattr(XTermParser, "_parse_extended_key", _parse_extended_key)
    monkeypatch.setattr(textual_compat, "_reports", [report_key])
    return XTermParser()


@pytest.mark.parametrize("sign", ["n", "N", "+", "]", " ", "?", "т"])
def test_a_printable_key_is_named_as_textual_s_parser_names_it(sign: str) -> None:
    [parsed] = [one for one in XTermParser().feed(sign) if isinstance(one, Key)]
    made = key_of(sign, 5.0)
    assert (made.key, made.character, made.time) == (parsed.key, parsed.character, 5.0)


def test_a_letter_with_alt_is_known_and_writes_nothing() -> None:
    alt = Key("alt+n", "n")
    assert (alt.is_printable, is_with_modifier(alt), without_sign(alt).is_printable) == (True, True, False)
    assert not is_with_modifier(key_of("n", 0.0))
    assert not is_with_modifier(key_of("+", 0.0))


@pytest.mark.parametrize(
    ("sequence", "key", "sign"),
    [
        ("\x1b[1090::110;;1090u", "т", "т"),
        ("\x1b[110:78;2;78u", "N", "N"),
        ("\x1b[97::113;;97u", "a", "a"),
        ("\x1b[1090::110;5u", "ctrl+т", None),
        ("\x1b[13u", "enter", "\r"),
    ],
)
def test_alternate_keys_are_read_and_taken_out(
    parser: XTermParser, sequence: str, key: str, sign: str | None
) -> None:
    [read] = [one for one in parser.feed(sequence) if isinstance(one, Key)]
    assert (read.key, read.character) == (key, sign), f"Textual {textual.__version__} parses keys otherwise"


def test_the_key_that_the_terminal_reports_is_remembered_for_letters_of_other_scripts(
    parser: XTermParser,
) -> None:
    list(parser.feed("\x1b[1112::106;;1112u"))  # Serbian, where a letter has another place than in Russian
    list(parser.feed("\x1b[1053:1053:110;2;1053u"))
    list(parser.feed("\x1b[97::113;;97u"))  # a on a French keyboard stays a
    assert (reported_key("ј"), reported_key("Н"), reported_key("a")) == ("j", "N", None)
