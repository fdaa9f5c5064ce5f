"""What two logs of one session become: the exact events that are added to the one whose time counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.plan.read import plan_of_text
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import events as e
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.session.log import replay
from letsconnect_tui.session.merged_logs import BY, Conflict, MergedSession, merged_log
from letsconnect_tui.session.people_events import ImportedPresence, ImportedRow
from tests.session.builders import MINUTE, Sitting, a_session, somebody

if TYPE_CHECKING:
    from collections.abc import Callable

    from letsconnect_tui.session.record import Record


def begun() -> Sitting:
    """Ada (p1) and Ben (p2, of Peru) here from 0:00; each call makes the same records."""
    return a_session().started().give(somebody("Ada"), somebody("Ben", country="Peru"))


def first() -> Sitting:
    """The session whose time counts: it alone goes on."""
    return begun().at(10).give(c.Next())


def joined(mine: Sitting, theirs: Sitting) -> tuple[MergedSession, list[tuple[float, e.AnyEvent]]]:
    """Both as one, and what was added: minutes after the start, and the event."""
    merged = merged_log(mine.recorder.log, theirs.recorder.log)
    added = merged.records[len(mine.recorder.log.records) :]
    assert merged.records[: -len(added) or None] == tuple(mine.recorder.log.records)
    assert_joined(mine, added)
    return merged, [(mine.clock_minutes(one.at), event) for one in added for event in one.events]


def assert_joined(mine: Sitting, added: tuple[Record, ...]) -> None:
    """Numbers go on, nobody gave the records, and the last one says when the first log ended."""
    latest = mine.recorder.log.latest
    assert [one.number for one in added] == [latest.number + place for place in range(1, len(added) + 1)]
    assert {(one.command, one.by) for one in added} <= {("Join", BY)}
    if added:
        assert (added[-1].at, added[-1].events) == (latest.at, ())


def span(
    session: Sitting, start: float, end: float | None, source: str = "typed"
) -> tuple[int, int | None, str]:
    """Minutes after the start, as an event has them."""
    return (at(session, start), None if end is None else at(session, end), source)


def at(session: Sitting, minutes: float) -> int:
    return session.zero + round(minutes * MINUTE)


def test_whoever_is_new_is_added_by_name_with_when_they_were_here() -> None:
    mine = first()
    theirs = begun().at(3).give(somebody("Eve"), somebody("Cy", languages=("es",))).at(7)
    theirs.give(c.MarkLeft(theirs.named("Cy")))
    _, added = joined(mine, theirs)

    assert added == [
        (10, e.PersonAdded("p3", PersonFacts("Cy", languages=("es",)), "typed")),
        (10, e.PresenceSet("p3", (span(mine, 3, 7),))),
        (10, e.PersonAdded("p4", PersonFacts("Eve"), "typed")),
        (10, e.PresenceSet("p4", (span(mine, 3, None),))),
    ]


def test_who_says_that_somebody_was_here_is_kept() -> None:
    mine = first()
    theirs = begun().at(3).give(c.MarkPasted((), (PersonFacts("Cy"),)))
    merged, added = joined(mine, theirs)
    assert added == [
        (10, e.PersonAdded("p3", PersonFacts("Cy"), "pasted")),
        (10, e.PresenceSet("p3", (span(mine, 3, None, "pasted"),))),
    ]
    state = replay(merged.records, plan_of_text).state
    assert [one.source for one in state.people["p3"].spans] == ["pasted"]


def test_what_is_missing_of_somebody_is_filled_in_and_what_differs_is_a_conflict() -> None:
    mine = first()
    theirs = begun().give(c.DescribePerson("p2", PersonFacts("Ben", country="Chile", languages=("es", "qu"))))
    merged, added = joined(mine, theirs)

    assert added == [
        (10, e.PersonDescribed("p2", PersonFacts("Ben", country="Peru", languages=("es", "qu"))))
    ]
    assert merged.conflicts == (Conflict("fact", "Ben", "country", "Peru", "Chile"),)


def test_whoever_left_in_one_of_them_has_left_at_the_first_end_after_they_came() -> None:
    mine = first()
    theirs = begun().at(4).give(c.MarkLeft("p1")).at(6).give(c.MarkHere("p1")).at(8).give(c.MarkLeft("p1"))
    merged, added = joined(mine, theirs)

    assert added == [(10, e.PresenceSet("p1", (span(mine, 0, 4), span(mine, 6, 8))))]
    assert merged.conflicts == ()


@pytest.mark.parametrize(("theirs_left", "conflict"), [(9, True), (6, False)])
def test_two_ends_far_apart_are_told(theirs_left: float, conflict: bool) -> None:
    mine = begun().at(5).give(c.MarkLeft("p1")).at(10).give(c.Next())
    theirs = begun().at(theirs_left).give(c.MarkLeft("p1"))
    merged, added = joined(mine, theirs)

    assert added == [(10, e.PresenceSet("p1", (span(mine, 0, theirs_left),)))]
    left = Conflict("left", "Ada", kept=at(mine, 9), other=at(mine, 5))
    assert merged.conflicts == ((left,) if conflict else ())


def test_whom_the_second_merged_is_merged_with_all_that_both_were_here() -> None:
    mine = first()
    theirs = begun().at(6).give(c.MarkLeft("p2")).give(c.MergePeople("p1", "p2"))
    _, added = joined(mine, theirs)

    assert (10, e.PeopleMerged("p1", "p2")) in added
    assert not [event for _, event in added if isinstance(event, e.PersonAdded)]


def test_what_was_ticked_for_somebody_counts() -> None:
    mine = begun().give(c.SetReadiness("ana", "slides")).at(10).give(c.Next())
    theirs = begun().give(*(c.SetReadiness("ana", what) for what in ("sound", "slides", "confirmed")))
    _, added = joined(mine, theirs)

    assert added == [(10, e.ReadinessSet("ana", "confirmed")), (10, e.ReadinessSet("ana", "sound"))]


def test_lines_get_the_next_numbers_and_keep_their_time_and_their_ticks() -> None:
    mine = begun().at(2).give(c.TakeLine("note", "one"), c.TakeLine("question", "why?")).at(10).give(c.Next())
    theirs = begun().at(3).give(c.TakeLine("note", "two")).at(4).give(c.TakeLine("question", "why?"))
    theirs.at(5).give(c.TakeLine("action", "do it"), c.AnswerQuestion(2), c.AnswerQuestion(3))
    _, added = joined(mine, theirs)

    assert added == [
        (3, e.LineTaken(3, "note", "two", "welcome")),
        (4, e.QuestionAnswered(2)),
        (5, e.LineTaken(4, "action", "do it", "welcome")),
        (5, e.QuestionAnswered(4)),
    ]


def test_only_later_headcounts_count() -> None:
    mine = begun().at(5).give(c.TakeHeadcount(40)).at(10).give(c.Next())
    theirs = begun().at(4).give(c.TakeHeadcount(39)).at(6).give(c.TakeHeadcount(41))
    _, added = joined(mine, theirs)

    assert added == [(6, e.HeadcountTaken(41))]


def test_an_attendance_file_is_taken_over_with_the_ids_people_have_here() -> None:
    mine = begun().at(2).give(somebody("Zoe")).at(10).give(c.Next())
    spans = ((mine.zero, mine.zero + 600_000),)
    file = c.ImportAttendance(
        "f" * 64,
        "zoom.csv",
        "zoom",
        (ImportedPresence("p1", 2, spans),),
        (c.NewArrival(PersonFacts("Eve"), ImportedPresence("+1", 3, spans)),),
        rows=(ImportedRow(2, ("Ada",), "p1"), ImportedRow(3, ("Eve",), "+1"), ImportedRow(4, why="total")),
    )
    _, added = joined(mine, begun().at(6).give(file))
    (imported,) = [event for _, event in added if isinstance(event, e.AttendanceImported)]

    assert [(one.person, one.line, one.spans) for one in imported.presence] == [
        ("p1", 2, spans),
        ("p4", 3, spans),
    ]
    assert [(one.line, one.cells, one.person, one.why) for one in imported.rows] == [
        (2, ("Ada",), "p1", ""),
        (3, ("Eve",), "p4", ""),
        (4, (), None, "total"),
    ]
    assert (imported.file_hash, imported.file_name, imported.format) == ("f" * 64, "zoom.csv", "zoom")


@pytest.mark.parametrize(
    ("heavier", "lighter"),
    [
        pytest.param(
            lambda: begun().at(5).give(c.End()), lambda: begun().at(5).give(c.Next(), c.Pause()), id="ended"
        ),
        pytest.param(
            lambda: begun().at(5).give(c.Next(), c.Pause()),
            lambda: begun().at(5).give(c.Next(), *(c.TakeLine("note", text) for text in "abc")),
            id="more of time",
        ),
        pytest.param(
            lambda: begun().at(5).give(c.TakeLine("note", "a"), c.TakeLine("note", "b")),
            lambda: begun().at(5).give(c.TakeLine("note", "c")),
            id="more",
        ),
    ],
)
def test_the_time_of_the_one_that_weighs_more_counts(
    heavier: Callable[[], Sitting], lighter: Callable[[], Sitting]
) -> None:
    counts = tuple(heavier().recorder.log.records)
    for mine, theirs in ((heavier(), lighter()), (lighter(), heavier())):
        merged = merged_log(mine.recorder.log, theirs.recorder.log)
        assert merged.records[: len(counts)] == counts
        assert merged.is_new is (merged.records != tuple(mine.recorder.log.records))


def test_where_one_is_the_beginning_of_the_other_nothing_is_added() -> None:
    short, longer = begun(), first()
    assert merged_log(longer.recorder.log, short.recorder.log) == MergedSession(
        tuple(longer.recorder.log.records), False
    )
    assert merged_log(short.recorder.log, longer.recorder.log) == MergedSession(
        tuple(longer.recorder.log.records), True
    )
