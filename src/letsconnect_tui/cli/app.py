"""The table of commands. Only the module of the command that is asked for is loaded.

Typer stays at 0.28: later versions import pydantic for every command.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from letsconnect_tui import __version__
from letsconnect_tui.cli.options import FileOption, is_address, spelled_out
from letsconnect_tui.i18n import words

COMMANDS = {
    "run": "run:run",
    "rehearse": "run:rehearse",
    "demo": "run:demo",
    "join": "join:join",
    "screen": "screen:screen",
    "check": "check:check",
    "show": "show:show",
    "new": "new:new",
    "edit": "edit:edit",
    "set": "edit_commands:set_fields",
    "add": "edit_commands:add",
    "move": "edit_commands:move",
    "remove": "edit_commands:remove",
    "split-item": "edit_commands:split",
    "merge-items": "edit_commands:merge",
    "times": "announce:times",
    "announce": "announce:announce",
    "runsheet": "runsheet:runsheet",
    "due": "due:due",
    "remind": "due:remind",
    "preflight": "due:preflight",
    "calendar": "calendar:calendar",
    "whatif": "whatif:whatif",
    "rooms": "rooms:rooms",
    "import": "attendance:import_",
    "sessions": "sessions:sessions",
    "report": "export:report",
    "series": "series:series",
    "merge": "merge:merge",
    "handover": "handover:handover",
    "feedback": "feedback:feedback",
    "where": "sessions:where",
    "doctor": "doctor:doctor",
    "server": "server:server",
    "purge": "privacy:purge",
    "forget": "privacy:forget",
}
"""Command → module and function in this package."""
TEMPLATE_COMMANDS = {"add": "template:add", "list": "template:list_all", "show": "template:show"}
GROUPS = ("attendance", "export", "template")
"""Commands that have commands of their own."""


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line; the exit code. Raises LetsConnectError and whatever is a fault of ours."""
    if "--names" in arguments:
        from letsconnect_tui.cli.name_level import with_levels

        arguments = with_levels(arguments)
    for option in ("--cancel", "--hold"):
        if option in arguments:
            arguments = spelled_out(arguments, option, str.isdecimal, "0")
    asked = _command_asked(arguments)
    if asked == "run" and "--together" in arguments:
        arguments = spelled_out(arguments, "--together", is_address, "")
    names = [asked] if asked in (*COMMANDS, *GROUPS) else [*COMMANDS, *GROUPS]
    if _opens_home(arguments):
        names = []
    app = build(names)
    try:
        app(list(arguments), prog_name="letsconnect", standalone_mode=True)
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None  # Typer takes a reader who has had enough for a failure
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _opens_home(arguments: Sequence[str]) -> bool:
    """Whether nothing but the file is named: home needs none of the commands."""
    rest = arguments[2:] if arguments[:1] == ["--file"] else arguments
    return not rest or (len(rest) == 1 and rest[0].startswith("--file="))


def _command_asked(arguments: Sequence[str]) -> str | None:
    """The first word that is neither an option nor the value of ``--file``."""
    before = ["", *arguments]
    words_typed = zip(before, arguments, strict=False)
    return next((word for last, word in words_typed if not word.startswith("-") and last != "--file"), None)


def build(names: Sequence[str]) -> typer.Typer:
    """The command-line program with these commands; without any it only opens home."""
    app = typer.Typer(
        help=words("cli-help"),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_home_or_version)
    for name in names:
        if name == "export":
            app.add_typer(_exports(), name="export", help=words("cli-export"))
        elif name == "attendance":
            app.add_typer(_attendance(), name="attendance", help=words("cli-attendance"))
        elif name == "template":
            app.add_typer(_templates(), name="template", help=words("cli-template"))
        else:
            app.command(name, help=words(f"cli-{name}"))(_load(COMMANDS[name]))
    return app


def _exports() -> typer.Typer:
    from letsconnect_tui.cli.export import export_command
    from letsconnect_tui.exporters.formats import KINDS

    exports = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
    for what in KINDS:
        exports.command(what, help=words(f"export-about-{what}"))(export_command(what))
    return exports


def _attendance() -> typer.Typer:
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
    group.command("read", help=words("cli-attendance-read"))(_load("attendance:read"))
    group.callback()(_nothing_alone)
    return group


def _templates() -> typer.Typer:
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
    for name, place in TEMPLATE_COMMANDS.items():
        group.command(name, help=words(f"cli-template-{name}"))(_load(place))
    return group


def _nothing_alone() -> None:
    """Keeps the one command of a group a command with a name."""


def _load(place: str) -> Callable[..., Any]:
    module, _, function = place.partition(":")
    loaded: Callable[..., Any] = getattr(importlib.import_module(f"letsconnect_tui.cli.{module}"), function)
    return loaded


def _home_or_version(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=words("cli-version"))] = False,
    file: FileOption = None,
) -> None:
    if version:
        typer.echo(f"letsconnect {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from letsconnect_tui.cli.home import home

        raise typer.Exit(home(file))
    if file is not None:  # said before the command it means the same as after it
        after: dict[str, Any] = {name: {"file": str(file)} for name in COMMANDS}
        from letsconnect_tui.exporters.formats import KINDS

        after["export"] = {what: {"file": str(file)} for what in KINDS}
        after["attendance"] = {"read": {"file": str(file)}}
        after["template"] = {name: {"file": str(file)} for name in TEMPLATE_COMMANDS}
        context.default_map = after
