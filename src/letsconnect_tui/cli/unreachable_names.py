"""What is left to do by hand where names are taken out: plans, and exports that name people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.app.exported_files import still_there
from letsconnect_tui.i18n import words
from letsconnect_tui.text import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def tell_out_of_reach(plan_files: Iterable[str], sessions: Collection[str]) -> None:
    """List the files that hold names of these sessions and that nothing here changes."""
    files = [*sorted(set(filter(None, plan_files))), *still_there(sessions)]
    if files:
        print(words("purge-out-of-reach"))
        print(printable("\n".join(f"  {file}" for file in files), lines=True))
    print(words("purge-copies-unknown"))
