"""What ``doctor`` finds out about the file where everything is kept; it is only read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.library import Library
from letsconnect_tui.cli.doctor_finding import DoctorFinding
from letsconnect_tui.errors import StoreError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.paths import looks_synchronised

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from letsconnect_tui.store import FileHealth

LEAST_FREE_BYTES = 50_000_000
"""A session takes some hundred kilobytes; with less than this other programs fail first."""


def file_findings(path: Path) -> list[DoctorFinding]:
    """Where it is, who may read it, whether it is whole, its copies, and room on the drive."""
    try:
        with Library.open(path, read_only=True) as library:
            health = library.file.health()
            findings = list(_of_file(health))
            findings += [
                DoctorFinding("damaged", notice, message("doctor-damage")) for notice in library.file.notices
            ]
            findings += _of_runs(library)
    except StoreError as error:
        return [DoctorFinding("file", error.message, error.hint or message("doctor-damage"))]
    except OSError as error:
        problem = message("store-cannot-open", str(path), error.strerror or "")
        return [DoctorFinding("file", problem, message("store-cannot-open-hint"))]
    return findings


def _of_file(health: FileHealth) -> Iterator[DoctorFinding]:
    path = str(health.path)
    advice = message("doctor-synced") if looks_synchronised(health.path) else None
    if health.size_bytes is None:
        yield DoctorFinding("file", message("doctor-no-file", path), advice)
    else:
        yield DoctorFinding("file", message("doctor-plain", path), advice)
        yield _mode(health)
        size = message("doctor-size-told", size_text(health.size_bytes), health.documents, health.schema)
        yield DoctorFinding("contents", size)
        newest = health.backups[0].name if health.backups else "–"
        yield DoctorFinding("backups", message("doctor-backups-told", len(health.backups), newest))
    if health.evidence:
        names = [copy.name for copy in health.evidence]
        yield DoctorFinding("copies", message("doctor-copies-told", len(names), names))
    if health.free_bytes is not None:
        short = health.free_bytes < LEAST_FREE_BYTES
        free = message("doctor-plain", size_text(health.free_bytes))
        yield DoctorFinding("free", free, message("doctor-free-advice") if short else None)


def _mode(health: FileHealth) -> DoctorFinding:
    result = message("doctor-plain", "–" if health.mode is None else f"{health.mode:04o}")
    advice = None if health.private else message("doctor-mode-advice", str(health.path))
    return DoctorFinding("mode", result, advice)


def _of_runs(library: Library) -> Iterator[DoctorFinding]:
    runs = library.runs()
    yield DoctorFinding("sessions", message("doctor-plain", len(runs)))
    whole = [run.id for run, _ in library.whole(runs)]
    unreadable = [*library.unreadable(), *(run.id for run in runs if run.id not in whole)]
    if unreadable:
        problem = message("sessions-unreadable", unreadable)
        yield DoctorFinding("unreadable", problem, message("doctor-unreadable-advice"))
    for session in whole:
        left_out = library.left_out(session)
        if left_out:
            problem = message("doctor-left-out-told", session, left_out)
            yield DoctorFinding("left-out", problem, message("doctor-damage"))


def size_text(size: int) -> str:
    """``312 kB``: powers of ten, as drives are sold."""
    amount, unit = float(size), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    return f"{amount:.0f} {unit}"
