"""``letsconnect where``: where everything is kept on this computer."""

from __future__ import annotations

import json

from letsconnect_tui import paths
from letsconnect_tui.app.library import default_file
from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.cli.options import FileOption, JsonOption  # noqa: TC001 - typer reads annotations
from letsconnect_tui.cli.text_lines import aligned
from letsconnect_tui.i18n import words
from letsconnect_tui.text import printable

VERSION = 1


def where(as_json: JsonOption = False, file: FileOption = None) -> None:
    """Say where files are kept; makes none of them."""
    data_file = (file or default_file()).absolute()
    folders = {"data": paths.data_dir(), "config": paths.config_dir(), "state": paths.state_dir()}
    plans = shipped_plans()
    if as_json:
        values = {
            "version": VERSION,
            "file": str(data_file),
            "file_exists": data_file.exists(),
            **{name: str(folder) for name, folder in folders.items()},
            "plans": [str(plan) for plan in plans],
        }
        print(json.dumps(values, ensure_ascii=True, indent=2))
        return
    told = str(data_file) if data_file.exists() else words("where-not-yet", str(data_file))
    rows = [(words("where-file"), told)]
    rows += [(words(f"where-{name}"), str(folder)) for name, folder in folders.items()]
    rows += [(words("where-plans") if not number else "", str(plan)) for number, plan in enumerate(plans)]
    print(printable("\n".join(aligned(rows)), lines=True))
