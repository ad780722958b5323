"""Where a case came from, in the words of whoever brought it: no number of ours, no hash."""

import pytest

from open315.cases.rules.sources import source_name, source_number


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("12315平台#7", "12315平台"),
        ("熱線 #1#70", "熱線 #1"),
        ("12315平台", "12315平台"),
        ("熱線 #", "熱線 #"),
        ("#7", ""),
        ("", ""),
    ],
)
def test_a_source_is_called_without_the_number_of_its_council(key: str, name: str) -> None:
    assert source_name(key) == name


@pytest.mark.parametrize(
    ("reference", "number"),
    [
        ("A1", "A1"),
        ("row:0123abcd:1", ""),
        ("row-0123abcd-1", ""),
        ("A1~0123456789abcdef01234567", "A1"),
        ("A~1", "A~1"),
        ("", ""),
    ],
)
def test_a_row_without_a_number_has_none(reference: str, number: str) -> None:
    assert source_number(reference) == number
