"""Stretches of time: of an item that runs, a pause, a recording, somebody's presence."""

from __future__ import annotations

import msgspec

from letsconnect_tui.session.vector import Vector


class Span(msgspec.Struct, frozen=True, gc=False):
    """From ``start`` to ``end``; still open while ``end`` is None."""

    start: int
    end: int | None = None
    source: str = "typed"

    def length(self, now: int) -> int:
        """Milliseconds so far, never negative."""
        return max(0, (now if self.end is None else self.end) - self.start)

    @property
    def closed_ms(self) -> int:
        """Its length, 0 while it is open."""
        return 0 if self.end is None else max(0, self.end - self.start)


def shifted(spans: Vector[Span], ms: int) -> Vector[Span]:
    """The spans, each so much later, because the clock was put right."""
    return Vector(
        Span(span.start + ms, None if span.end is None else span.end + ms, span.source) for span in spans
    )


def with_end(spans: Vector[Span], at: int) -> Vector[Span]:
    """The spans with the last one closed at ``at``, if it is open."""
    if not spans.tail:
        return spans
    last = spans.tail[-1]
    if last.end is not None:
        return spans
    start = last.start
    return spans.with_last(Span(start, at if at > start else start, last.source))
