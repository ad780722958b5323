"""Over which days records are complete: worked out from spans, by hand and against a count of single days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from open315.core.facts.coverage import Extent, Keeper, Span, extent_of, merged_spans
from open315.core.facts.types import Period

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
CASES = [
    # what is so, the spans, how much of 2025 they cover
    ("nothing was stated", [], Extent.NONE),
    ("they go on since long ago", [Span(date(2020, 1, 1))], Extent.WHOLE),
    ("they begin on its first day", [Span(date(2025, 1, 1))], Extent.WHOLE),
    ("they begin a day late", [Span(date(2025, 1, 2))], Extent.PART),
    ("they begin on its last day", [Span(date(2025, 12, 31))], Extent.PART),
    ("they begin after it", [Span(date(2026, 1, 1))], Extent.NONE),
    ("they end on its last day", [Span(date(2024, 1, 1), date(2025, 12, 31))], Extent.WHOLE),
    ("they end a day early", [Span(date(2024, 1, 1), date(2025, 12, 30))], Extent.PART),
    ("they end on its first day", [Span(date(2024, 1, 1), date(2025, 1, 1))], Extent.PART),
    ("they end before it", [Span(date(2024, 1, 1), date(2024, 12, 31))], Extent.NONE),
    ("two spans touch", [Span(date(2025, 7, 1)), Span(date(2020, 1, 1), date(2025, 6, 30))], Extent.WHOLE),
    ("two spans leave a day out", [Span(date(2025, 7, 2)), Span(date(2020, 1, 1), date(2025, 6, 30))], Extent.PART),
    ("two spans overlap", [Span(date(2020, 1, 1), date(2025, 9, 1)), Span(date(2025, 3, 1))], Extent.WHOLE),
    (
        "a short one lies in a long one",
        [Span(date(2020, 1, 1)), Span(date(2025, 3, 1), date(2025, 4, 1))],
        Extent.WHOLE,
    ),
]


@pytest.mark.parametrize(("_what", "spans", "extent"), CASES, ids=[each[0] for each in CASES])
def test_a_year_is_covered_wholly_partly_or_not(_what: str, spans: list[Span], extent: Extent) -> None:
    assert extent_of(spans, *YEAR) == extent
    assert Keeper("", tuple(spans)).extent(Period(*YEAR)) == extent


def test_no_days_at_all_are_not_covered() -> None:
    assert extent_of([Span(date(2020, 1, 1))], date(2025, 1, 2), date(2025, 1, 1)) == Extent.NONE
    assert extent_of([Span(date(2020, 1, 1))], date(2025, 1, 1), date(2025, 1, 1)) == Extent.WHOLE


def test_records_begin_with_their_last_unbroken_stretch() -> None:
    spans = (
        Span(date(2025, 7, 1)),
        Span(date(2020, 1, 1), date(2020, 12, 31)),
        Span(date(2025, 5, 1), date(2025, 6, 30)),
    )
    assert Keeper("", spans).begins == date(2025, 5, 1)
    assert Keeper("").begins is None
    assert merged_spans(spans) == [Span(date(2020, 1, 1), date(2020, 12, 31)), Span(date(2025, 5, 1))]


DAYS = st.integers(0, 40).map(lambda n: date(2024, 2, 10) + timedelta(days=n))
SPANS = st.builds(
    lambda first, more: Span(first, more and first + timedelta(days=more - 1)),
    DAYS,
    st.one_of(st.none(), st.integers(1, 20)),
)


@settings(max_examples=150)
@given(st.lists(SPANS, max_size=5), DAYS, DAYS)
def test_the_extent_is_what_counting_single_days_says(spans: list[Span], first: date, last: date) -> None:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    covered = [any(span.first <= day and (span.last is None or day <= span.last) for span in spans) for day in days]
    expected = Extent.NONE if not any(covered) else Extent.WHOLE if all(covered) else Extent.PART
    assert extent_of(spans, first, last) == expected
