"""What is kept of a failure of the program itself: where it happened, never what it was about.

Neither local variables nor the error's own words are written, because both may hold people's names; errors
of ours tell the key of their message.
"""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from letsconnect_tui import __version__
from letsconnect_tui.errors import LetsConnectError
from letsconnect_tui.paths import made_folder, state_dir

if TYPE_CHECKING:
    from pathlib import Path

MOST_REPORTS = 10
"""Of failures that nobody has looked into, the newest tell enough."""


def crash_report(error: BaseException) -> str:
    """The report as text: version, system, and the places in the code from the outside in."""
    lines = [
        f"letsconnect {__version__}, Python {platform.python_version()}, {sys.platform}",
        datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    ]
    cause: BaseException | None = error
    while cause is not None:
        key = f" {cause}" if isinstance(cause, LetsConnectError) else ""
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}{key}")
        lines += [
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines) + "\n"


def keep_crash_report(error: BaseException) -> Path | None:
    """Write the report to the state folder, readable by its owner only; None where even that fails."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    try:
        path = made_folder(state_dir()) / f"crash-{stamp}-{os.getpid()}.log"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(crash_report(error))
        _drop_oldest(path.parent)
    except OSError:
        return None
    return path


def _drop_oldest(folder: Path) -> None:
    reports = sorted(folder.glob("crash-*.log"), key=lambda report: (report.stat().st_mtime_ns, report.name))
    for report in reports[:-MOST_REPORTS]:
        report.unlink(missing_ok=True)
