"""``letsconnect doctor``: what may stand in the way of a session; exit 1 when something needs attention."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import typer

from letsconnect_tui import __version__
from letsconnect_tui.app.library import default_file
from letsconnect_tui.cli.console import aligned
from letsconnect_tui.cli.doctor_engine import engine_findings
from letsconnect_tui.cli.doctor_file import file_findings
from letsconnect_tui.cli.doctor_finding import DoctorFinding
from letsconnect_tui.cli.doctor_terminal import terminal_findings
from letsconnect_tui.cli.exit_codes import NO
from letsconnect_tui.cli.options import FileOption  # noqa: TC001 - typer reads annotations
from letsconnect_tui.clock import system_sources
from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import message, words
from letsconnect_tui.settings import read_settings, settings_file
from letsconnect_tui.text import printable

FINE, ATTENTION, UNSURE = "✓", "!", "?"


def doctor(file: FileOption = None) -> None:
    """Check terminal, clipboard, file, free space and the engine of shared sessions."""
    size = tuple(os.get_terminal_size(sys.stdout.fileno())) if sys.stdout.isatty() else None
    encoding = getattr(sys.stdout, "encoding", "") or ""
    sections = {
        "program": _program(),
        "terminal": terminal_findings(os.environ, size, encoding),  # type: ignore[arg-type]
        "data": file_findings(file or default_file()),
        "together": engine_findings(),
    }
    for section, findings in sections.items():
        if not findings:
            continue
        print(words(f"doctor-section-{section}"))
        print(printable("\n".join(as_lines(findings)), lines=True))
    found = sum(finding.advice is not None for findings in sections.values() for finding in findings)
    print(words("doctor-found", found))
    if found:
        raise typer.Exit(NO)


def _program() -> list[DoctorFinding]:
    sources = system_sources()
    clock = "doctor-clock-full" if sources.awake_ns is not None else "doctor-clock-partly"
    return [
        DoctorFinding("version", message("doctor-plain", __version__)),
        DoctorFinding("python", message("doctor-plain", f"{platform.python_version()} ({sys.platform})")),
        DoctorFinding("textual", message("doctor-plain", _installed("textual"))),
        DoctorFinding("clock", message(clock)),
        *_settings(),
    ]


def _settings() -> list[DoctorFinding]:
    """The settings file, where there is one, and each thing that is wrong in it."""
    path = settings_file()
    if not path.exists():
        return []
    from letsconnect_tui.tui.key_remapping import read_keymap  # imports every panel

    try:
        keymap, problems = read_keymap(read_settings(path).get("keys", {}))
    except InputError as error:
        return [DoctorFinding("settings", error.message, error.hint)]
    summary = message("doctor-settings-told", path, message("doctor-settings-keys", len(keymap)))
    wrong = [DoctorFinding("settings", problem, message("doctor-settings-advice")) for problem in problems]
    return [DoctorFinding("settings", summary), *wrong]


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "–"


def as_lines(findings: list[DoctorFinding]) -> list[str]:
    """One line a finding, and under it what to do where something is to be done."""
    rows = [
        (
            f"  {UNSURE if finding.unsure else FINE if finding.advice is None else ATTENTION}",
            words(f"doctor-{finding.what}"),
            words(finding.result),
        )
        for finding in findings
    ]
    lines = []
    for line, finding in zip(aligned(rows), findings, strict=True):
        lines.append(line)
        if finding.advice is not None:
            lines.append(f"      {words(finding.advice)}")
    return lines
