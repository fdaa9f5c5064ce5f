from __future__ import annotations

import pytest
from typer.main import get_command

from letsconnect_tui.cli.app import COMMANDS, EXPORTS, build


def options_of(*names: str) -> set[str]:
    command = get_command(build([names[0]]))
    for name in names:
        command = command.commands[name]  # type: ignore[attr-defined]
    return {option for parameter in command.params for option in parameter.opts}


@pytest.mark.parametrize("names", [(one,) for one in COMMANDS] + [("export", one) for one in EXPORTS])
def test_the_file_option_follows_any_command(names: tuple[str, ...]) -> None:
    assert "--file" in options_of(*names)
