from __future__ import annotations

from typing import get_args

import pytest
from msgspec.structs import replace

from letsconnect_tui.exporters import event_log
from letsconnect_tui.exporters.chapters import Recording, chapter_notes, chapters_text, position, recordings
from letsconnect_tui.exporters.naming import NameLevel, Naming
from letsconnect_tui.exporters.report_page import report
from letsconnect_tui.exporters.report_text import report_lines
from letsconnect_tui.exporters.timing_facts import ItemTime, Timing, timing
from letsconnect_tui.session import commands as c
from letsconnect_tui.session import events as e
from letsconnect_tui.session.facts import PersonFacts
from letsconnect_tui.text import cell_width
from tests.exporters.held import held_session
from tests.session.builders import Sitting, a_session


def timing_of(sitting: Sitting, level: NameLevel = "all") -> Timing:
    return timing(sitting.state, sitting.now, Naming(sitting.state, level))


def chapters(sitting: Sitting, level: NameLevel = "all") -> str:
    return chapters_text(recordings(sitting.state, sitting.now, Naming(sitting.state, level, public=True)))


def item(sitting: Sitting, item_id: str) -> ItemTime:
    return next(one for one in timing_of(sitting).items if one.item == item_id)


def test_what_was_skipped_or_dropped_has_no_actual_time_which_is_not_zero() -> None:
    sitting = held_session()

    assert [(item(sitting, one).state, item(sitting, one).actual_s) for one in ("game", "close")] == [
        ("skipped", None),
        ("dropped", None),
    ]
    assert item(sitting, "game").started_at is None


def test_a_pause_is_no_part_of_an_items_time() -> None:
    assert item(held_session(), "first").actual_s == 12 * 60
    assert timing_of(held_session()).paused_s == 120


def test_back_adds_to_the_time_of_the_earlier_item() -> None:
    sitting = a_session().started().at(5).give(c.Next()).at(7).give(c.Back()).at(9).give(c.Next())

    assert item(sitting, "welcome").actual_s == 7 * 60


def test_time_added_is_time_a_sharer_was_given() -> None:
    sitting = a_session().started().at(5).give(c.Next(), c.AddTime(120_000)).at(20).give(c.Next()).at(25)

    assert [(one.who, one.allotted_s, one.actual_s) for one in timing_of(sitting).sharers] == [
        ("Ana", 720, 900),
        ("Bo", 600, 300),
    ]


def test_sharers_are_numbered_where_names_are_not_wanted() -> None:
    assert [one.who for one in timing_of(held_session(), "none").sharers] == ["sharer-1", "sharer-2"]
    assert {one.lead for one in timing_of(held_session(), "none").items} == {None}


def test_a_sharer_who_is_private_is_named_nowhere_in_public() -> None:
    sitting = held_session()
    ana = sitting.state.people["ana"]
    private = replace(ana, facts=replace_private(ana.facts))
    state = replace(sitting.state, people={**sitting.state.people, "ana": private})
    cases: list[tuple[NameLevel, bool]] = [("team", False), ("team", True), ("all", True)]
    for level, public in cases:
        naming = Naming(state, level, public=public)
        found = timing(state, sitting.now, naming)

        assert [one.who for one in found.sharers] == ["sharer-1", "Bo"]
        assert not [one for one in found.items if "Ana" in (one.title + (one.lead or ""))]
        assert "Ana" not in chapters_text(recordings(state, sitting.now, naming))


