"""``letsconnect times`` and ``letsconnect announce``: what goes out before a session."""

from __future__ import annotations

from typing import Annotated

import typer

from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.cli.console import deliver
from letsconnect_tui.cli.options import (
    ForceOption,
    LanguageOption,
    OccurrenceOption,
    OutputOption,
    PlanArgument,
    UnusedFileOption,
    known_language,
    named_zone,
    plan_at,
)
from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.announcements import TARGETS, announcement
from letsconnect_tui.exporters.local_times import local_times, times_page
from letsconnect_tui.exporters.print_pages import HtmlPage, page_named
from letsconnect_tui.i18n import message, words
from letsconnect_tui.text import clean

FORMS = ("text", "md", "wikitext", "html")


def times(
    plan: PlanArgument,
    zone: Annotated[list[str] | None, typer.Option("--zone", help=words("times-help-zone"))] = None,
    form: Annotated[str, typer.Option("--format", help=", ".join(FORMS))] = FORMS[0],
    language: LanguageOption = None,
    occurrence: OccurrenceOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
    file: UnusedFileOption = None,
) -> None:
    """Say when a session is, all over the world."""
    zone = None if zone is None else [named_zone(name) for name in zone]
    if form not in FORMS:
        raise InputError(message("export-unknown-format", form), message("export-formats", FORMS))
    the_plan = plan_at(load_plan(plan), occurrence)
    spoken = known_language(language) or the_plan.session.language
    title = clean(the_plan.session.title)
    page = page_named(form)
    text = times_page(title, local_times(the_plan, tuple(zone or ())), page, spoken)
    if isinstance(page, HtmlPage):
        text = page.document(title, spoken, text)
    deliver(text, output, names_of=None, force=force, file=file, made_from=[plan])


def announce(
    plan: PlanArgument,
    target: Annotated[str, typer.Option("--for", help=", ".join(TARGETS))],
    language: LanguageOption = None,
    occurrence: OccurrenceOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
    file: UnusedFileOption = None,
) -> None:
    """Write an announcement."""
    the_plan = load_plan(plan)
    plan_at(the_plan, occurrence)  # refuses a number that there is not
    written = announcement(the_plan, target, known_language(language), occurrence)
    deliver(written.text, output, written.notes, names_of=None, force=force, file=file, made_from=[plan])
