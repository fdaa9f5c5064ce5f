"""What ``doctor`` finds out about the terminal, by what the environment tells; nothing is sent to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.cli.doctor_finding import DoctorFinding
from letsconnect_tui.i18n.message import Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

LEAST_COLUMNS, LEAST_LINES = 60, 24

_BY_PROGRAM = {
    "Apple_Terminal": "doctor-clipboard-no",
    "iTerm.app": "doctor-clipboard-iterm",
    "WezTerm": "doctor-clipboard-yes",
    "ghostty": "doctor-clipboard-yes",
    "vscode": "doctor-clipboard-yes",
}
_BY_VARIABLE = {
    "KITTY_WINDOW_ID": "doctor-clipboard-yes",
    "WT_SESSION": "doctor-clipboard-yes",
    "ALACRITTY_WINDOW_ID": "doctor-clipboard-yes",
    "VTE_VERSION": "doctor-clipboard-vte",
}
_BY_TERM = {
    "xterm-kitty": "doctor-clipboard-yes",
    "alacritty": "doctor-clipboard-yes",
    "foot": "doctor-clipboard-yes",
    "linux": "doctor-clipboard-no",
    "dumb": "doctor-clipboard-no",
}


def terminal_findings(
    environment: Mapping[str, str], size: tuple[int, int] | None, encoding: str
) -> list[DoctorFinding]:
    """Size, kind, colours, letters and clipboard.

    Args:
        environment: The process's environment variables.
        size: Columns and lines; None where output is no terminal.
        encoding: What standard output is written in.
    """
    copies = clipboard(environment)
    return [
        _size(size),
        DoctorFinding("term", message("doctor-plain", environment.get("TERM") or "–")),
        DoctorFinding("colour", message(_colours(environment))),
        _letters(encoding),
        DoctorFinding("clipboard", message(copies), unsure=copies == "doctor-clipboard-unknown"),
    ]


def _size(size: tuple[int, int] | None) -> DoctorFinding:
    if size is None:
        return DoctorFinding("size", message("doctor-no-terminal"))
    columns, lines = size
    small = columns < LEAST_COLUMNS or lines < LEAST_LINES
    advice: Message | None = message("doctor-small", LEAST_COLUMNS, LEAST_LINES) if small else None
    return DoctorFinding("size", message("doctor-columns", columns, lines), advice)


def _colours(environment: Mapping[str, str]) -> str:
    if environment.get("NO_COLOR"):
        return "doctor-colour-off"
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit") or environment.get("WT_SESSION"):
        return "doctor-colour-all"
    return "doctor-colour-256" if "256" in environment.get("TERM", "") else "doctor-colour-few"


def _letters(encoding: str) -> DoctorFinding:
    fine = encoding.lower().replace("-", "").replace("_", "") == "utf8"
    result = message("doctor-plain", encoding or "–")
    return DoctorFinding("letters", result, None if fine else message("doctor-letters-advice"))


def clipboard(environment: Mapping[str, str]) -> str:
    """The key that tells whether copying (OSC 52) reaches the clipboard of this terminal."""
    if environment.get("TMUX"):
        return "doctor-clipboard-tmux"
    if environment.get("STY"):
        return "doctor-clipboard-screen"
    program = _BY_PROGRAM.get(environment.get("TERM_PROGRAM", ""))
    named = next((key for variable, key in _BY_VARIABLE.items() if environment.get(variable)), None)
    term = environment.get("TERM", "")
    by_term = next((key for start, key in _BY_TERM.items() if term.startswith(start)), None)
    return program or named or by_term or "doctor-clipboard-unknown"
