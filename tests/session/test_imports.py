"""What a file says about who was there stands beside what was marked by hand and never changes it."""

from __future__ import annotations

import pytest

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.session import commands as c
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.session.people_events import ImportedPresence
from letsconnect_tui.session.presence_counts import counted
from tests.session.builders import MINUTE, Sitting, a_session, somebody


def presence_of(
    session: Sitting, person: str, *minutes: tuple[int, int], line: int = 2, sum_of: int | None = None
) -> ImportedPresence:
    start = session.state.planned_start
    spans = tuple((start + begin * MINUTE, start + end * MINUTE) for begin, end in minutes)
    return ImportedPresence(person, line, spans, sum_of)


def from_file(
    *known: ImportedPresence, file: str = "a", new: tuple[c.NewArrival, ...] = ()
) -> c.ImportAttendance:
    return c.ImportAttendance(file, "report.csv", "zoom", known, new)


def spans(session: Sitting, person: str) -> list[tuple[int, int | None, str]]:
    start = session.state.planned_start
    return [
        ((one.start - start) // MINUTE, None if one.end is None else (one.end - start) // MINUTE, one.source)
        for one in session.state.people[person].spans
    ]


def held() -> Sitting:
    """Zoe was marked here from 2 to 10; Yan only registered; it is the 50th minute."""
    session = (
        a_session().give(c.LoadRoster((PersonFacts("Yan"),))).started().at(2).give(somebody("Zoe")).at(10)
    )
    return session.give(c.MarkLeft(session.named("Zoe"))).at(50)


def test_marks_by_hand_stay_and_the_files_spans_are_kept_beside() -> None:
    session = held()
    zoe = session.named("Zoe")
    session.give(from_file(presence_of(session, zoe, (0, 30), sum_of=25)))

    assert spans(session, zoe) == [(2, 10, "typed")]
    assert len(session.state.people[zoe].imported) == 1
    assert session.state.people[zoe].imported_minutes == 25


def test_whoever_nobody_marked_was_there_when_the_file_says_and_is_counted() -> None:
    session = held()
    yan = session.named("Yan")
    before = counted(session.state.people).unique
    session.give(from_file(presence_of(session, yan, (5, 15), (20, 30), sum_of=20)))

    assert spans(session, yan) == [(5, 15, "imported"), (20, 30, "imported")]
    counts = counted(session.state.people)
    assert (counts.unique, counts.here, counts.registered_not_marked) == (before + 1, 0, 0)


def test_two_files_that_tell_the_same_count_it_once_and_others_add_up() -> None:
    session = held()
    yan = session.named("Yan")
    session.give(from_file(presence_of(session, yan, (5, 15), sum_of=10)))
    session.give(from_file(presence_of(session, yan, (5, 15), sum_of=10), file="the same, saved again"))
    assert session.state.people[yan].imported_minutes == 10
    session.give(from_file(presence_of(session, yan, (20, 30), sum_of=9), file="the second half"))
    assert session.state.people[yan].imported_minutes == 19


def test_rows_of_a_file_that_were_taken_in_change_nothing_the_second_time() -> None:
    session = held()
    yan, zoe = session.named("Yan"), session.named("Zoe")
    session.give(from_file(presence_of(session, yan, (5, 15))))
    log = session.recorder.log
    session.give(from_file(presence_of(session, yan, (5, 15))))
    assert session.recorder.log is log
    session.give(from_file(presence_of(session, yan, (5, 15)), presence_of(session, zoe, (0, 1), line=7)))

    assert spans(session, yan) == [(5, 15, "imported")]
    assert session.state.imports == {"a": frozenset({2, 7})}


def test_somebody_new_gets_an_id_and_one_undo_takes_all_back() -> None:
    session = held()
    before = session.state
    arrival = c.NewArrival(PersonFacts("Walk In"), presence_of(session, "+0", (1, 4), line=3))
    session.give(from_file(presence_of(session, session.named("Yan"), (5, 15)), new=(arrival,)))
    walk_in = session.named("Walk In")

    assert session.state.people[walk_in].source == "imported"
    assert spans(session, walk_in) == [(1, 4, "imported")]
    session.give(c.Undo())
    assert session.state == before


def test_whoever_is_marked_by_hand_after_an_import_keeps_both() -> None:
    session = held()
    yan = session.named("Yan")
    session.give(from_file(presence_of(session, yan, (5, 15)))).give(c.MarkHere(yan))

    assert spans(session, yan) == [(5, 15, "imported"), (50, None, "typed")]
    assert not session.state.people[yan].is_only_imported


def test_people_who_are_merged_and_split_keep_what_files_say_of_each() -> None:
    session = held()
    yan, zoe = session.named("Yan"), session.named("Zoe")
    session.give(from_file(presence_of(session, yan, (5, 15)))).give(c.MergePeople(zoe, yan))
    kept = next(one.id for one in session.state.people.values() if one.merged)
    assert [begin for begin, _, _ in spans(session, kept)] == [2]
    gone = session.state.people[kept].merged[0].person.id
    session.give(c.SplitPerson(kept, gone))

    assert spans(session, yan) == [(5, 15, "imported")]
    assert spans(session, zoe) == [(2, 10, "typed")]


@pytest.mark.parametrize("known", ["nobody", "yan backwards"])
def test_what_cannot_be_is_refused(known: str) -> None:
    session = held()
    person = session.named("Yan") if known == "yan backwards" else known
    presence = presence_of(session, person, (15, 5) if known == "yan backwards" else (5, 15))

    with pytest.raises(CommandRefused):
        session.give(from_file(presence))
