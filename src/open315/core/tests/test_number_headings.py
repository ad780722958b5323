"""Headings are numbered as documents in the reader's language are, however many there are."""

import pytest
from django.utils import translation

from open315.core.documents.numerals import chinese, inner_number, outer_number


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"), (2, "二"), (6, "六"), (7, "七"), (9, "九"), (10, "十"), (11, "十一"), (12, "十二"), (19, "十九"), (20, "二十"), (21, "二十一"),
        (30, "三十"), (99, "九十九"), (100, "一百"), (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"), (120, "一百二十"),
        (200, "二百"), (315, "三百一十五"), (909, "九百零九"), (1000, "一千"), (1001, "一千零一"), (1010, "一千零一十"), (1100, "一千一百"),
        (2020, "二千零二十"), (9999, "九千九百九十九"),
    ],
)  # fmt: skip
def test_chinese_numbers_are_written_as_in_headings(number: int, written: str) -> None:
    assert chinese(number) == written


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_no_heading_has_such_a_number(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese(number)


@pytest.mark.parametrize(
    ("language", "outer", "inner"),
    [("zh-hant", "七、", "（十二）"), ("zh-hans", "七、", "（十二）"), ("en", "7. ", "7.12 ")],
)
def test_each_language_has_its_style(language: str, outer: str, inner: str) -> None:
    with translation.override(language):
        assert outer_number(7) == outer
        assert inner_number(7, 12) == inner
