"""``letsconnect runsheet``: the agenda for the team, or one person's part of it, to print or to share."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from letsconnect_tui.app.plan_library import load_plan
from letsconnect_tui.app.saving import save
from letsconnect_tui.cli.console import deliver, is_standard_output
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
from letsconnect_tui.clock import local_zone
from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.run_sheet import run_sheet
from letsconnect_tui.exporters.run_sheet_formats import FORMS, KEY, SheetWriter
from letsconnect_tui.i18n import message, words
from letsconnect_tui.i18n.catalogue import catalogue
from letsconnect_tui.people.names import search_key
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from letsconnect_tui.plan.model import Person, Plan


def runsheet(
    plan: PlanArgument,
    form: Annotated[str, typer.Option("--format", help=", ".join(FORMS))] = FORMS[0],
    person: Annotated[
        str | None, typer.Option("--for", metavar="PERSON", help=words("runsheet-help-for"))
    ] = None,
    language: LanguageOption = None,
    zone: Annotated[str | None, typer.Option("--zone", help=words("runsheet-help-zone"))] = None,
    occurrence: OccurrenceOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
    file: UnusedFileOption = None,
) -> None:
    """Write the run sheet."""
    zone = None if zone is None else named_zone(zone)
    the_plan = plan_at(load_plan(plan), occurrence)
    who = None if person is None else person_meant(the_plan, person)
    spoken = known_language(language) or _language_for(the_plan, who)
    sheet = run_sheet(the_plan, the_plan.session.starts_at, spoken)
    own = None if who is None else next((one for one in sheet.people if one.id == who.id), None)
    if who is not None and own is None:
        raise InputError(message("runsheet-no-part", who.name))
    writer = SheetWriter(sheet, spoken, zone or _usual_zone(the_plan, who), own)
    written = writer.written(form)
    if isinstance(written, str):
        content = "\ufeff" + written if form == "csv" and not is_standard_output(output) else written
        deliver(content, output, names_of=None, force=force, file=file, made_from=[plan])
    elif output is None or is_standard_output(output):
        sys.stdout.buffer.write(written)
    else:
        result = save(written, output, names_of=None, force=force, kept=file, made_from=[plan])
        sys.stderr.write(printable(words(result)) + "\n")


def _language_for(plan: Plan, who: Person | None) -> str:
    """The first of somebody's languages that there are words in; else the plan's."""
    known = () if who is None else who.languages
    return next((code for code in known if KEY in catalogue(code)), plan.session.language)


def _usual_zone(plan: Plan, who: Person | None) -> str:
    """Where somebody is; for the team this machine's zone, or the plan's where it has none."""
    here = local_zone(os.environ)
    if who is not None:
        return who.timezone or plan.session.timezone
    return here.key if isinstance(here, ZoneInfo) else plan.session.timezone


def person_meant(plan: Plan, typed: str) -> Person:
    """The one person of a plan with that id or name; raises InputError for nobody and for several."""
    exact = plan.person(typed)
    if exact is not None:
        return exact
    wanted = search_key(typed)
    called = [one for one in plan.people if wanted in (search_key(one.name), search_key(one.call or ""))]
    part = called or [one for one in plan.people if wanted and wanted in search_key(one.name).split()]
    if len(part) != 1:
        raise InputError(message("runsheet-who", typed, [one.id for one in plan.people]))
    return part[0]
