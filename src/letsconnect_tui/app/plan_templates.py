"""Templates of one's own: plans in a folder, each under a name, that new plans begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.plan_library import load_plan, plan_text
from letsconnect_tui.app.saving import save
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.paths import data_dir, made_folder, user_path
from letsconnect_tui.plan.ids import slug
from letsconnect_tui.settings import option

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from letsconnect_tui.i18n.message import Message


def template_folder() -> Path:
    """Where they are: the folder of the settings, else one in the data folder. It may not be there yet."""
    named = option("templates", "folder", "")
    return user_path(named) if named else data_dir() / "templates"


def own_templates() -> dict[str, Path]:
    """Name → file, by name."""
    folder = template_folder()
    return {path.stem: path for path in sorted(folder.glob("*.toml"))} if folder.is_dir() else {}


def add_template(source: Path, name: str | None, taken: Collection[str], *, force: bool = False) -> Message:
    """Keep a plan as a template; what to say of it.

    Args:
        source: The plan file, which stays as it is.
        name: What the template is called; None: as the file is.
        taken: Names that are not to be had.
        force: Replace a template of that name.

    Raises:
        PlanError: The plan has errors.
        InputError: The name is taken or none, or the template cannot be written.
    """
    load_plan(source)  # refuses what no plan could begin with
    called = slug(name if name is not None else source.stem)
    if not called or called in taken:
        raise InputError(message("template-name", name or source.stem, list(taken)))
    try:
        folder = made_folder(template_folder())
    except OSError as error:
        raise InputError(message("new-not-written", str(template_folder()), error.strerror or "")) from error
    target = folder / f"{called}.toml"
    save(plan_text(source).content, target, names_of=None, force=force, may_replace_plan=True)
    return message("template-added", called, str(folder))
