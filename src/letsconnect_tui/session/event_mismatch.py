"""An event that makes no sense in the state it meets."""

from __future__ import annotations


class EventMismatch(Exception):
    """Raised while folding: the log without a taken-back action no longer holds together."""


def require(condition: bool) -> None:
    """Raise EventMismatch unless ``condition`` holds."""
    if not condition:
        raise EventMismatch
