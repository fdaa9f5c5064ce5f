"""The settings of whoever uses this computer: one TOML file, read where something in it is wanted.

``[keys]`` gives actions other keys, by the ids that ``docs/keys.md`` lists. ``OPTIONS`` has everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.paths import config_dir

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS: dict[str, dict[str, type]] = {
    "run": {"run_sheet": bool},
    "templates": {"folder": str},
    "together": {"address": str, "name": str},
}
"""Table → key → what its value must be."""
TABLES = ("keys", *OPTIONS)
"""What a settings file may hold."""
_Value = TypeVar("_Value", bool, str)


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
            problem = message("settings-unknown-table", path, name, ", ".join(f"[{one}]" for one in TABLES))
            raise InputError(problem, message("settings-defaults"))
        for key, value in table.items() if name in OPTIONS else ():
            if not isinstance(value, OPTIONS[name].get(key, type(None))):
                problem = message("settings-unknown-option", path, f"{name}.{key}", _written(OPTIONS[name]))
                raise InputError(problem, message("settings-defaults"))
    return settings


def option(table: str, key: str, usual: _Value) -> _Value:
    """One value of the user's settings, or the usual one; raises InputError as ``read_settings`` does."""
    value: _Value = read_settings(settings_file()).get(table, {}).get(key, usual)
    return value


def _written(options: dict[str, type]) -> str:
    """How the keys of a table are written: ``run_sheet = true``."""
    examples = {bool: "true", str: '"…"'}
    return ", ".join(f"{key} = {examples[kind]}" for key, kind in options.items())
