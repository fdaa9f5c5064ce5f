"""Reads the faces' source for text that would reach a screen as markup or in one language only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import letsconnect_tui

SOURCE = Path(letsconnect_tui.__file__).parent

# Names as called (the last part of the dotted name) whose text arguments Textual reads as markup.
# fmt: off
READS_MARKUP = frozenset((
    "Static", "Label", "Button", "Checkbox", "RadioButton", "RadioSet", "Collapsible", "Tab", "TabPane",
    "TabbedContent", "Placeholder", "Option", "OptionList", "Select", "SelectionList", "Selection", "Hit",
    "DiscoveryHit", "add_row", "add_rows", "add_column", "add_columns", "update_cell", "update_cell_at",
    "add_leaf", "set_content", "add_option", "add_options", "notify", "Panel",
))
# fmt: on
READS_MARKUP_IF_STR = frozenset(
    {"update"}
)  # also a method of dict and set: only what is certainly a str counts
MARKUP_ATTRIBUTES = frozenset({"border_title", "border_subtitle", "tooltip"})
NEVER = frozenset({"escape", "escape_markup"})
SAFE_VALUES = frozenset({"Content", "Coordinate", "Text", "Segment", "Strip", "int", "len", "None"})
NOT_SHOWN = frozenset(
    {"id", "classes", "name", "key", "variant", "severity", "value", "timeout", "width", "height"}
)

# fmt: off
SHOWS_TEXT = READS_MARKUP | frozenset((
    "print", "echo", "secho", "Content", "Text", "Binding", "Header", "Input", "TextArea", "Link", "update",
    "confirm", "prompt",
))
SHOWN_KEYWORDS = frozenset((
    "label", "title", "description", "placeholder", "tooltip", "message", "prompt", "help", "text",
))
# fmt: on
SHOWN_NAMES = MARKUP_ATTRIBUTES | {"title", "sub_title", "TITLE", "SUB_TITLE"}
A_SENTENCE = re.compile(r"[A-Za-z]{2,}[,.:!?]? +[A-Za-z]")


@dataclass(frozen=True)
class Finding:
    """A place in the source, as ``path:line``, and what stands there."""

    where: str
    what: str


def python_files(*rooms: str) -> Iterator[Path]:
    for room in rooms:
        yield from sorted((SOURCE / room).rglob("*.py"))


def called(node: ast.AST) -> str:
    """The last part of the name that a call calls: ``Label`` for ``widgets.Label(…)``."""
    func = node.func if isinstance(node, ast.Call) else node
    return str(getattr(func, "attr", None) or getattr(func, "id", ""))


class Safe:
    """Which names of one file hold Content, Text or another value that is no markup."""

    def __init__(self, trees: list[ast.Module]) -> None:
        self.names = set(SAFE_VALUES)
        for tree in trees:
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and self._annotated(node.returns):
                    self.names.add(node.name)

    def _annotated(self, annotation: ast.expr | None) -> bool:
        text = ast.unparse(annotation) if annotation else ""
        return bool(re.search(r"\b(Content|Text|Visual|Option|Strip|int)\b", text)) and not re.search(
            r"\bstr\b", text
        )

    def in_function(self, function: ast.AST) -> set[str]:
        """Names that are safe inside ``function``: annotated arguments, and variables given safe values."""
        names: set[str] = set()
        for node in ast.walk(function):
            if isinstance(node, ast.arg | ast.AnnAssign) and self._annotated(node.annotation):
                names.add(node.arg if isinstance(node, ast.arg) else ast.unparse(node.target))
        for _ in range(3):  # a value may come by way of two other names
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and self.expression(node.value, names):
                    names |= {ast.unparse(target) for target in node.targets}
                elif isinstance(node, ast.For | ast.comprehension) and self.expression(node.iter, names):
                    names.add(ast.unparse(node.target))
        return names

    def expression(self, node: ast.expr, names: set[str]) -> bool:
        """True if ``node`` is certainly no text that came from a variable."""
        match node:
            case ast.Constant():
                return True
            case ast.Call(func=func):
                safe_method = isinstance(func, ast.Attribute) and self.expression(func.value, names)
                maker = isinstance(func, ast.Attribute) and called(func.value) in ("Content", "Text")
                return called(node) in self.names or safe_method or maker
            case ast.IfExp(body=body, orelse=orelse):
                return self.expression(body, names) and self.expression(orelse, names)
            case ast.List(elts=elements) | ast.Tuple(elts=elements):
                return all(self.expression(one, names) for one in elements)
            case ast.ListComp(elt=element) | ast.GeneratorExp(elt=element):
                return self.expression(element, names)
            case ast.Starred(value=value):
                return self.expression(value, names)
            case ast.Attribute() | ast.Name():
                return ast.unparse(node) in names
            case _:
                return False


def certainly_text(node: ast.expr) -> bool:
    """True for f-strings, ``words(…)``, ``str(…)``, ``"…".join(…)`` and sums of those."""
    if isinstance(node, ast.BinOp):
        return certainly_text(node.left) or certainly_text(node.right)
    return isinstance(node, ast.JoinedStr) or called(node) in ("words", "words_in", "str", "join", "format")


def markup_off(call: ast.Call) -> bool:
    return any(
        word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )


def text_as_markup(room: str = "tui") -> list[Finding]:
    """Every place where a variable text is handed to something that reads markup."""
    files = {str(path.relative_to(SOURCE)): ast.parse(path.read_text("utf-8")) for path in python_files(room)}
    return markup_in(files)


def markup_in(files: dict[str, ast.Module]) -> list[Finding]:
    """The same for trees already parsed, by the name of their file."""
    safe = Safe(list(files.values()))
    return [finding for name, tree in files.items() for finding in _walk(tree, name, safe, set())]


def _walk(node: ast.AST, name: str, safe: Safe, names: set[str]) -> Iterator[Finding]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        names = names | safe.in_function(node)
    if _risky(node, safe, names):
        yield Finding(f"{name}:{getattr(node, 'lineno', 0)}", ast.unparse(node))
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, name, safe, names)


def _risky(node: ast.AST, safe: Safe, names: set[str]) -> bool:
    if isinstance(node, ast.Assign):
        to_markup = any(
            isinstance(one, ast.Attribute) and one.attr in MARKUP_ATTRIBUTES for one in node.targets
        )
        return to_markup and not safe.expression(node.value, names)
    if not isinstance(node, ast.Call) or markup_off(node):
        return False
    name = called(node)
    if name in NEVER:
        return True
    given = [*node.args, *(word.value for word in node.keywords if word.arg not in NOT_SHOWN)]
    if name in READS_MARKUP_IF_STR:
        return any(certainly_text(one) for one in given)
    if name == "from_markup":  # values go in by name, which reads no markup
        return not (node.args and isinstance(node.args[0], ast.Constant))
    return name in READS_MARKUP and any(not safe.expression(one, names) for one in given)


def sentences_in_source(*rooms: str) -> list[Finding]:
    """Every literal with words in it that goes straight to where somebody reads it."""
    files = {
        str(path.relative_to(SOURCE)): ast.parse(path.read_text("utf-8")) for path in python_files(*rooms)
    }
    return [finding for name, tree in files.items() for finding in sentences_in(name, tree)]


def sentences_in(name: str, tree: ast.Module) -> Iterator[Finding]:
    """The same for one tree."""
    for node in ast.walk(tree):
        for literal in _shown_literals(node):
            if A_SENTENCE.search(literal):
                yield Finding(f"{name}:{getattr(node, 'lineno', 0)}", literal)


def _shown_literals(node: ast.AST) -> Iterator[str]:
    shown: list[ast.expr] = []
    if isinstance(node, ast.Call):
        shown += node.args if called(node) in SHOWS_TEXT else []
        shown += [word.value for word in node.keywords if word.arg in SHOWN_KEYWORDS]
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = {ast.unparse(target).rpartition(".")[2] for target in targets}
        if names & SHOWN_NAMES and node.value is not None:
            shown.append(node.value)
        if "BINDINGS" in names and isinstance(node.value, ast.List):
            shown += [one for row in node.value.elts if isinstance(row, ast.Tuple) for one in row.elts[2:]]
    for one in shown:
        for piece in one.values if isinstance(one, ast.JoinedStr) else [one]:
            if isinstance(piece, ast.Constant) and isinstance(piece.value, str):
                yield piece.value
