from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.people.counts import SMALLEST_SHOWN, Breakdown, BreakdownRow, breakdown, exact_breakdown


def answers(**counts: int) -> list[str]:
    return [label for label, count in counts.items() for _ in range(count)]


def test_large_counts_are_shown_largest_first() -> None:
    assert breakdown(answers(ig=6, en=20)) == Breakdown((BreakdownRow("en", 20), BreakdownRow("ig", 6)), 26)


def test_fewer_than_ten_answers_are_not_broken_down() -> None:
    assert breakdown(answers(en=9)) == Breakdown((), 9, withheld=True)


def test_no_answer_is_no_row() -> None:
    assert breakdown([*answers(en=10), "", ()]) == Breakdown((BreakdownRow("en", 10),), 10)


def test_one_small_count_takes_a_larger_one_with_it() -> None:
    shown = breakdown(answers(en=20, fr=10, ig=3)).rows

    assert shown == (
        BreakdownRow("en", 20),
        BreakdownRow("fr", None, "withheld"),
        BreakdownRow("ig", None, "fewer"),
    )


def test_several_small_counts_that_could_be_anything_protect_each_other() -> None:
    rows = breakdown(answers(en=20, fr=2, ig=3, sw=3, yo=1)).rows

    assert rows == (
        BreakdownRow("en", 20),
        *(BreakdownRow(label, None, "fewer") for label in ("fr", "ig", "sw", "yo")),
    )


def test_all_is_withheld_where_nothing_can_protect_a_small_count() -> None:
    nearly_all_fours, too_tight = answers(en=4, fr=4, ig=4), answers(en=5, fr=5, ig=1)

    assert breakdown(nearly_all_fours) == Breakdown((), 12, withheld=True)
    assert breakdown(too_tight) == Breakdown((), 11, withheld=True)


def test_somebody_with_several_languages_counts_in_each() -> None:
    given_answers = [("en", "fr")] * 6 + ["en"] * 6

    assert breakdown(given_answers) == Breakdown((BreakdownRow("en", 12), BreakdownRow("fr", 6)), 12)


def what_a_reader_can_conclude(published: Breakdown, *, one_answer_each: bool) -> dict[str, set[int]]:
    """Every value each small count may have, by trying all that the published rows and total allow."""
    small = [row.label for row in published.rows if row.shown == "fewer"]
    withheld = sum(row.shown == "withheld" for row in published.rows)
    rest = published.answers - sum(row.count or 0 for row in published.rows)
    possible: dict[str, set[int]] = {label: set() for label in small}
    for values in product(range(1, SMALLEST_SHOWN), repeat=len(small)):
        left = rest - sum(values)
        fits = left >= SMALLEST_SHOWN * withheld if withheld else left == 0
        if not one_answer_each:
            fits = withheld > 0 or left <= 0
        if fits:
            for label, value in zip(small, values, strict=True):
                possible[label].add(value)
    return possible


def test_a_small_country_is_not_given_away_by_the_size_of_its_region() -> None:
    countries = answers(br=6, cl=1, ng=9, gh=2, ke=3)
    regions = ["LAC"] * 7 + ["SSA"] * 14
    alone = breakdown(countries)
    inside = breakdown(countries, within=regions)

    assert {row.label for row in alone.rows if row.shown == "count"} == {"br", "ng"}  # 7 in LAC - 6 = 1
    assert inside.withheld or {row.label for row in inside.rows if row.shown == "count"} <= {"ng"}


def test_a_country_that_protects_nobody_in_its_region_is_shown() -> None:
    people = [*[("BR", "LAC")] * 5, *[("FR", "NWE")] * 5, *[("KE", "SSA")] * 8, ("NG", "SSA")]
    counted = breakdown([country for country, _ in people], within=[region for _, region in people])

    assert [(row.label, row.count) for row in counted.rows] == [
        ("BR", 5),
        ("FR", 5),
        ("KE", None),
        ("NG", None),
    ]


def test_without_anything_small_a_group_hides_nothing() -> None:
    assert breakdown(answers(br=6, ng=9), within=["LAC"] * 6 + ["SSA"] * 9).rows == (
        BreakdownRow("ng", 9),
        BreakdownRow("br", 6),
    )


def test_what_only_the_organiser_reads_is_exact() -> None:
    assert exact_breakdown([*answers(ig=1, en=2, fr=2), ""]) == Breakdown(
        (BreakdownRow("en", 2), BreakdownRow("fr", 2), BreakdownRow("ig", 1)), 5
    )


few_labels = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 12), max_size=6)


@given(few_labels)
def test_no_small_count_can_be_worked_out_from_rows_and_total(counts: dict[str, int]) -> None:
    published = breakdown(answers(**counts))
    possible = what_a_reader_can_conclude(published, one_answer_each=True)

    assert all(values == {1, 2, 3, 4} for values in possible.values())


@given(st.lists(st.frozensets(st.sampled_from("abcde"), min_size=1), max_size=40))
def test_no_small_count_can_be_worked_out_where_people_gave_several_answers(
    people: list[frozenset[str]],
) -> None:
    published = breakdown(tuple(person) for person in people)
    possible = what_a_reader_can_conclude(published, one_answer_each=False)

    assert all(values == {1, 2, 3, 4} for values in possible.values())


@given(few_labels)
def test_shown_counts_are_true_and_small_ones_never_shown(counts: dict[str, int]) -> None:
    for row in breakdown(answers(**counts)).rows:
        if row.shown == "count":
            assert row.count == counts[row.label] >= SMALLEST_SHOWN
        else:
            assert row.count is None
            assert (counts[row.label] < SMALLEST_SHOWN) == (row.shown == "fewer")


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("XY")), max_size=30))
def test_no_small_count_can_be_worked_out_from_the_size_of_a_group(people: list[tuple[str, str]]) -> None:
    labels = [label + group for label, group in people]
    published = breakdown(labels, within=[group for _, group in people])

    for group in "XY":
        of_group = tuple(row for row in published.rows if row.label.endswith(group))
        size = sum(its == group for _, its in people)
        possible = what_a_reader_can_conclude(Breakdown(of_group, size), one_answer_each=True)

        assert all(values == {1, 2, 3, 4} for values in possible.values())
