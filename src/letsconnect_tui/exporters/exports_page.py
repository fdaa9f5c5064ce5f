"""The page of exports for the documentation, made from the table of formats."""

from __future__ import annotations

from letsconnect_tui.exporters.attendance_csv import COUNT_COLUMNS, PERSON_COLUMNS
from letsconnect_tui.exporters.formats import FORMATS, KINDS, ExportFormat
from letsconnect_tui.exporters.naming import LEVELS
from letsconnect_tui.exporters.timing_tables import COLUMNS
from letsconnect_tui.i18n import words

COLUMNS_OF = {
    "attendance": (("counts", COUNT_COLUMNS), ("people", PERSON_COLUMNS)),
    "timing": (("items", COLUMNS),),
}
"""The columns of each CSV, by what a row is."""


def exports_page() -> str:
    """The page as Markdown: each kind with commands, files and columns, and who is named at which level."""
    head = [words(f"exports-page-{column}") for column in ("command", "format", "file", "public")]
    parts = [f"# {words('exports-page-title')}", words("exports-page-about")]
    for what in KINDS:
        rows = [_row(entry) for entry in FORMATS if entry.what == what]
        parts += [f"## {words(f'export-kind-{what}')}", words(f"export-about-{what}"), _table(head, rows)]
        parts += [
            words(f"exports-page-columns-{kind}", ", ".join(f"`{column}`" for column in columns))
            for kind, columns in COLUMNS_OF.get(what, ())
        ]
    levels = [
        [f"`--names {level}`" if level != "none" else "–", words(f"exports-page-{level}")] for level in LEVELS
    ]
    parts += [f"## {words('exports-page-names')}", words("exports-page-names-about")]
    parts.append(_table([words("exports-page-option"), words("exports-page-who")], levels))
    parts += [f"## {words('exports-page-others')}", words("exports-page-others-about")]
    return "\n\n".join(parts) + "\n"


def _row(entry: ExportFormat) -> list[str]:
    command = f"letsconnect export {entry.what} last --format {entry.form}"
    public = words("export-yes") if entry.public else ""
    return [f"`{command}`", words(f"export-form-{entry.form}"), f"`{entry.suffix}`", public]


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(line)} |" for line in (head, *rows)]
    return "\n".join((lines[0], "|---" * len(head) + "|", *lines[1:]))
