"""Where ``letsconnect`` begins; ``--version`` is answered before anything is loaded."""

from __future__ import annotations

import gc
import sys

ALLOCATIONS_BETWEEN_COLLECTIONS = 50_000
"""With Python's own 700 the collector walks through all modules while they load: a fifth of a start."""


def main() -> None:
    """Run the program and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        from letsconnect_tui import __version__

        sys.stdout.write(f"letsconnect {__version__}\n")
        return
    gc.set_threshold(ALLOCATIONS_BETWEEN_COLLECTIONS)
    from letsconnect_tui.cli.exit_codes import run_guarded

    sys.exit(run_guarded(sys.argv[1:]))


if __name__ == "__main__":
    main()
