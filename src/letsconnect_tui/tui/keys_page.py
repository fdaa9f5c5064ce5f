"""The page of keys for the documentation, made from the table that makes the keys work."""

from __future__ import annotations

from letsconnect_tui.commands.table import WORDS
from letsconnect_tui.i18n import words
from letsconnect_tui.tui.actions import BEFORE, ENDED, LIVE, Action, actions_in


def keys_page() -> str:
    """Markdown: one table per place, with the typed command that does the same."""
    parts = [f"# {words('tui-page-title')}", words("tui-page-about")]
    for place in (BEFORE, LIVE, ENDED):
        parts.append(f"## {words(f'tui-page-{place}')}")
        head = " | ".join(words(f"tui-page-{column}") for column in ("key", "does", "typed"))
        parts.append("\n".join((f"| {head} |", "|---|---|---|", *(_row(one) for one in actions_in(place)))))
    return "\n\n".join(parts) + "\n"


def _row(one: Action) -> str:
    typed = one.says or (WORDS[one.word].usage if one.word else "")
    typed = f"`{typed.replace('|', chr(92) + '|')}`" if typed else ""
    return f"| `{one.key}` | {words(f'tui-does-{one.id}')} | {typed} |"
