"""The settings of whoever uses this computer: one TOML file, read when the screens open.

``[keys]`` gives actions other keys, by the ids that ``docs/keys.md`` lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.paths import config_dir

if TYPE_CHECKING:
    from pathlib import Path

TABLES = ("keys",)
"""What a settings file may hold."""


def settings_file() -> Path:
    """Where the settings are, whether there are any or not."""
    return config_dir() / "settings.toml"


def read_settings(path: Path) -> dict[str, Any]:
    """The tables of a settings file; none where there is no file.

    Raises:
        InputError: The file cannot be read, is no TOML, or has something besides the tables known.
    """
    import tomllib  # 5 ms, and mostly there is no file

    try:
        settings = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(message("settings-unreadable", path), message("settings-defaults")) from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            message("settings-no-toml", path, str(error)), message("settings-defaults")
        ) from error
    for name, table in settings.items():
        if name not in TABLES or not isinstance(table, dict):
            told = message("settings-unknown-table", path, name, ", ".join(f"[{one}]" for one in TABLES))
            raise InputError(told, message("settings-defaults"))
    return settings
