"""Which number of a date is the day, which day a file without dates means, and moments as UTC.

The order of day and month is what all dates of the file allow; if that is still open, what is near the
session, what makes the meeting short, and last what people write with AM and PM. A guess is said.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.importers.attendance.moments import DAY_S, Order, Written, read_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import tzinfo

_ISO_DAY = re.compile(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
_NAMED_DAY = re.compile(
    r"(?<!\d)\d{1,2}[-_ .][^\W\d_]{3,9}[-_ .,]+20\d\d|[^\W\d_]{3,9}[-_ .]\d{1,2}[-_ .,]+20\d\d"
)
_OPEN_DAY = re.compile(r"(?<!\d)\d{1,2}[-_.]\d{1,2}[-_.]20\d\d(?!\d)")


class DateOrder(msgspec.Struct, frozen=True):
    """The order that was chosen; ``is_a_guess`` if the file would allow the other one."""

    order: Order
    is_a_guess: bool = False


def date_order(
    dates: Iterable[Written], spans: dict[Order, float], session_start: datetime | None = None
) -> DateOrder:
    """The order of day and month in a file.

    Args:
        dates: Every moment of the file.
        spans: For each order the seconds from the first joining to the last leaving.
        session_start: When the session was planned to start, if the file belongs to one.
    """
    open_dates = [one for one in dates if one.is_open and one.date is not None]
    if not open_dates:
        return DateOrder("dmy")
    day_first = sum(one.date[0] > 12 for one in open_dates if one.date)
    month_first = sum(one.date[1] > 12 for one in open_dates if one.date)
    if day_first != month_first:
        return DateOrder("dmy" if day_first > month_first else "mdy")
    if all(one.date[0] == one.date[1] for one in open_dates if one.date):
        return DateOrder("dmy")
    if session_start is not None:
        away = {order: _days_away(open_dates, order, session_start) for order in ("dmy", "mdy")}
        if away["dmy"] != away["mdy"]:
            return DateOrder("dmy" if away["dmy"] < away["mdy"] else "mdy")
    short, long = sorted(spans.values()) if len(spans) == 2 else (0.0, 0.0)
    if short <= DAY_S < long:
        return DateOrder(min(spans, key=lambda order: spans[order]))
    with_meridiem = sum(one.has_meridiem for one in open_dates)
    return DateOrder("mdy" if with_meridiem * 2 > len(open_dates) else "dmy", is_a_guess=True)


def _days_away(dates: Sequence[Written], order: Order, session_start: datetime) -> float:
    planned = session_start.replace(tzinfo=None)
    distances = [abs((at - planned).total_seconds()) for one in dates if (at := one.naive(order)) is not None]
    return min(distances, default=0.0) // DAY_S


class DayOfFile(msgspec.Struct, frozen=True):
    """The day that times without a date belong to, and when its meeting begins (seconds after midnight)."""

    day: Written
    begins_s: int


def day_of_file(
    file_name: str, elsewhere: Sequence[Written], joins: Sequence[Written], session_start: datetime | None
) -> DayOfFile | None:
    """The day of a file whose people have only times of day; None if nothing tells it.

    Args:
        file_name: The name of the file, which may hold the day.
        elsewhere: Moments and dates elsewhere in the file.
        joins: The times of day of joining, which may go past midnight.
        session_start: When the session was planned to start, in the zone of the file.
    """
    day = next((one for one in elsewhere if one.date is not None), None) or _day_in_name(file_name)
    if day is None and session_start is not None:
        day = Written((session_start.year, session_start.month, session_start.day))
    if day is None:
        return None
    return DayOfFile(replace(day, seconds=None), _first_of(joins))


def _day_in_name(file_name: str) -> Written | None:
    if iso := _ISO_DAY.search(file_name):
        return read_moment("-".join(iso.groups()))
    for pattern in (_NAMED_DAY, _OPEN_DAY):
        if found := pattern.search(file_name):
            return read_moment(re.sub("[-_.]", " " if pattern is _NAMED_DAY else "/", found[0]))
    return None


def _first_of(joins: Sequence[Written]) -> int:
    """The time of day after the longest quiet stretch of the clock: there the meeting begins."""
    times = sorted({one.seconds for one in joins if one.seconds is not None})
    if not times:
        return 0
    quiet = [
        (time - before) % DAY_S or DAY_S for before, time in zip((times[-1], *times), times, strict=False)
    ]
    return times[quiet.index(max(quiet))]


class Calendar(msgspec.Struct, frozen=True):
    """Turns what is written into UTC."""

    order: Order
    zone: tzinfo
    is_utc: bool = False
    """Whether the file says itself that its times are UTC."""
    day: DayOfFile | None = None

    def at(
        self, written: Written, after: datetime | None = None, *, day_of_its_own: bool = False
    ) -> datetime | None:
        """The moment in UTC; None if there is no such day.

        Args:
            written: What the cell says.
            after: The joining that a leaving follows; one without a date is after it.
            day_of_its_own: Whether the date stands in a column beside, for joining and leaving alike.
        """
        is_time_only = written.date is None
        if is_time_only:
            if self.day is None:
                return None
            is_next_day = (written.seconds or 0) < self.day.begins_s
            written = replace(written, date=self.day.day.date, is_open=self.day.day.is_open)
            naive = written.naive(self.order)
            naive = naive + timedelta(days=1) if naive is not None and is_next_day else naive
        else:
            naive = written.naive(self.order)
        if naive is None:
            return None
        try:
            moment = self._in_utc(naive, written)
            while after is not None and (is_time_only or day_of_its_own) and moment < after:
                moment += timedelta(days=1)
        except OverflowError:
            return None
        if after is not None and moment < after:
            later = self._in_utc(naive.replace(fold=1), written)  # the hour that comes twice
            moment = later if later >= after else moment
        return moment

    def _in_utc(self, naive: datetime, written: Written) -> datetime:
        if written.offset_s is not None:
            return naive.replace(tzinfo=UTC) - timedelta(seconds=written.offset_s)
        return naive.replace(tzinfo=UTC if self.is_utc else self.zone).astimezone(UTC)


def doubt(chosen: DateOrder, example: str) -> Message | None:
    """What to say of a guess."""
    if not chosen.is_a_guess:
        return None
    return message("attendance-note-date-order", example, message(f"attendance-order-{chosen.order}"))
