"""A line that only adds up the column above it (合計) is no row: it was imported as a wrong one, each time."""

import pytest
from django.utils import translation

from open315.core.names import labelled
from open315.intake.sheet_import.sheet_rows import is_closing_line


@pytest.mark.parametrize(
    "cells",
    [
        ["合计", "", "", "12,345.00"],
        ["", "合 計：", "38", "1.2万元"],
        ["總計", None, 3, 4.5],
        ["Total", "", "7", "100%"],
        ["本页小计"],
        ["共 104 行，列表結束。", "", ""],
    ],
)
def test_sums_and_the_end_of_our_lists_are_no_rows(cells: list[object]) -> None:
    assert is_closing_line(cells)


@pytest.mark.parametrize(
    "cells",
    [
        [],
        ["", None],
        ["合计", "", "面里有虫"],
        ["合計電器行", "", "38"],
        ["1", "合计", "38"],
        ["", "共 104 行，列表結束。"],
        ["共 104 行，列表結束。", "38"],
        ["汉消2020-17", "电话", "2020-03-02"],
    ],
)
def test_a_row_that_says_anything_else_stays_a_row(cells: list[object]) -> None:
    assert not is_closing_line(cells)


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hant", "登記日期：缺少日期。"), ("zh-hans", "登記日期：缺少日期。"), ("en", "登記日期: 缺少日期。")],
)
def test_a_label_has_the_colon_of_the_readers_language(language: str, words: str) -> None:
    """「名称: 请填写此项」 stood in every Chinese list of errors."""
    with translation.override(language):
        assert labelled("登記日期", "缺少日期。") == words
