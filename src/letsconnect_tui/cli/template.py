"""``letsconnect template``: the templates that new plans begin with, those that ship and one's own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path  # noqa: TC003 - typer reads the annotation when it runs
from typing import Annotated

import typer

from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.app.plan_templates import add_template, own_templates, template_folder
from letsconnect_tui.app.shipped_templates import TEMPLATES
from letsconnect_tui.app.template_items import template_items, template_of, template_people
from letsconnect_tui.cli.console import aligned
from letsconnect_tui.cli.options import ForceOption, PlanArgument, UnusedFileOption  # noqa: TC001
from letsconnect_tui.cli.show import as_text
from letsconnect_tui.i18n import words
from letsconnect_tui.plan.moments import duration_text
from letsconnect_tui.plan.skeleton import Skeleton, skeleton_text
from letsconnect_tui.text import printable

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help=words("template-help-name"), show_default=False)
]
_SOME_DAY = datetime(2030, 1, 7, 15, 0)  # noqa: DTZ001 - a template has no date; this one is a Monday


def add(
    plan: PlanArgument,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help=words("template-help-name"), show_default=False)
    ] = None,
    force: ForceOption = False,
    file: UnusedFileOption = None,
) -> None:
    """Keep a plan as a template."""
    print(printable(words(add_template(plan, name, [*TEMPLATES, "series"], force=force))))


def list_all(file: UnusedFileOption = None) -> None:
    """List the templates."""
    rows = [[words(f"template-column-{name}") for name in ("name", "length", "items", "about")]]
    for name, template in TEMPLATES.items():
        length = duration_text(template.length_minutes * 60)
        rows.append([name, length, str(len(template.lines)), words(f"template-about-{name}")])
    for name, path in own_templates().items():
        rows.append([name, *_about(path)])
    print(printable("\n".join(aligned(rows)), lines=True))
    print(printable(words("template-folder", str(template_folder()))))


def _about(path: Path) -> list[str]:
    from letsconnect_tui.errors import LetsConnectError

    try:
        plan = load_plan(path)
    except LetsConnectError:
        return ["", "", words("template-broken", str(path))]
    return [duration_text(plan.session.length_s), str(len(plan.items)), plan.session.title]


def show(name: NameArgument, file: UnusedFileOption = None) -> None:
    """Show the agenda of a template."""
    own = own_templates().get(name)
    if own is not None:
        print(printable(as_text(load_plan(own), None), lines=True))
        return
    template = template_of(name)
    skeleton = Skeleton(
        id=name,
        kind=template.kind,
        title=words(f"template-about-{name}" if name in TEMPLATES else f"calendar-kind-{template.kind}"),
        start=_SOME_DAY,
        timezone="UTC",
        length_s=template.length_minutes * 60,
        items=template_items(template),
        people=template_people(template),
    )
    print(printable(skeleton_text(skeleton), lines=True), end="")
