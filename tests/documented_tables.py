"""Tables as the documentation has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown, to be looked for in a page."""
    heading, *lines = (f"| {' | '.join(line)} |" for line in (head, *rows))
    return "\n".join((heading, "|---" * len(head) + "|", *lines))
