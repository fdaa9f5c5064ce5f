"""What people said about a session, in counts: typed by the facilitator, or read from a form's answers."""

from __future__ import annotations

import msgspec

from letsconnect_tui.session.facts import Event

POINTS = 5
"""Of the scale, 1 is the worst and 5 the best; in agreement 1 is strongly disagree and 5 strongly agree."""
Counts = tuple[int, ...]
NO_ANSWER: Counts = (0,) * POINTS
_MOST = 100_000


class Feedback(msgspec.Struct, frozen=True, omit_defaults=True):
    """Answers from one source; each tuple counts those of 1, 2 … 5 points."""

    rating: Counts = NO_ANSWER
    """How the session was."""
    gained: Counts = NO_ANSWER
    """Agreement: it helped me gain knowledge."""
    shared: Counts = NO_ANSWER
    """Agreement: it helped me share knowledge."""
    most: tuple[str, ...] = ()
    """What was most valuable, as people wrote it."""
    least: tuple[str, ...] = ()
    source: str = ""
    """A hash of the form's answers; empty for what was typed."""

    @property
    def people(self) -> int:
        """How many answered at least."""
        return max(sum(self.rating), sum(self.gained), sum(self.shared), len(self.most), len(self.least))


class FeedbackTaken(Event, frozen=True, tag="feedback"):
    """Feedback was written down beside what there was."""

    feedback: Feedback


def counts_typed(text: str) -> Counts | None:
    """``0,1,2,8,10`` as counts; None for what is no five numbers."""
    parts = text.replace(";", ",").split(",")
    digits = [part.strip() for part in parts]
    if len(digits) != POINTS or not all(one.isascii() and one.isdecimal() and len(one) < 7 for one in digits):
        return None
    return tuple(map(int, digits))


def is_sound(counts: Counts) -> bool:
    """Whether these can be the counts of a scale."""
    return len(counts) == POINTS and all(0 <= number <= _MOST for number in counts)


def summed(feedbacks: tuple[Feedback, ...]) -> Feedback:
    """All of it together."""

    def added(name: str) -> Counts:
        columns = zip(NO_ANSWER, *(getattr(one, name) for one in feedbacks), strict=True)
        return tuple(map(sum, columns))

    return Feedback(
        rating=added("rating"),
        gained=added("gained"),
        shared=added("shared"),
        most=tuple(text for one in feedbacks for text in one.most),
        least=tuple(text for one in feedbacks for text in one.least),
    )
