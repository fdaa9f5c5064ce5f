"""Moments of a session's line (milliseconds since 1970) as files write them: ISO 8601 in UTC."""

from __future__ import annotations

from datetime import UTC, datetime


def utc(at: int) -> datetime:
    """The moment as an aware UTC time."""
    return datetime.fromtimestamp(at / 1000, UTC)


def iso(at: int | None) -> str | None:
    """``2026-12-03T14:00:00Z``, whole seconds; None stays None."""
    return None if at is None else f"{utc(at):%Y-%m-%dT%H:%M:%SZ}"


def iso_date(at: int) -> str:
    """``2026-12-03``."""
    return f"{utc(at):%Y-%m-%d}"
