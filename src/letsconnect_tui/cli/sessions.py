"""``letsconnect sessions`` and ``letsconnect where``: what is stored, and in which folders."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from letsconnect_tui import paths
from letsconnect_tui.app.library import Library, default_file
from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.cli.console import aligned
from letsconnect_tui.cli.options import FileOption, JsonOption  # noqa: TC001 - typer reads annotations
from letsconnect_tui.clock import local_zone
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.dates import iso, utc, zone_name
from letsconnect_tui.text import clean, printable

if TYPE_CHECKING:
    from datetime import tzinfo

    from letsconnect_tui.app.library import Run


VERSION = 1


def sessions(as_json: JsonOption = False, file: FileOption = None) -> None:
    """List sessions held, live and under way."""
    with Library.open(file, read_only=True) as library:
        runs, unreadable = library.runs(), library.unreadable()
        notices = library.file.notices
    for notice in notices:
        sys.stderr.write(printable(words(notice)) + "\n")
    if as_json:
        print(json.dumps(as_data(runs), ensure_ascii=True, indent=2))
    elif runs:
        print(printable("\n".join(as_lines(runs, local_zone(os.environ))), lines=True))
    else:
        print(words("sessions-none"))
    if unreadable:
        sys.stderr.write(printable(words("sessions-unreadable", list(unreadable))) + "\n")


def as_data(runs: tuple[Run, ...]) -> dict[str, Any]:
    """The list for programs; moments in ISO 8601 UTC."""
    return {
        "version": VERSION,
        "sessions": [
            {
                "id": run.id,
                "plan": run.plan_id,
                "title": run.title,
                "kind": run.kind,
                "state": run.phase,
                "planned_start": iso(run.starts_at),
                "start": iso(run.started_at),
                "end": iso(run.ended_at),
                "participants": run.participants,
                "peak": run.peak,
                "rehearsal": run.rehearsal,
                "plan_file": run.plan_file,
            }
            for run in runs
        ],
    }


def as_lines(runs: tuple[Run, ...], zone: tzinfo | None) -> list[str]:
    """A table; times of day in ``zone`` (None: this machine's) and in UTC."""
    names = ["id", "here", "utc", "kind", "state", "participants", "title"]
    with_zone = any(utc(_at(run)).astimezone(zone).utcoffset() for run in runs)
    heading = [words(f"sessions-{name}") for name in names]
    if zone is not None:
        heading[names.index("here")] = zone_name(zone, utc(_at(runs[-1])))
    rows = [heading, *(_row(run, zone) for run in runs)]
    if not with_zone:
        rows = [[*row[:1], *row[2:]] for row in rows]
    return aligned(rows)


def _at(run: Run) -> int:
    return run.starts_at if run.started_at is None else run.started_at


def _row(run: Run, zone: tzinfo | None) -> list[str]:
    at = utc(_at(run))
    state = words(f"sessions-state-{run.phase}")
    return [
        run.id,
        _date(at.astimezone(zone)),
        _date(at.astimezone(UTC)),
        words(f"calendar-kind-{run.kind}"),
        words("sessions-rehearsal", state) if run.rehearsal else state,
        words("sessions-people", run.participants, run.peak),
        clean(run.title),
    ]


def _date(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


FOLDERS_VERSION = 1


def where(as_json: JsonOption = False, file: FileOption = None) -> None:
    """Say where files are kept; makes none of them."""
    data_file = (file or default_file()).absolute()
    folders = {"data": paths.data_dir(), "config": paths.config_dir(), "state": paths.state_dir()}
    plans = shipped_plans()
    if as_json:
        values = {
            "version": FOLDERS_VERSION,
            "file": str(data_file),
            "file_exists": data_file.exists(),
            **{name: str(folder) for name, folder in folders.items()},
            "plans": [str(plan) for plan in plans],
        }
        print(json.dumps(values, ensure_ascii=True, indent=2))
        return
    location = str(data_file) if data_file.exists() else words("where-not-yet", str(data_file))
    rows = [(words("where-file"), location)]
    rows += [(words(f"where-{name}"), str(folder)) for name, folder in folders.items()]
    rows += [(words("where-plans") if not number else "", str(plan)) for number, plan in enumerate(plans)]
    print(printable("\n".join(aligned(rows)), lines=True))