def chapter_starts(*lengths_s: int) -> Recording:
    """The chapters of a recording of three items that lasted so long."""
    sitting = a_session().started().give(c.SayRecording(on=True))
    at = 0
    for length in lengths_s[:-1]:
        at += length
        sitting.at(at // 60, at % 60).give(c.Next())
    at += lengths_s[-1]
    sitting.at(at // 60, at % 60)
    return recordings(sitting.state, sitting.now, Naming(sitting.state, "all"))[0]


@pytest.mark.parametrize(
    ("lengths_s", "starts", "joined"),
    [
        ((60, 60, 60), [0, 60, 120], []),
        ((4, 60, 60), [0, 64], ["Welcome"]),
        ((60, 9, 60), [0, 60], ["Ana"]),
        ((60, 60, 9), [0, 60], ["Bo"]),
        ((5, 6, 60), [0, 11], ["Welcome"]),
        ((3, 3, 60), [0], ["Welcome", "Ana"]),
        ((3, 3, 3), [0], ["Welcome", "Ana"]),
        ((10, 10, 10), [0, 10, 20], []),
    ],
)
def test_no_chapter_is_shorter_than_video_sites_show(
    lengths_s: tuple[int, ...], starts: list[int], joined: list[str]
) -> None:
    recording = chapter_starts(*lengths_s)

    assert [chapter.at_s for chapter in recording.chapters] == starts
    assert list(recording.joined) == joined
    said = [note.key for note in chapter_notes((recording,))]
    assert ("export-chapters-joined" in said) == bool(joined)
    assert ("export-chapters-few" in said) == (len(starts) < 3)


def replace_private(facts: PersonFacts) -> PersonFacts:
    return PersonFacts(facts.name, private=True)


def test_a_chapter_stands_where_the_item_began_in_the_recording() -> None:
    sitting = a_session().started().give(c.SayRecording(on=True)).at(14, 20).give(c.Next()).at(30)

    assert chapters(sitting) == "00:00:00 Welcome\n00:14:20 Ana\n"


def test_a_recording_begun_in_the_middle_of_an_item_begins_with_it() -> None:
    sitting = a_session().started().at(3).give(c.SayRecording(on=True)).at(5).give(c.Next()).at(9)

    assert chapters(sitting) == "00:00:00 Welcome\n00:02:00 Ana\n"


def test_a_recording_begun_before_the_session_has_a_chapter_at_zero_all_the_same() -> None:
    sitting = a_session(early_ms=60_000).give(c.SayRecording(on=True)).at(0).give(c.Start()).at(2)

    assert chapters(sitting, "none") == "00:00:00 Beginning\n00:01:00 Welcome\n"


def test_a_pause_makes_no_second_chapter_and_does_not_stop_the_recording() -> None:
    sitting = a_session().started().give(c.SayRecording(on=True)).at(2).give(c.Pause()).at(4).give(c.Resume())
    sitting.at(6).give(c.Next()).at(7)

    assert chapters(sitting, "none") == "00:00:00 Welcome\n00:06:00 sharer-1\n"


@pytest.mark.parametrize(("seconds", "shown"), [(0, "00:00:00"), (860, "00:14:20"), (36_001, "10:00:01")])
def test_positions_have_hours_minutes_and_seconds(seconds: int, shown: str) -> None:
    assert position(seconds) == shown


def test_every_kind_of_event_says_what_of_it_names_nobody() -> None:
    assert set(event_log._KEPT) == set(get_args(e.AnyEvent))
    for kind, fields in event_log._KEPT.items():
        assert set(fields) <= set(kind.__struct_fields__)


@pytest.mark.parametrize("width", [1, 60, 61, 80, 200, 500])
def test_no_line_of_the_report_is_wider_than_asked(width: int) -> None:
    sitting = held_session()
    lines = report_lines(report(sitting.state, sitting.now, Naming(sitting.state, "all")), width, None)

    assert max(map(cell_width, lines)) <= max(60, min(200, width))


def test_texts_that_may_name_people_are_shown_only_where_everybody_is_named() -> None:
    sitting = held_session()
    hidden = "\n".join(
        report_lines(report(sitting.state, sitting.now, Naming(sitting.state, "team")), 80, None)
    )

    for text in ("Rita", "Zoë", "Who pays", "Write to"):
        assert text not in hidden
    assert "still open: 1" in hidden
